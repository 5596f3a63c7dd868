// The best literal of an entry: bytes that every message that matches has on the wire, as rare as can be. The front looks
// for them in all traffic, and only a message around them is ever cut out and matched. "Why is my signature slow?" is
// answered here.
//
// A literal counts only where it is surely on the wire: in the main text or in a field of which the framer says that it
// hands it on byte for byte; not behind a transform, not in a clause with `?`, not in `maybe`. Of several alternatives each
// has to have one, or they have one in common.

import type { FieldInfo, FramerInfo } from '../frame/framer.js'
import type { Clause, MessageTrigger, Path, Pattern } from '../language/ast.js'
import { lengthOf, literalsOf } from './atom.js'
import { best, common, visible, withoutLonger, type Candidate, type Choice } from './candidate.js'
import type { Constants } from './constants.js'
import { fieldOf } from './dialogue.js'
import type { LiteralBytes } from './instruction.js'

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

/**
 * The bytes with which a message that matches can begin, as its main text tells, if that is its beginning, and the fields
 * that it has to have.
 *
 * @returns null if any byte will do
 */
export function firstBytes(
  { pattern, clauses }: MessageTrigger,
  info: FramerInfo | undefined,
  constants: Constants,
): string | null {
  if (info === undefined) return null
  const told = clauses.flatMap((clause) => {
    const isNeeded = clause.kind !== 'absent' && !(clause.kind === 'field' && clause.optional)
    const bytes = isNeeded ? fieldInfo(clause.path, info.fields)?.firstBytes : undefined
    return bytes === undefined ? [] : [[...bytes]]
  })
  const ofMain = info.mainAt === 0 ? beginnings(pattern, constants) : null
  const [first, ...others] = ofMain === null ? told : [ofMain, ...told]
  if (first === undefined) return null
  const inAll = first.filter((byte) => others.every((other) => other.includes(byte)))
  return [...new Set(inAll)].sort().join('')
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

// ---- clauses

function ofClause(clause: Clause, fields: readonly FieldInfo[], constants: Constants): Choice[] {
  const field = fieldInfo(clause.path, fields)
  if (field === undefined || clause.kind === 'absent') return []
  switch (clause.kind) {
    case 'field': {
      if (clause.optional) return []
      if (field.labels === true && clause.pipes.length === 0)
        return ofPattern(clause.pattern, null, constants).map(ofLabels)
      const at = field.at ?? null
      const verbatim = field.verbatim === true || at !== null
      const value = verbatim && clause.pipes.length === 0
      return [
        ...(field.beside === undefined
          ? []
          : [[{ bytes: field.beside, ignoreCase: true, at: null }]]),
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

/** Of each literal of a domain name the label, or part of one, that says most; none if one of them has none. */
function ofLabels(choice: Choice): Choice {
  const ofEach = choice.map(({ bytes }) =>
    best(bytes.split('.').map((label) => [{ bytes: label, ignoreCase: true, at: null }])),
  )
  return ofEach.some((labels) => labels.length === 0) ? [] : withoutLonger(ofEach.flat())
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
      if (joined === null && open !== null) found.push([visible(open)])
      open = joined ?? { bytes: only.bytes, ignoreCase: only.ignoreCase, at }
    } else {
      if (open !== null) found.push([visible(open)], ofContinued(open, literals ?? []))
      open = null
      if (literals !== null) found.push(...ofList(literals, at))
      else if (atom.kind === 'any') found.push(ofAlternatives(atom.alternatives, at, constants))
    }
    const length = lengthOf(atom, constants)
    at = at === null || length === null ? null : at + length
  }
  if (open !== null) found.push([visible(open)])
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
  return joined.every((one) => one !== null) ? withoutLonger(joined.map(visible)) : []
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
