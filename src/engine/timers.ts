// What is due when: a binary heap in an array, in the order of deadlines and, among equal ones, of creation.
//
//            heap[0]                  heap[i] is due before heap[2i + 1] and heap[2i + 2]
//           /       \
//       heap[1]   heap[2]             a timer knows its place, so that it can be taken out:
//       /    \                        timers that were cancelled would otherwise pile up until they are due
//   heap[3] heap[4]

import type { Micros } from '../front/front.js'

/** Rings once for its owner. May be scheduled again, by the owner alone. */
export class Timer<Owner> {
  deadline: Micros = 0
  /** Number of the scheduling: what decides between equal deadlines. */
  order = 0
  /** Index in the heap; -1 while it is not scheduled. */
  place = -1

  constructor(readonly owner: Owner) {}
}

export class Timers<Owner> {
  /** Deadline of the next one; Infinity if there is none. Kept, because it is asked for at every packet. */
  next: Micros = Infinity
  readonly #heap: Timer<Owner>[] = []
  #scheduled = 0

  get size(): number {
    return this.#heap.length
  }

  /** Sets `timer` to ring at `deadline`, and at that time only. */
  schedule(timer: Timer<Owner>, deadline: Micros): void {
    this.cancel(timer)
    timer.deadline = deadline
    timer.order = this.#scheduled++
    this.#heap.push(timer)
    this.#rise(timer, this.#heap.length - 1)
    this.#settle()
  }

  cancel(timer: Timer<Owner>): void {
    const place = timer.place
    if (place < 0) return
    timer.place = -1
    const last = this.#heap.pop()
    if (last !== undefined && last !== timer) {
      this.#rise(last, place)
      this.#sink(last, last.place)
    }
    this.#settle()
  }

  /** Takes out the next timer that is due at or before `clock`. */
  due(clock: Micros): Timer<Owner> | null {
    const first = this.#heap[0]
    if (first === undefined || first.deadline > clock) return null
    this.cancel(first)
    return first
  }

  #settle(): void {
    this.next = this.#heap[0]?.deadline ?? Infinity
  }

  #rise(timer: Timer<Owner>, place: number): void {
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = this.#heap[above]
      if (parent === undefined || before(parent, timer)) break
      this.#put(parent, place)
      place = above
    }
    this.#put(timer, place)
  }

  #sink(timer: Timer<Owner>, place: number): void {
    for (;;) {
      const left = this.#heap[2 * place + 1]
      const right = this.#heap[2 * place + 2]
      const child = right !== undefined && left !== undefined && before(right, left) ? right : left
      if (child === undefined || before(timer, child)) break
      const below = child.place
      this.#put(child, place)
      place = below
    }
    this.#put(timer, place)
  }

  #put(timer: Timer<Owner>, place: number): void {
    this.#heap[place] = timer
    timer.place = place
  }
}

function before(a: Timer<unknown>, b: Timer<unknown>): boolean {
  return a.deadline < b.deadline || (a.deadline === b.deadline && a.order < b.order)
}
