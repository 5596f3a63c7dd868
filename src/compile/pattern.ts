// Atoms to instructions.
//
// A run needs to know where it ends, which is said by all that follows it, in the pattern itself and behind the `any` or
// `maybe` that it stands in. So each atom is compiled with the list of atoms that come after it.

import type { Atom, Hole, Pattern } from '../language/ast.js'
import type { Automata } from './regexp.js'
import { concatenate, latin1, literalBytes, type Constants } from './constants.js'
import {
  compileTransforms,
  fixedLength,
  holeOperands,
  isRun,
  sizeArgument,
  typeName,
} from './hole.js'
import type {
  HoleOperands,
  LiteralBytes,
  Needle,
  PatternInstruction,
  TailEnd,
} from './instruction.js'
import type { Names } from './names.js'

export interface PatternContext {
  readonly instructions: PatternInstruction[]
  readonly automata: Automata
  readonly constants: Constants
  readonly names: Names
}

/** Beyond so many ways to end, a list behind a run is looked for from the front. */
const TAIL_ENDS_LIMIT = 64

/**
 * Appends a pattern's instructions.
 *
 * @param whole as in a clause: the field must be used up
 * @returns the index of the first
 */
export function compilePattern(pattern: Pattern, whole: boolean, context: PatternContext): number {
  const start = context.instructions.length
  const last = pattern[pattern.length - 1]
  const end: Atom[] = whole && last !== undefined && last.kind !== 'end' ? [endAt(last)] : []
  compileAtoms([...pattern, ...end], [], context)
  context.instructions.push({ op: 'done' })
  return start
}

function endAt(atom: Atom): Atom {
  return { kind: 'end', span: atom.span }
}

function compileAtoms(atoms: Pattern, after: Pattern, context: PatternContext): void {
  atoms.forEach((atom, index) => compileAtom(atom, [...atoms.slice(index + 1), ...after], context))
}

function compileAtom(atom: Atom, after: Pattern, context: PatternContext): void {
  const { instructions, names } = context
  const literals = literalsOf(atom, context.constants)
  if (literals !== null) {
    instructions.push({ op: 'literal', oneOf: literals })
    return
  }
  const numbers = numbersOf(atom, context.constants)
  if (numbers !== null) {
    instructions.push({ op: 'number', values: numbers })
    return
  }
  switch (atom.kind) {
    case 'skip':
      instructions.push(run('skip', {}, after, context))
      break
    case 'end':
      instructions.push({ op: 'end' })
      break
    case 'same':
      instructions.push({ op: 'same', ...names.same(atom.name.text) })
      break
    case 'hole':
      instructions.push(compileHole(atom, after, context))
      break
    case 'any':
      compileAny(atom.alternatives, after, context)
      break
    case 'maybe':
      compileTry(atom.pattern, after, context, () => {})
      break
  }
}

function compileHole(hole: Hole, after: Pattern, context: PatternContext): PatternInstruction {
  const slot = hole.name === null ? null : context.names.slot(hole.name.text)
  const pipes = compileTransforms(hole.pipes, context.constants)
  const operands = holeOperands(hole, slot, pipes)
  const type = typeName(hole.type)
  if (isRun(hole)) return run(type === 'text' ? 'text' : 'bytes', operands, after, context)
  const length = sizeArgument(hole.type)
  if (length !== null) return { op: 'take', type, length, ...operands }
  const [arg] = hole.type.args
  if (arg === undefined) return { op: 'take', type, ...operands }
  if (type === 're' && arg.kind === 'string')
    return { op: 'take', type, automaton: context.automata.of(arg), ...operands }
  return { op: 'take', type, equals: wanted(arg), ...operands }
}

/** The argument of a type that takes one value only. */
function wanted(arg: Hole['type']['args'][number]): string | number {
  if (arg.kind === 'number') return arg.value
  if (arg.kind === 'name') throw new Error(`${arg.text} is no value of a type`)
  return literalBytes(arg).bytes
}

// ---- alternatives

function compileAny(
  alternatives: readonly Pattern[],
  after: Pattern,
  context: PatternContext,
): void {
  const [first, ...others] = alternatives
  if (first === undefined) return
  if (others.length === 0) return compileAtoms(first, after, context)
  compileTry(first, after, context, () => compileAny(others, after, context))
}

/** `attempt`, or where that fails `otherwise`. Instructions ahead are not known yet: their places are filled in afterwards. */
function compileTry(
  attempt: Pattern,
  after: Pattern,
  context: PatternContext,
  otherwise: () => void,
): void {
  const { instructions } = context
  const tryAt = instructions.push({ op: 'done' }) - 1
  compileAtoms(attempt, after, context)
  const commitAt = instructions.push({ op: 'done' }) - 1
  instructions[tryAt] = { op: 'try', otherwise: instructions.length }
  otherwise()
  instructions[commitAt] = { op: 'commit', to: instructions.length }
}

// ---- what is known beforehand

/** The byte strings that an atom may be, in the order in which they are tried; null if it is anything else. */
export function literalsOf(atom: Atom, constants: Constants): LiteralBytes[] | null {
  switch (atom.kind) {
    case 'string':
    case 'hex':
      return [literalBytes(atom)]
    case 'hole':
      if (constants.has(atom.type.name.text)) {
        const literals = constants.literals(atom.type.name.text)
        return literals.length > 0 ? literals : null
      }
      return guidLiterals(atom)
    case 'any': {
      const alternatives = atom.alternatives.map((pattern) => stringsOf(pattern, constants))
      return alternatives.every((literals) => literals !== null) ? alternatives.flat() : null
    }
    default:
      return null
  }
}

/**
 * The same of a sequence, where it comes to the same: only its last atom is a list, since a list that has taken one of its
 * strings does not try another, and all or none of it ignores case.
 */
function stringsOf(pattern: Pattern, constants: Constants): LiteralBytes[] | null {
  const parts = pattern.map((atom) => literalsOf(atom, constants))
  const last = parts.pop() ?? null
  let before: LiteralBytes = { bytes: '', ignoreCase: last?.[0]?.ignoreCase ?? false }
  for (const part of parts) {
    const [only, ...others] = part ?? []
    if (only === undefined || others.length > 0 || only.ignoreCase !== before.ignoreCase)
      return null
    before = concatenate(before, only)
  }
  if (last?.some(({ ignoreCase }) => ignoreCase !== before.ignoreCase)) return null
  return last?.map((literal) => concatenate(before, literal)) ?? null
}

/** `guid("…")` is two spellings in any case, `uuid("…")` is 16 bytes. */
function guidLiterals({ name, type, pipes }: Hole): LiteralBytes[] | null {
  const [arg] = type.args
  if (arg?.kind !== 'string' || name !== null || pipes.length > 0) return null
  const written = literalBytes(arg).bytes.replace(/^\{|\}$/g, '')
  switch (type.name.text) {
    case 'guid':
      return [`{${written}}`, written].map((bytes) => ({ bytes, ignoreCase: true }))
    case 'uuid':
      return [{ bytes: latin1(Buffer.from(written.replaceAll('-', ''), 'hex')), ignoreCase: false }]
    default:
      return null
  }
}

function numbersOf(atom: Atom, constants: Constants): number[] | null {
  switch (atom.kind) {
    case 'number':
      return [atom.value]
    case 'hole':
      return constants.has(atom.type.name.text) ? constants.numbers(atom.type.name.text) : null
    case 'any': {
      const alternatives = atom.alternatives.map(([only, ...others]) =>
        only === undefined || others.length > 0 ? null : numbersOf(only, constants),
      )
      return alternatives.every((numbers) => numbers !== null) ? alternatives.flat() : null
    }
    default:
      return null
  }
}

// ---- runs

function run(
  type: 'skip' | 'text' | 'bytes',
  operands: HoleOperands,
  after: Pattern,
  context: PatternContext,
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
  const atoms = after.filter((atom) => atom.kind !== 'end')
  let length = 0
  for (const atom of atoms) {
    const one = lengthOf(atom, constants)
    if (one === null) return literalEnds(atoms, constants)
    length += one
  }
  return [{ length }]
}

function lengthOf(atom: Atom, constants: Constants): number | null {
  const literals = literalsOf(atom, constants)
  if (literals !== null) {
    const [length, ...others] = new Set(literals.map(({ bytes }) => bytes.length))
    return length !== undefined && others.length === 0 ? length : null
  }
  return atom.kind === 'hole' && !isRun(atom) ? fixedLength(atom.type) : null
}

function literalEnds(atoms: Pattern, constants: Constants): TailEnd[] | null {
  let ends: LiteralBytes[] = [{ bytes: '', ignoreCase: false }]
  for (const atom of atoms) {
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
function needlesOf(after: Pattern, context: PatternContext): Needle[] | null {
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
