// Logical link control, IEEE 802.2, and its subnetwork access protocol (SNAP, RFC 1042).
//
//    OFFSET  SIZE  FIELD
//      0      1    destination service access point: aa SNAP, 06 IP
//      1      1    source service access point
//      2      1    control: 03 unnumbered information; others have 2 bytes and no data for us
//      3      3    SNAP: organisation; 000000 or 0000f8 before an EtherType
//      6      2    SNAP: EtherType

import type { Cursor } from './cursor.js'
import { etherType } from './ether-type.js'
import type { Next } from './layer.js'

const HEADER_LENGTH = 3
const SNAP_LENGTH = 8
const UNNUMBERED_INFORMATION = 0x03

export function llc(cursor: Cursor): Next {
  const lacking = cursor.lacks(HEADER_LENGTH, 'decoder.llc.pkt_too_small')
  if (lacking !== null) return lacking
  const accessPoints = cursor.u16(0)
  if (cursor.u8(2) !== UNNUMBERED_INFORMATION) return 'not IP'
  if (accessPoints === 0x0606) {
    cursor.at += HEADER_LENGTH
    return 'ipv4'
  }
  return accessPoints === 0xaaaa ? snap(cursor) : 'not IP'
}

function snap(cursor: Cursor): Next {
  const lacking = cursor.lacks(SNAP_LENGTH, 'decoder.llc.pkt_too_small')
  if (lacking !== null) return lacking
  const organisation = cursor.u32(3) >>> 8
  const type = cursor.u16(6)
  cursor.at += SNAP_LENGTH
  return organisation === 0 || organisation === 0x0000f8 ? etherType(type) : 'not IP'
}
