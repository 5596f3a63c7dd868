// What the sides of the flows of a recorded capture said: Ethernet and IPv4, nothing lost and nothing sent twice.

import { readFileSync } from 'node:fs'
import { describe, it, test } from 'vitest'
import type { Side } from '../../src/frame/framer.js'
import { shared } from '../support/shared.js'
import type { Step } from './cuts.js'

export interface RecordedFlow {
  readonly transport: 'tcp' | 'udp'
  /** Of side 0, which sent first, and of side 1. */
  readonly ports: readonly [number, number]
  /** No SYN is in the capture. */
  midstream: boolean
  readonly steps: Step[]
}

const [TCP, UDP] = [6, 17]
const SYN = 2
const [FILE_HEADER, RECORD_HEADER, ETHERNET_HEADER] = [24, 16, 14]

/** A test for each capture, by its path below `captures/`; skipped, and says so, where the shared data is absent. */
export function testRecorded(
  paths: readonly string[],
  body: (path: string, flows: readonly RecordedFlow[]) => void,
): void {
  if (shared('captures') === null)
    describe('recordings', () => it.skip('needs the shared data (IMIDS_SHARED)'))
  else test.each(paths)('%s', (path) => body(path, flowsOf(`${shared(`captures/${path}`)}`)))
}

/** In the order of their first packets. */
function flowsOf(file: string): readonly RecordedFlow[] {
  const capture = readFileSync(file)
  const flows = new Map<string, RecordedFlow>()
  for (let at = FILE_HEADER; at < capture.length;) {
    const length = capture.readUInt32LE(at + 8)
    const frame = capture.subarray(at + RECORD_HEADER, at + RECORD_HEADER + length)
    at += RECORD_HEADER + length
    if (frame.readUInt16BE(12) === 0x0800) readPacket(frame.subarray(ETHERNET_HEADER), flows)
  }
  return [...flows.values()]
}

function readPacket(frame: Buffer, flows: Map<string, RecordedFlow>): void {
  const packet = frame.subarray(0, frame.readUInt16BE(2))
  const protocol = packet.readUInt8(9)
  if (protocol !== TCP && protocol !== UDP) return
  const segment = packet.subarray(4 * (packet.readUInt8(0) & 0x0f))
  const ports = [segment.readUInt16BE(0), segment.readUInt16BE(2)] as const
  const from = `${packet.readUInt32BE(12)}:${ports[0]}`
  const to = `${packet.readUInt32BE(16)}:${ports[1]}`
  const side: Side = flows.has(`${protocol} ${to} ${from}`) ? 1 : 0
  const name = side === 0 ? `${protocol} ${from} ${to}` : `${protocol} ${to} ${from}`
  const transport = protocol === TCP ? 'tcp' : 'udp'
  const flow = flows.get(name) ?? { transport, ports, midstream: true, steps: [] }
  flows.set(name, flow)
  if (protocol === TCP && (segment.readUInt8(13) & SYN) !== 0) flow.midstream = false
  const bytes = segment.subarray(protocol === TCP ? 4 * (segment.readUInt8(12) >> 4) : 8)
  if (bytes.length > 0) flow.steps.push({ side, bytes })
}
