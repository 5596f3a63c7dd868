// Ethernet II and IEEE 802.3, which a length where the type would be tells apart.
//
//    OFFSET  SIZE  FIELD
//      0      6    destination
//      6      6    source
//     12      2    1536 and more: EtherType; up to 1500: length of what follows, an LLC header first
//     14           payload, padded to 46 bytes, and perhaps a check sequence

import type { Cursor } from './cursor.js'
import { typeOrLength } from './ether-type.js'
import type { Next } from './layer.js'

const HEADER_LENGTH = 14

export function ethernet(cursor: Cursor): Next {
  const lacking = cursor.lacks(HEADER_LENGTH, 'decoder.ethernet.pkt_too_small')
  if (lacking !== null) return lacking
  const type = cursor.u16(12)
  cursor.at += HEADER_LENGTH
  return typeOrLength(cursor, type)
}

// Marvell's switch tags, between the source address and the type. VLANs in them are left aside.
//
//    OFFSET  SIZE  FIELD OF A DSA TAG           FIELD OF AN ETHERTYPE DSA TAG
//     12      4    tag                          dada, 0000
//     16      4    EtherType (2)                tag
//     20                                        EtherType

/** Linux: LINKTYPE_DSA_TAG_DSA. */
export function dsa(cursor: Cursor): Next {
  return tagged(cursor, 4)
}

/** Linux: LINKTYPE_DSA_TAG_EDSA. */
export function edsa(cursor: Cursor): Next {
  return tagged(cursor, 8)
}

function tagged(cursor: Cursor, tagLength: number): Next {
  const lacking = cursor.lacks(HEADER_LENGTH + tagLength, 'decoder.ethernet.pkt_too_small')
  if (lacking !== null) return lacking
  const type = cursor.u16(12 + tagLength)
  cursor.at += HEADER_LENGTH + tagLength
  return typeOrLength(cursor, type)
}

// Cisco's FabricPath: an Ethernet header of its own with type 8903, two bytes of tag, then the frame.

export function fabricPath(cursor: Cursor): Next {
  const lacking = cursor.lacks(2, 'decoder.dce.pkt_too_small')
  if (lacking !== null) return lacking
  cursor.at += 2
  return 'ethernet'
}
