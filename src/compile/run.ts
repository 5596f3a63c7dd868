// Where `...`, `text` and `bytes` without a size end. What follows them decides it: all of it may have a fixed length, so
// that the run ends at a distance from the end of the span; else its beginning is looked for.

import type { Pattern } from '../language/ast.js'
import { lengthOf, literalsOf } from './atom.js'
import { concatenate, type Constants } from './constants.js'
import type {
  HoleOperands,
  LiteralBytes,
  Needle,
  PatternInstruction,
  TailEnd,
} from './instruction.js'
import type { Names } from './names.js'

interface RunContext {
  readonly constants: Constants
  readonly names: Names
}

/** Beyond so many ways to end, a list behind a run is looked for from the front. */
const TAIL_ENDS_LIMIT = 64

/** @param after all that follows, also behind the `any` or `maybe` that the run stands in */
export function compileRun(
  type: 'skip' | 'text' | 'bytes',
  operands: HoleOperands,
  after: Pattern,
  context: RunContext,
): PatternInstruction {
  if (after.every((atom) => atom.kind === 'end')) return { op: 'rest', type, ...operands }
  const ends = tailEnds(after, context.constants)
  if (ends !== null) return { op: 'tail', type, ends, ...operands }
  const needles = needlesOf(after, context)
  if (needles !== null) return { op: 'until', type, needles, ...operands }
  throw new Error(`nothing to run to behind ${type}`)
}

/**
 * Where a run ends if all that follows has a fixed length and reaches the end of the span; else null. A list of literals of
 * several lengths has an end for each, longest first.
 */
function tailEnds(after: Pattern, constants: Constants): TailEnd[] | null {
  if (!after.some((atom) => atom.kind === 'end')) return null
  let length = 0
  for (const atom of after) {
    const one = lengthOf(atom, constants)
    if (one === null) return literalEnds(after, constants)
    length += one
  }
  return [{ length }]
}

function literalEnds(after: Pattern, constants: Constants): TailEnd[] | null {
  let ends: LiteralBytes[] = [{ bytes: '', ignoreCase: false }]
  for (const atom of after) {
    if (atom.kind === 'end') continue
    const literals = literalsOf(atom, constants)
    if (literals === null) return null
    ends = ends.flatMap((left) => literals.map((right) => concatenate(left, right)))
    if (ends.length > TAIL_ENDS_LIMIT) return null
  }
  return ends
    .map((literal) => ({ length: literal.bytes.length, literal }))
    .sort((a, b) => b.length - a.length)
}

/** What a run looks for, or null if what follows it cannot be looked for. */
function needlesOf(after: Pattern, context: RunContext): Needle[] | null {
  const [next, ...others] = after
  if (next === undefined || next.kind === 'end') return [{ find: 'end' }]
  const literals = literalsOf(next, context.constants)
  if (literals !== null) return literals.map((literal) => ({ find: 'literal', ...literal }))
  switch (next.kind) {
    case 'same':
      return [{ find: 'same', ...context.names.same(next.name.text) }]
    case 'any':
      return union(next.alternatives.map((pattern) => needlesOf([...pattern, ...others], context)))
    case 'maybe':
      return union([needlesOf([...next.pattern, ...others], context), needlesOf(others, context)])
    default:
      return null
  }
}

function union(needles: readonly (Needle[] | null)[]): Needle[] | null {
  return needles.every((list) => list !== null) ? needles.flat() : null
}
