// The packets that most packets are: Ethernet with up to two VLAN tags, raw IP or Linux' cooked header; IPv4 without options
// or IPv6 without extensions, whole; TCP or UDP with its header captured. What is plainly of no interest is counted.
// Everything else is odd: the plain decoder has its say. What is taken here is taken exactly as there (`plain/decode/`).

import {
  KEY_VLAN_COUNT,
  LINK_COOKED,
  LINK_ETHERNET,
  LINK_IPV4,
  LINK_IPV6,
  LINK_RAW_IP,
  STATE_ENCRYPTED,
  STATE_ICMP,
  STATE_NOT_IP,
  STATE_OTHER_TRANSPORT,
  TRANSPORT_TCP,
  TRANSPORT_UDP,
} from '../layout'
import { packet, SYN } from './packet'

/** A packet for the flow table; a record that has none; a record for the plain decoder. */
export const PACKET: i32 = 0
export const NONE: i32 = 1
export const ODD: i32 = 2

const ETHERNET_LENGTH: u32 = 14
const COOKED_LENGTH: u32 = 16
const LLC_LENGTH: u32 = 3
const SNAP_LENGTH: u32 = 8
const UNNUMBERED_INFORMATION: u32 = 3
/** Larger numbers where a length may be are types. */
const LONGEST_LLC: u32 = 1500
const VLAN_LENGTH: u32 = 4
const VLANS: u32 = 2
const IPV4_LENGTH: u32 = 20
const LONGEST_ORDINARY: u32 = 1500
const IPV6_LENGTH: u32 = 40
const TCP_LENGTH: u32 = 20
const UDP_LENGTH: u32 = 8
/** Shorter payloads carry no tunnel. */
const TUNNEL_LENGTH: u32 = 8
const TEREDO_PREFIX: u32 = 0x20010000

@inline
function u16At(at: usize): u32 {
  return <u32>bswap<u16>(load<u16>(at))
}

@inline
function u32At(at: usize): u32 {
  return bswap<u32>(load<u32>(at))
}

/** The packet `[at, end)`, which had its end at `wireEnd` when it was sent. */
export function decode(link: u32, at: u32, end: u32, wireEnd: u32): i32 {
  packet.kind = 0
  packet.vlans = 0
  packet.moreVlans = 0
  switch (link) {
    case LINK_ETHERNET: {
      if (at + ETHERNET_LENGTH > end) return ODD
      return tagged(u16At(at + 12), at + ETHERNET_LENGTH, end, wireEnd)
    }
    case LINK_COOKED: {
      if (at + COOKED_LENGTH > end) return ODD
      const protocol = u16At(at + 14)
      if (protocol <= LONGEST_LLC) return ODD
      return tagged(protocol, at + COOKED_LENGTH, end, wireEnd)
    }
    case LINK_RAW_IP: {
      if (at == end) return ODD
      const version = load<u8>(at) >>> 4
      return version == 4 ? ipv4(at, end, wireEnd) : version == 6 ? ipv6(at, end, wireEnd) : ODD
    }
    case LINK_IPV4:
      return ipv4(at, end, wireEnd)
    case LINK_IPV6:
      return ipv6(at, end, wireEnd)
    default:
      return ODD
  }
}

/** An EtherType, or what stands behind VLAN tags. */
@inline
function tagged(type: u32, at: u32, end: u32, wireEnd: u32): i32 {
  let vlans: u32 = 0
  for (let tags: u32 = 0; type == 0x8100 || type == 0x88a8 || type == 0x9100; tags++) {
    if (tags == VLANS || at + VLAN_LENGTH > end) return ODD
    const vlan = u16At(at) & 0xfff
    if (vlan != 0) packet.vlans |= <u64>vlan << (16 * vlans++)
    type = u16At(at + 2)
    at += VLAN_LENGTH
  }
  packet.kind = vlans << ((KEY_VLAN_COUNT & 3) * 8)
  switch (type) {
    case 0x0800:
      return ipv4(at, end, wireEnd)
    case 0x86dd:
      return ipv6(at, end, wireEnd)
    case 0x8100: // tags, tunnels and frames in frames, which have decoders
    case 0x88a8:
    case 0x9100:
    case 0x9200:
    case 0x9300:
    case 0x8847:
    case 0x8848:
    case 0x8864:
    case 0x880b:
    case 0x6558:
    case 0x8903:
    case 0x88e7:
    case 0x8926:
      return ODD
    default:
      return type > LONGEST_LLC ? none(STATE_NOT_IP) : llc(at, min(end, at + type))
  }
}

/** Spanning trees, discovery protocols of vendors and the like; what may be IP is odd. */
function llc(at: u32, end: u32): i32 {
  if (at + LLC_LENGTH > end) return ODD
  if (load<u8>(at + 2) != UNNUMBERED_INFORMATION) return none(STATE_NOT_IP)
  const points = u16At(at)
  if (points == 0x0606) return ODD
  if (points != 0xaaaa) return none(STATE_NOT_IP)
  if (at + SNAP_LENGTH > end) return ODD
  const organisation = u32At(at + 3) >>> 8
  return organisation == 0 || organisation == 0x0000f8 ? ODD : none(STATE_NOT_IP)
}

/** Counts a record without a packet for the flow table. */
function none(counter: u32): i32 {
  store<u32>(counter, load<u32>(counter) + 1)
  return NONE
}

function ipv4(at: u32, end: u32, wireEnd: u32): i32 {
  if (at + IPV4_LENGTH > end || load<u8>(at) != 0x45) return ODD
  // Of more than a link carries, the network card was to fill the length in.
  const given = u16At(at + 2)
  const length = given == 0 && wireEnd - at > LONGEST_ORDINARY ? wireEnd - at : given
  if (length < IPV4_LENGTH || at + length > wireEnd) return ODD
  if (u16At(at + 6) & 0x3fff) return ODD // a fragment
  wireEnd = at + length
  packet.length = length
  packet.timeToLive = load<u8>(at + 8)
  const source = load<u32>(at + 12)
  const destination = load<u32>(at + 16)
  const order = compareWords(bswap<u32>(source), bswap<u32>(destination))
  packet.lowRest = 0
  packet.highRest = 0
  packet.kind |= 4 << 8
  const protocol = load<u8>(at + 9)
  const verdict = transport(protocol, at + IPV4_LENGTH, min(end, wireEnd), wireEnd, order)
  packet.low = packet.side ? destination : source
  packet.high = packet.side ? source : destination
  return verdict
}

function ipv6(at: u32, end: u32, wireEnd: u32): i32 {
  if (at + IPV6_LENGTH > end || load<u8>(at) >>> 4 != 6) return ODD
  const length = u16At(at + 4)
  if (length == 0 || at + IPV6_LENGTH + length > wireEnd) return ODD
  wireEnd = at + IPV6_LENGTH + length
  packet.length = IPV6_LENGTH + length
  packet.timeToLive = load<u8>(at + 7)
  const source = load<u64>(at + 8)
  const sourceRest = load<u64>(at + 16)
  const destination = load<u64>(at + 24)
  const destinationRest = load<u64>(at + 32)
  let order = compareWords(bswap<u64>(source), bswap<u64>(destination))
  if (order == 0) order = compareWords(bswap<u64>(sourceRest), bswap<u64>(destinationRest))
  packet.kind |= 6 << 8
  const protocol = load<u8>(at + 6)
  const verdict = transport(protocol, at + IPV6_LENGTH, min(end, wireEnd), wireEnd, order)
  packet.low = packet.side ? destination : source
  packet.lowRest = packet.side ? destinationRest : sourceRest
  packet.high = packet.side ? source : destination
  packet.highRest = packet.side ? sourceRest : destinationRest
  return verdict
}

@inline
function compareWords<T>(left: T, right: T): i32 {
  return i32(left > right) - i32(left < right)
}

/** @param order of the addresses, source against destination */
@inline
function transport(protocol: u32, at: u32, end: u32, wireEnd: u32, order: i32): i32 {
  packet.end = end
  switch (protocol) {
    case TRANSPORT_TCP:
      return tcp(at, end, wireEnd, order)
    case TRANSPORT_UDP:
      return udp(at, end, wireEnd, order)
    case 1:
    case 58:
      return none(STATE_ICMP)
    case 50:
      return none(STATE_ENCRYPTED)
    case 0: // IPv6's extension headers; tunnels; authentication
    case 43:
    case 44:
    case 59:
    case 60:
    case 4:
    case 41:
    case 47:
    case 97:
    case 137:
    case 51:
      return ODD
    default:
      return none(STATE_OTHER_TRANSPORT)
  }
}

/** Side 0 is the lower endpoint's. */
@inline
function takePorts(source: u32, destination: u32, order: i32): void {
  const side: u32 = u32(order == 0 ? source > destination : order > 0)
  packet.side = side
  packet.ports = side ? destination | (source << 16) : source | (destination << 16)
}

@inline
function tcp(at: u32, end: u32, wireEnd: u32, order: i32): i32 {
  if (at + TCP_LENGTH > end) return ODD
  const headerLength: u32 = (<u32>load<u8>(at + 12) >>> 4) << 2
  if (headerLength < TCP_LENGTH || at + headerLength > end) return ODD
  packet.kind |= TRANSPORT_TCP
  takePorts(u16At(at), u16At(at + 2), order)
  packet.sequence = u32At(at + 4)
  packet.acknowledgement = u32At(at + 8)
  const flags: u32 = load<u8>(at + 13)
  packet.flags = flags
  packet.window = u16At(at + 14)
  packet.windowScale = -1
  if (flags & SYN && !takeWindowScale(at + TCP_LENGTH, at + headerLength)) return ODD
  packet.start = at + headerLength
  packet.wireLength = wireEnd - packet.start
  return PACKET
}

/** Of a SYN's options. @returns whether they are well-formed as far as the plain decoder reads them */
function takeWindowScale(at: u32, end: u32): bool {
  while (at < end) {
    const option = load<u8>(at)
    if (option == 0) return true
    if (option == 1) {
      at++
      continue
    }
    const length: u32 = at + 1 < end ? load<u8>(at + 1) : 0
    if (length < 2 || at + length > end) return false
    if (option == 3 && length == 3) {
      packet.windowScale = load<u8>(at + 2)
      return true
    }
    at += length
  }
  return true
}

@inline
function udp(at: u32, end: u32, wireEnd: u32, order: i32): i32 {
  if (at + UDP_LENGTH > end) return ODD
  const length = u16At(at + 4)
  if (length < UDP_LENGTH || at + length > wireEnd) return ODD
  const source = u16At(at)
  const destination = u16At(at + 2)
  const start = at + UDP_LENGTH
  wireEnd = at + length
  end = min(end, wireEnd)
  if (end - start >= TUNNEL_LENGTH) {
    if (isTunnelPort(source) || isTunnelPort(destination)) return ODD
    if (isTeredo(start, end, wireEnd)) return ODD
  }
  packet.kind |= TRANSPORT_UDP
  takePorts(source, destination, order)
  packet.sequence = 0
  packet.acknowledgement = 0
  packet.flags = 0
  packet.window = 0
  packet.windowScale = -1
  packet.start = start
  packet.end = end
  packet.wireLength = wireEnd - start
  return PACKET
}

/** Of `plain/decode/udp-tunnels.ts`: IPv6 of which the length fits, and one side has an address of Teredo, RFC 4380. */
function isTeredo(at: u32, end: u32, wireEnd: u32): bool {
  if (u16At(at) == 1) at += 13 + <u32>load<u8>(at + 2) + <u32>load<u8>(at + 3)
  if (at + TUNNEL_LENGTH > end) return false
  if (u16At(at) == 0) at += 8
  return (
    at + IPV6_LENGTH <= end &&
    load<u8>(at) >>> 4 == 6 &&
    at + IPV6_LENGTH + u16At(at + 4) == wireEnd &&
    (u32At(at + 8) == TEREDO_PREFIX || u32At(at + 24) == TEREDO_PREFIX)
  )
}

/** Of `plain/decode/udp-tunnels.ts`. */
function isTunnelPort(port: u32): bool {
  switch (port) {
    case 1701:
    case 2152:
    case 4789:
    case 4790:
    case 5072:
    case 6081:
    case 8472:
      return true
    default:
      return false
  }
}
