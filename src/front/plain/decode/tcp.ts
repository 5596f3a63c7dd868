// TCP segments, RFC 9293.
//
//    OFFSET  SIZE  FIELD
//      0      2    source port
//      2      2    destination port
//      4      4    sequence number
//      8      4    acknowledgement number
//     12      1    7-4 length of the header in words of 4 bytes
//     13      1    flags: 20 URG, 10 ACK, 08 PSH, 04 RST, 02 SYN, 01 FIN
//     14      2    window
//     16      2    checksum
//     18      2    urgent pointer
//     20           options; of a SYN: 3, 3, shift count: window scale (RFC 7323)

import { transportChecksumIsRight } from './checksum.js'
import type { Cursor } from './cursor.js'
import type { Next } from './layer.js'

const PROTOCOL = 6
const HEADER_LENGTH = 20
const SYN = 0x02

const OPTION_END = 0
const OPTION_NOTHING = 1
const OPTION_WINDOW_SCALE = 3

export function tcp(cursor: Cursor): Next {
  const lacking = cursor.lacks(HEADER_LENGTH, 'decoder.tcp.pkt_too_small')
  if (lacking !== null) return lacking
  const headerLength = (cursor.u8(12) >>> 4) * 4
  if (headerLength < HEADER_LENGTH) return 'decoder.tcp.hlen_too_small'
  const cut = cursor.lacks(headerLength, 'decoder.tcp.invalid_optlen')
  if (cut !== null) return cut
  if (cursor.verifyChecksums && cursor.end === cursor.wireEnd) {
    const right = transportChecksumIsRight(cursor, PROTOCOL, cursor.wireLength())
    if (!right) return 'wrong checksum: TCP'
  }

  const { packet } = cursor
  packet.transport = 'tcp'
  packet.sourcePort = cursor.u16(0)
  packet.destinationPort = cursor.u16(2)
  packet.sequence = cursor.u32(4)
  packet.acknowledgement = cursor.u32(8)
  packet.flags = cursor.u8(13)
  packet.window = cursor.u16(14)
  packet.urgent = cursor.u16(18)
  packet.windowScale = packet.flags & SYN ? windowScale(cursor, headerLength) : -1
  cursor.at += headerLength
  return cursor.deliver()
}

/** -1 where the option is absent, or stands behind one that runs over the header's end. */
function windowScale(cursor: Cursor, headerLength: number): number {
  for (let at = HEADER_LENGTH; at < headerLength;) {
    const option = cursor.u8(at)
    if (option === OPTION_END) return -1
    if (option === OPTION_NOTHING) {
      at++
      continue
    }
    const length = at + 1 < headerLength ? cursor.u8(at + 1) : 0
    if (length < 2 || at + length > headerLength) {
      cursor.events.push('decoder.tcp.opt_invalid_len')
      return -1
    }
    if (option === OPTION_WINDOW_SCALE && length === 3) return cursor.u8(at + 2)
    at += length
  }
  return -1
}
