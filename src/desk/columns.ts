// Numbers that are kept of every flow of the front, in typed arrays: flows are many, and come and go.

import type { FlowId } from '../front/front.js'

const FIRST_ROWS = 1024

type Column = Float64Array | Uint32Array | Int32Array | Uint8Array

/** So many rows that `flow` has one, when `rows` are too few for it. */
export function rowsFor(flow: FlowId): number {
  return Math.max(FIRST_ROWS, 2 ** Math.ceil(Math.log2(flow + 1)))
}

/** @returns `to`, which begins as `from` is */
export function grown<T extends Column>(from: T, to: T): T {
  to.set(from)
  return to
}
