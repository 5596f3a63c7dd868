// The transforms of `|>`. Each reads bytes and gives bytes, at most twice as many, or null where it cannot read them.
//
//     xor(key)              every byte with the key, over and over
//     urldecode             %HH, and + for a blank
//     base64                with or without its padding; the alphabet for URLs as well
//     unhex                 two hex digits a byte
//     text                  as it is
//     latin1                to UTF-8
//     utf16le utf16be       to UTF-8; what is half of a pair becomes U+FFFD
//     lower                 ASCII letters
//     trim                  without spaces, tabs and line ends on both sides
//     screenname            lower, and without any space
//
// The last seven make text, and text ends at its first NUL.

import type { CompiledTransform } from '../compile/program.js'
import { hexDigit } from './hex.js'

export type Transform = (bytes: Uint8Array) => Uint8Array | null

export function prepareTransform({ name, key }: CompiledTransform): Transform {
  if (name === 'xor') return xor(Buffer.from(key ?? '', 'latin1'))
  const plain = Object.hasOwn(plainTransforms, name) ? plainTransforms[name] : undefined
  if (plain === undefined) throw new Error(`no transform ${name}`)
  return plain
}

/** @returns null as soon as one of them cannot read what it is given */
export function applyTransforms(
  transforms: readonly Transform[],
  bytes: Uint8Array,
): Uint8Array | null {
  let result: Uint8Array | null = bytes
  for (const transform of transforms) {
    if (result === null) return null
    result = transform(result)
  }
  return result
}

const plainTransforms: Readonly<Record<string, Transform>> = {
  urldecode,
  base64,
  unhex,
  text: untilNul,
  latin1: (bytes) => utf8.encode(Buffer.from(untilNul(bytes)).toString('latin1')),
  utf16le: (bytes) => utf16(bytes, 0),
  utf16be: (bytes) => utf16(bytes, 1),
  lower: (bytes) => untilNul(bytes).map(lower),
  trim: (bytes) => trim(untilNul(bytes)),
  screenname: (bytes) =>
    untilNul(bytes)
      .filter((byte) => byte !== BLANK)
      .map(lower),
}

const utf8 = new TextEncoder()
const NUL = 0
const BLANK = 0x20

function xor(key: Uint8Array): Transform {
  return (bytes) => bytes.map((byte, index) => byte ^ (key[index % key.length] ?? 0))
}

function urldecode(bytes: Uint8Array): Uint8Array | null {
  const decoded = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    let byte = bytes[at] ?? NUL
    if (byte === 0x2b) byte = BLANK
    if (byte === 0x25) {
      byte = hexByte(bytes, at + 1)
      if (byte < 0) return null
      at += 2
    }
    decoded[length++] = byte
  }
  return decoded.subarray(0, length)
}

function unhex(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length % 2 !== 0) return null
  const decoded = new Uint8Array(bytes.length / 2)
  for (let at = 0; at < decoded.length; at++) {
    const byte = hexByte(bytes, 2 * at)
    if (byte < 0) return null
    decoded[at] = byte
  }
  return decoded
}

/** Of the two digits at `at`; negative if there are none. */
function hexByte(bytes: Uint8Array, at: number): number {
  const high = hexDigit(bytes[at] ?? NUL)
  const low = hexDigit(bytes[at + 1] ?? NUL)
  return high < 0 || low < 0 ? -1 : (high << 4) | low
}

/** RFC 4648. A last group of one digit holds no byte, and is refused. */
function base64(bytes: Uint8Array): Uint8Array | null {
  let end = bytes.length
  while (end > bytes.length - 2 && bytes[end - 1] === 0x3d) end--
  if (end % 4 === 1) return null
  const decoded = new Uint8Array(Math.floor((end * 3) / 4))
  let length = 0
  let bits = 0
  for (let at = 0; at < end; at++) {
    const digit = base64Digit(bytes[at] ?? NUL)
    if (digit < 0) return null
    bits = ((bits << 6) | digit) & 0xffffff
    if (at % 4 !== 0) decoded[length++] = (bits >> (6 - 2 * (at % 4))) & 0xff
  }
  return decoded
}

function base64Digit(byte: number): number {
  if (byte >= 0x41 && byte <= 0x5a) return byte - 0x41
  if (byte >= 0x61 && byte <= 0x7a) return byte - 0x61 + 26
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30 + 52
  if (byte === 0x2b || byte === 0x2d) return 62
  return byte === 0x2f || byte === 0x5f ? 63 : -1
}

/** `low` is the place of a unit's low byte: 0 in little-endian order. */
function utf16(bytes: Uint8Array, low: 0 | 1): Uint8Array | null {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    if (at + 1 === bytes.length) return null
    const unit = (bytes[at + low] ?? NUL) | ((bytes[at + 1 - low] ?? NUL) << 8)
    if (unit === NUL) break
    text += String.fromCharCode(unit)
  }
  return utf8.encode(text)
}

function untilNul(bytes: Uint8Array): Uint8Array {
  const nul = bytes.indexOf(NUL)
  return nul < 0 ? bytes : bytes.subarray(0, nul)
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
}

function trim(bytes: Uint8Array): Uint8Array {
  let start = 0
  let end = bytes.length
  while (start < end && isBlank(bytes[start])) start++
  while (end > start && isBlank(bytes[end - 1])) end--
  return bytes.subarray(start, end)
}

function isBlank(byte: number | undefined): boolean {
  return byte === BLANK || byte === 0x09 || byte === 0x0d || byte === 0x0a
}
