// Generic routing encapsulation: version 0 of RFC 2784, 2890 and 1701 (and NVGRE, RFC 7637, which is that with a key and
// bridged Ethernet), version 1 of RFC 2637 (PPTP).
//
//    OFFSET  SIZE  FIELD
//      0      2    15 checksum, 14 routing, 13 key, 12 sequence, 10-8 recursion, 7 acknowledgement (version 1), 2-0 version
//      2      2    EtherType, of PPP in version 1; 88be, 22eb ERSPAN; 883e WCCP; 0: an answer to a keepalive
//      …      4    checksum (2) and offset (2), if checksum or routing
//      …      4    key, if flagged; of version 1 length of the payload (2) and call (2)
//      …      4    sequence number, if flagged
//      …      4    acknowledgement, version 1, if flagged
//      …           routes, if flagged: family (2), offset (1), length (1), bytes; family and length 0 end them

import type { Cursor } from './cursor.js'
import { etherType } from './ether-type.js'
import type { Next } from './layer.js'

const CHECKSUM = 0x8000
const ROUTING = 0x4000
const KEY = 0x2000
const SEQUENCE = 0x1000
const ACKNOWLEDGEMENT = 0x0080
const VERSION = 0x0007

const PPP = 0x880b
const ERSPAN_2 = 0x88be
const ERSPAN_3 = 0x22eb
const WCCP = 0x883e
const KEEPALIVE = 0

export function gre(cursor: Cursor): Next {
  const lacking = cursor.lacks(4, 'decoder.gre.pkt_too_small')
  if (lacking !== null) return lacking
  const flags = cursor.u16(0)
  const protocol = cursor.u16(2)
  cursor.at += 4
  switch (flags & VERSION) {
    case 0:
      return version0(cursor, flags, protocol)
    case 1:
      return version1(cursor, flags, protocol)
    default:
      return 'decoder.gre.wrong_version'
  }
}

function version0(cursor: Cursor, flags: number, protocol: number): Next {
  const fields =
    (flags & (CHECKSUM | ROUTING) ? 4 : 0) + (flags & KEY ? 4 : 0) + (flags & SEQUENCE ? 4 : 0)
  const lacking = cursor.lacks(fields, 'decoder.gre.version0_hdr_too_big')
  if (lacking !== null) return lacking
  cursor.at += fields
  if (flags & ROUTING) {
    const stopped = stepOverRoutes(cursor)
    if (stopped !== null) return stopped
  }
  switch (protocol) {
    case KEEPALIVE:
      return 'no data'
    case ERSPAN_2:
      return flags & SEQUENCE ? 'erspan2' : 'ethernet' // the first version has no header of its own
    case ERSPAN_3:
      return 'erspan3'
    case WCCP:
      return 'wccp'
    default:
      return etherType(protocol)
  }
}

function stepOverRoutes(cursor: Cursor): Next | null {
  for (;;) {
    const lacking = cursor.lacks(4, 'decoder.gre.version0_malformed_sre_hdr')
    if (lacking !== null) return lacking
    const family = cursor.u16(0)
    const length = cursor.u8(3)
    cursor.at += 4 + length
    if (family === 0 && length === 0) return null
  }
}

function version1(cursor: Cursor, flags: number, protocol: number): Next {
  if (protocol !== PPP) return 'decoder.gre.version1_wrong_protocol'
  if (!(flags & KEY)) return 'decoder.gre.version1_no_key'
  const fields = 4 + (flags & SEQUENCE ? 4 : 0) + (flags & ACKNOWLEDGEMENT ? 4 : 0)
  const lacking = cursor.lacks(fields, 'decoder.gre.version1_hdr_too_big')
  if (lacking !== null) return lacking
  const length = cursor.u16(0)
  cursor.at += fields
  cursor.trim(length)
  return length === 0 ? 'no data' : 'ppp'
}

// ERSPAN, mirrored Ethernet frames: draft-foschiano-erspan. 15-12 of the first two bytes are the version.

/** Type II: 8 bytes. */
export function erspan2(cursor: Cursor): Next {
  const lacking = cursor.lacks(8, 'decoder.erspan.header_too_small')
  if (lacking !== null) return lacking
  if (cursor.u8(0) >>> 4 !== 1) return 'decoder.erspan.unsupported_version'
  cursor.at += 8
  return 'ethernet'
}

/** Type III: 12 bytes, and 8 more if the last bit of them is set. */
export function erspan3(cursor: Cursor): Next {
  const lacking = cursor.lacks(12, 'decoder.erspan.header_too_small')
  if (lacking !== null) return lacking
  if (cursor.u8(0) >>> 4 !== 2) return 'decoder.erspan.unsupported_version'
  cursor.at += cursor.u8(11) & 1 ? 20 : 12
  return 'ethernet'
}

// WCCP, requests that a router redirects to a cache. Its second version has four bytes before the packet, of which the first
// half byte cannot be that of IP: draft-wilson-wrec-wccp-v2.

export function wccp(cursor: Cursor): Next {
  const lacking = cursor.lacks(1, 'decoder.gre.pkt_too_small')
  if (lacking !== null) return lacking
  if (cursor.u8(0) >>> 4 !== 4) cursor.at += 4
  return 'ipv4'
}
