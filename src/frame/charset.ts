// Charsets of AIM's texts: 0 ASCII, 2 UCS-2 in network byte order, 3 Latin-1.

import { Buffer } from 'node:buffer'
import type { Cursor } from './cursor.js'
import type { Text } from './framer.js'

const UCS2 = 2
const LATIN1 = 3

/**
 * All that is left of `cursor`, as UTF-8. ASCII and charsets that nobody has described are left as they are, and so is
 * Latin-1 without accents. A half character at the end is dropped, half a surrogate pair becomes U+FFFD.
 */
export function decodeCharset(cursor: Cursor, charset: number): Text | null {
  const text = cursor.text()
  if (text === null) return null
  const raw = Buffer.from(text.bytes.subarray(text.start, text.end))
  if (charset === UCS2) {
    const whole = raw.subarray(0, raw.length & ~1)
    return cursor.decoded(Buffer.from(whole.swap16().toString('utf16le')))
  }
  if (charset === LATIN1 && raw.some((byte) => byte >= 0x80))
    return cursor.decoded(Buffer.from(raw.toString('latin1')))
  return text
}
