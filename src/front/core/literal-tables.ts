// Literals as the tables that `assembly/literals.ts` draws and searches.

import type { FrontLiteral } from '../front.js'
import {
  FILTER_LENGTH,
  GRAM_LENGTH,
  GRAM_MULTIPLIER,
  LITERAL_LIMIT,
  LITERAL_MASK,
  LITERAL_RECORD,
  IN_DATAGRAMS,
  IN_STREAMS,
  LITERAL_SIZE,
  LITERAL_WHERE,
  SCANS_ALL,
  SCANS_NONE,
  SCANS_SEARCHED,
} from './layout.js'

const WORD = 4
const GRAM_HASH = 0x9e3779b1
const END = 0xffffffff
/** Windows stand so near to the ends of literals: what a scan has to look back at, piece for piece. */
const MOST_REACH = 16
/** A gram in use costs its list of windows more. */
const SHARED = 4
/** Literals with a place of their own in datagrams; if there are more, all datagrams are scanned for them. */
const ANCHOR_LIMIT = 16

export interface LiteralTables {
  /** 2 if every literal has two windows, else 1. */
  readonly stride: number
  /** From a window's first byte to behind the literal's last, at the least and at the most; 0 without literals. */
  readonly leastReach: number
  readonly mostReach: number
  /** Literals that can end at the same byte, at the most. */
  readonly depth: number
  /** One of SCANS. */
  readonly scansDatagrams: number
  /** Literals that are compared at one offset of each datagram, and found nowhere else in them. */
  readonly anchors: readonly Window[]
  readonly filter: Uint8Array
  /** For a memory where it lies at `at`. */
  place(at: number): PlacedTables
}

export interface PlacedTables {
  readonly bytes: Uint8Array
  readonly gramsAt: number
  readonly gramsShift: number
  readonly literalsAt: number
  /** 0: no literal is shorter than a gram. */
  readonly shortsAt: number
  readonly anchorsAt: number
}

/** Where a gram stands in a literal, before it where the literal is shorter; or where a literal stands in datagrams. */
interface Window {
  readonly literal: number
  readonly offset: number
}

/** @throws if a literal is longer than `LITERAL_LIMIT` */
export function literalTables(literals: readonly FrontLiteral[]): LiteralTables {
  const builder = new Builder(literals)
  return {
    stride: builder.stride,
    leastReach: builder.leastReach,
    mostReach: builder.mostReach,
    depth: depthOf(literals),
    scansDatagrams: builder.scansDatagrams,
    anchors: builder.anchors,
    filter: builder.filter,
    place: (at) => builder.place(at),
  }
}

class Builder {
  readonly filter = new Uint8Array(FILTER_LENGTH + 4)
  readonly stride: number
  readonly scansDatagrams: number
  readonly anchors: readonly Window[]
  private readonly tooMany: boolean
  leastReach = Infinity
  mostReach = 0
  private readonly grams = new Map<number, Window[]>()
  /** Windows in which a gram stands, in whatever case. */
  private readonly users = new Map<number, number>()
  /** By the last two bytes. */
  private readonly shorts = new Map<number, Window[]>()

  constructor(private readonly literals: readonly FrontLiteral[]) {
    if (literals.some((literal) => lengthOf(literal) > LITERAL_LIMIT))
      throw new RangeError(`a literal has more than ${LITERAL_LIMIT} bytes`)
    const anchors = literals.flatMap(({ datagrams }, literal): Window[] =>
      typeof datagrams === 'number' ? [{ literal, offset: datagrams }] : [],
    )
    this.tooMany = anchors.length > ANCHOR_LIMIT
    this.anchors = this.tooMany ? [] : anchors
    const floats = literals.some((literal) => this.whereOf(literal) & IN_DATAGRAMS)
    this.scansDatagrams = this.tooMany ? SCANS_ALL : floats ? SCANS_SEARCHED : SCANS_NONE
    const isScannedFor = (literal: FrontLiteral) =>
      literal.bytes.length > 0 && this.whereOf(literal) !== 0
    const scannedFor = literals.filter(isScannedFor)
    this.stride = scannedFor.every(({ bytes }) => bytes.length >= GRAM_LENGTH) ? 2 : 1
    literals.forEach((literal, id) => {
      if (!isScannedFor(literal)) return
      if (literal.bytes.length >= GRAM_LENGTH) this.addWindows(literal, id)
      else this.addShort(literal, id)
    })
    if (this.mostReach === 0) this.leastReach = 0
  }

  /** Where the scan is to find it. Anchored ones are found without a scan. */
  private whereOf({ streams, datagrams }: FrontLiteral): number {
    const isAnchored = typeof datagrams === 'number' && !this.tooMany
    return (
      (streams === false ? 0 : IN_STREAMS) | (datagrams === null || isAnchored ? 0 : IN_DATAGRAMS)
    )
  }

  private addWindows(literal: FrontLiteral, id: number): void {
    const { length } = literal.bytes
    const last = length - GRAM_LENGTH - this.stride + 1
    const first = Math.max(0, length - MOST_REACH)
    const costs: number[] = []
    for (let offset = first; offset < last + this.stride; offset++)
      costs.push(this.cost(literal, offset))
    let best = last
    let least = Infinity
    for (let offset = last; offset >= first; offset--) {
      let cost = 0
      for (let nth = 0; nth < this.stride; nth++) cost += costs[offset - first + nth] ?? 0
      if (cost >= least) continue
      least = cost
      best = offset
    }
    for (let offset = best; offset < best + this.stride; offset++) {
      this.reach(length - offset)
      const folded = foldedGram(literal, offset)
      this.users.set(folded, (this.users.get(folded) ?? 0) + 1)
      for (const gram of products(positionsAt(literal, offset))) {
        this.setBit(gram)
        push(this.grams, gram, { literal: id, offset: offset + (literal.before?.length ?? 0) })
      }
    }
  }

  /** How often a window is expected in traffic, relative to others, and how much it costs then. */
  private cost(literal: FrontLiteral, offset: number): number {
    let likelihood = 1
    for (const bytes of positionsAt(literal, offset))
      likelihood *= bytes.reduce((sum, byte) => sum + frequency(byte), 0)
    const users = this.users.get(foldedGram(literal, offset)) ?? 0
    return likelihood * (1 + SHARED * users)
  }

  /** One or two bytes: whatever stands before them is in the filter. */
  private addShort({ bytes, before = [], ignoreCase }: FrontLiteral, id: number): void {
    this.reach(GRAM_LENGTH)
    const positions: (readonly number[])[] = Array.from(bytes, (byte) => cases(byte, ignoreCase))
    while (positions.length < GRAM_LENGTH) positions.unshift(ANY)
    const offset = before.length + bytes.length - GRAM_LENGTH
    for (const gram of products(positions)) this.setBit(gram)
    for (const pair of products(positions.slice(1)))
      push(this.shorts, pair, { literal: id, offset })
  }

  private reach(reach: number): void {
    this.leastReach = Math.min(this.leastReach, reach)
    this.mostReach = Math.max(this.mostReach, reach)
  }

  private setBit(gram: number): void {
    const bit = (Math.imul(gram, GRAM_MULTIPLIER) >>> 17) * 8 + (gram & 31)
    this.filter[bit >>> 3]! |= 1 << (bit & 7)
  }

  place(at: number): PlacedTables {
    const bits = Math.max(4, Math.ceil(Math.log2(this.grams.size * 2 + 1)))
    const windows = [...this.grams.values(), ...this.shorts.values()]
    const windowsLength = [...windows, this.anchors].reduce(
      (sum, list) => sum + (list.length + 1) * 8,
      0,
    )
    const gramsAt = at
    const shortsAt = gramsAt + 8 * 2 ** bits
    const literalsAt = shortsAt + (this.shorts.size > 0 ? 4 * 0x10000 : 0)
    const windowsAt = literalsAt + this.literals.length * LITERAL_RECORD
    const bytes = new Uint8Array(windowsAt + windowsLength - at)
    const words = new Uint32Array(bytes.buffer)
    const wordAt = (place: number): number => (place - at) / WORD

    let end = wordAt(windowsAt)
    const addList = (list: readonly Window[]): number => {
      const begin = at + end * WORD
      for (const { literal, offset } of list) {
        words[end++] = literal
        words[end++] = offset
      }
      words[end] = END
      end += 2
      return begin
    }
    for (const [gram, list] of this.grams) {
      let slot = Math.imul(gram, GRAM_HASH) >>> (32 - bits)
      while (words[slot * 2] !== 0) slot = (slot + 1) % 2 ** bits
      words[slot * 2] = gram + 1
      words[slot * 2 + 1] = addList(list)
    }
    for (const [pair, list] of this.shorts) words[wordAt(shortsAt) + pair] = addList(list)
    this.literals.forEach((literal, id) => {
      const { bytes: text, before = [], ignoreCase } = literal
      const record = literalsAt + id * LITERAL_RECORD
      const set = (nth: number, byte: number, mask: number) => {
        bytes[record - at + nth] = byte & mask
        bytes[record - at + LITERAL_MASK + nth] = mask
      }
      before.forEach((byte, nth) => set(nth, byte ?? 0, byte === null ? 0 : 0xff))
      text.forEach((byte, nth) =>
        set(before.length + nth, byte, ignoreCase && isLetter(byte) ? 0xdf : 0xff),
      )
      words[wordAt(record + LITERAL_SIZE)] = lengthOf(literal)
      words[wordAt(record + LITERAL_WHERE)] = this.whereOf(literal)
    })
    return {
      bytes,
      gramsAt,
      gramsShift: 32 - bits,
      literalsAt,
      shortsAt: this.shorts.size > 0 ? shortsAt : 0,
      anchorsAt: addList(this.anchors),
    }
  }
}

function lengthOf({ bytes, before = [] }: FrontLiteral): number {
  return before.length + bytes.length
}

function push(map: Map<number, Window[]>, key: number, window: Window): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [window])
  else list.push(window)
}

const ANY: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte)

function isLetter(byte: number): boolean {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

function folded(byte: number): number {
  return isLetter(byte) ? byte | 0x20 : byte
}

function cases(byte: number, ignoreCase: boolean): readonly number[] {
  return ignoreCase && isLetter(byte) ? [byte & ~0x20, byte | 0x20] : [byte]
}

/** What may stand at each place of the gram at `offset`, -1 at the least. */
function positionsAt({ bytes, ignoreCase }: FrontLiteral, offset: number): (readonly number[])[] {
  const positions: (readonly number[])[] = []
  for (let at = offset; at < offset + GRAM_LENGTH; at++) {
    const byte = bytes[at]
    positions.push(byte === undefined ? ANY : cases(byte, ignoreCase))
  }
  return positions
}

/** One number for the gram in all of its cases. */
function foldedGram({ bytes }: FrontLiteral, offset: number): number {
  let gram = 0
  for (let at = offset; at < offset + GRAM_LENGTH; at++) gram = gram * 256 + folded(bytes[at] ?? 0)
  return gram
}

/** All rows of bytes that take one of each position, as numbers, the first byte lowest. */
function products(positions: readonly (readonly number[])[]): number[] {
  let rows = [0]
  for (let at = positions.length - 1; at >= 0; at--) {
    const longer: number[] = []
    for (const row of rows) for (const byte of positions[at] ?? []) longer.push(row * 256 + byte)
    rows = longer
  }
  return rows
}

/** A rough model of traffic: zeros, text, then all the rest. */
function frequency(byte: number): number {
  if (byte === 0) return 24
  if (byte >= 0x61 && byte <= 0x7a) return byte === 0x6a || byte === 0x71 || byte > 0x76 ? 3 : 8
  if (byte >= 0x30 && byte <= 0x39) return 5
  if (byte === 0x20 || byte === 0xff || byte === 0x0d || byte === 0x0a) return 6
  if (byte >= 0x41 && byte <= 0x5a) return 4
  return byte >= 0x21 && byte <= 0x7e ? 3 : 2
}

/** Those that end at the same byte are, but for case, ends of the longest of them. */
function depthOf(literals: readonly FrontLiteral[]): number {
  const counts = new Map<string, number>()
  const folded = literals.map(({ bytes }) => Buffer.from(bytes).toString('latin1').toLowerCase())
  for (const text of folded) counts.set(text, (counts.get(text) ?? 0) + 1)
  counts.delete('')
  let depth = 0
  for (const text of counts.keys()) {
    let ending = 0
    for (let from = 0; from < text.length; from++) ending += counts.get(text.slice(from)) ?? 0
    depth = Math.max(depth, ending)
  }
  return depth
}
