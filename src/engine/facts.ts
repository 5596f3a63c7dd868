// What signatures said of a flow (`set flow.account = …`), for all signatures to read.

import type { EngineLimits } from './limits.js'
import type { Value } from './value.js'

export class Facts {
  readonly #values = new Map<string, Value>()

  get(name: string): Value | null {
    return this.#values.get(name) ?? null
  }

  /** @returns the limit in whose way it was, and then nothing was set */
  set(name: string, value: Value, limits: EngineLimits): 'facts' | 'factBytes' | null {
    if (bytesOf(value) > limits.factBytes) return 'factBytes'
    if (!this.#values.has(name) && this.#values.size >= limits.facts) return 'facts'
    this.#values.set(name, value)
    return null
  }
}

/** Memory that a value takes, roughly. */
export function bytesOf(value: Value | null): number {
  if (value === null) return 0
  switch (value.kind) {
    case 'number':
      return 8
    case 'list':
      return value.values.reduce((sum, one) => sum + bytesOf(one), 0)
    default:
      return value.bytes.length
  }
}
