// Datagrams that a SOCKS5 proxy relays (RFC 1928, section 7). Each says where it is to go, or where it comes from:
//
//    OFFSET  SIZE  FIELD
//      0      2    0
//      2      1    number of the fragment: 0, it is whole. Others are not put together, as with most proxies
//      3           endpoint, as in a request: 01, 4 bytes | 03, n, name | 04, 16 bytes; port (2)
//                  what is relayed
//
// The client has asked for the relay on a connection of its own (UDP ASSOCIATE), which need not be in the capture.

import type { Via } from '../desk/consumer.js'
import { forgetful, lost } from '../frame/cut.js'
import type { Cut, Framer, FramerInfo, Window } from '../frame/framer.js'
import { readAddress } from './socks.js'

const info: FramerInfo = {
  name: 'socks5 relay',
  transports: ['udp'],
  summary: 'What a SOCKS5 proxy relays in datagrams.',
  main: null,
  fields: [],
  example: null,
}

/** Tells which datagrams may be relayed; it gives no messages. */
export const socksRelay: Framer = {
  info,
  probes: [[0, 0, 0, [1, 3, 4]]],
  syncs: [],
  limit: 0xffff,
  open: () => forgetful(cut),
}

function cut(window: Window): Cut {
  const header = readRelayHeader(window)
  return header === null ? lost('not relayed') : { kind: 'skip', length: header.length }
}

/** The header at the start of a datagram, and its length; null if there is none, or nothing behind it. */
export function readRelayHeader(window: Window): { via: Via; length: number } | null {
  const { bytes, start, end } = window
  if (bytes[start] !== 0 || bytes[start + 1] !== 0) return null
  const target = readAddress(window)
  if (typeof target === 'string' || start + target.length >= end) return null
  const { host, port, length } = target
  return port === 0 ? null : { via: { kind: 'socks5', host, port, bound: null }, length }
}
