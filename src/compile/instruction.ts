// The steps of a pattern. A pattern is a run of instructions ended by `done`; numbers of instructions are indices into
// `program.instructions`. The matcher holds a position in a span of bytes and takes one instruction after the other:
//
//     OP        TAKES
//     literal   the first of `oneOf` that stands at the position
//     number    nothing: the field is a number, and one of `values`
//     take      what `type` reads at the position, and perhaps keeps it
//     same      the value of `slot` again
//     until     everything up to the first place where one of `needles` stands (which stays where it is)
//     tail      everything up to a fixed distance from the end
//     rest      everything
//     end       nothing; the position is the end of a span that is whole
//     try       nothing; a failure before the `commit` goes on at `otherwise`, from the position of the `try`
//     commit    nothing; ends the innermost `try`, and goes on at `to`
//     done      nothing; the pattern has matched
//
// An instruction that cannot take fails the pattern, or the innermost `try`. Nothing loops back: `otherwise` and `to`
// lie ahead, so each instruction runs at most once and the work is linear in the span.

import type { CompiledTransform, Instruction } from './program.js'

// Type aliases rather than interfaces, because only those fit `Instruction`.

export type PatternInstruction =
  | Step<'literal', { readonly oneOf: readonly LiteralBytes[] }>
  | Step<'number', { readonly values: readonly number[] }>
  | Step<'take', TakeOperands>
  | Step<'same', SameOperands>
  | Step<'until', RunOperands & { readonly needles: readonly Needle[] }>
  | Step<'tail', RunOperands & { readonly ends: readonly TailEnd[] }>
  | Step<'rest', RunOperands>
  | Step<'end'>
  | Step<'try', { readonly otherwise: number }>
  | Step<'commit', { readonly to: number }>
  | Step<'done'>

type Step<Op extends string, Operands = unknown> = { readonly op: Op } & Operands

/** Bytes to compare with. Where `mask` is given, its byte is 00 for a wildcard, else ff. */
export type LiteralBytes = {
  readonly bytes: string
  readonly ignoreCase: boolean
  readonly mask?: string
}

/** What becomes of what a hole took. */
export type HoleOperands = {
  /** Absent: it is not kept. */
  readonly slot?: number
  /** Of the value that is kept; given with `slot`. */
  readonly kind?: 'text' | 'bytes' | 'number'
  readonly secret?: true
  readonly pipes?: readonly CompiledTransform[]
}

export type TakeOperands = HoleOperands & {
  /** A name of the table in language.md §5, other than a run: `word`, `u16le`. */
  readonly type: string
  /** Of `bytes(n)` and `hex(n)`. */
  readonly length?: number
  /** Of `re("…")`: index into `program.automata`. */
  readonly automaton?: number
  /** This value only, in any spelling: `guid("…")`. Text as the type gives it. */
  readonly equals?: string | number
}

export type SameOperands = {
  readonly slot: number
  /** The binary type that captured the name, by which it is read again. Absent: digits for a number, else byte by byte. */
  readonly type?: string
}

export type RunOperands = HoleOperands & {
  /** `skip` is `...`. */
  readonly type: 'skip' | 'text' | 'bytes'
}

/** What a run looks for: bytes, a value, or the end of the span where nothing else was found. */
export type Needle =
  | ({ readonly find: 'literal' } & LiteralBytes)
  | ({ readonly find: 'same' } & SameOperands)
  | { readonly find: 'end' }

/** A distance from the end; with a literal, only if that stands there. */
export type TailEnd = { readonly length: number; readonly literal?: LiteralBytes }

/** Instructions come out of JSON; that they are what this file describes is the compiler's promise. */
export function patternInstruction(instruction: Instruction): PatternInstruction {
  return instruction as unknown as PatternInstruction
}
