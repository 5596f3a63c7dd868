// Headers that capturing systems put around packets, and which name the link type of what they wrap.
//
//    OFFSET  SIZE  FIELD OF PPI, little-endian     OFFSET  SIZE  FIELD OF PKTAP (macOS), little-endian
//      0      1    version, 0                        0      4    length of this header
//      1      1    flags                             4      4    1: a packet follows
//      2      2    length of this header             8      4    link type
//      4      4    link type                        12           interface, process, …
//
//    OFFSET  SIZE  FIELD OF NFLOG (Linux)          SIZE  FIELD OF ITS ATTRIBUTES, little-endian, padded to 4
//      0      1    address family                   2    length, with these four bytes
//      1      1    version, 0                       2    type; 9 is the packet
//      2      2    resource                         …    value
//      4           attributes
//
//    OFFSET  SIZE  FIELD OF JUNIPER'S
//      0      3    4d4743
//      3      1    flags: 80 an extension follows, 02 the link layer is left out
//      4      2    length of the extension
//      6           extension

import type { Cursor } from './cursor.js'
import type { Next } from './layer.js'
import { linkLayer } from './link-types.js'

export function ppi(cursor: Cursor): Next {
  const shortest = cursor.lacks(8, 'decoder.ppi.pkt_too_small')
  if (shortest !== null) return shortest
  const length = cursor.view.getUint16(cursor.at + 2, true)
  return unwrap(cursor, length, cursor.view.getUint32(cursor.at + 4, true))
}

export function pktap(cursor: Cursor): Next {
  const shortest = cursor.lacks(12, 'decoder.pktap.pkt_too_small')
  if (shortest !== null) return shortest
  const length = cursor.view.getUint32(cursor.at, true)
  if (cursor.view.getUint32(cursor.at + 4, true) !== 1) return 'no data'
  return unwrap(cursor, length, cursor.view.getUint32(cursor.at + 8, true))
}

function unwrap(cursor: Cursor, length: number, linkType: number): Next {
  if (length < 8) return 'decoder.ppi.hlen_too_small'
  const lacking = cursor.lacks(length, 'decoder.ppi.pkt_too_small')
  if (lacking !== null) return lacking
  cursor.at += length
  return linkLayer(linkType)
}

const NFLOG_PAYLOAD = 9
const AF_INET = 2
const AF_INET6 = 10

export function nflog(cursor: Cursor): Next {
  const shortest = cursor.lacks(4, 'decoder.nflog.pkt_too_small')
  if (shortest !== null) return shortest
  const family = cursor.u8(0)
  cursor.at += 4
  for (;;) {
    const lacking = cursor.lacks(4, 'decoder.nflog.pkt_too_small')
    if (lacking !== null) return lacking
    const length = cursor.view.getUint16(cursor.at, true)
    if (length < 4) return 'decoder.nflog.attribute_too_small'
    if (cursor.view.getUint16(cursor.at + 2, true) === NFLOG_PAYLOAD) {
      cursor.trim(length)
      cursor.at += 4
      return family === AF_INET ? 'ipv4' : family === AF_INET6 ? 'ipv6' : 'not IP'
    }
    cursor.at += (length + 3) & ~3
  }
}

export function juniperEthernet(cursor: Cursor): Next {
  const shortest = cursor.lacks(6, 'decoder.juniper.pkt_too_small')
  if (shortest !== null) return shortest
  const flags = cursor.u8(3)
  if (cursor.u32(0) >>> 8 !== 0x4d4743 || flags & 0x02) return 'not IP'
  cursor.at += flags & 0x80 ? 6 + cursor.u16(4) : 4
  return 'ethernet'
}
