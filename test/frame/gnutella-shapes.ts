// Gnutella, built by hand.

import type { Seen, Step } from './cuts.js'

export const CONNECT =
  'GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/2.4.4\r\nX-Ultrapeer: False\r\n\r\n'
export const ACCEPT = 'GNUTELLA/0.6 200 OK\r\n\r\n'
export const GUID = 'd0e1f203a4b5c6d7ff18293a4b5c6d00'

export const midstream = { midstream: true }
export const udp = { transport: 'udp' as const }

export function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
}

export function text(side: 0 | 1, words: string): Step {
  return { side, bytes: Buffer.from(words, 'latin1') }
}

/** Of side 0. */
export function from(...pieces: readonly Uint8Array[]): Step[] {
  return pieces.map((bytes) => ({ side: 0, bytes }))
}

export interface Shape {
  readonly type: number
  readonly payload?: Buffer
  readonly ttl?: number
  readonly hops?: number
  readonly length?: number
}

export function descriptor(shape: Shape): Buffer {
  const { type, payload = Buffer.alloc(0), ttl = 1, hops = 0, length = payload.length } = shape
  const header = Buffer.concat([hex(GUID), Buffer.from([type, ttl, hops]), Buffer.alloc(4)])
  header.writeUInt32LE(length, 19)
  return Buffer.concat([header, payload])
}

export const ping = descriptor({ type: 0 })
export const pong = descriptor({ type: 1, payload: hex('ca18 0a090807 7b000000 55f80600') })
export const query = descriptor({ type: 0x80, payload: Buffer.from('\0\0metallica\0', 'latin1') })

/** The type of each descriptor, and of a head that it is one. */
export function kinds(messages: readonly Seen[]): (number | 'head')[] {
  return messages.map(({ main, fields }) => (main === null ? Number(fields['type']?.[0]) : 'head'))
}
