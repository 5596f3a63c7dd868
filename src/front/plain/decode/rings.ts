// The local networks that were not Ethernet: FDDI, Token Ring, ARCNET. All but the last carry LLC.
//
//    OFFSET  SIZE  FIELD OF FDDI          OFFSET  SIZE  FIELD OF TOKEN RING
//      0      1    frame control, 5x:       0      1    access control
//                  LLC                      1      1    frame control, 01xxxxxx: LLC
//      1      6    destination              2      6    destination
//      7      6    source                   8      6    source; highest bit: a route follows
//     13           LLC                     14     2-30  route, its length in bits 4-0 of the first byte
//                                                       LLC

import type { Cursor } from './cursor.js'
import type { Next } from './layer.js'

export function fddi(cursor: Cursor): Next {
  const lacking = cursor.lacks(13, 'decoder.fddi.pkt_too_small')
  if (lacking !== null) return lacking
  const control = cursor.u8(0)
  cursor.at += 13
  return (control & 0xf0) === 0x50 ? 'llc' : 'not IP'
}

export function tokenRing(cursor: Cursor): Next {
  const lacking = cursor.lacks(14, 'decoder.token_ring.pkt_too_small')
  if (lacking !== null) return lacking
  const isLlc = (cursor.u8(1) & 0xc0) === 0x40
  const isRouted = (cursor.u8(8) & 0x80) !== 0
  cursor.at += 14
  if (!isLlc) return 'not IP'
  if (isRouted) {
    const short = cursor.lacks(2, 'decoder.token_ring.pkt_too_small')
    if (short !== null) return short
    cursor.at += cursor.u8(0) & 0x1f
  }
  return 'llc'
}

// ARCNET, RFC 1201, and the older RFC 1051.
//
//    OFFSET  SIZE  FIELD
//      0      1    source
//      1      1    destination
//      2      2    LINKTYPE_ARCNET_LINUX only: offset in the card's buffer
//      2      1    protocol: d4 IP, c4 IPv6; f0 IP of RFC 1051, which has no more header
//      3      1    fragments: 0 for a whole packet; ff for an exception, which has 4 bytes more
//      4      2    sequence

const IP = 0xd4
const IPV6 = 0xc4
const IP_RFC1051 = 0xf0

export function arcnet(cursor: Cursor): Next {
  return arcnetFrame(cursor, 2)
}

export function arcnetLinux(cursor: Cursor): Next {
  return arcnetFrame(cursor, 4)
}

function arcnetFrame(cursor: Cursor, before: number): Next {
  const shortest = cursor.lacks(before + 1, 'decoder.arcnet.pkt_too_small')
  if (shortest !== null) return shortest
  const protocol = cursor.u8(before)
  if (protocol === IP_RFC1051) {
    cursor.at += before + 1
    return 'ipv4'
  }
  if (protocol !== IP && protocol !== IPV6) return 'not IP'
  const lacking = cursor.lacks(before + 4, 'decoder.arcnet.pkt_too_small')
  if (lacking !== null) return lacking
  const fragments = cursor.u8(before + 1)
  if (fragments !== 0 && fragments !== 0xff) return 'decoder.arcnet.fragment'
  cursor.at += before + (fragments === 0xff ? 8 : 4)
  return protocol === IP ? 'ipv4' : 'ipv6'
}
