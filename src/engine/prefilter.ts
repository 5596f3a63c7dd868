// Which of a set of literals stand in a message. Most messages hold none of them, and that is to be known for next to nothing.
//
// Looked at are three bytes out of every `stride`. Of a literal, a stretch is chosen that is long enough to hold three of
// them wherever it stands, the rarest; all threes in it are known by their hash:
//
//     message, stride 3      G E T   / g n u t e l l a / t h e x / v 1
//                            └─┴─┘ └─┴─┘ └─┴─┘ └─┴─┘ └─┴─┘ └─┴─┘ └─┴─┘
//     /gnutella/thex/v1              g n u t e                   known: gnu, nut, ute
//
// What is known so is compared byte by byte. Hashed are bytes with the bit set in which the cases of a letter
// differ. Literals that have their place in the message are compared there.

import { bitsIn } from '../compile/rarity.js'
import type { CompiledLiteral } from '../compile/program.js'
import { u8 } from '../frame/bytes.js'
import { firstBytes, prepareLiteral, type PreparedLiteral, standsAt } from './literal.js'

export type Sought = Pick<CompiledLiteral, 'bytes' | 'ignoreCase' | 'at'>

/** Bytes that are looked at together: no literal that may stand anywhere is shorter. */
const TOGETHER = 3
const LONGEST_STRIDE = 8
const CASE_BITS = 0x202020
const HASH_BITS = 14

/** A literal whose three bytes were met, `before` bytes behind its beginning. */
interface Suspect {
  readonly index: number
  readonly literal: PreparedLiteral
  readonly before: number
}

/** Literals that can stand at one offset only. */
interface Place {
  readonly at: number
  /** Bytes with which one of them begins. */
  readonly first: Uint8Array
  readonly suspects: readonly Suspect[]
}

export class Prefilter {
  readonly #places: readonly Place[]
  readonly #stride: number
  /** Whose three bytes have a hash. */
  readonly #suspects = new Map<number, Suspect[]>()
  /** A bit for each hash that there is: 2 KiB, so that they are still near when the next message comes. */
  readonly #known = new Uint32Array(2 ** (HASH_BITS - 5))
  readonly #found: number[] = []

  /** @param literals of three bytes and more, but for those that have their place */
  constructor(literals: readonly Sought[]) {
    this.#places = placesOf(literals)
    const lengths = literals.flatMap(({ bytes, at }) => (at === null ? [bytes.length] : []))
    this.#stride = Math.min(...lengths.map((length) => length - TOGETHER + 1), LONGEST_STRIDE)
    if (this.#stride < 1) throw new RangeError(`a literal is shorter than ${TOGETHER} bytes`)
    for (const [index, literal] of literals.entries())
      if (literal.at === null) this.#enter(index, literal)
  }

  /** Those that stand in `bytes[start, end)`, by index, each once; the list lasts until the next call. */
  search(bytes: Uint8Array, start: number, end: number): readonly number[] {
    this.#found.length = 0
    for (const { at, first, suspects } of this.#places) {
      const place = start + at
      if (place < end && first[u8(bytes, place)] === 1)
        for (const suspect of suspects) this.#confirm(suspect, bytes, place, start, end)
    }
    if (this.#suspects.size > 0) this.#look(bytes, start, end)
    return this.#found
  }

  /** For those that may stand anywhere. */
  #look(bytes: Uint8Array, start: number, end: number): void {
    const known = this.#known
    const stride = this.#stride
    const last = end - TOGETHER
    for (let at = start; at <= last; at += stride) {
      const hash = hashOf(u8(bytes, at), u8(bytes, at + 1), u8(bytes, at + 2))
      // Of a shift, the low five bits count.
      if ((((known[hash >>> 5] ?? 0) >>> hash) & 1) === 0) continue
      for (const suspect of this.#suspects.get(hash) ?? [])
        this.#confirm(suspect, bytes, at, start, end)
    }
  }

  #confirm(suspect: Suspect, bytes: Uint8Array, at: number, start: number, end: number): void {
    const from = at - suspect.before
    if (from < start || !standsAt(suspect.literal, bytes, from, end)) return
    if (!this.#found.includes(suspect.index)) this.#found.push(suspect.index)
  }

  #enter(index: number, { bytes, ignoreCase }: Sought): void {
    const literal = prepareLiteral({ bytes, ignoreCase })
    const from = rarestStretch(bytes, TOGETHER + this.#stride - 1)
    for (let before = from; before < from + this.#stride; before++) {
      const group = literal.bytes.subarray(before, before + TOGETHER)
      const hash = hashOf(u8(group, 0), u8(group, 1), u8(group, 2))
      const others = this.#suspects.get(hash) ?? []
      this.#suspects.set(hash, [...others, { index, literal, before }])
      this.#known[hash >>> 5] = (this.#known[hash >>> 5] ?? 0) | (1 << hash)
    }
  }
}

/** Of three bytes, in any case. */
function hashOf(first: number, second: number, third: number): number {
  const group = first | (second << 8) | (third << 16) | CASE_BITS
  return Math.imul(group, 0x9e3779b1) >>> (32 - HASH_BITS)
}

/** Where in `bytes` the `length` bytes begin that are met the least in other traffic. */
function rarestStretch(bytes: string, length: number): number {
  let rarest = 0
  let mostBits = -1
  for (let from = 0; from + length <= bytes.length; from++) {
    const bits = bitsIn(bytes.slice(from, from + length), true)
    if (bits > mostBits) [rarest, mostBits] = [from, bits]
  }
  return rarest
}

function placesOf(literals: readonly Sought[]): Place[] {
  const offsets = [...new Set(literals.map(({ at }) => at))].filter((at) => at !== null)
  return offsets.map((at) => {
    const suspects = literals.flatMap((literal, index) =>
      literal.at === at ? [{ index, literal: prepareLiteral(literal), before: 0 }] : [],
    )
    return { at, first: firstBytes(suspects.map(({ literal }) => literal)), suspects }
  })
}
