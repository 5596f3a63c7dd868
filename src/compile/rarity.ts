// How much a literal says: the rarer its bytes in all traffic, the seldomer it is found where it means nothing.
//
// The unit is a bit, of a byte of no particular traffic: NULs fill binary headers, lower-case letters texts. The figures
// are by hand. They only have to rank, and what they must not do is to take `Content-Type` for rarer than `SIGN_ON:`.

const bitsOf = new Float64Array(256).fill(7)

function give(bits: number, characters: string): void {
  for (const character of characters) bitsOf[character.charCodeAt(0)] = bits
}

give(6, '!"#$%&\'()*+,;<>?@[\\]^_`{|}~')
give(5, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ./:-=')
give(4.5, '0123456789bcdfghjkmpquvwxyz')
give(4, 'aeilnorst\r\n')
give(3, ' \x01\x02\x03\x04\xff')
give(1, '\0')

/** What stands in every other HTTP head, whatever that is about. The figures above do not see how often. */
const commonplace = new RegExp(
  [
    ...['user-agent', 'content-type', 'content-length', 'connection', 'accept', 'server', 'cookie'],
    ...['referer', 'location', 'cache-control', 'mozilla', 'http/1\\.', 'http://'],
    ...['\\b(?:get|post|head|host|range)\\b', 'text/', 'application/'],
    ...['www\\.', '\\.com', '\\.html'],
  ].join('|'),
  'gi',
)
const COMMONPLACE_BITS = 4

/** @param bytes one character a byte */
export function bitsIn(bytes: string, ignoreCase: boolean): number {
  return bitsAt(bytes, ignoreCase).reduce((sum, bits) => sum + bits, 0)
}

/** Likewise, of each byte where it stands: those of what is commonplace share what that says. */
export function bitsAt(bytes: string, ignoreCase: boolean): Float64Array {
  const bits = Float64Array.from(bytes, (character) => {
    const folded = ignoreCase && /[a-z]/i.test(character)
    return (bitsOf[character.charCodeAt(0)] ?? 0) - (folded ? 1 : 0)
  })
  for (const { 0: word, index } of bytes.matchAll(commonplace))
    bits.fill(COMMONPLACE_BITS / word.length, index, index + word.length)
  return bits
}
