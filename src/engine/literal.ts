// Bytes to compare with, as typed arrays.

import type { LiteralBytes } from '../compile/instruction.js'

export interface PreparedLiteral {
  /** In lower case where case does not matter. */
  readonly bytes: Uint8Array
  readonly fold: boolean
  /** 0 at a wildcard, else ff; null: no wildcards. */
  readonly mask: Uint8Array | null
}

/** ASCII letters in lower case, every other byte itself. */
const lowerOf = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte,
)

export function prepareLiteral({ bytes, ignoreCase, mask }: LiteralBytes): PreparedLiteral {
  const raw = Uint8Array.from(Buffer.from(bytes, 'latin1'))
  return {
    bytes: ignoreCase ? raw.map((byte) => lowerOf[byte] ?? byte) : raw,
    fold: ignoreCase,
    mask: mask === undefined ? null : Uint8Array.from(Buffer.from(mask, 'latin1')),
  }
}

/** Does it stand at `bytes[at]`, and end at `end` at the latest? */
export function standsAt(
  { bytes: wanted, fold, mask }: PreparedLiteral,
  bytes: Uint8Array,
  at: number,
  end: number,
): boolean {
  const length = wanted.length
  if (length > end - at) return false
  for (let index = 0; index < length; index++) {
    const found = bytes[at + index] ?? 0
    if (found === wanted[index]) continue
    if (fold && lowerOf[found] === wanted[index]) continue
    if (mask === null || mask[index] !== 0) return false
  }
  return true
}

/** Do the bytes from `at` to `end` begin it, without being all of it? */
export function begins(
  literal: PreparedLiteral,
  bytes: Uint8Array,
  at: number,
  end: number,
): boolean {
  const there = end - at
  if (there >= literal.bytes.length) return false
  return standsAt(beginning(literal, there), bytes, at, end)
}

/** The bytes with which one of several literals can begin; all of them where one begins with a wildcard, or is empty. */
export function firstBytes(literals: readonly PreparedLiteral[]): Uint8Array {
  const first = new Uint8Array(256)
  for (const { bytes, fold, mask } of literals) {
    const [byte] = bytes
    if (byte === undefined || mask?.[0] === 0) return first.fill(1)
    first[byte] = 1
    if (fold && byte >= 0x61 && byte <= 0x7a) first[byte & ~0x20] = 1
  }
  return first
}

function beginning({ bytes, fold, mask }: PreparedLiteral, length: number): PreparedLiteral {
  return { bytes: bytes.subarray(0, length), fold, mask }
}
