// A message whose fields are read when the first of them is asked for, all at once, and kept as long as the message is.

import type { FieldRecord, FieldValue, Message, Text } from './framer.js'

/** Values by their path, in the order in which they were added. */
export class Fields {
  readonly #byPath = new Map<string, { key: number | null; value: FieldValue }[]>()

  /** Adds a value, unless there is none: what did not fit into the message. */
  add(path: string, value: FieldValue | null, key: number | null = null): void {
    if (value === null) return
    const entries = this.#byPath.get(path)
    if (entries === undefined) this.#byPath.set(path, [{ key, value }])
    else entries.push({ key, value })
  }

  has(path: string): boolean {
    return this.#byPath.has(path)
  }

  /** Values of `path` with `key`; with any if it is null. */
  get(path: string, key: string | number | null): readonly FieldValue[] {
    const values: FieldValue[] = []
    for (const entry of this.#byPath.get(path) ?? [])
      if (key === null || entry.key === key) values.push(entry.value)
    return values
  }
}

export class LazyMessage implements Message {
  #fields: Fields | null = null

  /** @param read adds all fields; called once at most, while the message is valid */
  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
    readonly size: number,
    readonly main: Text | null,
    private readonly read: (fields: Fields) => void,
  ) {}

  get(path: string, key: string | number | null): readonly FieldValue[] {
    if (this.#fields === null) {
      this.#fields = new Fields()
      this.read(this.#fields)
    }
    return this.#fields.get(path, key)
  }
}

/** One of a repeated group, with the fields that `read` adds. */
export function recordOf(read: (fields: Fields) => void): FieldRecord {
  const fields = new Fields()
  read(fields)
  return { kind: 'record', get: (path, key) => fields.get(path, key) }
}
