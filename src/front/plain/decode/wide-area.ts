// Links between networks: frame relay, ATM, SLIP, InfiniBand.
//
//    SIZE  FIELD OF FRAME RELAY (RFC 2427)
//    2-4   address, whose last byte has bit 0 set
//     1    control, 03; where it is none, Cisco's framing: an EtherType (2), then the packet
//    0-1   00, padding
//     1    protocol: cc IPv4, 8e IPv6, 80 organisation (3) and EtherType (2)
//
//    SIZE  FIELD OF SUN'S ATM                      SIZE  FIELD OF IP OVER INFINIBAND
//     1    3-0 traffic: 1 Ethernet, 2 LLC           40   global route header
//     3    circuit                                   2   EtherType
//     2    of Ethernet: client                       2   reserved
//
//    SIZE  FIELD OF SLIP AS CAPTURED
//     1    direction
//    15    the compressed header as it was; the packet behind is restored

import type { Cursor } from './cursor.js'
import { etherType } from './ether-type.js'
import type { Next } from './layer.js'

const UNNUMBERED_INFORMATION = 0x03
const LONGEST_ADDRESS = 4

export function frameRelay(cursor: Cursor): Next {
  let last = false
  for (let length = 0; !last && length < LONGEST_ADDRESS; length++) {
    const lacking = cursor.lacks(1, 'decoder.frame_relay.pkt_too_small')
    if (lacking !== null) return lacking
    last = (cursor.u8(0) & 1) === 1
    cursor.at++
  }
  const lacking = cursor.lacks(3, 'decoder.frame_relay.pkt_too_small')
  if (lacking !== null) return lacking
  if (cursor.u8(0) !== UNNUMBERED_INFORMATION) {
    const type = cursor.u16(0)
    cursor.at += 2
    return etherType(type)
  }
  cursor.at += cursor.u8(1) === 0 ? 2 : 1
  const protocol = cursor.u8(0)
  cursor.at += 1
  if (protocol === 0xcc) return 'ipv4'
  if (protocol === 0x8e) return 'ipv6'
  if (protocol !== 0x80) return 'not IP'
  const short = cursor.lacks(5, 'decoder.frame_relay.pkt_too_small')
  if (short !== null) return short
  const organisation = (cursor.u16(0) << 8) | cursor.u8(2)
  const type = cursor.u16(3)
  cursor.at += 5
  return organisation === 0 ? etherType(type) : 'not IP'
}

export function atmRfc1483(cursor: Cursor): Next {
  const lacking = cursor.lacks(10, 'decoder.atm.pkt_too_small')
  if (lacking !== null) return lacking
  // RFC 2684: a bridged Ethernet frame, behind two bytes of padding.
  const bridged = cursor.u32(0) === 0xaaaa0300 && cursor.u16(4) === 0x80c2
  const kind = cursor.u16(6)
  if (!bridged) return 'llc'
  cursor.at += 10
  return kind === 1 || kind === 7 ? 'ethernet' : 'not IP'
}

export function sunAtm(cursor: Cursor): Next {
  const lacking = cursor.lacks(6, 'decoder.atm.pkt_too_small')
  if (lacking !== null) return lacking
  const traffic = cursor.u8(0) & 0x0f
  cursor.at += traffic === 1 ? 6 : 4
  return traffic === 1 ? 'ethernet' : traffic === 2 ? 'atmRfc1483' : 'not IP'
}

export function slip(cursor: Cursor): Next {
  const lacking = cursor.lacks(16, 'decoder.slip.pkt_too_small')
  if (lacking !== null) return lacking
  cursor.at += 16
  return 'rawIp'
}

export function ipOverInfiniband(cursor: Cursor): Next {
  const lacking = cursor.lacks(44, 'decoder.infiniband.pkt_too_small')
  if (lacking !== null) return lacking
  const type = cursor.u16(40)
  cursor.at += 44
  return etherType(type)
}
