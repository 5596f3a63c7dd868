// What the sides of each flow of a capture said, for framers to read: Ethernet, IPv4, no fragments, first copy of what was
// sent twice. Lost bytes are left out, and noted.

import { readFileSync } from 'node:fs'
import type { Side } from '../../src/frame/framer.js'
import type { Turn } from './conversation.js'

export interface CapturedFlow {
  readonly transport: 'tcp' | 'udp'
  /** Ports of side 0, which sent first, and of side 1. */
  readonly ports: readonly [number, number]
  readonly turns: Turn[]
  /** A SYN was seen. */
  hasStart: boolean
  hasHoles: boolean
}

const TCP = 6
const UDP = 17
const SYN = 2
const RST = 4

export function flowsOf(path: string): CapturedFlow[] {
  const file = readFileSync(path)
  const flows = new Map<string, CapturedFlow & { next: [number | null, number | null] }>()
  for (let at = 24; at + 16 <= file.length;) {
    const length = file.readUInt32LE(at + 8)
    const frame = file.subarray(at + 16, at + 16 + length)
    at += 16 + length
    if (frame.length < 34 || frame.readUInt16BE(12) !== 0x0800) continue
    const packet = frame.subarray(14, 14 + frame.readUInt16BE(16))
    const headerLength = (packet[0] ?? 0) * 4 - 0x100
    const protocol = packet[9]
    const segment = packet.subarray(headerLength)
    if ((protocol !== TCP && protocol !== UDP) || segment.length < 8) continue
    const from = `${packet.readUInt32BE(12)}:${segment.readUInt16BE(0)}`
    const to = `${packet.readUInt32BE(16)}:${segment.readUInt16BE(2)}`
    const side: Side = flows.has(`${protocol} ${to} ${from}`) ? 1 : 0
    const key = side === 0 ? `${protocol} ${from} ${to}` : `${protocol} ${to} ${from}`
    const flow = flows.get(key) ?? {
      transport: protocol === TCP ? 'tcp' : 'udp',
      ports: [segment.readUInt16BE(0), segment.readUInt16BE(2)],
      turns: [],
      hasStart: false,
      hasHoles: false,
      next: [null, null],
    }
    flows.set(key, flow)
    if (protocol === UDP) {
      flow.turns.push([side, segment.subarray(8).toString('latin1')])
      continue
    }
    const flags = segment[13] ?? 0
    let sequence = segment.readUInt32BE(4)
    let payload = segment.subarray(((segment[12] ?? 0) >> 4) * 4)
    if ((flags & SYN) !== 0) {
      flow.hasStart = true
      flow.next[side] = (sequence + 1) >>> 0
      continue
    }
    if (payload.length === 0 || (flags & RST) !== 0) continue
    const missing = (sequence - (flow.next[side] ?? sequence)) | 0
    if (missing > 0) flow.hasHoles = true
    if (missing < 0) {
      payload = payload.subarray(-missing)
      sequence = (sequence - missing) >>> 0
    }
    if (payload.length === 0) continue
    flow.turns.push([side, payload.toString('latin1')])
    flow.next[side] = (sequence + payload.length) >>> 0
  }
  return [...flows.values()]
}
