// What an EtherType names: https://www.iana.org/assignments/ieee-802-numbers

import type { Cursor } from './cursor.js'
import type { Next } from './layer.js'

/** Longest payload that a length field may name; above it begin the types, at 1536. */
const MAXIMUM_LENGTH = 1500

export function etherType(type: number): Next {
  switch (type) {
    case 0x0800:
      return 'ipv4'
    case 0x86dd:
      return 'ipv6'
    case 0x8100: // IEEE 802.1Q
    case 0x88a8: // IEEE 802.1ad, the outer tag
    case 0x9100: // the same before there was a standard
    case 0x9200:
    case 0x9300:
      return 'vlan'
    case 0x8847:
    case 0x8848: // multicast
      return 'mpls'
    case 0x8864:
      return 'pppoe'
    case 0x880b:
      return 'ppp'
    case 0x6558: // bridged Ethernet, in GRE and GENEVE
      return 'ethernet'
    case 0x8903:
      return 'fabricPath'
    case 0x88e7:
      return 'ieee8021ah'
    case 0x8926:
      return 'vnTag'
    default:
      return 'not IP'
  }
}

/** The field behind Ethernet's addresses and VLAN tags, with the cursor behind it. */
export function typeOrLength(cursor: Cursor, type: number): Next {
  if (type > MAXIMUM_LENGTH) return etherType(type)
  cursor.trim(type)
  return 'llc'
}
