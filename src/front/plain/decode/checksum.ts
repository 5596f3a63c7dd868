// The Internet checksum, RFC 1071: the one's complement of the one's complement sum of 16-bit words.

import type { Cursor } from './cursor.js'

/** Sum of the words of `view[from, to)`, a last odd byte counting as the upper half of one. Not folded. */
function sum(view: DataView, from: number, to: number): number {
  let total = 0
  let at = from
  for (; at + 2 <= to; at += 2) total += view.getUint16(at)
  return at < to ? total + view.getUint8(at) * 256 : total
}

/** A sum that contains a right checksum folds to all ones. */
function isRight(total: number): boolean {
  let folded = total
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000)
  return folded === 0xffff
}

/** Whether the header of `length` bytes at the cursor has a right checksum. */
export function headerChecksumIsRight(cursor: Cursor, length: number): boolean {
  return isRight(sum(cursor.view, cursor.at, cursor.at + length))
}

/** Whether the segment or datagram of `length` bytes at the cursor does, with the pseudo header: addresses, protocol, length. */
export function transportChecksumIsRight(
  cursor: Cursor,
  protocol: number,
  length: number,
): boolean {
  const { source, destination } = cursor.packet
  let total = protocol + length
  for (let i = 0; i < source.length; i += 2)
    total +=
      ((source[i] ?? 0) + (destination[i] ?? 0)) * 256 +
      (source[i + 1] ?? 0) +
      (destination[i + 1] ?? 0)
  return isRight(total + sum(cursor.view, cursor.at, cursor.at + length))
}
