// Which bytes on the wire are secret. A mark is a stretch of a stream, not a capture: whatever any signature reads from
// a marked stretch, through whatever framer, is masked when it is written.
//
//   stream of one side   ────────██████──────────────███─────────
//   marks                        [40, 46)            [61, 64)      sorted, apart from each other
//
// Marks belong to a flow and go when nothing refers to it any more: values that tables keep from a flow that ended long
// ago are still judged by its marks.

import type { Flow } from '../desk/consumer.js'
import type { Offset } from '../front/front.js'
import type { Origin, Value } from './value.js'

/**
 * Marks kept for one side of a flow. Beyond it the two lowest become one with all that lies between them, so that too
 * much is masked rather than too little.
 */
const MARKS = 256

export class Secrets {
  readonly #flows = new WeakMap<Flow, readonly [Marks, Marks]>()

  mark(origin: Origin): void {
    let sides = this.#flows.get(origin.flow)
    if (sides === undefined) {
      sides = [new Marks(), new Marks()]
      this.#flows.set(origin.flow, sides)
    }
    sides[origin.side].add(origin.from, origin.to)
  }

  /** May `value` not be written? A list is judged value by value, where it is printed. */
  hides(value: Value): boolean {
    if (value.secret) return true
    const origin = value.origin
    if (origin === null) return false
    const sides = this.#flows.get(origin.flow)
    return sides !== undefined && sides[origin.side].overlap(origin.from, origin.to)
  }
}

/** Disjoint stretches in ascending order: `[from[i], to[i])`. */
class Marks {
  readonly #from: Offset[] = []
  readonly #to: Offset[] = []

  add(from: Offset, to: Offset): void {
    if (from >= to) return
    const first = this.#firstEndingAt(from)
    let behind = first
    while (behind < this.#from.length && (this.#from[behind] ?? 0) <= to) behind++
    if (behind > first) {
      from = Math.min(from, this.#from[first] ?? from)
      to = Math.max(to, this.#to[behind - 1] ?? to)
    }
    this.#from.splice(first, behind - first, from)
    this.#to.splice(first, behind - first, to)
    if (this.#from.length > MARKS) {
      this.#from.splice(1, 1)
      this.#to.splice(0, 1)
    }
  }

  overlap(from: Offset, to: Offset): boolean {
    if (from >= to) return false
    const first = this.#firstEndingAt(from + 1)
    return first < this.#from.length && (this.#from[first] ?? to) < to
  }

  /** Index of the first stretch that ends at `offset` or behind it. */
  #firstEndingAt(offset: Offset): number {
    let low = 0
    let high = this.#to.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#to[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low
  }
}
