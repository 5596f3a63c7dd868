// What a capture holds. One value serves comparison, tables, conditions and output alike.

import type { Side } from '../frame/framer.js'
import type { Flow } from '../desk/consumer.js'
import type { Offset } from '../front/front.js'

export type Value = TextValue | NumberValue | ListValue

interface ValueBase {
  /** Bytes on the wire that it was read from: what `.size` gives. */
  readonly size: number
  /** Marked `secret`, or made from something that was. Never written but by `--reveal`. */
  readonly secret: boolean
  /** Where on the wire; null for what was set, counted or recalled. */
  readonly origin: Origin | null
}

/** Text, or bytes that print as lower-case hex. Compared byte by byte. */
export interface TextValue extends ValueBase {
  readonly kind: 'text' | 'bytes'
  /** An own copy. Text is UTF-8 if valid as such, else Latin-1. */
  readonly bytes: Uint8Array
}

export interface NumberValue extends ValueBase {
  readonly kind: 'number'
  readonly value: number
}

/** Of `each`: at most 64 values are kept, `count` counts all. */
export interface ListValue extends ValueBase {
  readonly kind: 'list'
  readonly values: readonly (TextValue | NumberValue)[]
  readonly count: number
}

/** A stretch of one direction of a flow, by which a value is masked if a secret overlaps it. */
export interface Origin {
  readonly flow: Flow
  readonly side: Side
  readonly from: Offset
  readonly to: Offset
}
