// VLAN tags, IEEE 802.1Q, one or several (QinQ).
//
//    OFFSET  SIZE  FIELD
//      0      2    15-13 priority, 12 drop eligible, 11-0 VLAN
//      2      2    EtherType or length, as of Ethernet
//
//    OFFSET  SIZE  FIELD OF IEEE 802.1ah           OFFSET  SIZE  FIELD OF CISCO'S VN TAG
//      0      4    priority, service                 0      4    interfaces
//      4           a frame of the customer           4      2    EtherType

import type { Cursor } from './cursor.js'
import { MAXIMUM_VLANS } from './cursor.js'
import { typeOrLength } from './ether-type.js'
import type { Next } from './layer.js'

const TAG_LENGTH = 4

/** VLAN 0 is none: such a tag gives a frame a priority, and the same conversation has untagged frames in it. */
export function vlan(cursor: Cursor): Next {
  const lacking = cursor.lacks(TAG_LENGTH, 'decoder.vlan.header_too_small')
  if (lacking !== null) return lacking
  if (cursor.vlans.length === MAXIMUM_VLANS) return 'decoder.vlan.too_many_layers'
  const id = cursor.u16(0) & 0xfff
  if (id !== 0) cursor.vlans.push(id)
  const type = cursor.u16(2)
  cursor.at += TAG_LENGTH
  return typeOrLength(cursor, type)
}

/** Frames of a provider around those of its customers. */
export function ieee8021ah(cursor: Cursor): Next {
  const lacking = cursor.lacks(4, 'decoder.ieee8021ah.header_too_small')
  if (lacking !== null) return lacking
  cursor.at += 4
  return 'ethernet'
}

export function vnTag(cursor: Cursor): Next {
  const lacking = cursor.lacks(6, 'decoder.vntag.header_too_small')
  if (lacking !== null) return lacking
  const type = cursor.u16(4)
  cursor.at += 6
  return typeOrLength(cursor, type)
}
