// What the first turn of a side must be for an entry to match it: most flows show with their first bytes that they have
// none, and need not be watched.

import { patternInstruction } from '../compile/instruction.js'
import type { LiteralBytes } from '../compile/instruction.js'
import type { CompiledDialogue, CompiledEvent, MessageMatch, Program } from '../compile/program.js'
import type { Side } from '../frame/framer.js'

/** A first turn that an entry can match: null is any. */
export interface TurnShape {
  readonly by: 'opener' | 'other' | 'either'
  readonly firstBytes: ReadonlySet<number> | null
  readonly sizes: ReadonlySet<number> | null
}

/** @returns null where an entry may match a later turn, so that no flow shows that it has none */
export function turnShapes(program: Program): readonly TurnShape[] | null {
  const shapes: TurnShape[] = []
  for (const dialogue of program.dialogues) {
    if (program.signatures[dialogue.signature]?.armedOnly) continue
    const entry = program.stages[dialogue.stageFrom]
    if (entry?.kind !== 'state') continue
    for (const event of entry.events) {
      const match = turnMatch(program, event)
      if (match === null) continue
      const index = numbersOf(program, match, 'index')
      if (index === null || [...index].some((one) => one > 0)) return null
      shapes.push({
        by: speaker(event, dialogue),
        firstBytes: firstBytesOf(program, match),
        sizes: numbersOf(program, match, 'size') ?? lengthOf(program, match),
      })
    }
  }
  return shapes
}

/** Those of them that a turn of `side` can have. */
export function shapesOf(
  shapes: readonly TurnShape[],
  side: Side,
  opener: Side | null,
): readonly TurnShape[] {
  const not = opener === null ? null : side === opener ? 'other' : 'opener'
  return shapes.filter(({ by }) => by !== not)
}

export function fitsShape(
  shape: TurnShape,
  firstByte: number,
  size: number,
  ended: boolean,
): boolean {
  const { firstBytes, sizes } = shape
  if (firstBytes !== null && !firstBytes.has(firstByte)) return false
  return sizes === null || (ended ? sizes.has(size) : [...sizes].some((one) => one >= size))
}

/** In a `peer` dialogue, and where nobody saw who opened the flow, the first to speak is the client. */
function speaker({ direction }: CompiledEvent, { peer }: CompiledDialogue): TurnShape['by'] {
  if (direction === 'either' || peer) return 'either'
  return direction === 'to_server' ? 'opener' : 'other'
}

function turnMatch(program: Program, event: CompiledEvent): MessageMatch | null {
  const match = event.on === 'message' ? program.matches[event.match] : undefined
  return match?.framer === 'turn' ? match : null
}

/** The numbers that a field must be one of; null: any. */
function numbersOf(program: Program, match: MessageMatch, path: string): Set<number> | null {
  for (const clause of match.clauses) {
    if (clause.kind !== 'field' || clause.optional || clause.path !== path) continue
    const first = program.instructions[clause.pattern]
    const step = first === undefined ? null : patternInstruction(first)
    if (step?.op === 'number') return new Set(step.values)
  }
  return null
}

/** Bytes that types take, where they always take as many. */
const LENGTHS: Readonly<Record<string, number>> = {
  u8: 1,
  u16: 2,
  u32: 4,
  u64: 8,
  u16le: 2,
  u32le: 4,
  u64le: 8,
  ip4: 4,
  uuid: 16,
}

/** The one length that the main text can have; null: it may have several. */
function lengthOf(program: Program, match: MessageMatch): Set<number> | null {
  if (match.main < 0) return null
  let length = 0
  for (const instruction of program.instructions.slice(match.main)) {
    const step = patternInstruction(instruction)
    if (step.op === 'end') return new Set([length])
    const taken =
      step.op === 'literal'
        ? commonLength(step.oneOf)
        : step.op === 'take'
          ? (step.length ?? LENGTHS[step.type])
          : undefined
    if (taken === undefined) return null
    length += taken
  }
  return null
}

function commonLength(literals: readonly LiteralBytes[]): number | undefined {
  const lengths = new Set(literals.map(({ bytes }) => bytes.length))
  return lengths.size === 1 ? [...lengths][0] : undefined
}

function firstBytesOf(program: Program, match: MessageMatch): Set<number> | null {
  const first = program.instructions[match.main]
  const step = first === undefined ? null : patternInstruction(first)
  if (step?.op !== 'literal') return null
  const bytes = new Set<number>()
  for (const { bytes: literal, ignoreCase, mask } of step.oneOf) {
    if (literal === '' || mask?.charCodeAt(0) === 0) return null
    for (const one of ignoreCase ? [literal.toLowerCase(), literal.toUpperCase()] : [literal])
      bytes.add(one.charCodeAt(0))
  }
  return bytes
}
