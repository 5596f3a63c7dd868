// Where a run ends: the first place of something in `bytes[at, end)`, or -1. Each looks at every byte once for each thing
// that it looks for, times the length of that thing, which is the signature's and not the message's.

import { standsAt, type PreparedLiteral } from './literal.js'
import { decimal, isDigit, readInt } from './types.js'

/** @param first bytes with which one of `literals` begins */
export function findLiteral(
  literals: readonly PreparedLiteral[],
  first: Uint8Array,
  bytes: Uint8Array,
  at: number,
  end: number,
): number {
  for (; at < end; at++) {
    if (first[bytes[at] ?? 0] !== 1) continue
    for (const literal of literals) if (standsAt(literal, bytes, at, end)) return at
  }
  return -1
}

export function findBytes(wanted: Uint8Array, bytes: Uint8Array, at: number, end: number): number {
  for (const last = end - wanted.length; at <= last; at++) if (equalAt(wanted, bytes, at)) return at
  return -1
}

/** Do the bytes at `at`, of which there are enough, equal `wanted`? */
export function equalAt(wanted: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < wanted.length; index++)
    if (bytes[at + index] !== wanted[index]) return false
  return true
}

/** A number written in digits, as a whole: 6 does not stand in `16`. */
export function findNumber(wanted: number, bytes: Uint8Array, at: number, end: number): number {
  for (let index = at; index < end; index++) {
    if (index > at && isDigit(bytes[index - 1])) continue
    const to = readInt(bytes, index, end)
    if (to >= 0 && decimal(bytes, index, to) === wanted) return index
  }
  return -1
}
