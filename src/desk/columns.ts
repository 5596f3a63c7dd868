// Numbers that are kept of every flow of the front, in typed arrays: flows are many, and come and go.

import type { FlowId } from '../front/front.js'

const FIRST_ROWS = 1024

type Column = Float64Array | Uint32Array | Int32Array | Uint8Array

/** A row for each flow, whatever its columns are. */
export abstract class Columns {
  private size = 0

  makeRoom(flow: FlowId): void {
    if (flow < this.size) return
    this.size = Math.max(FIRST_ROWS, 2 ** Math.ceil(Math.log2(flow + 1)))
    this.grow(this.size)
  }

  /** There are to be so many rows, more than before. */
  protected abstract grow(rows: number): void
}

/** @returns `to`, which begins as `from` is */
export function grown<T extends Column>(from: T, to: T): T {
  to.set(from)
  return to
}
