// A text within a text: a line of a head, a header in it, a field of its value. It keeps its place on the wire.

import { derived } from './fields.js'
import type { Text } from './framer.js'

const TAB = 0x09
const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20

/** `bytes` in place of all of `source`, of which they are another form. */
export function derivedText(bytes: Uint8Array, { wireStart, wireEnd, cut }: Text): Text {
  return derived(bytes, wireStart, wireEnd, cut)
}

/**
 * The bytes `[start, end)` of `text`, indices into its bytes. Of a text that is not verbatim all parts have its place.
 *
 * @param behind where it ends with what was left out of it: whether it was cut is told there
 */
export function part(text: Text, start: number, end: number, behind = end): Text {
  const shift = text.wireStart - text.start
  return {
    kind: 'text',
    bytes: text.bytes,
    start,
    end,
    wireStart: text.verbatim ? start + shift : text.wireStart,
    wireEnd: text.verbatim ? end + shift : text.wireEnd,
    verbatim: text.verbatim,
    cut: text.cut && behind === text.end,
  }
}

/** The bytes of `text`, a view. */
export function contents(text: Text): Uint8Array {
  return text.bytes.subarray(text.start, text.end)
}

export function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB
}

/** `part` without the blanks and line ends around it. */
export function trimmedPart(text: Text, start: number, end: number): Text {
  const { bytes } = text
  let first = start
  let last = end
  while (first < end && isSpace(bytes[first])) first++
  while (last > first && isSpace(bytes[last - 1])) last--
  return part(text, first, last, end)
}

function isSpace(byte: number | undefined): boolean {
  return isBlank(byte) || byte === CR || byte === LF
}

/** Whether the bytes at `at` are the characters of `word`, in any case if `word` is in lower case. */
export function startsWith(bytes: Uint8Array, at: number, end: number, word: string): boolean {
  if (end - at < word.length) return false
  for (let i = 0; i < word.length; i++) {
    const byte = bytes[at + i] ?? 0
    const wanted = word.charCodeAt(i)
    const upper = wanted >= 0x61 && wanted <= 0x7a ? wanted - 0x20 : wanted
    if (byte !== wanted && byte !== upper) return false
  }
  return true
}

/** The characters of `[start, end)`, a byte each. Only for what is short. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}
