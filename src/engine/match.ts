// One message against one event of a state: main text, then clauses.

import type { Delivery, Flow } from '../desk/consumer.js'
import type { FieldValue } from '../frame/framer.js'
import { valuesWithin } from './fields.js'
import type { PreparedClause, PreparedProgram } from './prepare.js'
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
 * not match costs no memory. The values own their bytes, so they outlive `delivery.message`. The fields of a message are
 * read once for all matches: a `delivery` object stands for one message.
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
  const { matches, patterns, captures, fields } = program.prepared
  const wanted = matches[match]
  if (wanted === undefined) throw new RangeError(`no match ${match} in the program`)
  captures.clear()
  fields.turnTo(delivery)
  if (wanted.main >= 0) {
    const { main } = delivery.message
    if (main === null || !patterns.matches(wanted.main, main, slots)) return null
  }
  for (const clause of wanted.clauses) {
    const values = fields.values(clause.field, delivery)
    if (!matchClause(program, clause, values, slots)) return null
  }
  return captures.take(delivery, flow)
}

function matchClause(
  program: PreparedProgram,
  clause: PreparedClause,
  values: readonly FieldValue[],
  slots: readonly (Value | null)[],
): boolean {
  switch (clause.kind) {
    case 'field':
      return matchField(program, clause, values, slots) || clause.optional
    case 'absent':
      return values.length === 0
    case 'some':
      return values.some((value) => matchElement(program, clause, value, slots))
    case 'each':
      return matchEach(program, clause, values, slots)
  }
}

/** Takes the first occurrence that matches. */
function matchField(
  { prepared: { patterns, captures } }: PreparedProgram,
  clause: PreparedClause,
  values: readonly FieldValue[],
  slots: readonly (Value | null)[],
): boolean {
  const mark = captures.mark()
  for (const value of values) {
    if (patterns.matches(clause.pattern, value, slots)) return true
    captures.rollback(mark)
  }
  return false
}

/** All clauses of `some` or `each` against one record, or one repeated text. */
function matchElement(
  program: PreparedProgram,
  { clauses }: PreparedClause,
  element: FieldValue,
  slots: readonly (Value | null)[],
): boolean {
  if (element.kind === 'number') return false
  const { captures } = program.prepared
  const mark = captures.mark()
  for (const clause of clauses) {
    if (matchClause(program, clause, valuesWithin(element, clause.field), slots)) continue
    captures.rollback(mark)
    return false
  }
  return true
}

function matchEach(
  program: PreparedProgram,
  clause: PreparedClause,
  values: readonly FieldValue[],
  slots: readonly (Value | null)[],
): boolean {
  const { captures } = program.prepared
  const mark = captures.mark()
  let matched = false
  for (const value of values) {
    if (!matchElement(program, clause, value, slots)) continue
    captures.list(mark)
    matched = true
  }
  return matched
}
