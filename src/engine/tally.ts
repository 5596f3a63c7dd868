// `count N … within T per KEYS`: how often a signature fired lately, for each tuple of keys.

import type { CompiledTally } from '../compile/program.js'
import type { Micros } from '../front/front.js'
import { keyOf } from './key.js'
import type { EngineLimits } from './limits.js'
import { Recent } from './recent.js'
import type { Value } from './value.js'

/** Firings of one tuple that are not too old to count, the oldest first. */
interface Tuple {
  /**
   * When each of them was, by what makes it distinct: its value, or else its number. A value that comes again moves
   * to the end with its new time.
   */
  readonly firings: Map<string, Micros>
  /** Until when it rests after a report. */
  resting: Micros
}

export class Tally {
  readonly #tuples: Recent<Tuple>
  #firings = 0
  #fired = 0
  #lost: 'tuples' | 'firings' | null = null

  constructor(
    private readonly tally: CompiledTally,
    private readonly limits: EngineLimits,
  ) {
    this.#tuples = new Recent(limits.tuples, (tuple) => {
      this.#firings -= tuple.firings.size
      this.#lost = 'tuples'
    })
  }

  /** The limit by which tuples had to go at the last `fire`. */
  get lost(): 'tuples' | 'firings' | null {
    return this.#lost
  }

  /**
   * The counted signature fired.
   * @param keys the tuple
   * @param distinct what is counted once only; null where there is no value for it, and then it does not count.
   *   Not given: every firing counts
   * @returns whether the threshold is reached, and a report due
   */
  fire(keys: readonly (Value | null)[], distinct: Value | null | undefined, now: Micros): boolean {
    this.#lost = null
    if (distinct === null) return false
    const window = this.tally.withinMs * 1000
    const tuple = this.#tupleOf(keyOf(keys))
    if (now < tuple.resting) return false

    const { firings } = tuple
    const before = firings.size
    const name = distinct === undefined ? String(this.#fired++) : keyOf([distinct])
    firings.delete(name)
    firings.set(name, now)
    for (const [oldest, time] of firings) {
      if (now - time <= window) break
      firings.delete(oldest)
    }
    const reached = firings.size >= this.tally.threshold
    if (reached) {
      firings.clear()
      tuple.resting = now + window
    }
    this.#firings += firings.size - before
    while (this.#firings > this.limits.firings) {
      this.#tuples.forgetOldest()
      this.#lost = 'firings'
    }
    return reached
  }

  #tupleOf(key: string): Tuple {
    const known = this.#tuples.get(key)
    if (known !== undefined) return known
    const tuple = { firings: new Map<string, Micros>(), resting: -Infinity }
    this.#tuples.set(key, tuple)
    return tuple
  }
}
