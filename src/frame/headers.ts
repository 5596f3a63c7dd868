// Header lines as mail has them (RFC 5322, section 2.2): `Name: value`, folded where a line begins with a blank, up to an
// empty line. HTTP, MSN's messages and MSNSLP share them. Lines end in CR LF, or in a bare LF as KaZaA sends it.

import { find } from './bytes.js'
import type { Text } from './framer.js'
import { derivedText, isBlank, startsWith, trimmedPart } from './text.js'

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const COLON = 0x3a

/** So many bytes before the old end a search for an empty line is resumed. */
export const RESUME = 3

/** How the lines of a head do. */
export type LineEnds = 'crlf' | 'lf' | 'mixed'

/**
 * How the lines that end in `[start, end)` do. A sender keeps to one way: lines that end now so, now so were damaged, or are
 * no head at all.
 */
export function lineEnds(bytes: Uint8Array, start: number, end: number): LineEnds {
  let lines = 0
  let withCr = 0
  for (let at = find(bytes, LF, start, end); at < end; at = find(bytes, LF, at + 1, end)) {
    lines++
    if (at > start && bytes[at - 1] === CR) withCr++
  }
  return howLinesEnd(lines, withCr)
}

/** @param withCr so many of the lines end in CR LF */
export function howLinesEnd(lines: number, withCr: number): LineEnds {
  if (withCr === lines) return 'crlf'
  return withCr === 0 ? 'lf' : 'mixed'
}

/**
 * Finds the empty line behind the first line that ends at or after `from`. It looks at every second byte only: an empty line
 * is LF LF or LF CR LF, and one of two neighbours in it is enough to notice.
 *
 * @returns the index behind it, or -1
 */
export function headEnd(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at += 2) {
    const byte = bytes[at] ?? 0
    if (byte > CR) continue
    // The byte that was hit is the first LF, the CR between them, or the second LF of two neighbours.
    const first = at > from && (byte === CR || bytes[at - 1] === LF) ? at - 1 : at
    if (bytes[first] !== LF) continue
    if (first + 1 < end && bytes[first + 1] === LF) return first + 2
    if (first + 2 < end && bytes[first + 1] === CR && bytes[first + 2] === LF) return first + 3
  }
  return -1
}

/** Indices at which the lines of `head` begin. */
export function lineStarts(head: Text): number[] {
  const starts: number[] = []
  for (let at = head.start; at < head.end; at = find(head.bytes, LF, at, head.end) + 1)
    starts.push(at)
  return starts
}

/**
 * Values of all headers called `name`, in any case, or of all there are if it is null, in the order of their lines. The lines
 * of one are joined by a blank.
 *
 * @param starts of the lines, for whoever asks more than once
 */
export function headerValues(
  head: Text,
  name: string | null,
  starts: readonly number[] = lineStarts(head),
): Text[] {
  const wanted = name?.toLowerCase() ?? null
  const values: Text[] = []
  for (const at of starts) {
    const value = headerAt(head, at, wanted)
    if (value !== null) values.push(value)
  }
  return values
}

/** Value of the header whose line begins at `at`; null if it has another name than `name`, in lower case. */
export function headerAt(head: Text, at: number, name: string | null): Text | null {
  const { bytes, end } = head
  const valueStart = name === null ? afterAnyName(bytes, at, end) : afterName(bytes, at, end, name)
  if (valueStart === -1) return null
  const lineEnd = find(bytes, LF, valueStart, end)
  let valueEnd = lineEnd
  while (valueEnd + 1 < end && isBlank(bytes[valueEnd + 1]))
    valueEnd = find(bytes, LF, valueEnd + 1, end)
  const value = trimmedPart(head, valueStart, valueEnd)
  return valueEnd === lineEnd ? value : unfolded(value)
}

/** @returns the index behind the colon, -1 if the line does not begin with this name */
function afterName(bytes: Uint8Array, at: number, end: number, name: string): number {
  if (!startsWith(bytes, at, end, name)) return -1
  let colon = at + name.length
  while (colon < end && isBlank(bytes[colon])) colon++
  return colon < end && bytes[colon] === COLON ? colon + 1 : -1
}

/** @returns the index behind the colon, -1 if the line has none or goes on with the one before it */
function afterAnyName(bytes: Uint8Array, at: number, end: number): number {
  const lineEnd = find(bytes, LF, at, end)
  const colon = find(bytes, COLON, at, lineEnd)
  return colon < lineEnd && !isBlank(bytes[at]) ? colon + 1 : -1
}

function unfolded(value: Text): Text {
  const { bytes, start, end } = value
  const joined = new Uint8Array(end - start)
  let length = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte !== LF && byte !== CR) joined[length++] = byte
    else if (byte === LF) {
      while (at + 1 < end && isBlank(bytes[at + 1])) at++
      while (length > 0 && isBlank(joined[length - 1])) length--
      joined[length++] = SPACE
    }
  }
  return derivedText(joined.subarray(0, length), value)
}
