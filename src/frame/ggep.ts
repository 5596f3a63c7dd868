// GGEP, the blocks behind what Gnutella's descriptors have carried from the start (GGEP 0.51; gtk-gnutella,
// doc/gnutella/GGEP).
//
//    OFFSET  SIZE  FIELD
//      0      1    C3
//      1           extensions, one behind the other:
//      0      1      80 the last one, 40 without zeros (COBS), 20 deflated, 10 never; in the lower half: length of the name
//      1     1-15    name
//           1-3      length of the data, 6 bits a byte, the highest first: 80 says that more follows, 40 ends it
//                    data

import { u8 } from './bytes.js'

export const GGEP = 0xc3

const LAST = 0x80
const RESERVED = 0x10
const NAME_LENGTH = 0x0f
const [MORE, ENOUGH] = [0x80, 0x40]
const LENGTH_LIMIT = 3

/** Is `[start, end)` one block of GGEP, to its last byte? */
export function isGgep(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end || bytes[start] !== GGEP) return false
  let at = start + 1
  while (at < end) {
    const flags = u8(bytes, at)
    const nameLength = flags & NAME_LENGTH
    if (nameLength === 0 || (flags & RESERVED) !== 0) return false
    const dataEnd = endOfData(bytes, at + 1 + nameLength, end)
    if (dataEnd < 0) return false
    if ((flags & LAST) !== 0) return dataEnd === end
    at = dataEnd
  }
  return false
}

/** Where the data ends whose length stands at `at`, or -1 if that is behind `end` or no length stands there. */
function endOfData(bytes: Uint8Array, at: number, end: number): number {
  let length = 0
  for (let read = 1; read <= LENGTH_LIMIT && at < end; read++, at++) {
    const byte = u8(bytes, at)
    length = length * 0x40 + (byte & 0x3f)
    if ((byte & (MORE | ENOUGH)) === ENOUGH) return at + 1 + length <= end ? at + 1 + length : -1
    if ((byte & (MORE | ENOUGH)) !== MORE) return -1
  }
  return -1
}
