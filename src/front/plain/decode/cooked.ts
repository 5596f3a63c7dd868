// Linux' cooked captures: those of all interfaces at once, https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html
//
//    OFFSET  SIZE  FIELD, VERSION 1            OFFSET  SIZE  FIELD, VERSION 2
//      0      2    to us, from us, …             0      2    protocol
//      2      2    ARPHRD_ type of the device    4      4    interface
//      4      2    length of the address         8      2    ARPHRD_ type
//      6      8    address of the sender        10      1    to us, from us, …
//     14      2    protocol                     11      1    length of the address
//                                               12      8    address of the sender
//
// The protocol is an EtherType, or below 1536 one of Linux' own numbers, of which 4 means that an LLC header follows.

import type { Cursor } from './cursor.js'
import { etherType } from './ether-type.js'
import type { Next } from './layer.js'

const LENGTH_1 = 16
const LENGTH_2 = 20
const LINUX_LLC = 4

export function cooked(cursor: Cursor): Next {
  const lacking = cursor.lacks(LENGTH_1, 'decoder.sll.pkt_too_small')
  if (lacking !== null) return lacking
  const protocol = cursor.u16(14)
  cursor.at += LENGTH_1
  return protocol === LINUX_LLC ? 'llc' : etherType(protocol)
}

export function cooked2(cursor: Cursor): Next {
  const lacking = cursor.lacks(LENGTH_2, 'decoder.sll2.pkt_too_small')
  if (lacking !== null) return lacking
  const protocol = cursor.u16(0)
  cursor.at += LENGTH_2
  return protocol === LINUX_LLC ? 'llc' : etherType(protocol)
}
