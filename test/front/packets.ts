// Packets made by hand, for fronts.

import type { Packet } from '../../src/front/front.js'

export const FIN = 1
export const SYN = 2
export const RST = 4
export const ACK = 16

const CLIENT = Uint8Array.of(10, 0, 0, 5)
const SERVER = Uint8Array.of(207, 46, 104, 20)

export interface Sketch {
  from: 'client' | 'server'
  transport?: 'tcp' | 'udp'
  sequence?: number
  acknowledgement?: number
  flags?: number
  payload?: string
  /** Bytes on the wire, where fewer were captured. */
  wire?: number
  /** Microseconds. */
  time?: number
  clientPort?: number
  window?: number
}

/** Numbers packets from 1 and lets a millisecond pass between them. */
export function packetMaker(): (sketch: Sketch) => Packet {
  let number = 0
  return (sketch) => {
    number++
    const payload = Buffer.from(sketch.payload ?? '', 'latin1')
    const toServer = sketch.from === 'client'
    const transport = sketch.transport ?? 'tcp'
    const ports = [sketch.clientPort ?? 1044, 1863] as const
    return {
      number,
      time: sketch.time ?? number * 1000,
      length: 40 + payload.length,
      vlans: [],
      version: 4,
      source: toServer ? CLIENT : SERVER,
      destination: toServer ? SERVER : CLIENT,
      timeToLive: 64,
      transport,
      sourcePort: toServer ? ports[0] : ports[1],
      destinationPort: toServer ? ports[1] : ports[0],
      sequence: (sketch.sequence ?? 0) >>> 0,
      acknowledgement: (sketch.acknowledgement ?? 0) >>> 0,
      flags: transport === 'tcp' ? (sketch.flags ?? ACK) : 0,
      window: sketch.window ?? 8192,
      windowScale: -1,
      urgent: 0,
      bytes: payload,
      payloadStart: 0,
      payloadEnd: payload.length,
      wirePayload: sketch.wire ?? payload.length,
    }
  }
}
