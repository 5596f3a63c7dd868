// Which bytes of a direction were lost.

import type { Offset } from '../front/front.js'

const MOST = 32

export class Gaps {
  /** Ascending, `[from, to)` each. */
  private readonly ranges: { from: Offset; to: Offset }[] = []

  /** Gaps come in the order of the stream. Beyond a limit the two oldest become one, with what is between them. */
  add(from: Offset, to: Offset): void {
    this.ranges.push({ from, to })
    if (this.ranges.length <= MOST) return
    const [first, second] = this.ranges.splice(0, 2)
    if (first !== undefined && second !== undefined)
      this.ranges.unshift({ from: first.from, to: second.to })
  }

  get none(): boolean {
    return this.ranges.length === 0
  }

  touch(from: Offset, to: Offset): boolean {
    return this.ranges.some((gap) => gap.from < to && from < gap.to)
  }
}
