// What the BSDs and macOS capture on loopback and encrypted interfaces: an address family before the packet.
//
//    LINKTYPE_NULL: 4 bytes in the byte order of the host   LINKTYPE_LOOP: 4 bytes in network order
//
// The order is not believed: families are small, so the value tells it.

import type { Cursor } from './cursor.js'
import type { Next } from './layer.js'

const HEADER_LENGTH = 4

const AF_INET = 2
/** AF_INET6 of Linux, Windows, NetBSD and OpenBSD, FreeBSD, macOS. */
const AF_INET6 = [10, 23, 24, 28, 30]

export function loopback(cursor: Cursor): Next {
  const lacking = cursor.lacks(HEADER_LENGTH, 'decoder.ltnull.pkt_too_small')
  if (lacking !== null) return lacking
  const family = cursor.u16(0) === 0 ? cursor.u16(2) : cursor.view.getUint32(cursor.at, true)
  cursor.at += HEADER_LENGTH
  if (family === AF_INET) return 'ipv4'
  return AF_INET6.includes(family) ? 'ipv6' : 'decoder.ltnull.unsupported_type'
}
