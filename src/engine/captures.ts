// What a message has given so far. Until all of it has matched, captures are places in it, kept in objects that are used
// again: most messages fail, some of them late, and a failure is to cost no memory.

import type { Delivery, Flow } from '../desk/consumer.js'
import type { Numeric, Text } from '../frame/framer.js'
import type { Hole } from './code.js'
import type { ListValue, NumberValue, Origin, TextValue, Value } from './value.js'

/** Values of an `each` that are kept; the others are counted. */
const LIST_LIMIT = 64

const NOTHING = new Uint8Array(0)

/** A capture: a number, or the bytes `[from, to)`. */
export class Held {
  slot = 0
  secret = false
  kind: 'text' | 'bytes' | 'number' = 'text'
  number = 0
  bytes: Uint8Array = NOTHING
  from = 0
  to = 0
  /** The range of the message that it was read from; `wireTo` is -1 for what no bytes say (`.index`). */
  wireFrom = 0
  wireTo = 0

  /** Says where it was read: at `[from, to)` of a text, or, if that was decoded, somewhere in all of it. */
  readFrom(text: Text, from: number, to: number): void {
    this.wireFrom = text.verbatim ? text.wireStart + from - text.start : text.wireStart
    this.wireTo = text.verbatim ? text.wireStart + to - text.start : text.wireEnd
  }

  readFromNumeric({ wireStart, wireEnd }: Numeric): void {
    this.wireFrom = wireStart
    this.wireTo = wireEnd
  }
}

export class Captures {
  /** Those in use come first; the others wait. */
  readonly #single: Held[] = []
  #length = 0
  /** The same, of elements of lists: apart, because there may be thousands and no name means one of them. */
  readonly #listed: Held[] = []
  #listedLength = 0

  clear(): void {
    this.#length = 0
    this.#listedLength = 0
  }

  /** For `rollback`, when what follows fails, and `list`. */
  mark(): number {
    return this.#length
  }

  rollback(mark: number): void {
    this.#length = mark
  }

  /** Everything since `mark` is an element of a list. */
  list(mark: number): void {
    for (let index = mark; index < this.#length; index++) {
      const spare = this.#listed[this.#listedLength] ?? new Held()
      this.#listed[this.#listedLength++] = this.#single[index] ?? spare
      this.#single[index] = spare
    }
    this.#length = mark
  }

  /** The latest of a slot in this message. */
  find(slot: number): Held | null {
    for (let index = this.#length - 1; index >= 0; index--) {
      const held = this.#single[index]
      if (held?.slot === slot) return held
    }
    return null
  }

  /** `[from, to)` of `bytes`; the caller says where that was read. */
  addText(hole: Hole, bytes: Uint8Array, from: number, to: number): Held {
    const held = this.#add(hole)
    held.kind = hole.kind
    held.bytes = bytes
    held.from = from
    held.to = to
    return held
  }

  addNumber(hole: Hole, number: number): Held {
    const held = this.#add(hole)
    held.kind = 'number'
    held.number = number
    return held
  }

  #add(hole: Hole): Held {
    const held = (this.#single[this.#length++] ??= new Held())
    held.slot = hole.slot
    held.secret = hole.secret
    return held
  }

  /** The values, each with bytes of its own. The message may go then. */
  take(delivery: Delivery, flow: Flow): { values: Map<number, Value>; secrets: Origin[] } {
    const secrets: Origin[] = []
    const values = new Map<number, Value>()
    const valueOf = (held: Held): TextValue | NumberValue => {
      const value = valueIn(held, delivery, flow)
      if (held.secret && value.origin !== null && value.size > 0) secrets.push(value.origin)
      return value
    }
    for (let index = 0; index < this.#length; index++) {
      const held = this.#single[index]
      if (held !== undefined) values.set(held.slot, valueOf(held))
    }
    if (this.#listedLength === 0) return { values, secrets }
    const lists = new Map<number, (TextValue | NumberValue)[]>()
    for (const held of this.#listed.slice(0, this.#listedLength)) {
      const list = lists.get(held.slot)
      if (list === undefined) lists.set(held.slot, [valueOf(held)])
      else list.push(valueOf(held))
    }
    for (const [slot, list] of lists) values.set(slot, listOf(list))
    return { values, secrets }
  }
}

function valueIn(held: Held, delivery: Delivery, flow: Flow): TextValue | NumberValue {
  const { kind, wireFrom, wireTo, secret } = held
  const isRead = wireTo >= 0
  const size = isRead ? wireTo - wireFrom : 0
  const origin = isRead ? originOf(delivery, flow, wireFrom, wireTo) : null
  if (kind === 'number') return { kind, value: held.number, size, secret, origin }
  // Not `slice`, which shares memory where the bytes are a Buffer.
  const bytes = new Uint8Array(held.bytes.subarray(held.from, held.to))
  return { kind, bytes, size, secret, origin }
}

function originOf({ side, offset }: Delivery, flow: Flow, from: number, to: number): Origin {
  return { flow, side, from: offset + from, to: offset + to }
}

function listOf(values: readonly (TextValue | NumberValue)[]): ListValue {
  return {
    kind: 'list',
    values: values.slice(0, LIST_LIMIT),
    count: values.length,
    size: values.reduce((sum, { size }) => sum + size, 0),
    secret: values.some(({ secret }) => secret),
    origin: null,
  }
}
