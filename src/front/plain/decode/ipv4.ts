// IPv4, RFC 791.
//
//    OFFSET  SIZE  FIELD
//      0      1    7-4 version, 3-0 length of the header in words of 4 bytes
//      1      1    type of service
//      2      2    length of the packet
//      4      2    identification, the same in all fragments of a packet
//      6      2    14 don't fragment, 13 more fragments, 12-0 fragment offset in units of 8 bytes
//      8      1    time to live
//      9      1    protocol
//     10      2    checksum of the header
//     12      4    source
//     16      4    destination
//     20           options

import { headerChecksumIsRight } from './checksum.js'
import type { Cursor } from './cursor.js'
import { ipProtocol, isOffloaded } from './ip.js'
import type { DecoderEvent, Next } from './layer.js'

const HEADER_LENGTH = 20
const MORE_FRAGMENTS = 0x2000
const FRAGMENT_OFFSET = 0x1fff

const OPTION_END = 0
const OPTION_NOTHING = 1

/**
 * A packet is dropped, as its receiver would drop it, when its lengths contradict each other or the frame, or its options
 * run out of the header. Bytes behind its length are padding. Of a packet cut by the snapshot length what was captured
 * goes on.
 */
export function ipv4(cursor: Cursor): Next {
  const lacking = cursor.lacks(HEADER_LENGTH, 'decoder.ipv4.pkt_too_small')
  if (lacking !== null) return lacking
  const first = cursor.u8(0)
  if (first >>> 4 !== 4) return 'decoder.ipv4.wrong_ip_version'
  const headerLength = (first & 0x0f) * 4
  if (headerLength < HEADER_LENGTH) return 'decoder.ipv4.hlen_too_small'
  const length = cursor.u16(2) || (isOffloaded(cursor) ? cursor.wireLength() : 0)
  if (length < headerLength) return 'decoder.ipv4.iplen_smaller_than_hlen'
  if (length > cursor.wireLength()) return 'decoder.ipv4.trunc_pkt'
  cursor.trim(length)
  const cut = cursor.lacks(headerLength, 'decoder.ipv4.trunc_pkt')
  if (cut !== null) return cut
  if (cursor.verifyChecksums && !headerChecksumIsRight(cursor, headerLength))
    return 'wrong checksum: IPv4'
  if (headerLength > HEADER_LENGTH) {
    const wrong = checkOptions(cursor, headerLength)
    if (wrong !== null) return wrong
  }

  const { packet } = cursor
  packet.length = length
  packet.timeToLive = cursor.u8(8)
  cursor.takeAddresses(4, 12, 16)
  const protocol = cursor.u8(9)
  const fragment = cursor.u16(6)
  const id = cursor.u16(4)
  cursor.at += headerLength
  if ((fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) === 0) return ipProtocol(cursor, protocol)

  const whole = cursor.fragments.add(cursor, {
    id,
    protocol,
    offset: (fragment & FRAGMENT_OFFSET) * 8,
    more: (fragment & MORE_FRAGMENTS) !== 0,
  })
  if (whole === null) return 'fragment'
  packet.length = headerLength + whole.wireLength
  cursor.read(whole.bytes, 0, whole.captured, whole.wireLength)
  return ipProtocol(cursor, whole.protocol)
}

function checkOptions(cursor: Cursor, headerLength: number): DecoderEvent | null {
  for (let at = HEADER_LENGTH; at < headerLength;) {
    const option = cursor.u8(at)
    if (option === OPTION_END) return null
    if (option === OPTION_NOTHING) {
      at++
      continue
    }
    const length = at + 1 < headerLength ? cursor.u8(at + 1) : 0
    if (length < 2 || at + length > headerLength) return 'decoder.ipv4.opt_invalid_len'
    at += length
  }
  return null
}
