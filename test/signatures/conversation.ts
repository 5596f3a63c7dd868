// Test vectors said on flows: each its own packet, after a handshake where there is one.

import type { Packet } from '../../src/front/front.js'
import { play } from '../../src/rehearsal/delivery.js'
import type { Delivery } from '../../src/rehearsal/delivery.js'
import type { ScriptedFlow, Step } from '../../src/rehearsal/script.js'

export interface Line {
  readonly toServer: boolean
  readonly bytes: Uint8Array
}

/** What is said on one flow; flows begin in their order, one when the other has said all. */
export interface Leg {
  readonly transport: 'tcp' | 'udp'
  readonly port: number
  readonly server?: string
  readonly lines: readonly Line[]
}

export interface Played {
  readonly packets: readonly Packet[]
  /** Number of the packet that carries each line, leg after leg. */
  readonly numbers: readonly number[]
}

const IN_ONE: Delivery = {
  name: 'a packet each',
  arrange: ({ length }) => [{ from: 0, to: length }],
}
const SERVER = '192.0.2.2'
const FIRST_CLIENT_PORT = 1025

export function converse(legs: readonly Leg[]): Played {
  const steps = legs.flatMap(({ transport, port, server = SERVER, lines }, index): Step[] => {
    const flow: ScriptedFlow = {
      transport,
      clientPort: FIRST_CLIENT_PORT + index,
      server,
      serverPort: port,
      midstream: false,
    }
    return [
      { kind: 'open', flow, atMs: 0 },
      ...lines.map((line): Step => ({ kind: 'send', flow, ...line, atMs: 0 })),
    ]
  })
  const timed = steps.map((step, atMs) => ({ ...step, atMs }))
  const { packets } = play({ steps: timed, endMs: steps.length }, IN_ONE)
  const numbers = packets.filter(({ bytes }) => bytes.length > 0).map(({ number }) => number)
  return { packets, numbers }
}
