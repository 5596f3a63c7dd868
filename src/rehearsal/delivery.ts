// A script as packets, in each of the ways in which a network may deliver the same conversation. All of them must lead to
// the same reports.

import type { Micros, Packet } from '../front/front.js'
import { CLIENT } from './script.js'
import type { Script, ScriptedFlow, Step } from './script.js'

export interface Delivery {
  readonly name: string
  /** What comes first is not what was sent first: of a flow met midway, that changes where it begins. */
  readonly reorders?: boolean
  readonly arrange: (payload: Uint8Array) => readonly Segment[]
}

/** A stretch of one payload. */
export interface Segment {
  readonly from: number
  readonly to: number
}

const SEGMENT_LENGTH = 1400

const whole = (payload: Uint8Array): Segment[] => cutEvery(payload.length, SEGMENT_LENGTH)

/** As sent. The only one for datagrams. */
export const AS_SENT: Delivery = { name: 'as written', arrange: whole }

/**
 * The others, for TCP. @param longest length of the longest payload: each has a boundary at every place in one of them
 */
export function deliveries(longest: number): Delivery[] {
  const cuts = Array.from(
    { length: Math.max(0, Math.min(longest, SEGMENT_LENGTH) - 1) },
    (_, index) => index + 1,
  )
  return [
    { name: 'one byte a segment', arrange: ({ length }) => cutEvery(length, 1) },
    ...cuts.map((at) => ({
      name: `cut behind byte ${at}`,
      arrange: (payload: Uint8Array) => cutAt(payload, at),
    })),
    {
      name: 'segments in reverse order',
      reorders: true,
      arrange: (payload) => thirds(payload).reverse(),
    },
    {
      name: 'every segment sent twice',
      arrange: (payload) => thirds(payload).flatMap((part) => [part, part]),
    },
    { name: 'segments that overlap', arrange: (payload) => thirds(payload).map(stretched) },
  ]
}

function cutEvery(length: number, size: number): Segment[] {
  return Array.from({ length: Math.ceil(length / size) }, (_, index) => ({
    from: index * size,
    to: Math.min(length, (index + 1) * size),
  }))
}

function cutAt(payload: Uint8Array, at: number): Segment[] {
  if (at >= payload.length) return whole(payload)
  return [{ from: 0, to: at }, ...cutEvery(payload.length - at, SEGMENT_LENGTH).map(moved(at))]
}

const moved =
  (by: number) =>
  ({ from, to }: Segment): Segment => ({ from: from + by, to: to + by })

function thirds({ length }: Uint8Array): Segment[] {
  return cutEvery(length, Math.max(1, Math.ceil(length / 3)))
}

/** Begins two bytes earlier, if there are any. */
function stretched({ from, to }: Segment): Segment {
  return { from: Math.max(0, from - 2), to }
}

// ---- packets

const FIN = 0x01
const SYN = 0x02
const ACK = 0x10
const FIRST_SEQUENCE = { client: 0xfffffff0, server: 1_000_000 }
/** 2002-04-01, so that printed times look like times. */
const EPOCH_US = 1_017_619_200_000_000

export interface Played {
  readonly packets: readonly Packet[]
  /** When the capture ends. */
  readonly end: Micros
}

/** Plays the whole script. Segments of one payload share its millisecond, however many they are. */
export function play(script: Script, delivery: Delivery): Played {
  const stage = new Stage()
  for (const step of script.steps) stage.perform(step, delivery)
  return { packets: stage.packets, end: EPOCH_US + script.endMs * 1000 }
}

class Stage {
  readonly packets: Packet[] = []
  private readonly next = new Map<ScriptedFlow, { client: number; server: number; hole: boolean }>()
  private atUs = 0

  perform(step: Step, delivery: Delivery): void {
    this.atUs = EPOCH_US + step.atMs * 1000
    const { flow } = step
    switch (step.kind) {
      case 'open':
        this.open(flow)
        break
      case 'send':
        if (flow.transport === 'udp') this.packet(flow, step.toServer, step.bytes, 0, 0)
        else this.send(flow, step.toServer, step.bytes, delivery.arrange(step.bytes))
        break
      case 'lose':
        this.advance(flow, step.toServer, step.length)
        this.ends(flow).hole = true
        break
      case 'close':
        if (flow.transport === 'tcp') this.close(flow)
        break
    }
  }

  private open(flow: ScriptedFlow): void {
    this.next.set(flow, { ...FIRST_SEQUENCE, hole: false })
    if (flow.transport === 'udp' || flow.midstream) return
    this.packet(flow, true, NONE, SYN, 0)
    this.advance(flow, true, 1)
    this.packet(flow, false, NONE, SYN | ACK, 0)
    this.advance(flow, false, 1)
    this.packet(flow, true, NONE, ACK, 0)
  }

  private send(
    flow: ScriptedFlow,
    toServer: boolean,
    bytes: Uint8Array,
    segments: readonly Segment[],
  ): void {
    for (const { from, to } of segments)
      this.packet(flow, toServer, bytes.subarray(from, to), ACK, from)
    this.advance(flow, toServer, bytes.length)
    // The receiver's acknowledgement tells that the bytes before were only missed by whoever captured.
    if (this.ends(flow).hole) this.packet(flow, !toServer, NONE, ACK, 0)
  }

  private close(flow: ScriptedFlow): void {
    this.packet(flow, true, NONE, FIN | ACK, 0)
    this.advance(flow, true, 1)
    this.packet(flow, false, NONE, FIN | ACK, 0)
    this.advance(flow, false, 1)
    this.packet(flow, true, NONE, ACK, 0)
  }

  private ends(flow: ScriptedFlow): { client: number; server: number; hole: boolean } {
    const ends = this.next.get(flow)
    if (ends === undefined) throw new Error('a flow speaks before it is opened')
    return ends
  }

  private advance(flow: ScriptedFlow, toServer: boolean, by: number): void {
    const ends = this.ends(flow)
    if (toServer) ends.client += by
    else ends.server += by
  }

  private packet(
    flow: ScriptedFlow,
    toServer: boolean,
    payload: Uint8Array,
    flags: number,
    from: number,
  ): void {
    const { client, server } = this.ends(flow)
    const tcp = flow.transport === 'tcp'
    const [clientAddress, serverAddress] = [
      addressBytes(CLIENT, flow),
      addressBytes(flow.server, flow),
    ]
    this.packets.push({
      number: this.packets.length + 1,
      time: this.atUs,
      length: 40 + payload.length,
      vlans: [],
      version: flow.server.includes(':') ? 6 : 4,
      source: toServer ? clientAddress : serverAddress,
      destination: toServer ? serverAddress : clientAddress,
      timeToLive: 64,
      transport: flow.transport,
      sourcePort: toServer ? flow.clientPort : flow.serverPort,
      destinationPort: toServer ? flow.serverPort : flow.clientPort,
      sequence: tcp ? ((toServer ? client : server) + from) >>> 0 : 0,
      acknowledgement: tcp ? (toServer ? server : client) >>> 0 : 0,
      flags,
      window: 0xffff,
      windowScale: -1,
      urgent: 0,
      bytes: payload,
      payloadStart: 0,
      payloadEnd: payload.length,
      wirePayload: payload.length,
    })
  }
}

const NONE = new Uint8Array(0)

/** The client has an address of the server's kind: 192.0.2.1 or 2001:db8::1. */
function addressBytes(address: string, flow: ScriptedFlow): Uint8Array {
  if (!flow.server.includes(':')) return Uint8Array.from(address.split('.'), Number)
  return ipv6Bytes(address.includes(':') ? address : '2001:db8::1')
}

/** RFC 4291 2.2: eight groups, `::` for as many zero groups as are missing. */
function ipv6Bytes(address: string): Uint8Array {
  const [head = '', tail] = address.split('::')
  const groups = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => parseInt(group, 16))
  const [first, last] = [groups(head), groups(tail ?? '')]
  const all =
    tail === undefined
      ? first
      : [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]))
}
