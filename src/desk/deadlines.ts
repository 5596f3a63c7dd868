// Deadlines of the desk's own: flows that fall silent, turns that end. A binary heap; the earliest first, then by rank, then
// the oldest. When a deadline was asked for depends on how far a front has run ahead; its rank does not.
//
// Each deadline knows its place, so that one which no longer matters can be taken out at once: a flow that has ended must
// not be kept alive by a deadline that is an hour away.

import type { Micros } from '../front/front.js'

export interface Deadline {
  readonly at: Micros
  readonly rank: number
  readonly order: number
  readonly due: () => void
  /** In the heap; -1 when it is no longer there. */
  place: number
}

export class Deadlines {
  private readonly heap: Deadline[] = []
  private order = 0

  /** The next one; Infinity while there is none. */
  get next(): Micros {
    return this.heap[0]?.at ?? Infinity
  }

  add(at: Micros, due: () => void, rank = 0): Deadline {
    const entry = { at, rank, order: this.order++, due, place: this.heap.length }
    this.heap.push(entry)
    this.rise(entry)
    return entry
  }

  remove(entry: Deadline): void {
    const { place } = entry
    if (place < 0) return
    entry.place = -1
    const last = this.heap.pop()
    if (last === undefined || last === entry) return
    this.put(last, place)
    this.sink(last)
    this.rise(last)
  }

  /** Calls the one that is next, if it is due. @returns whether there was one. */
  fire(clock: Micros): boolean {
    const first = this.heap[0]
    if (first === undefined || first.at > clock) return false
    this.remove(first)
    first.due()
    return true
  }

  private rise(entry: Deadline): void {
    while (entry.place > 0) {
      const above = this.heap[(entry.place - 1) >> 1]
      if (above === undefined || !before(entry, above)) return
      this.swap(entry, above)
    }
  }

  private sink(entry: Deadline): void {
    for (;;) {
      const left = this.heap[2 * entry.place + 1]
      const right = this.heap[2 * entry.place + 2]
      const smaller =
        right !== undefined && left !== undefined && before(right, left) ? right : left
      if (smaller === undefined || !before(smaller, entry)) return
      this.swap(smaller, entry)
    }
  }

  private swap(upwards: Deadline, downwards: Deadline): void {
    const { place } = upwards
    this.put(upwards, downwards.place)
    this.put(downwards, place)
  }

  private put(entry: Deadline, place: number): void {
    entry.place = place
    this.heap[place] = entry
  }
}

function before(left: Deadline, right: Deadline): boolean {
  if (left.at !== right.at) return left.at < right.at
  return left.rank !== right.rank ? left.rank < right.rank : left.order < right.order
}
