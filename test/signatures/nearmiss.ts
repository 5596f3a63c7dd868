// Vectors with one thing wrong: no longer what they were, and not to be taken for it.

import type { Vector } from '../frame/vectors.js'

export interface NearMiss {
  readonly what: string
  readonly bytes: Uint8Array
}

/**
 * A byte of a length up and down by one, a byte of a type changed, a line end broken: in the places that the vector
 * explains, and at its first and last line end.
 */
export function nearMisses({ hex, bytes_at: places }: Vector): readonly NearMiss[] {
  const bytes = Buffer.from(hex, 'hex')
  const misses: NearMiss[] = []
  const change = (what: string, at: number, to: number) => {
    const copy = Uint8Array.from(bytes)
    copy[at] = to & 0xff
    misses.push({ what: `${what} at ${at}`, bytes: copy })
  }
  for (const { off, hex: stretch, what } of places) {
    const last = off + stretch.length / 2 - 1
    const length = /\blen(gth)?\b/.test(what)
    const type = /type|channel|command|cmd|service|magic|version|subtype|snac/i.test(what)
    if (length) {
      change('length one more', last, (bytes[last] ?? 0) + 1)
      change('length one less', last, (bytes[last] ?? 0) - 1)
    } else if (type) change('another type', off, (bytes[off] ?? 0) ^ 0x41)
  }
  const ends = [bytes.indexOf('\r\n'), bytes.lastIndexOf('\r\n')]
  for (const end of new Set(ends)) if (end >= 0) change('a broken line end', end, 0x20)
  return misses
}
