// Addresses inside messages: read as they are written, and printed as those of flows are, so that they can be compared.

import { isIPv6 } from 'node:net'
import { printAddress } from '../front/address.js'

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

/** Of one that `readIpv6` took. */
export function printIpv6(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const [front = '', back] = ascii(bytes, from, to).split('::')
  const before = groupsOf(front)
  const behind = groupsOf(back ?? '')
  const zeros = Array.from({ length: 8 - before.length - behind.length }, () => 0)
  const groups = [...before, ...zeros, ...behind]
  const address = Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]))
  return Buffer.from(printAddress(address), 'latin1')
}

/** Sixteen bits each; the last two may be written as IPv4. */
function groupsOf(written: string): number[] {
  if (written === '') return []
  return written.split(':').flatMap((group) => {
    if (!group.includes('.')) return [parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [(a << 8) | b, (c << 8) | d]
  })
}

/** Four bytes in network order, as `10.0.0.1`. */
export function printIp4(bytes: Uint8Array, from: number, to: number): Uint8Array {
  return Buffer.from(printAddress(bytes.subarray(from, to)), 'latin1')
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
