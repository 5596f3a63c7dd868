// What the two versions of IP share: how to tell them, and what their protocol numbers name.

import type { Cursor } from './cursor.js'
import { etherType } from './ether-type.js'
import type { Layer, Next } from './layer.js'

/** What a link carries without more ado. Longer packets were captured on the way to a network card that divides them. */
const ORDINARY_LENGTH = 1500

/**
 * Whether a length field of 0 means whatever was sent: hosts leave it to the network card when the field is too small, or
 * the card fills it in. Of a packet that a link could carry, 0 is a lie that its receiver does not believe.
 */
export function isOffloaded(cursor: Cursor): boolean {
  return cursor.wireLength() > ORDINARY_LENGTH
}

/** IP without a link layer. */
export function rawIp(cursor: Cursor): Next {
  const lacking = cursor.lacks(1, 'decoder.ipraw.invalid_ip_version')
  if (lacking !== null) return lacking
  return ipVersion(cursor) ?? 'decoder.ipraw.invalid_ip_version'
}

/** By the first half byte, which was captured; null when it is neither version. */
export function ipVersion(cursor: Cursor): Layer | null {
  const version = cursor.u8(0) >>> 4
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null
}

/**
 * Whether an IP header `offset` bytes behind the cursor fits what surrounds it. Where nothing names the protocol, in tunnels
 * above all, this tells IP from anything else: one in four thousand random headers passes.
 */
export function plausibleIp(cursor: Cursor, offset: number): boolean {
  if (cursor.at + offset + 20 > cursor.end) return false
  const room = cursor.wireLength() - offset
  const first = cursor.u8(offset)
  if (first >>> 4 === 6) return 40 + cursor.u16(offset + 4) <= room
  const headerLength = (first & 0x0f) * 4
  const length = cursor.u16(offset + 2) || (room > ORDINARY_LENGTH ? room : 0)
  return first >>> 4 === 4 && headerLength >= 20 && length >= headerLength && length <= room
}

/** Whether an Ethernet frame that carries IP, ARP or a VLAN tag stands `offset` bytes behind the cursor. */
export function carriesIp(cursor: Cursor, offset: number): boolean {
  if (cursor.at + offset + 14 > cursor.end) return false
  const type = cursor.u16(offset + 12)
  const next = etherType(type)
  if (next === 'ipv4' || next === 'ipv6') {
    const version = next === 'ipv4' ? 4 : 6
    return plausibleIp(cursor, offset + 14) && cursor.u8(offset + 14) >>> 4 === version
  }
  return next === 'vlan' || type === 0x0806
}

/** What an IP protocol number names, the cursor standing behind IP's headers: https://www.iana.org/assignments/protocol-numbers */
export function ipProtocol(cursor: Cursor, protocol: number): Next {
  switch (protocol) {
    case 6:
      return 'tcp'
    case 17:
      return 'udp'
    case 1:
    case 58:
      return 'ICMP'
    case 4:
      return cursor.enterTunnel() ?? 'ipv4'
    case 41: // 6in4, 6to4, IPv6 in IPv6
      return cursor.enterTunnel() ?? 'ipv6'
    case 47:
      return cursor.enterTunnel() ?? 'gre'
    case 97:
      return cursor.enterTunnel() ?? 'etherIp'
    case 137:
      return cursor.enterTunnel() ?? 'mpls'
    case 51:
      return 'authenticationHeader'
    case 50:
      return 'encrypted'
    default:
      return 'other transport'
  }
}

// The authentication header of IPsec, RFC 4302, behind IPv4 or among IPv6's extension headers.
//
//    OFFSET  SIZE  FIELD
//      0      1    protocol of what follows
//      1      1    length of this header in words of 4 bytes, less 2
//      2           reserved, parameters, sequence, check value

export function authenticationHeader(cursor: Cursor): Next {
  const shortest = cursor.lacks(12, 'decoder.ipv6.trunc_exthdr')
  if (shortest !== null) return shortest
  const protocol = cursor.u8(0)
  const length = (cursor.u8(1) + 2) * 4
  const lacking = cursor.lacks(length, 'decoder.ipv6.trunc_exthdr')
  if (lacking !== null) return lacking
  cursor.at += length
  return ipProtocol(cursor, protocol)
}

// Ethernet in IP, RFC 3378: two bytes, of which the first half byte is 3 and the rest 0.

export function etherIp(cursor: Cursor): Next {
  const lacking = cursor.lacks(2, 'decoder.etherip.pkt_too_small')
  if (lacking !== null) return lacking
  const header = cursor.u16(0)
  cursor.at += 2
  return header === 0x3000 ? 'ethernet' : 'decoder.etherip.wrong_version'
}
