// Pairs `name=value` in a row: the query of a URI and a form's body (`&` between them; URL Standard, section 5), cookies
// (`; ` between them; RFC 6265). Values stay encoded as they are, so that they keep their place on the wire.

import type { Text } from './framer.js'
import { indexOfByte, isBlank, part } from './text.js'

const EQUALS = 0x3d

/** Values of the pairs called `name`, in their order; empty for a name without `=`. Names are compared as they are. */
export function pairValues(pairs: Text, separator: '&' | ';', name: string): Text[] {
  const values: Text[] = []
  const { bytes, end } = pairs
  for (let at = pairs.start; at < end;) {
    const pairEnd = indexOfByte(bytes, separator.charCodeAt(0), at, end)
    while (at < pairEnd && isBlank(bytes[at])) at++
    const nameEnd = at + name.length
    if (isNamed(bytes, at, pairEnd, name))
      values.push(part(pairs, Math.min(nameEnd + 1, pairEnd), pairEnd))
    at = pairEnd + 1
  }
  return values
}

function isNamed(bytes: Uint8Array, at: number, pairEnd: number, name: string): boolean {
  const nameEnd = at + name.length
  if (nameEnd > pairEnd || (nameEnd < pairEnd && bytes[nameEnd] !== EQUALS)) return false
  for (let i = 0; i < name.length; i++) if (bytes[at + i] !== name.charCodeAt(i)) return false
  return true
}
