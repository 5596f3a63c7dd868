// The best literal of an entry: bytes that every message that matches has on the wire, as rare as can be. The front looks
// for them in all traffic, and only a message around them is ever cut out and matched. "Why is my signature slow?" is
// answered here.
//
// A literal counts only where it is surely on the wire: in the main text or in a field of which the framer says that it
// hands it on byte for byte; not behind a transform, not in a clause with `?`, not in `maybe`, and of several alternatives
// only what they have in common.

import type { FieldInfo, FramerInfo } from '../frame/framer.js'
import type { Atom, Clause, MessageTrigger, Path, Pattern } from '../language/ast.js'
import type { Constants } from './constants.js'
import { fieldOf } from './dialogue.js'
import { fixedLength, isRun } from './hole.js'
import type { LiteralBytes } from './instruction.js'
import { literalsOf } from './pattern.js'
import { bitsIn } from './rarity.js'

export interface Candidate {
  readonly bytes: string
  readonly ignoreCase: boolean
  /** From the start of the message; null: anywhere in it. */
  readonly at: number | null
}

/** Shorter ones are found everywhere. */
const SHORTEST = 3
/** A front sees no further back than so many bytes. */
const LONGEST = 48

/** Bytes of which a message must have at least one: mostly one, several where a list or `any` leaves the choice. */
export type Choice = readonly Candidate[]

/** Of so many alternatives, each is too common already. */
const MOST_ALTERNATIVES = 16

/** @returns the best choice, or none if a message need not contain any literal */
export function bestLiterals(
  trigger: MessageTrigger,
  info: FramerInfo | undefined,
  constants: Constants,
): Choice {
  if (info === undefined) return []
  const main = info.mainAt === undefined ? [] : ofPattern(trigger.pattern, info.mainAt, constants)
  const clauses = trigger.clauses.flatMap((clause) => ofClause(clause, info.fields, constants))
  return best([...main, ...clauses])
}

function best(choices: readonly Choice[]): Choice {
  let found: Choice = []
  let foundBits = 0
  for (const choice of choices) {
    const bits = bitsOf(choice)
    if (bits > foundBits) [found, foundBits] = [choice, bits]
  }
  return found
}

/** What finding it says: as much as the commonest alternative, less what their number takes away. */
function bitsOf(choice: Choice): number {
  if (choice.length === 0 || choice.length > MOST_ALTERNATIVES) return 0
  if (choice.some(({ bytes }) => bytes.length < SHORTEST)) return 0
  const bits = choice.map(({ bytes, ignoreCase }) => bitsIn(bytes, ignoreCase))
  return Math.min(...bits) - Math.log2(choice.length)
}

/**
 * The bytes with which a message that matches can begin, where its main text is its beginning: what is left to go by for
 * datagrams without a literal.
 *
 * @returns null if any byte will do
 */
export function firstBytes(
  { pattern }: MessageTrigger,
  info: FramerInfo | undefined,
  constants: Constants,
): string | null {
  if (info?.mainAt !== 0) return null
  const bytes = beginnings(pattern, constants)
  return bytes === null ? null : [...new Set(bytes)].sort().join('')
}

function beginnings([first]: Pattern, constants: Constants): string[] | null {
  if (first === undefined) return null
  if (first.kind === 'any') {
    const ofEach = first.alternatives.map((pattern) => beginnings(pattern, constants))
    return ofEach.every((bytes) => bytes !== null) ? ofEach.flat() : null
  }
  const literals = literalsOf(first, constants)
  if (literals === null) return null
  const known = literals.every(({ bytes, mask }) => bytes !== '' && mask?.[0] !== '\0')
  if (!known) return null
  return literals.flatMap(({ bytes, ignoreCase }) => {
    const byte = bytes.charAt(0)
    return ignoreCase ? [byte.toLowerCase(), byte.toUpperCase()] : [byte]
  })
}

/** The stretch of a literal that says most, of those that a front can look for. */
function window(candidate: Candidate): Candidate {
  const { bytes, ignoreCase, at } = candidate
  if (bytes.length <= LONGEST) return candidate
  const stretches = Array.from({ length: bytes.length - LONGEST + 1 }, (_, from) => ({
    bytes: bytes.slice(from, from + LONGEST),
    ignoreCase,
    at: at === null ? null : at + from,
  }))
  return best(stretches.map((stretch) => [stretch]))[0] ?? candidate
}

// ---- clauses

function ofClause(clause: Clause, fields: readonly FieldInfo[], constants: Constants): Choice[] {
  const field = fieldInfo(clause.path, fields)
  if (field === undefined || clause.kind === 'absent') return []
  switch (clause.kind) {
    case 'field': {
      if (clause.optional) return []
      const at = field.at ?? null
      const verbatim = field.verbatim === true || at !== null
      const value = verbatim && clause.pipes.length === 0
      return [
        ...(verbatim ? ofKey(clause.path, field) : []),
        ...(value ? ofPattern(clause.pattern, at, constants) : []),
      ]
    }
    case 'some':
    case 'each':
      // At least one record has to match, and all its clauses with it.
      return clause.clauses.flatMap((inner) => ofClause(inner, field.fields ?? [], constants))
  }
}

function fieldInfo(path: Path, fields: readonly FieldInfo[]): FieldInfo | undefined {
  const { path: wanted } = fieldOf(path)
  return fields.find((field) => field.path === wanted)
}

/** The name of a header that has to be there. */
function ofKey(path: Path, field: FieldInfo): Choice[] {
  const { key } = fieldOf(path)
  if (typeof key !== 'string') return []
  return [[{ bytes: key, ignoreCase: field.key === 'header', at: null }]]
}

// ---- patterns

/**
 * Every literal that a pattern needs, with its place if all before it has a fixed length. Literals that touch are one.
 *
 * @param start place of the text in the message; null if that varies
 */
function ofPattern(pattern: Pattern, start: number | null, constants: Constants): Choice[] {
  const found: Choice[] = []
  let open: Candidate | null = null
  let at = start
  for (const atom of pattern) {
    const literals = literalsOf(atom, constants)
    const [only, ...others] = literals ?? []
    if (only !== undefined && others.length === 0 && only.mask === undefined) {
      const joined: Candidate | null = join(open, only)
      if (joined === null && open !== null) found.push([window(open)])
      open = joined ?? { bytes: only.bytes, ignoreCase: only.ignoreCase, at }
    } else {
      if (open !== null) found.push([window(open)], ofContinued(open, literals ?? []))
      open = null
      if (literals !== null) found.push(...ofList(literals, at))
      else if (atom.kind === 'any') found.push(ofAlternatives(atom.alternatives, at, constants))
    }
    const length = lengthOf(atom, literals)
    at = at === null || length === null ? null : at + length
  }
  if (open !== null) found.push([window(open)])
  return found
}

/** A literal with the one right behind it; null if only one of them ignores case. */
function join(open: Candidate | null, next: LiteralBytes): Candidate | null {
  if (open === null || open.ignoreCase !== next.ignoreCase) return null
  return { ...open, bytes: open.bytes + next.bytes }
}

/** A literal with each of those that may stand right behind it. */
function ofContinued(open: Candidate, next: readonly LiteralBytes[]): Choice {
  const joined = next.map((one) => (one.mask === undefined ? join(open, one) : null))
  return joined.every((one) => one !== null) ? withoutLonger(joined.map(window)) : []
}

/** The best of each alternative; none if one of them has none. */
function ofAlternatives(
  alternatives: readonly Pattern[],
  at: number | null,
  constants: Constants,
): Choice {
  const ofEach = alternatives.map((pattern) => best(ofPattern(pattern, at, constants)))
  return ofEach.some((choice) => choice.length === 0) ? [] : withoutLonger(ofEach.flat())
}

/** A list: the longest stretch of each of its literals, or what they have in common. */
function ofList(literals: readonly LiteralBytes[], at: number | null): Choice[] {
  const ofEach = literals.map((literal) => best(common([literal], at).map((one) => [one])))
  const all = ofEach.some((choice) => choice.length === 0) ? [] : withoutLonger(ofEach.flat())
  return [all, ...common(literals, at).map((shared) => [shared])]
}

/** Without those in which another one stands: of `{5D3E…}` and `5D3E…` the second is enough. */
function withoutLonger(choice: Choice): Choice {
  const kept: Candidate[] = []
  for (const one of [...choice].sort((a, b) => a.bytes.length - b.bytes.length)) {
    const index = kept.findIndex((shorter) => placeIn(shorter, one) >= 0)
    const shorter = kept[index]
    if (shorter === undefined) kept.push(one)
    else if (one.at === null || one.at + placeIn(shorter, one) !== shorter.at)
      kept[index] = { ...shorter, at: null }
  }
  return kept
}

function placeIn(shorter: Candidate, longer: Candidate): number {
  if (shorter.ignoreCase !== longer.ignoreCase) return -1
  return shorter.ignoreCase
    ? longer.bytes.toLowerCase().indexOf(shorter.bytes.toLowerCase())
    : longer.bytes.indexOf(shorter.bytes)
}

/** Bytes that an atom takes, where that is always the same. */
function lengthOf(atom: Atom, literals: readonly LiteralBytes[] | null): number | null {
  if (literals !== null) {
    const [length, ...others] = new Set(literals.map(({ bytes }) => bytes.length))
    return length === undefined || others.length > 0 ? null : length
  }
  if (atom.kind === 'end') return 0
  return atom.kind === 'hole' && !isRun(atom) ? fixedLength(atom.type) : null
}

/**
 * What several literals have in common: the longest stretches of the first that all others contain, and never a wildcard.
 *
 * @param start place of the literals in the message
 */
function common(literals: readonly LiteralBytes[], start: number | null): Candidate[] {
  const ignoreCase = literals.some((literal) => literal.ignoreCase)
  const [first, ...others] = literals.map((literal) => stretches(literal, ignoreCase))
  const inAll = (bytes: string): boolean =>
    others.every((stretches) => stretches.some((stretch) => stretch.bytes.includes(bytes)))
  const found: Candidate[] = []
  for (const { bytes, at } of first ?? []) {
    for (let from = 0, to = 0; from < bytes.length; from++) {
      const reached = to
      while (to < bytes.length && inAll(bytes.slice(from, to + 1))) to++
      const shared = bytes.slice(from, to)
      const sameAt = others.every((stretches) =>
        stretches.some((other) => other.bytes.startsWith(shared, at + from - other.at)),
      )
      const place = start === null || !sameAt ? null : start + at + from
      if (to > reached) found.push({ bytes: shared, ignoreCase, at: place })
    }
  }
  return found
}

interface Stretch {
  readonly bytes: string
  /** Place in its literal. */
  readonly at: number
}

/** A literal without its wildcards. */
function stretches({ bytes, mask }: LiteralBytes, lower: boolean): Stretch[] {
  const folded = lower ? bytes.toLowerCase() : bytes
  const fixed = (mask ?? '').padEnd(bytes.length, '\xff')
  return [...fixed.matchAll(/\xff+/g)].map(({ 0: { length }, index }) => ({
    bytes: folded.slice(index, index + length),
    at: index,
  }))
}
