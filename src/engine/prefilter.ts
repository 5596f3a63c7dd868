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

import { bitsAt } from '../compile/rarity.js'
import type { CompiledLiteral } from '../compile/program.js'
import { u8 } from '../frame/bytes.js'
import { firstBytes, prepareLiteral, type PreparedLiteral, standsAt } from './literal.js'

export type Sought = Pick<CompiledLiteral, 'bytes' | 'ignoreCase' | 'at'>

/** Bytes that are looked at together: no literal that may stand anywhere is shorter. */
const TOGETHER = 3
const LONGEST_STRIDE = 8
const CASE_BITS = 0x202020
/** Of hashes, by what is sought: so many that one in eight is known at the most, as long as these are enough. */
const LEAST_BITS = 14
const MOST_BITS = 20

/** A literal whose three bytes were met, `before` bytes behind its beginning. */
interface Suspect {
  readonly index: number
  readonly literal: PreparedLiteral
  readonly before: number
}

/** Literals that can stand at one offset only. */
interface Place {
  readonly at: number
  /** By the byte with which they begin. */
  readonly byFirst: readonly (readonly Suspect[])[]
}

export class Prefilter {
  readonly #places: readonly Place[]
  readonly #stride: number
  /** Whose three bytes have a hash. */
  readonly #suspects = new Map<number, Suspect[]>()
  readonly #hashBits: number
  /** A bit for each hash that there is: 2 KiB for a pack, so that they are still near when the next message comes. */
  readonly #known: Uint32Array
  readonly #found: number[] = []

  /** @param literals of three bytes and more, but for those that have their place */
  constructor(literals: readonly Sought[]) {
    this.#places = placesOf(literals)
    const lengths = literals.flatMap(({ bytes, at }) => (at === null ? [bytes.length] : []))
    this.#stride = Math.min(...lengths.map((length) => length - TOGETHER + 1), LONGEST_STRIDE)
    const grams = 8 * lengths.length * this.#stride
    this.#hashBits = Math.max(LEAST_BITS, Math.min(Math.ceil(Math.log2(grams + 1)), MOST_BITS))
    this.#known = new Uint32Array(2 ** (this.#hashBits - 5))
    if (this.#stride < 1) throw new RangeError(`a literal is shorter than ${TOGETHER} bytes`)
    for (const [index, literal] of literals.entries())
      if (literal.at === null) this.#enter(index, literal)
  }

  /** Those that stand in `bytes[start, end)`, by index, each once; the list lasts until the next call. */
  search(bytes: Uint8Array, start: number, end: number): readonly number[] {
    this.#found.length = 0
    for (const { at, byFirst } of this.#places) {
      const place = start + at
      if (place >= end) continue
      for (const suspect of byFirst[u8(bytes, place)] ?? [])
        this.#confirm(suspect, bytes, place, start, end)
    }
    if (this.#suspects.size > 0) this.#look(bytes, start, end)
    return this.#found
  }

  /** For those that may stand anywhere. */
  #look(bytes: Uint8Array, start: number, end: number): void {
    const known = this.#known
    const hashBits = this.#hashBits
    const stride = this.#stride
    const last = end - TOGETHER
    for (let at = start; at <= last; at += stride) {
      const hash = hashAt(bytes, at, hashBits)
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
    const from = this.#rarestStretch(literal.bytes, bitsAt(bytes, ignoreCase))
    for (let before = from; before < from + this.#stride; before++) {
      const hash = hashAt(literal.bytes, before, this.#hashBits)
      const suspects = this.#suspects.get(hash)
      if (suspects === undefined) this.#suspects.set(hash, [{ index, literal, before }])
      else suspects.push({ index, literal, before })
      this.#known[hash >>> 5] = (this.#known[hash >>> 5] ?? 0) | (1 << hash)
    }
  }

  /**
   * Where in a literal the bytes begin that are met the least in other traffic, and lead to the fewest of the literals that
   * were entered before it.
   */
  #rarestStretch(bytes: Uint8Array, bits: Float64Array): number {
    const length = TOGETHER + this.#stride - 1
    let rarest = 0
    let most = -Infinity
    for (let from = 0; from + length <= bytes.length; from++) {
      let says = 0
      for (let at = from; at < from + length; at++) says += bits[at] ?? 0
      let others = 0
      for (let at = from; at < from + this.#stride; at++)
        others = Math.max(
          others,
          this.#suspects.get(hashAt(bytes, at, this.#hashBits))?.length ?? 0,
        )
      says -= Math.log2(1 + others)
      if (says > most) [rarest, most] = [from, says]
    }
    return rarest
  }
}

/** Of three bytes, in any case. */
function hashAt(bytes: Uint8Array, at: number, bits: number): number {
  const group = u8(bytes, at) | (u8(bytes, at + 1) << 8) | (u8(bytes, at + 2) << 16) | CASE_BITS
  return Math.imul(group, 0x9e3779b1) >>> (32 - bits)
}

function placesOf(literals: readonly Sought[]): Place[] {
  const places = new Map<number, Suspect[][]>()
  for (const [index, one] of literals.entries()) {
    if (one.at === null) continue
    const byFirst = places.get(one.at) ?? Array.from({ length: 256 }, () => [])
    places.set(one.at, byFirst)
    const literal = prepareLiteral(one)
    firstBytes([literal]).forEach((begins, byte) => {
      if (begins === 1) byFirst[byte]?.push({ index, literal, before: 0 })
    })
  }
  return [...places].map(([at, byFirst]) => ({ at, byFirst }))
}
