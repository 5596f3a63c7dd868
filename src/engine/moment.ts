// What is going on right now: the one message, timer or end that all signatures are looking at, and what takes effect
// when they all have seen it.

import type { Micros } from '../front/front.js'

export class Moment {
  /** From where durations count: the clock, or the deadline of the timer that rings. */
  now: Micros = 0
  /** How a report is dated that is written because of it. */
  time: Micros = 0
  /** Of the step that is being taken: `after 30s`, `close`, `met`; null for a message. */
  trigger: string | null = null
  /** The input ended. */
  truncated = false
  /** Numbers the moments. */
  ordinal = 0
  #effects: (() => void)[] = []

  begin(now: Micros, time: Micros): void {
    this.now = now
    this.time = time
    this.trigger = null
    this.ordinal++
  }

  /** For what no signature may notice before all have seen the message: facts, rows, expectations, `met`. */
  later(effect: () => void): void {
    this.#effects.push(effect)
  }

  /** Lets everything take effect, in the order of `later`, that which follows from it included. */
  settle(): void {
    if (this.#effects.length === 0) return
    const effects = this.#effects
    for (let next = 0; next < effects.length; next++) effects[next]?.()
    this.#effects = []
  }
}
