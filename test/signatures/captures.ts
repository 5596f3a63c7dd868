// Capture files, scanned with the bundled pack, or taken apart into packets.

import type { Capture } from '../../src/capture/capture.js'
import { openCapture } from '../../src/capture/open.js'
import { CaptureWindow } from '../../src/capture/window.js'
import { Decoder } from '../../src/front/plain/decode/decoder.js'
import type { Packet } from '../../src/front/front.js'
import type { Report } from '../../src/output/sink.js'
import { Timeline } from '../../src/scan/timeline.js'
import { pipelineInto } from './pack.js'

/** All that is reported on a capture; secrets are written unless told otherwise. */
export async function scan(path: string, reveal = true): Promise<Report[]> {
  const reports: Report[] = []
  const timeline = new Timeline(pipelineInto(reports, reveal))
  await reading(path, (capture) => timeline.read(capture, () => false))
  timeline.end()
  return reports
}

/** The packets of a capture, each with bytes of its own. */
export async function packetsOf(path: string): Promise<readonly Packet[]> {
  const packets: Packet[] = []
  const decoder = new Decoder()
  await reading(path, async (capture) => {
    const window = new CaptureWindow(capture, new Uint8Array(0x80000))
    while (await window.refill())
      while (window.next()) {
        const packet = decoder.decode(window.buffer, window.record, window.packets)
        if (packet !== null) packets.push(copyOf(packet))
      }
  })
  return packets
}

async function reading(path: string, read: (capture: Capture) => Promise<void>): Promise<void> {
  const opened = await openCapture(path)
  if (!opened.ok) throw new Error(`${path}: ${opened.problem.message}`)
  try {
    await read(opened.capture)
  } finally {
    opened.capture.close()
  }
}

function copyOf(packet: Packet): Packet {
  const { source, destination, vlans, bytes, payloadStart, payloadEnd } = packet
  return {
    ...packet,
    source: source.slice(),
    destination: destination.slice(),
    vlans: [...vlans],
    bytes: bytes.slice(payloadStart, payloadEnd),
    payloadStart: 0,
    payloadEnd: payloadEnd - payloadStart,
  }
}
