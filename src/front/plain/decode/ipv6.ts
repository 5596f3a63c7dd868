// IPv6, RFC 8200, and its extension headers.
//
//    OFFSET  SIZE  FIELD
//      0      4    31-28 version, 27-20 traffic class, 19-0 flow label
//      4      2    length of what follows this header
//      6      1    next header
//      7      1    hop limit
//      8     16    source
//     24     16    destination
//
//    OFFSET  SIZE  FIELD OF AN EXTENSION           OFFSET  SIZE  FIELD OF A FRAGMENT HEADER
//      0      1    next header                       0      1    next header
//      1      1    length in units of 8 bytes,       1      1    reserved
//                  less 1                            2      2    15-3 offset in units of 8 bytes, 0 more fragments
//      2           options, a route, …               4      4    identification

import type { Cursor } from './cursor.js'
import { ipProtocol, isOffloaded } from './ip.js'
import type { Next } from './layer.js'

const HEADER_LENGTH = 40

const HOP_BY_HOP = 0
const ROUTING = 43
const FRAGMENT = 44
const NO_NEXT_HEADER = 59
const DESTINATION_OPTIONS = 60

const MORE_FRAGMENTS = 1
const FRAGMENT_OFFSET = 0xfff8

/** As `ipv4`. Fragments are put together by the same policy, though RFC 5722 has them dropped when they overlap. */
export function ipv6(cursor: Cursor): Next {
  const lacking = cursor.lacks(HEADER_LENGTH, 'decoder.ipv6.pkt_too_small')
  if (lacking !== null) return lacking
  if (cursor.u8(0) >>> 4 !== 6) return 'decoder.ipv6.wrong_ip_version'
  const length = cursor.u16(4)
  const sent = length === 0 && isOffloaded(cursor) ? cursor.wireLength() : HEADER_LENGTH + length
  if (sent > cursor.wireLength()) return 'decoder.ipv6.trunc_pkt'
  cursor.trim(sent)

  const { packet } = cursor
  packet.length = sent
  packet.timeToLive = cursor.u8(7)
  cursor.takeAddresses(6, 8, 24)
  const next = cursor.u8(6)
  cursor.at += HEADER_LENGTH
  return extensions(cursor, next)
}

/** Walks the extension headers: each has 8 bytes at least, so a packet has no more of them than that allows. */
function extensions(cursor: Cursor, first: number): Next {
  let next = first
  for (;;) {
    switch (next) {
      case HOP_BY_HOP:
      case ROUTING:
      case DESTINATION_OPTIONS: {
        const shortest = cursor.lacks(8, 'decoder.ipv6.trunc_exthdr')
        if (shortest !== null) return shortest
        const length = (cursor.u8(1) + 1) * 8
        const lacking = cursor.lacks(length, 'decoder.ipv6.trunc_exthdr')
        if (lacking !== null) return lacking
        next = cursor.u8(0)
        cursor.at += length
        break
      }
      case FRAGMENT: {
        const lacking = cursor.lacks(8, 'decoder.ipv6.trunc_exthdr')
        if (lacking !== null) return lacking
        const field = cursor.u16(2)
        const id = cursor.u32(4)
        next = cursor.u8(0)
        cursor.at += 8
        if ((field & (FRAGMENT_OFFSET | MORE_FRAGMENTS)) === 0) break // a fragment that is the whole
        const whole = cursor.fragments.add(cursor, {
          id,
          protocol: next,
          offset: field & FRAGMENT_OFFSET,
          more: (field & MORE_FRAGMENTS) !== 0,
        })
        if (whole === null) return 'fragment'
        cursor.packet.length = HEADER_LENGTH + whole.wireLength
        cursor.read(whole.bytes, 0, whole.captured, whole.wireLength)
        next = whole.protocol
        break
      }
      case NO_NEXT_HEADER:
        return 'no data'
      default:
        return ipProtocol(cursor, next)
    }
  }
}
