// What was said on the flows of a recording, step by step. For recordings that lost nothing: segments are put in order by
// their sequence numbers, and a byte that came twice counts once. Ethernet, raw IP or Linux cooked; IPv4.

import { readFileSync } from 'node:fs'
import type { Side } from '../../src/frame/framer.js'
import { shared } from '../support/shared.js'
import type { Step } from './cuts.js'

export interface Conversation {
  readonly transport: 'tcp' | 'udp'
  /** Of the side that opened, or was heard first: 0. */
  readonly client: string
  readonly server: string
  readonly steps: readonly Step[]
}

/** The conversations of a capture of the shared data in the order of their first packets; null where it is absent. */
export function conversationsOf(capture: string): readonly Conversation[] | null {
  const path = shared(`captures/${capture}`)
  return path === null ? null : conversations(readFileSync(path))
}

/** Length of the link header by link type. */
const LINK_HEADERS: Readonly<Record<number, number>> = { 1: 14, 101: 0, 113: 16 }
const TCP = 6
const UDP = 17

interface Stream {
  /** Sequence number of the next byte; null before the first. */
  next: number | null
  readonly early: Map<number, Buffer>
}

interface Talk {
  readonly client: string
  readonly server: string
  readonly transport: 'tcp' | 'udp'
  readonly steps: Step[]
  readonly streams: readonly [Stream, Stream]
}

export function conversations(file: Buffer): readonly Conversation[] {
  const talks = new Map<string, Talk>()
  const header = LINK_HEADERS[file.readUInt32LE(20)]
  if (file.readUInt32LE(0) !== 0xa1b2c3d4 || header === undefined)
    throw new Error('another kind of capture')
  for (let at = 24; at < file.length;) {
    const length = file.readUInt32LE(at + 8)
    take(file.subarray(at + 16 + header, at + 16 + length), talks)
    at += 16 + length
  }
  return [...talks.values()]
}

function take(packet: Buffer, talks: Map<string, Talk>): void {
  if ((packet[0] ?? 0) >> 4 !== 4) return
  const protocol = packet[9] ?? 0
  if (protocol !== TCP && protocol !== UDP) return
  const head = ((packet[0] ?? 0) & 15) * 4
  const body = packet.subarray(head, packet.readUInt16BE(2))
  const from = `${[...packet.subarray(12, 16)].join('.')}:${body.readUInt16BE(0)}`
  const to = `${[...packet.subarray(16, 20)].join('.')}:${body.readUInt16BE(2)}`
  const transport = protocol === TCP ? 'tcp' : 'udp'

  const key = [transport, ...[from, to].sort()].join(' ')
  const syn = protocol === TCP && ((body[13] ?? 0) & 0x12) === 0x02
  let talk = talks.get(key)
  if (talk === undefined) {
    const streams = [newStream(), newStream()] as const
    talk = { client: from, server: to, transport, steps: [], streams }
    talks.set(key, talk)
  }
  const side: Side = from === talk.client ? 0 : 1
  if (protocol === UDP) {
    talk.steps.push({ side, bytes: Buffer.from(body.subarray(8)) })
    return
  }
  const flags = body[13] ?? 0
  const stream = talk.streams[side]
  const sequence = (body.readUInt32BE(4) + (flags & 0x02 ? 1 : 0)) >>> 0
  const payload = Buffer.from(body.subarray(((body[12] ?? 0) >> 4) * 4))
  if (syn || stream.next === null) stream.next = sequence
  if (payload.length > 0) stream.early.set(sequence, payload)
  for (const bytes of inOrder(stream)) talk.steps.push({ side, bytes })
}

function newStream(): Stream {
  return { next: null, early: new Map() }
}

function* inOrder(stream: Stream): Generator<Buffer> {
  for (let found = true; found;) {
    found = false
    for (const [sequence, bytes] of stream.early) {
      const known = ((stream.next ?? 0) - sequence) | 0
      if (known < 0) continue
      stream.early.delete(sequence)
      if (known >= bytes.length) continue
      stream.next = (sequence + bytes.length) >>> 0
      yield bytes.subarray(known)
      found = true
    }
  }
}
