// The language's types, as readers of bytes (language.md §5). Runs (`text`, `bytes` without a size) end where something else
// begins: they are the pattern's affair.

import { printIp4, printIpv6, readIpv4, readIpv6, writeIp4 } from './address.js'
import { printGuid, printWrittenGuid, readGuid, writeGuid } from './guid.js'
import { hexDigit } from './hex.js'

export interface HoleType {
  readonly kind: 'text' | 'bytes' | 'number'
  /**
   * Looks at `bytes[at, end)`; allocates nothing.
   *
   * @param length of `bytes(n)` and `hex(n)`
   * @returns the end of what the type takes there, or -1
   */
  readonly read: (bytes: Uint8Array, at: number, end: number, length: number) => number
  /** Could bytes behind `end` change what `read` says of these? For a message of which they have yet to come. */
  readonly open: (bytes: Uint8Array, at: number, end: number, length: number) => boolean
  /** Bytes at both ends of what was read that are no part of the value: the quotes of `quoted`. */
  readonly before: number
  readonly behind: number
  /** What `bytes[from, to)` says, where that is not simply these bytes. An own copy. */
  readonly value?: (bytes: Uint8Array, from: number, to: number) => Uint8Array
  /** Of a number: a safe integer, at most `max`. */
  readonly number?: (bytes: Uint8Array, from: number, to: number) => number
  readonly max: number
  /** Takes the number of a numeric field, too. */
  readonly numeric: boolean
  /** Of a binary type: the bytes that stand for a value, by which `=name` looks for it; null where none do. */
  readonly write?: (value: Uint8Array | number) => Uint8Array | null
  /** Of a type with several spellings: as `value` gives what is written in a signature. */
  readonly spell?: (written: Uint8Array) => Uint8Array
}

type Reader = HoleType['read']
type Opening = HoleType['open']
type Printer = NonNullable<HoleType['value']>
type Numbering = NonNullable<HoleType['number']>

const NUL = 0
const QUOTE = 0x22
const BACKSLASH = 0x5c
const AT = 0x40
const PLUS = 0x2b
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const PORT_MAX = 0xffff

const digits = '0123456789'
const alphanumeric = digits + 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const hexDigits = digits + 'abcdefABCDEF'
const wordBytes = flags(' \t\r\n\0').map((flag) => 1 - flag)
const tokenBytes = flags(alphanumeric + '_.-')
const digitBytes = flags(digits)
const blankBytes = flags(' \t')
const hostBytes = flags(alphanumeric + '.-_')
const urlBytes = flags(alphanumeric + "-._~:/?#[]@!$&'()*+,;=%")
const hexBytes = flags(hexDigits)
const intBytes = flags(digits + '+-')
const addressBytes = flags(hexDigits + ':.')
const guidBytes = flags(hexDigits + '{-}')
/** RFC 5321: an atom's, and the dot. */
const mailboxBytes = flags(alphanumeric + ".!#$%&'*+-/=?^_`{|}~")

const types: ReadonlyMap<string, HoleType> = new Map([
  ['word', manyOf(wordBytes)],
  ['token', manyOf(tokenBytes)],
  ['digits', manyOf(digitBytes)],
  ['blank', manyOf(blankBytes)],
  ['host', manyOf(hostBytes)],
  ['url', manyOf(urlBytes)],
  ['email', textType(readEmail, isEmailOpen)],
  ['hex', textType(readHex, isHexOpen)],
  ['ipv4', textType(readIpv4, allOf(addressBytes))],
  [
    'ipv6',
    textType(readIpv6, allOf(addressBytes), { value: printIpv6, spell: spelled(printIpv6) }),
  ],
  [
    'guid',
    textType(readGuid, allOf(guidBytes), {
      value: printWrittenGuid,
      spell: spelled(printWrittenGuid),
    }),
  ],
  ['quoted', textType(readQuoted, isQuoteOpen, { before: 1, behind: 1, value: unescape })],
  ['cstring', textType(readCstring, isCstringOpen, { behind: 1 })],
  ['ip4', textType(sized(4), shorter(4), { value: printIp4, write: writeIp4 })],
  [
    'uuid',
    textType(sized(16), shorter(16), {
      value: printGuid,
      write: writeGuid,
      spell: spelled(printWrittenGuid),
    }),
  ],
  ['bytes', { ...textType(readLength, isLengthOpen), kind: 'bytes' }],
  ['int', number(readInt, allOf(intBytes), decimal)],
  ['port', number(readPort, allOf(intBytes), decimal, PORT_MAX)],
  ['u8', binary(1, bigEndian)],
  ['u16', binary(2, bigEndian)],
  ['u32', binary(4, bigEndian)],
  ['u64', binary(8, bigEndian)],
  ['u16le', binary(2, littleEndian)],
  ['u32le', binary(4, littleEndian)],
  ['u64le', binary(8, littleEndian)],
])

export function holeType(name: string): HoleType {
  const type = types.get(name)
  if (type === undefined) throw new Error(`no type ${name}`)
  return type
}

export function textType(read: Reader, open: Opening, more: Partial<HoleType> = {}): HoleType {
  return { kind: 'text', read, open, before: 0, behind: 0, max: Infinity, numeric: false, ...more }
}

function manyOf(set: Uint8Array): HoleType {
  return textType(many(set), allOf(set))
}

function number(read: Reader, open: Opening, value: Numbering, max = Infinity): HoleType {
  return { kind: 'number', read, open, before: 0, behind: 0, number: value, max, numeric: true }
}

/** A number of `length` bytes in the order of `value`. One of 2^53 and more is refused: its neighbours would equal it. */
function binary(length: number, value: Numbering): HoleType {
  const read: Reader = (bytes, at, end) =>
    end - at >= length && Number.isSafeInteger(value(bytes, at, at + length)) ? at + length : -1
  const write: HoleType['write'] = (wanted) => {
    if (typeof wanted !== 'number') return null
    const written = Uint8Array.from({ length }, (_, at) => Math.floor(wanted / 256 ** at) % 256)
    if (value === bigEndian) written.reverse()
    return value(written, 0, length) === wanted ? written : null
  }
  return { ...number(read, shorter(length), value), numeric: false, write }
}

function spelled(print: Printer): (written: Uint8Array) => Uint8Array {
  return (written) => print(written, 0, written.length)
}

// ---- text

function flags(characters: string): Uint8Array {
  const set = new Uint8Array(256)
  for (const character of characters) set[character.charCodeAt(0)] = 1
  return set
}

/** The end of a stretch of bytes out of `set`. */
function span(set: Uint8Array, bytes: Uint8Array, at: number, end: number): number {
  while (at < end && set[bytes[at] ?? 0] === 1) at++
  return at
}

/** One or more of a set. */
function many(set: Uint8Array): Reader {
  return (bytes, at, end) => {
    const to = span(set, bytes, at, end)
    return to > at ? to : -1
  }
}

function readEmail(bytes: Uint8Array, at: number, end: number): number {
  const sign = span(mailboxBytes, bytes, at, end)
  if (sign === at || sign >= end || bytes[sign] !== AT) return -1
  const to = span(hostBytes, bytes, sign + 1, end)
  return to > sign + 1 ? to : -1
}

function readHex(bytes: Uint8Array, at: number, end: number, length: number): number {
  if (end - at < length) return -1
  for (let index = at; index < at + length; index++) if (hexDigit(bytes[index] ?? 0) < 0) return -1
  return at + length
}

function readQuoted(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || bytes[at] !== QUOTE) return -1
  for (let index = at + 1; index < end; index++) {
    if (bytes[index] === QUOTE) return index + 1
    if (bytes[index] === BACKSLASH) index++
  }
  return -1
}

/** Without the backslashes of `readQuoted`, each of which makes the next byte plain. */
function unescape(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const plain = new Uint8Array(to - from)
  let length = 0
  for (let at = from; at < to; at++) {
    if (bytes[at] === BACKSLASH) at++
    plain[length++] = bytes[at] ?? NUL
  }
  return plain.slice(0, length)
}

function readCstring(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && bytes[at] !== NUL) at++
  return at < end ? at + 1 : -1
}

// ---- what more bytes could change

/** They are all of a set, so the next may be another. */
function allOf(set: Uint8Array): Opening {
  return (bytes, at, end) => span(set, bytes, at, end) === end
}

function shorter(length: number): Opening {
  return (_, at, end) => end - at < length
}

function isLengthOpen(_: Uint8Array, at: number, end: number, length: number): boolean {
  return end - at < length
}

function isHexOpen(bytes: Uint8Array, at: number, end: number, length: number): boolean {
  return end - at < length && span(hexBytes, bytes, at, end) === end
}

function isEmailOpen(bytes: Uint8Array, at: number, end: number): boolean {
  const sign = span(mailboxBytes, bytes, at, end)
  return sign === end || (bytes[sign] === AT && span(hostBytes, bytes, sign + 1, end) === end)
}

function isQuoteOpen(bytes: Uint8Array, at: number, end: number): boolean {
  return at === end || (bytes[at] === QUOTE && readQuoted(bytes, at, end) < 0)
}

function isCstringOpen(bytes: Uint8Array, at: number, end: number): boolean {
  return readCstring(bytes, at, end) < 0
}

// ---- numbers and bytes

function readLength(_: Uint8Array, at: number, end: number, length: number): number {
  return end - at < length ? -1 : at + length
}

function sized(length: number): Reader {
  return (_, at, end) => (end - at < length ? -1 : at + length)
}

function bigEndian(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = value * 256 + (bytes[at] ?? 0)
  return value
}

function littleEndian(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = to - 1; at >= from; at--) value = value * 256 + (bytes[at] ?? 0)
  return value
}

const INT_DIGITS = 15

/** A number of more digits is not taken in part. */
export function readInt(bytes: Uint8Array, at: number, end: number): number {
  const signed = at < end && (bytes[at] === PLUS || bytes[at] === MINUS)
  const start = signed ? at + 1 : at
  let to = start
  while (to < end && isDigit(bytes[to])) if (++to - start > INT_DIGITS) return -1
  return to > start ? to : -1
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE
}

function readPort(bytes: Uint8Array, at: number, end: number): number {
  const to = readInt(bytes, at, end)
  if (to < 0) return -1
  const value = decimal(bytes, at, to)
  return value >= 0 && value <= PORT_MAX ? to : -1
}

export function decimal(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++)
    if (isDigit(bytes[at])) value = value * 10 + (bytes[at] ?? 0) - ZERO
  return bytes[from] === MINUS ? 0 - value : value
}
