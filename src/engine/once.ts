// `once per KEYS within T`: the first report of each key tuple is written, the rest are counted.

import type { CompiledReport } from '../compile/program.js'
import type { Micros } from '../front/front.js'
import { keyOf } from './key.js'
import { evaluate, type Scope } from './operand.js'
import { Recent } from './recent.js'

type OnceClause = NonNullable<CompiledReport['once']>

interface Held {
  /** Until when reports are held back; Infinity: for the run. */
  readonly until: Micros
  /** Reports held back since the last one that was written. */
  count: number
}

/** What was reported by one signature. */
export class Once {
  readonly #tuples: Recent<Held>
  /** At the last `admit` a tuple had to go: it will be reported anew. */
  lost = false

  /** @param tuples so many are kept */
  constructor(tuples: number) {
    this.#tuples = new Recent(tuples, () => {
      this.lost = true
    })
  }

  /**
   * Of a report that the stage with this index wants to write.
   * @returns how many were held back since the last; null: this one is held back, too
   */
  admit({ keys, withinMs }: OnceClause, stage: number, scope: Scope, now: Micros): number | null {
    this.lost = false
    const key = `${stage} ${keyOf(keys.map((operand) => evaluate(operand, scope)))}`
    const held = this.#tuples.get(key)
    if (held !== undefined && now < held.until) {
      held.count++
      return null
    }
    const until = withinMs === null ? Infinity : now + withinMs * 1000
    this.#tuples.set(key, { until, count: 0 })
    return held?.count ?? 0
  }
}
