// Deadlines of the desk's own: flows that fall silent, turns that end. A binary heap; the earliest first, then by rank, then
// the oldest. When a deadline was asked for depends on how far a front has run ahead; its rank does not.

import type { Micros } from '../front/front.js'

interface Deadline {
  readonly at: Micros
  readonly rank: number
  readonly order: number
  readonly due: (at: Micros) => void
}

export class Deadlines {
  private readonly heap: Deadline[] = []
  private order = 0

  /** The next one; Infinity while there is none. */
  get next(): Micros {
    return this.heap[0]?.at ?? Infinity
  }

  /** Nothing is ever taken back: `due` looks whether it still matters. */
  add(at: Micros, due: (at: Micros) => void, rank = 0): void {
    const entry = { at, rank, order: this.order++, due }
    let place = this.heap.length
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = this.heap[parent]
      if (above === undefined || !before(entry, above)) break
      this.heap[place] = above
      place = parent
    }
    this.heap[place] = entry
  }

  /** Calls the one that is next, if it is due. @returns whether there was one. */
  fire(clock: Micros): boolean {
    const first = this.heap[0]
    if (first === undefined || first.at > clock) return false
    const last = this.heap.pop()
    if (last !== undefined && last !== first) this.sink(last)
    first.due(first.at)
    return true
  }

  private sink(entry: Deadline): void {
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      const left = this.heap[child]
      if (left === undefined) break
      const right = this.heap[child + 1]
      if (right !== undefined && before(right, left)) child++
      const smaller = this.heap[child]
      if (smaller === undefined || !before(smaller, entry)) break
      this.heap[place] = smaller
      place = child
    }
    this.heap[place] = entry
  }
}

function before(left: Deadline, right: Deadline): boolean {
  if (left.at !== right.at) return left.at < right.at
  return left.rank !== right.rank ? left.rank < right.rank : left.order < right.order
}
