// UDP datagrams, RFC 768.
//
//    OFFSET  SIZE  FIELD
//      0      2    source port
//      2      2    destination port
//      4      2    length of header and payload, in bytes
//      6      2    checksum, 0 when the sender computed none

import { transportChecksumIsRight } from './checksum.js'
import type { Cursor } from './cursor.js'
import type { Next } from './layer.js'
import { udpTunnel } from './udp-tunnels.js'

const PROTOCOL = 17
const HEADER_LENGTH = 8
const MAXIMUM_LENGTH = 65_535

/** A datagram; or the packet in it, where it carries a tunnel. Bytes behind its length are padding. */
export function udp(cursor: Cursor): Next {
  const lacking = cursor.lacks(HEADER_LENGTH, 'decoder.udp.pkt_too_small')
  if (lacking !== null) return lacking
  // RFC 2675: 0 in a datagram that the field is too small for, as hosts hand them to network cards that divide them.
  const jumbo = cursor.wireLength() > MAXIMUM_LENGTH
  const length = cursor.u16(4) || (jumbo ? cursor.wireLength() : 0)
  if (length < HEADER_LENGTH) return 'decoder.udp.hlen_too_small'
  if (length > cursor.wireLength()) return 'decoder.udp.pkt_too_small'
  cursor.trim(length)
  if (cursor.verifyChecksums && cursor.end === cursor.wireEnd && cursor.u16(6) !== 0) {
    if (!transportChecksumIsRight(cursor, PROTOCOL, length)) return 'wrong checksum: UDP'
  }

  const sourcePort = cursor.u16(0)
  const destinationPort = cursor.u16(2)
  cursor.at += HEADER_LENGTH
  const inner = udpTunnel(cursor, sourcePort, destinationPort)
  if (inner !== null) return cursor.enterTunnel() ?? inner

  const { packet } = cursor
  packet.transport = 'udp'
  packet.sourcePort = sourcePort
  packet.destinationPort = destinationPort
  packet.sequence = 0
  packet.acknowledgement = 0
  packet.flags = 0
  packet.window = 0
  packet.windowScale = -1
  packet.urgent = 0
  return cursor.deliver()
}
