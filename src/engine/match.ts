// One message against one event of a state: main text, then clauses.

import type { Delivery, Flow } from '../desk/consumer.js'
import type { PreparedProgram } from './prepare.js'
import type { Origin, Value } from './value.js'

/** What a message gave that matched. */
export interface Captured {
  /** New values by slot. A slot that is not among them (behind `?`, `maybe`, in another alternative) keeps what it has. */
  readonly values: ReadonlyMap<number, Value>
  /** Stretches of the wire that `secret` captures of this event took. */
  readonly secrets: readonly Origin[]
}

/**
 * Matches a message against `program.matches[match]`.
 *
 * Work is linear in the message times the number of clauses, whatever its bytes are; nothing throws. A message that does
 * not match costs no allocation. The values own their bytes, so they outlive `delivery.message`.
 *
 * @param slots the instance's values, parameters included, which `=name` compares with; all null for an entry
 * @returns the captures, or null if the message does not match
 */
export function matchMessage(
  program: PreparedProgram,
  match: number,
  delivery: Delivery,
  flow: Flow,
  slots: readonly (Value | null)[],
): Captured | null {
  throw new Error(
    `not built yet: ${program.matches[match]?.framer} ${delivery.index} ${flow.id} ${slots.length}`,
  )
}
