// PPP in its framings: RFC 1661, RFC 1662, PPPoE of RFC 2516, Cisco's HDLC.
//
//    SIZE  FIELD OF A PPP FRAME
//     2    ff 03, address and control: left out where both sides agreed to
//     2    protocol; one byte where both sides agreed to, which is odd then
//
//    OFFSET  SIZE  FIELD OF PPPOE
//      0      1    version 1, type 1
//      1      1    code, 0 in a session
//      2      2    session
//      4      2    length of the PPP frame
//      6           PPP frame, without address and control

import type { Cursor } from './cursor.js'
import { etherType } from './ether-type.js'
import type { Next } from './layer.js'

const ADDRESS_AND_CONTROL = 0xff03
const CISCO_UNICAST = 0x0f
const CISCO_MULTICAST = 0x8f

export function ppp(cursor: Cursor): Next {
  const lacking = cursor.lacks(2, 'decoder.ppp.pkt_too_small')
  if (lacking !== null) return lacking
  if (cursor.u16(0) === ADDRESS_AND_CONTROL) cursor.at += 2
  return pppProtocol(cursor)
}

/** Serial lines: PPP, or Cisco's framing, which has another address. */
export function pppHdlc(cursor: Cursor): Next {
  const lacking = cursor.lacks(1, 'decoder.ppp.pkt_too_small')
  if (lacking !== null) return lacking
  const address = cursor.u8(0)
  return address === CISCO_UNICAST || address === CISCO_MULTICAST ? 'ciscoHdlc' : 'ppp'
}

/** A byte for the direction, in place of the address (pppd) or before it. */
export function pppWithDirection(cursor: Cursor): Next {
  const lacking = cursor.lacks(2, 'decoder.ppp.pkt_too_small')
  if (lacking !== null) return lacking
  cursor.at += cursor.u8(1) === (ADDRESS_AND_CONTROL & 0xff) ? 2 : 1
  return 'ppp'
}

/** Address, control and an EtherType. */
export function ciscoHdlc(cursor: Cursor): Next {
  const lacking = cursor.lacks(4, 'decoder.chdlc.pkt_too_small')
  if (lacking !== null) return lacking
  const type = cursor.u16(2)
  cursor.at += 4
  return etherType(type)
}

export function pppoe(cursor: Cursor): Next {
  const lacking = cursor.lacks(6, 'decoder.pppoe.pkt_too_small')
  if (lacking !== null) return lacking
  if (cursor.u16(0) !== 0x1100) return 'decoder.pppoe.wrong_code'
  const length = cursor.u16(4)
  cursor.at += 6
  cursor.trim(length)
  return pppProtocol(cursor)
}

function pppProtocol(cursor: Cursor): Next {
  const shortest = cursor.lacks(1, 'decoder.ppp.pkt_too_small')
  if (shortest !== null) return shortest
  const compressed = (cursor.u8(0) & 1) === 1
  const lacking = cursor.lacks(compressed ? 1 : 2, 'decoder.ppp.pkt_too_small')
  if (lacking !== null) return lacking
  const protocol = compressed ? cursor.u8(0) : cursor.u16(0)
  cursor.at += compressed ? 1 : 2
  switch (protocol) {
    case 0x0021:
      return 'ipv4'
    case 0x0057:
      return 'ipv6'
    case 0x0281:
    case 0x0283: // multicast
      return 'mpls'
    case 0x0031: // bridged; two bytes of flags and type first
      cursor.at += 2
      return 'ethernet'
    case 0x0053: // encryption control's data, and compression's, which encrypts for Microsoft
    case 0x00fd:
      return 'encrypted'
    default:
      return 'not IP'
  }
}
