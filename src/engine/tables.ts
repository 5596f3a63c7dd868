// `remember` and `recall`: rows that outlive a flow, found again by a value.

import type { Micros } from '../front/front.js'
import { bytesOf } from './facts.js'
import type { Instance } from './instance.js'
import type { EngineLimits } from './limits.js'
import { Recent } from './recent.js'
import type { Value } from './value.js'

export interface Row {
  readonly columns: readonly (Value | null)[]
  /** It is there before this time. */
  readonly deadline: Micros
  /** Who remembered it, if it waits to hear of it (`met`). */
  readonly owner: Instance | null
}

interface KeptRow extends Row {
  readonly bytes: number
}

export class Table {
  readonly #rows: Recent<KeptRow>
  #bytes = 0
  #lost: 'rows' | 'rowBytes' | null = null

  constructor(private readonly limits: EngineLimits) {
    this.#rows = new Recent(limits.rows, (row) => {
      this.#bytes -= row.bytes
      this.#lost = 'rows'
    })
  }

  get size(): number {
    return this.#rows.size
  }

  /** In place of the row that was there. @returns the limit by which other rows had to go */
  remember(key: string, row: Row): 'rows' | 'rowBytes' | null {
    this.#lost = null
    this.#forget(key)
    const bytes = row.columns.reduce((sum, value) => sum + bytesOf(value), key.length)
    this.#bytes += bytes
    this.#rows.set(key, { ...row, bytes })
    while (this.#bytes > this.limits.rowBytes && this.#rows.size > 0) {
      this.#rows.forgetOldest()
      this.#lost = 'rowBytes'
    }
    return this.#lost
  }

  /** Does not use it up. */
  recall(key: string, now: Micros): Row | null {
    const row = this.#rows.get(key)
    if (row === undefined) return null
    if (now < row.deadline) return row
    this.#forget(key)
    return null
  }

  #forget(key: string): void {
    const row = this.#rows.get(key)
    if (row === undefined) return
    this.#bytes -= row.bytes
    this.#rows.delete(key)
  }
}
