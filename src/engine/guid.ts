// GUIDs: 16 bytes, or written out, with or without braces, in any case. Both are printed as
// `09461341-4C7F-11D1-8222-444553540000`, so that one can be compared with the other.
//
// As bytes, AIM sends them in the order in which they are printed (no field of them is little-endian).

import { hexDigit } from './hex.js'

const OPEN = 0x7b
const CLOSE = 0x7d
const DASH = 0x2d
const GROUPS = [8, 4, 4, 4, 12]

/** @returns the end of the GUID written at `at`, or -1 */
export function readGuid(bytes: Uint8Array, at: number, end: number): number {
  const braces = at < end && bytes[at] === OPEN
  let to = braces ? at + 1 : at
  for (const [index, length] of GROUPS.entries()) {
    if (index > 0 && (to >= end || bytes[to++] !== DASH)) return -1
    for (const groupEnd = to + length; to < groupEnd; to++)
      if (to >= end || hexDigit(bytes[to] ?? 0) < 0) return -1
  }
  if (!braces) return to
  return to < end && bytes[to] === CLOSE ? to + 1 : -1
}

/** Of one that `readGuid` took. */
export function printWrittenGuid(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const written = Buffer.from(bytes.subarray(from, to)).toString('latin1')
  return Buffer.from(written.replace(/[{}]/g, '').toUpperCase(), 'latin1')
}

/** Of 16 bytes. */
export function printGuid(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const digits = Buffer.from(bytes.subarray(from, to)).toString('hex').toUpperCase()
  let at = 0
  const groups = GROUPS.map((length) => digits.slice(at, (at += length)))
  return Buffer.from(groups.join('-'), 'latin1')
}

/** The 16 bytes of a GUID, however it is written. */
export function writeGuid(written: Uint8Array | number): Uint8Array | null {
  if (typeof written === 'number' || readGuid(written, 0, written.length) !== written.length)
    return null
  return Buffer.from(Buffer.from(written).toString('latin1').replace(/[{}-]/g, ''), 'hex')
}
