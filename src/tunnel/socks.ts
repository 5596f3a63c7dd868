// SOCKS, versions 4 and 4a (Ying-Da Lee; NEC) and 5 (RFC 1928, login RFC 1929).
//
//    SOCKS4 request      04, command, port (2), address (4), user id, NUL; 4a: address 0.0.0.x, and host name, NUL
//    SOCKS4 reply        00, 5a granted or 5b-5d refused, port (2), address (4)
//
//    SOCKS5 greeting     05, n, n methods              answer   05, method (ff: none of them)
//    SOCKS5 login        01, n, user, n, password      answer   01, status (0: welcome)
//    SOCKS5 request      05, command, 00, address, port (2)
//    SOCKS5 reply        05, 0 granted or an error, 00, address, port (2)
//           address      01, 4 bytes | 03, n, name | 04, 16 bytes
//
//    command             1 connect, 2 bind (answered twice: it listens; somebody came), 3 UDP associate (no tunnel)
//
// The client is who speaks SOCKS, not who opened the connection: with a reverse proxy these differ.

import type { Via } from '../desk/consumer.js'
import type { FramerInfo, Probe, Side, Window } from '../frame/framer.js'
import { printAddress } from '../front/address.js'
import { Handshake } from './handshake.js'
import type { Part } from './handshake.js'
import type { Tunnel } from './tunnel.js'

const CONNECT = 1
const BIND = 2
const NO_LOGIN = 0
const PASSWORD = 2
const GRANTED_4 = 0x5a

/** Longest user id or host name of SOCKS4, which has no length fields: RFC 1035 gives names 255 bytes. */
const NAME_LIMIT = 255

function tunnel(version: 4 | 5, probe: Probe, open: Tunnel['open']): Tunnel {
  const info: FramerInfo = {
    name: `socks${version} tunnel`,
    transports: ['tcp'],
    summary: `What a SOCKS${version} proxy carries.`,
    main: null,
    fields: [],
    example: null,
  }
  return { info, probes: [probe], syncs: [], limit: 0x2000, open }
}

export const socks4: Tunnel = tunnel(4, [4, [CONNECT, BIND]], () => new Socks4())

export const socks5: Tunnel = tunnel(
  5,
  [5, [1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 1, 2, 3, 5, 6, 7, 8, 9, 0x80]],
  () => new Socks5(),
)

/** Both versions: what is asked for, and how often the answer comes. */
abstract class Socks extends Handshake {
  private answers = 0
  protected command = 0

  override get opener(): Side | null {
    return this.command === BIND && this.client !== null ? (this.client ? 0 : 1) : super.opener
  }

  protected asked(kind: Via['kind'], host: string, port: number): void {
    this.via = { kind, host, port, bound: null }
    this.state = 'asked'
  }

  protected replied(granted: boolean, bound: Via['bound']): void {
    const { via } = this
    if (via !== null) this.via = { ...via, bound: via.bound ?? bound }
    const last = this.command === BIND ? 2 : 1
    if (!granted) this.state = 'failed'
    else if (++this.answers === last) this.state = 'granted'
  }
}

class Socks4 extends Socks {
  protected ask({ bytes, start, end }: Window): Part {
    if (bytes[start] !== 4) return 'wrong'
    const command = bytes[start + 1] ?? 0
    if (end - start > 1 && command !== CONNECT && command !== BIND) return 'wrong'
    if (end - start < 9) return 'more'
    const userEnd = printableEnd(bytes, start + 8, end)
    if (typeof userEnd !== 'number') return userEnd
    const address = bytes.subarray(start + 4, start + 8)
    const named = address[0] === 0 && address[1] === 0 && address[2] === 0 && address[3] !== 0
    const hostEnd = named ? printableEnd(bytes, userEnd + 1, end) : userEnd
    if (typeof hostEnd !== 'number') return hostEnd
    this.command = command
    const host = named ? text(bytes, userEnd + 1, hostEnd) : printAddress(address)
    this.asked('socks4', host, u16(bytes, start + 2))
    return hostEnd + 1 - start
  }

  protected answer({ bytes, start, end }: Window): Part {
    if (bytes[start] !== 0) return 'wrong'
    if (end - start < 8 || this.via === null) return 'more'
    const address = printAddress(bytes.subarray(start + 4, start + 8))
    this.replied(bytes[start + 1] === GRANTED_4, { address, port: u16(bytes, start + 2) })
    return 8
  }
}

class Socks5 extends Socks {
  private greeted = false
  private method: number | null = null
  private loggedIn = false

  protected ask(window: Window): Part {
    const { bytes, start, end } = window
    const there = end - start
    if (!this.greeted) {
      if (bytes[start] !== 5 || bytes[start + 1] === 0) return 'wrong'
      const length = 2 + (bytes[start + 1] ?? 0)
      if (there < 2 || there < length) return 'more'
      this.greeted = true
      return length
    }
    if (bytes[start] === 1) return login(window)
    if (bytes[start] !== 5) return 'wrong'
    const request = readAddress(window)
    if (typeof request === 'string') return request
    this.command = bytes[start + 1] ?? 0
    if (this.command !== CONNECT && this.command !== BIND) return 'wrong'
    this.asked('socks5', request.host, request.port)
    return request.length
  }

  protected answer(window: Window): Part {
    const { bytes, start, end } = window
    if (this.method === null) {
      if (bytes[start] !== 5) return 'wrong'
      if (end - start < 2) return 'more'
      this.method = bytes[start + 1] ?? 0xff
      return this.method === NO_LOGIN || this.method === PASSWORD ? 2 : 'wrong'
    }
    if (this.method === PASSWORD && !this.loggedIn) {
      if (bytes[start] !== 1) return 'wrong'
      if (end - start < 2) return 'more'
      this.loggedIn = true
      return bytes[start + 1] === 0 ? 2 : 'wrong'
    }
    if (bytes[start] !== 5) return 'wrong'
    const reply = readAddress(window)
    if (typeof reply === 'string') return reply
    if (this.via === null) return 'more'
    this.replied(bytes[start + 1] === 0, { address: reply.host, port: reply.port })
    return reply.length
  }
}

/** The user name and the password are not looked at. */
function login({ bytes, start, end }: Window): Part {
  const there = end - start
  if (there < 2) return 'more'
  const user = bytes[start + 1] ?? 0
  if (there < 3 + user) return 'more'
  const length = 3 + user + (bytes[start + 2 + user] ?? 0)
  return there < length ? 'more' : length
}

/** What a SOCKS5 request, a reply and a relayed datagram have in common: two bytes, `00, address, port`. */
export function readAddress({
  bytes,
  start,
  end,
}: Window): { host: string; port: number; length: number } | 'more' | 'wrong' {
  const there = end - start
  if (there > 2 && bytes[start + 2] !== 0) return 'wrong'
  if (there < 5) return 'more'
  const kind = bytes[start + 3]
  const name = kind === 3
  const from = start + (name ? 5 : 4)
  const size = name ? (bytes[start + 4] ?? 0) : kind === 1 ? 4 : kind === 4 ? 16 : null
  if (size === null) return 'wrong'
  const portAt = from + size
  if (end < portAt + 2) return 'more'
  if (name && printableEnd(bytes, from, portAt) === 'wrong') return 'wrong'
  const host = name ? text(bytes, from, portAt) : printAddress(bytes.subarray(from, portAt))
  return { host, port: u16(bytes, portAt), length: portAt + 2 - start }
}

/** Index of the NUL behind printable bytes. */
function printableEnd(bytes: Uint8Array, from: number, end: number): Part {
  for (let at = from; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte === 0) return at
    if (byte < 0x20 || byte === 0x7f || at - from >= NAME_LIMIT) return 'wrong'
  }
  return 'more'
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1')
}

function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}
