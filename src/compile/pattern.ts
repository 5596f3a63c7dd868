// Atoms to instructions.
//
// A run needs to know where it ends, which is said by all that follows it, in the pattern itself and behind the `any` or
// `maybe` that it stands in. So each atom is compiled with the list of atoms that come after it.

import type { Atom, Hole, Pattern } from '../language/ast.js'
import { literalsOf, numbersOf } from './atom.js'
import { literalBytes, type Constants } from './constants.js'
import { compileTransforms, holeOperands, isRun, sizeArgument, typeName } from './hole.js'
import type { PatternInstruction } from './instruction.js'
import type { Names } from './names.js'
import type { Automata } from './regexp.js'
import { compileRun } from './run.js'
import type { SharedPatterns } from './shared.js'

export interface PatternContext {
  readonly patterns: SharedPatterns
  readonly automata: Automata
  readonly constants: Constants
  readonly names: Names
}

/** And the instructions of the pattern at work. */
interface Appending extends PatternContext {
  readonly instructions: PatternInstruction[]
}

/**
 * Adds a pattern's instructions to the program's, unless they are there.
 *
 * @param whole as in a clause: the field must be used up
 * @returns the index of the first
 */
export function compilePattern(pattern: Pattern, whole: boolean, context: PatternContext): number {
  const instructions: PatternInstruction[] = []
  const last = pattern[pattern.length - 1]
  const end: Atom[] = whole && last !== undefined && last.kind !== 'end' ? [endAt(last)] : []
  compileAtoms([...pattern, ...end], [], { ...context, instructions })
  instructions.push({ op: 'done' })
  return context.patterns.place(instructions)
}

function endAt(atom: Atom): Atom {
  return { kind: 'end', span: atom.span }
}

function compileAtoms(atoms: Pattern, after: Pattern, context: Appending): void {
  atoms.forEach((atom, index) => compileAtom(atom, [...atoms.slice(index + 1), ...after], context))
}

function compileAtom(atom: Atom, after: Pattern, context: Appending): void {
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
      instructions.push(compileRun('skip', {}, after, context))
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
  if (isRun(hole)) return compileRun(type === 'text' ? 'text' : 'bytes', operands, after, context)
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

function compileAny(alternatives: readonly Pattern[], after: Pattern, context: Appending): void {
  const [first, ...others] = alternatives
  if (first === undefined) return
  if (others.length === 0) return compileAtoms(first, after, context)
  compileTry(first, after, context, () => compileAny(others, after, context))
}

/** `attempt`, or where that fails `otherwise`. Instructions ahead are not known yet: their places are filled in afterwards. */
function compileTry(
  attempt: Pattern,
  after: Pattern,
  context: Appending,
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
