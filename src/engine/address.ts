// Addresses inside messages: read as they are written, and printed in one way, by which they can be compared.

import { isIPv6, SocketAddress } from 'node:net'

const DOT = 0x2e
const ZERO = 0x30
const NINE = 0x39
/** Of `ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255`. */
const IPV6_LENGTH = 45

/**
 * Four decimal numbers up to 255, without leading zeros, which some read as octal.
 *
 * @returns the end of the address at `at`, or -1
 */
export function readIpv4(bytes: Uint8Array, at: number, end: number): number {
  for (let part = 0; part < 4; part++) {
    if (part > 0 && (at >= end || bytes[at++] !== DOT)) return -1
    const start = at
    let value = 0
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0
      if (byte < ZERO || byte > NINE) break
      value = value * 10 + byte - ZERO
      if (value > 255 || (at > start && bytes[start] === ZERO)) return -1
    }
    if (at === start) return -1
  }
  return at
}

/** RFC 4291, 2.2, without a zone. @returns the end of the address at `at`, or -1 */
export function readIpv6(bytes: Uint8Array, at: number, end: number): number {
  const limit = Math.min(end, at + IPV6_LENGTH)
  let to = at
  while (to < limit && inIpv6[bytes[to] ?? 0] === 1) to++
  return to > at && isIPv6(ascii(bytes, at, to)) ? to : -1
}

const inIpv6 = new Uint8Array(256)
for (const character of '0123456789abcdefABCDEF:.') inIpv6[character.charCodeAt(0)] = 1

/** Lower case, the longest stretch of zeros as `::` (RFC 5952). */
export function printIpv6(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const { address } = new SocketAddress({ family: 'ipv6', address: ascii(bytes, from, to) })
  return Buffer.from(address, 'latin1')
}

/** Four bytes in network order, as `10.0.0.1`. */
export function printIp4(bytes: Uint8Array, from: number, to: number): Uint8Array {
  return Buffer.from(bytes.subarray(from, to).join('.'), 'latin1')
}

/** The four bytes of an address as `printIp4` prints it. */
export function writeIp4(printed: Uint8Array | number): Uint8Array | null {
  if (typeof printed === 'number' || readIpv4(printed, 0, printed.length) !== printed.length)
    return null
  return Uint8Array.from(ascii(printed, 0, printed.length).split('.'), Number)
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}
