// A place in the bytes of one message, moved along by whoever knows its layout.

import { Buffer } from 'node:buffer'
import { derived, numeric } from './fields.js'
import type { Numeric, Text } from './framer.js'

const BLANK = 0x20

interface Source {
  readonly bytes: Uint8Array
  /** Index in `bytes` of the first byte of the message, from which positions on the wire count. */
  readonly base: number
  /** The bytes are those on the wire. */
  readonly verbatim: boolean
}

/**
 * Reads a range from left to right and never beyond. What does not fit is `null`, or a text that is `cut`; behind it nothing
 * is left. `text` and what stands below it tell of all that is left and do not move. Texts are views: they live as long as
 * the bytes of the message do.
 */
export class Cursor {
  #at: number

  /** @param cut more was declared than lies before `end`: lost with the end of the message, or never there */
  private constructor(
    private readonly source: Source,
    at: number,
    private readonly end: number,
    private readonly cut: boolean,
  ) {
    this.#at = Math.min(at, end)
  }

  /** The message `bytes[start, end)`, which was declared to be `size` bytes long. */
  static of(bytes: Uint8Array, start: number, end: number, size: number): Cursor {
    return new Cursor({ bytes, base: start, verbatim: true }, start, end, end - start < size)
  }

  /**
   * What a message was decrypted to, byte by byte, from `offset` of it on; that part was declared to be `size` bytes long.
   */
  static decrypted(plain: Uint8Array, size: number, offset = 0): Cursor {
    const source = { bytes: plain, base: -offset, verbatim: false }
    return new Cursor(source, 0, plain.length, plain.length < size)
  }

  /** The same range from `offset` of the message on. */
  from(offset: number): Cursor {
    return this.#part(this.source.base + offset, this.end, this.cut)
  }

  /** Bytes left to read. */
  get left(): number {
    return this.end - this.#at
  }

  skip(length: number): void {
    this.#at = Math.min(this.end, this.#at + length)
  }

  /** The next `length` bytes, for reading on their own. */
  take(length: number): Cursor {
    const from = this.#at
    this.skip(length)
    return this.#part(from, this.#at, length > this.#at - from)
  }

  u8(): Numeric | null {
    return this.#number(1, false)
  }

  u16(): Numeric | null {
    return this.#number(2, false)
  }

  u32(): Numeric | null {
    return this.#number(4, false)
  }

  u16le(): Numeric | null {
    return this.#number(2, true)
  }

  u32le(): Numeric | null {
    return this.#number(4, true)
  }

  /** What a length stands before that was read by `u8`, `u16` or `u16le`; nothing without the length. */
  counted(length: Numeric | null): Cursor {
    return length === null ? this.#part(this.end, this.end, true) : this.take(length.value)
  }

  /** The bytes before the next `separator`, which is stepped over; all that is left without one. */
  until(separator: number): Cursor {
    const from = this.#at
    const length = this.#rest().indexOf(separator)
    if (length === -1) {
      this.#at = this.end
      return this.#part(from, this.end, this.cut)
    }
    this.#at = from + length + 1
    return this.#part(from, from + length, false)
  }

  /** The bytes before the next blank, behind those that stand here; null where there are no others. */
  word(): Cursor | null {
    while (this.left > 0) {
      const word = this.until(BLANK)
      if (word.left > 0) return word
    }
    return null
  }

  /** All of what was declared is there, and a NUL ends it. */
  endsInNul(): boolean {
    return !this.cut && this.left > 0 && this.source.bytes[this.end - 1] === 0
  }

  /** What is left, without one NUL at its end. */
  trimNul(): Cursor {
    const end = this.endsInNul() ? this.end - 1 : this.end
    return this.#part(this.#at, end, this.cut)
  }

  /** All that is left; `null` if it was lost to the last byte. */
  text(): Text | null {
    return this.#view(this.end, this.cut)
  }

  /** What is left up to the first NUL, if there is one. */
  cstring(): Text | null {
    const length = this.#rest().indexOf(0)
    return length === -1 ? this.text() : this.#view(this.#at + length, false)
  }

  /** All that is left, a character per byte. */
  latin1(): string {
    return Buffer.from(this.#rest()).toString('latin1')
  }

  /** All that is left begins with these characters. */
  standsHere(characters: string): boolean {
    return Buffer.from(this.#rest().subarray(0, characters.length)).equals(Buffer.from(characters))
  }

  /** `bytes` in place of all that is left: a decoded form of it. */
  decoded(bytes: Uint8Array): Text {
    const { base } = this.source
    return derived(bytes, this.#at - base, this.end - base, this.cut)
  }

  /** A number that all that is left says. */
  standsFor(value: number): Numeric {
    const { base } = this.source
    return numeric(value, this.#at - base, this.end - base)
  }

  #part(from: number, to: number, cut: boolean): Cursor {
    return new Cursor(this.source, from, to, cut)
  }

  #rest(): Uint8Array {
    return this.source.bytes.subarray(this.#at, this.end)
  }

  #view(end: number, cut: boolean): Text | null {
    if (cut && end === this.#at) return null
    const { bytes, base, verbatim } = this.source
    return {
      kind: 'text',
      bytes,
      start: this.#at,
      end,
      wireStart: this.#at - base,
      wireEnd: end - base,
      verbatim,
      cut,
    }
  }

  #number(width: 1 | 2 | 4, littleEndian: boolean): Numeric | null {
    const word = this.take(width)
    if (word.cut) return null
    const { bytes } = this.source
    let value = 0
    for (let i = 0; i < width; i++)
      value = value * 256 + (bytes[littleEndian ? word.end - 1 - i : word.#at + i] ?? 0)
    return word.standsFor(value)
  }
}
