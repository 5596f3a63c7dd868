// Pairs `name=value` in a row: the query of a URI and a form's body (`&` between them; URL Standard, section 5), cookies
// (`; ` between them; RFC 6265). Values stay encoded as they are, so that they keep their place on the wire.

import { find } from './bytes.js'
import type { Text } from './framer.js'
import { isBlank, part } from './text.js'

const EQUALS = 0x3d

/**
 * Values of the pairs called `name`, or of all if it is null, in their order; empty for a name without `=`. Names are compared
 * as they are.
 */
export function pairValues(pairs: Text, separator: '&' | ';', name: string | null): Text[] {
  const values: Text[] = []
  const { bytes, end } = pairs
  for (let at = pairs.start; at < end;) {
    const pairEnd = find(bytes, separator.charCodeAt(0), at, end)
    while (at < pairEnd && isBlank(bytes[at])) at++
    const nameEnd = find(bytes, EQUALS, at, pairEnd)
    if (at < pairEnd && (name === null || isText(bytes, at, nameEnd, name)))
      values.push(part(pairs, Math.min(nameEnd + 1, pairEnd), pairEnd))
    at = pairEnd + 1
  }
  return values
}

function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false
  return true
}
