// Which bytes of a direction were lost.

import type { Offset } from '../front/front.js'

const MOST = 32
const NONE: readonly never[] = []

export class Gaps {
  /** Ascending, `[from, to)` each. */
  private ranges: readonly { readonly from: Offset; readonly to: Offset }[] = NONE

  /** Gaps come in the order of the stream. Beyond a limit the two oldest become one, with what is between them. */
  add(from: Offset, to: Offset): void {
    const ranges = [...this.ranges, { from, to }]
    const [first, second, ...others] = ranges
    const merges = ranges.length > MOST && first !== undefined && second !== undefined
    this.ranges = merges ? [{ from: first.from, to: second.to }, ...others] : ranges
  }

  touch(from: Offset, to: Offset): boolean {
    return this.ranges.some((gap) => gap.from < to && from < gap.to)
  }
}
