// Tunnels in UDP. Nothing but the content tells them: whoever names a port names a guess, and a chat on port 4789 is a chat.
// So every field that must have one value is compared, and what is inside must be IP whose lengths fit to the byte where
// the tunnel says them.
//
//    OFFSET  SIZE  FIELD OF VXLAN (RFC 7348)      OFFSET  SIZE  FIELD OF GENEVE (RFC 8926)
//      0      1    08: the network is named; with   0      1    7-6 version 0, 5-0 length of options in 4 bytes
//                  80 for policy, 04 for protocol   1      1    7 control, 6 critical, 0
//      1      1    0; policy: 6 and 3
//      2      2    0; policy: group;
//                  protocol: 0, and which (1)
//      4      3    network                          2      2    EtherType
//      7      1    0                                4      3    network
//      8           Ethernet                         7      1    0
//                                                   8           options, then the packet
//
//    OFFSET  SIZE  FIELD OF GTP-U (TS 29.281)     OFFSET  SIZE  FIELD OF TEREDO (RFC 4380), before IPv6
//      0      1    7-5 version 1, 4 set, 2 more     0      2    0001 authentication: lengths of identifier (1)
//                  headers, 1 sequence, 0 number                and value (1), both, nonce (8), confirmation (1)
//      1      1    ff: a packet                     0      2    0000 origin: port (2), address (4)
//      2      2    length of what follows byte 8
//      4      4    tunnel                         OFFSET  SIZE  FIELD OF L2TP (RFC 2661)
//      8      4    if any of the three bits:        0      2    15 control, 14 length, 11 sequence, 9 offset, 3-0 version 2
//                  sequence (2), number (1), kind   2      2    length of all, if flagged
//                  of the first more header (1)     …      4    tunnel (2), session (2)
//      …    4 n    more headers: length in 4        …      4    sequence numbers, if flagged
//                  bytes (1), …, next kind (1)      …    2+n    offset, if flagged
//                                                   …           PPP
//
//    OFFSET  SIZE  FIELD OF AYIYA (draft-massar-v6ops-ayiya)
//      0      1    7-4 length of the identity as a power of 2, 3-0 its kind
//      1      1    7-4 length of the signature in 4 bytes, 3-0 its hash
//      2      1    7-4 authentication, 3-0 operation: 1, forward
//      3      1    next header, 29 IPv6
//      4      4    time
//      8           identity, signature, packet

import type { Cursor } from './cursor.js'
import { carriesIp, ipVersion, plausibleIp } from './ip.js'
import type { Next } from './layer.js'

const VXLAN = [4789, 4790, 8472] // with a protocol; and Linux', from before there was a number
const GENEVE = 6081
const GTP_U = 2152
const L2TP = 1701
const AYIYA = 5072

const IPV6_HEADER_LENGTH = 40

/**
 * Looks for a tunnel in a datagram's payload, at the cursor. If there is one, the cursor is moved to what it carries.
 *
 * @returns the layer in the tunnel, or null when this is an ordinary datagram
 */
export function udpTunnel(cursor: Cursor, source: number, destination: number): Next | null {
  if (cursor.end - cursor.at < 8) return null
  // Ports are necessary, but for Teredo, whose peers have any: its addresses and lengths say enough.
  const isPort = (port: number): boolean => source === port || destination === port
  if (VXLAN.some(isPort)) return vxlan(cursor)
  if (isPort(GENEVE)) return geneve(cursor)
  if (isPort(GTP_U)) return gtpU(cursor)
  if (isPort(L2TP)) return l2tp(cursor)
  if (isPort(AYIYA)) return ayiya(cursor)
  return teredo(cursor)
}

function vxlan(cursor: Cursor): Next | null {
  const layer = vxlanLayer(cursor.u32(0))
  if (layer === null || cursor.u8(7) !== 0) return null
  if (!(layer === 'ethernet' ? carriesIp : plausibleIp)(cursor, 8)) return null
  cursor.at += 8
  return layer
}

/** What the first four bytes say that VXLAN carries, or null where they are none of its. */
function vxlanLayer(flags: number): 'ethernet' | 'rawIp' | null {
  const withoutPolicy = flags >>> 24 === 0x88 ? (flags & 0x08b70000) >>> 0 : flags
  switch (withoutPolicy) {
    case 0x08000000:
    case 0x0c000003: // draft-ietf-nvo3-vxlan-gpe
      return 'ethernet'
    case 0x0c000001:
    case 0x0c000002:
      return 'rawIp'
    default:
      return null
  }
}

function geneve(cursor: Cursor): Next | null {
  const optionsLength = (cursor.u8(0) & 0x3f) * 4
  const type = cursor.u16(2)
  if (cursor.u8(0) >>> 6 !== 0 || (cursor.u8(1) & 0x3f) !== 0 || cursor.u8(7) !== 0) return null
  const start = 8 + optionsLength
  if (type === 0x6558 && carriesIp(cursor, start)) {
    cursor.at += start
    return 'ethernet'
  }
  if ((type !== 0x0800 && type !== 0x86dd) || !plausibleIp(cursor, start)) return null
  cursor.at += start
  return ipVersion(cursor)
}

function gtpU(cursor: Cursor): Next | null {
  const flags = cursor.u8(0)
  if (flags >>> 4 !== 3 || flags & 0x08 || cursor.u8(1) !== 0xff) return null
  if (cursor.u16(2) + 8 !== cursor.wireLength()) return null
  let start = 8
  if (flags & 0x07) {
    if (cursor.end - cursor.at < 12) return null
    let more = flags & 0x04 ? cursor.u8(11) : 0
    start = 12
    while (more !== 0) {
      const length = cursor.at + start < cursor.end ? cursor.u8(start) * 4 : 0
      if (length === 0 || cursor.at + start + length > cursor.end) return null
      more = cursor.u8(start + length - 1)
      start += length
    }
  }
  if (!plausibleIp(cursor, start)) return null
  cursor.at += start
  return ipVersion(cursor)
}

function l2tp(cursor: Cursor): Next | null {
  const flags = cursor.u16(0)
  const isData = (flags & 0x8000) === 0
  if (!isData || (flags & 0x34f0) !== 0 || (flags & 0x000f) !== 2) return null
  const hasLength = (flags & 0x4000) !== 0
  if (hasLength && cursor.u16(2) !== cursor.wireLength()) return null
  let start = (hasLength ? 8 : 6) + (flags & 0x0800 ? 4 : 0)
  if (flags & 0x0200) {
    if (cursor.end - cursor.at < start + 2) return null
    start += 2 + cursor.u16(start)
  }
  // PPP with address and control or without them, and IP in it. Link control stays a datagram, which matters to nobody.
  if (cursor.end - cursor.at < start + 4) return null
  const framed = cursor.u16(start) === 0xff03 ? 2 : 0
  const protocol = cursor.u16(start + framed)
  if ((protocol !== 0x0021 && protocol !== 0x0057) || !plausibleIp(cursor, start + framed + 2))
    return null
  cursor.at += start + framed + 2
  return ipVersion(cursor)
}

function ayiya(cursor: Cursor): Next | null {
  const identityLength = 2 ** (cursor.u8(0) >>> 4)
  const signatureLength = (cursor.u8(1) >>> 4) * 4
  const forwards = (cursor.u8(2) & 0x0f) === 1
  const start = 8 + identityLength + signatureLength
  if (!forwards || cursor.u8(3) !== 41 || !plausibleIp(cursor, start)) return null
  if (cursor.u8(start) >>> 4 !== 6) return null
  if (cursor.u16(start + 4) + IPV6_HEADER_LENGTH !== cursor.wireLength() - start) return null
  cursor.at += start
  return 'ipv6'
}

const TEREDO_PREFIX = 0x20010000

function teredo(cursor: Cursor): Next | null {
  let start = 0
  if (cursor.u16(0) === 0x0001) start += 13 + cursor.u8(2) + cursor.u8(3)
  if (cursor.end - cursor.at < start + 8) return null
  if (cursor.u16(start) === 0x0000) start += 8
  if (cursor.end - cursor.at < start + IPV6_HEADER_LENGTH) return null
  if (cursor.u8(start) >>> 4 !== 6) return null
  // At least one side has an address of Teredo, and the lengths fit exactly.
  const fits = IPV6_HEADER_LENGTH + cursor.u16(start + 4) === cursor.wireLength() - start
  const source = cursor.u32(start + 8)
  const destination = cursor.u32(start + 24)
  if (!fits || (source !== TEREDO_PREFIX && destination !== TEREDO_PREFIX)) return null
  cursor.at += start
  return 'ipv6'
}
