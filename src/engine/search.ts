// Where a run ends: the first place of something in `bytes[at, end)`, or -1.
//
// The work is linear in the message. A literal may be compared again at each byte, since its length is the signature's. A
// value that an earlier message gave may be as long as a message, so it is looked for with Knuth, Morris and Pratt's table
// of what can be kept of a comparison that failed (SIAM Journal on Computing 6, 1977).

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
  if (wanted.length > end - at) return -1
  const kept = prefixTable(wanted)
  let matched = 0
  for (; matched < wanted.length && at < end; at++) {
    while (matched > 0 && bytes[at] !== wanted[matched]) matched = kept[matched - 1] ?? 0
    if (bytes[at] === wanted[matched]) matched++
  }
  return matched === wanted.length ? at - matched : -1
}

/** By the last byte of each beginning of `wanted`: the length of the longest shorter beginning that it ends with. */
function prefixTable(wanted: Uint8Array): Int32Array {
  const table = new Int32Array(wanted.length)
  for (let at = 1, matched = 0; at < wanted.length; at++) {
    while (matched > 0 && wanted[at] !== wanted[matched]) matched = table[matched - 1] ?? 0
    if (wanted[at] === wanted[matched]) matched++
    table[at] = matched
  }
  return table
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
