// Literals that an entry may be gated by, and which of them says most.

import type { LiteralBytes } from './instruction.js'
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

/** @returns the choice that says most, or an empty one */
export function best(choices: readonly Choice[]): Choice {
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

/** The stretch of a literal that says most, of those that a front can look for. */
export function visible(candidate: Candidate): Candidate {
  const { bytes, ignoreCase, at } = candidate
  if (bytes.length <= LONGEST) return candidate
  const stretches = Array.from({ length: bytes.length - LONGEST + 1 }, (_, from) => ({
    bytes: bytes.slice(from, from + LONGEST),
    ignoreCase,
    at: at === null ? null : at + from,
  }))
  return best(stretches.map((stretch) => [stretch]))[0] ?? candidate
}

/** Without those in which another one stands: of `{5D3E…}` and `5D3E…` the second is enough. */
export function withoutLonger(choice: Choice): Choice {
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

/**
 * What several literals have in common: the longest stretches of the first that all others contain, and never a wildcard.
 *
 * @param start place of the literals in the message
 */
export function common(literals: readonly LiteralBytes[], start: number | null): Candidate[] {
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
      if (to > reached) found.push(visible({ bytes: shared, ignoreCase, at: place }))
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
