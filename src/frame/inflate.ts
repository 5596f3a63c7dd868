// Inflate (RFC 1951, in the wrapping of RFC 1950), a byte at a time.
//
// node:zlib has no call that goes on, synchronously, where the one before stopped: each starts the stream anew, so a
// stream in small segments would cost the square of its length. (Cutting at the 00 00 FF FF of a sync flush, with the
// last 32 KiB as dictionary, does for gtk-gnutella. LimeWire flushes by switching the compression level, which leaves
// no such mark.)
//
// The decoder is a generator that reads as the RFC does and waits for its next byte in `yield`. Codes are decoded bit
// by bit along their canonical order, as in Mark Adler's puff.c. Checksums are not verified.

const WINDOW_LENGTH = 0x8000

// Gnutella compresses to a third. What expands beyond this is a bomb.
const EXPANSION_LIMIT = 64
const EXPANSION_ALLOWANCE = 0x10000

const DEFLATE = 8
const PRESET_DICTIONARY = 0x20

const CODE_BITS_LIMIT = 15
const END_OF_BLOCK = 256
const LENGTH_SYMBOLS = 286
const DISTANCE_SYMBOLS = 30

/** The order in which the lengths of the codes for lengths are sent (RFC 1951, 3.2.7). */
const LENGTHS_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

// Lengths and distances (3.2.5): from symbol to symbol the ranges adjoin, and every 4 or 2 symbols they double.
const LENGTH_EXTRA = Array.from({ length: 29 }, (_, i) => (i < 8 || i === 28 ? 0 : (i >> 2) - 1))
const LENGTH_BASE = adjoining(3, LENGTH_EXTRA).with(28, 258)
const DISTANCE_EXTRA = Array.from({ length: 30 }, (_, i) => (i < 4 ? 0 : (i >> 1) - 1))
const DISTANCE_BASE = adjoining(1, DISTANCE_EXTRA)

function adjoining(first: number, extraBits: readonly number[]): number[] {
  let next = first
  return extraBits.map((bits) => (next += 1 << bits) - (1 << bits))
}

/** A canonical Huffman code: how many codes there are of each length, and the symbols in the order of their codes. */
interface Code {
  readonly counts: readonly number[]
  readonly symbols: readonly number[]
}

/** @returns null if more codes are given out than there are */
function codeOf(lengths: readonly number[]): Code | null {
  const counts: number[] = [0]
  const symbols: number[] = []
  let free = 1
  for (let length = 1; length <= CODE_BITS_LIMIT; length++) {
    const before = symbols.length
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) symbols.push(symbol)
    }
    counts.push(symbols.length - before)
    free = 2 * free - (symbols.length - before)
    if (free < 0) return null
  }
  return { counts, symbols }
}

const times = (count: number, value: number) => Array.from({ length: count }, () => value)
const FIXED_LENGTHS = [...times(144, 8), ...times(112, 9), ...times(24, 7), ...times(8, 8)]
const FIXED_LENGTH_CODE = codeOf(FIXED_LENGTHS)
const FIXED_DISTANCE_CODE = codeOf(times(DISTANCE_SYMBOLS, 5))

type Waiting<T> = Generator<undefined, T, number>

/** A stream in progress. `bytes[start, end)` came out of it and was not taken yet; who takes it moves `start`. */
export class Inflater {
  bytes = new Uint8Array(0x1000)
  start = 0
  end = 0

  private hold = 0
  private count = 0
  private consumed = 0
  private produced = 0
  private readonly decoder = this.stream()

  constructor() {
    this.decoder.next()
  }

  /** Takes the next byte of the stream. What is `over` ended, well or not, and takes no more. */
  feed(byte: number): 'going' | 'over' {
    this.consumed++
    const isOver = this.decoder.next(byte).done === true
    const isBomb = this.produced > EXPANSION_ALLOWANCE + EXPANSION_LIMIT * this.consumed
    return isOver || isBomb ? 'over' : 'going'
  }

  private *stream(): Waiting<void> {
    const method = yield* this.bits(8)
    const flags = yield* this.bits(8)
    if ((method & 0x0f) !== DEFLATE || (flags & PRESET_DICTIONARY) !== 0) return
    if ((method * 0x100 + flags) % 31 !== 0) return
    for (let isLast = 0, isWhole = true; isLast === 0 && isWhole;) {
      isLast = yield* this.bits(1)
      isWhole = yield* this.block(yield* this.bits(2))
    }
  }

  /** @returns whether the block was one, to its end */
  private *block(kind: number): Waiting<boolean> {
    if (kind === 0) return yield* this.storedBlock()
    if (kind === 1) return yield* this.codedBlock(FIXED_LENGTH_CODE, FIXED_DISTANCE_CODE)
    if (kind === 2) return yield* this.dynamicBlock()
    return false
  }

  private *storedBlock(): Waiting<boolean> {
    this.hold = 0 // the rest of the byte is padding
    this.count = 0
    const length = yield* this.bits(16)
    const complement = yield* this.bits(16)
    if ((length ^ complement) !== 0xffff) return false
    for (let left = length; left > 0; left--) this.write(yield)
    return true
  }

  private *dynamicBlock(): Waiting<boolean> {
    const lengthCount = (yield* this.bits(5)) + 257
    const distanceCount = (yield* this.bits(5)) + 1
    const orderCount = (yield* this.bits(4)) + 4
    if (lengthCount > LENGTH_SYMBOLS || distanceCount > DISTANCE_SYMBOLS) return false

    const lengthsOfLengths = times(LENGTHS_ORDER.length, 0)
    for (const symbol of LENGTHS_ORDER.slice(0, orderCount)) {
      lengthsOfLengths[symbol] = yield* this.bits(3)
    }
    const code = codeOf(lengthsOfLengths)
    if (code === null) return false

    const lengths: number[] = []
    while (lengths.length < lengthCount + distanceCount) {
      const symbol = yield* this.symbol(code)
      if (symbol === null) return false
      if (symbol < 16) lengths.push(symbol)
      else if (symbol === 16) {
        const last = lengths.at(-1)
        if (last === undefined) return false
        lengths.push(...times(3 + (yield* this.bits(2)), last))
      } else if (symbol === 17) lengths.push(...times(3 + (yield* this.bits(3)), 0))
      else lengths.push(...times(11 + (yield* this.bits(7)), 0))
    }
    if (lengths.length > lengthCount + distanceCount) return false
    const lengthCode = codeOf(lengths.slice(0, lengthCount))
    return yield* this.codedBlock(lengthCode, codeOf(lengths.slice(lengthCount)))
  }

  private *codedBlock(lengths: Code | null, distances: Code | null): Waiting<boolean> {
    if (lengths === null || distances === null) return false
    for (;;) {
      const symbol = yield* this.symbol(lengths)
      if (symbol === null) return false
      if (symbol === END_OF_BLOCK) return true
      if (symbol < END_OF_BLOCK) {
        this.write(symbol)
        continue
      }
      const length = yield* this.ranged(symbol - END_OF_BLOCK - 1, LENGTH_BASE, LENGTH_EXTRA)
      const distanceSymbol = yield* this.symbol(distances)
      if (length === null || distanceSymbol === null) return false
      const distance = yield* this.ranged(distanceSymbol, DISTANCE_BASE, DISTANCE_EXTRA)
      if (distance === null || distance > this.end) return false
      for (let left = length; left > 0; left--) this.write(this.bytes[this.end - distance] ?? 0)
    }
  }

  /** The value in the range of `index` that the extra bits single out, or null where there is no such range. */
  private *ranged(
    index: number,
    bases: readonly number[],
    extraBits: readonly number[],
  ): Waiting<number | null> {
    const base = bases[index]
    const extra = extraBits[index]
    return base === undefined || extra === undefined ? null : base + (yield* this.bits(extra))
  }

  /** The next `n` bits, at most 16, the first of them lowest. */
  private *bits(n: number): Waiting<number> {
    while (this.count < n) {
      this.hold |= (yield) << this.count
      this.count += 8
    }
    const value = this.hold & ((1 << n) - 1)
    this.hold >>>= n
    this.count -= n
    return value
  }

  /** The symbol whose code comes next, or null where there is none such. */
  private *symbol({ counts, symbols }: Code): Waiting<number | null> {
    let code = 0
    let first = 0
    let index = 0
    for (let length = 1; length <= CODE_BITS_LIMIT; length++) {
      if (this.count === 0) {
        this.hold = yield
        this.count = 8
      }
      code = (code << 1) | (this.hold & 1)
      this.hold >>>= 1
      this.count--
      const count = counts[length] ?? 0
      if (code - first < count) return symbols[index + code - first] ?? null
      index += count
      first = (first + count) << 1
    }
    return null
  }

  private write(byte: number): void {
    if (this.end === this.bytes.length) this.makeRoom()
    this.bytes[this.end++] = byte
    this.produced++
  }

  /** Lets go what was taken and is out of reach of a distance, if that is half of the bytes or more; else doubles. */
  private makeRoom(): void {
    const from = Math.min(this.start, this.end - WINDOW_LENGTH)
    const kept = this.bytes.subarray(Math.max(from, 0), this.end)
    if (kept.length > this.bytes.length / 2) {
      const doubled = new Uint8Array(2 * this.bytes.length)
      doubled.set(kept)
      this.bytes = doubled
    } else {
      this.bytes.set(kept)
    }
    this.start -= this.end - kept.length
    this.end = kept.length
  }
}

/** What the whole stream `[start, end)`, or its beginning, inflates to, up to `limit` bytes and a little more. */
export function inflated(bytes: Uint8Array, start: number, end: number, limit: number): Uint8Array {
  const inflater = new Inflater()
  let at = start
  while (at < end && inflater.end < limit && inflater.feed(bytes[at] ?? 0) === 'going') at++
  return inflater.bytes.subarray(0, inflater.end)
}
