// Reads captures to their end and keeps all of it, for tests to look at.

import type { CaptureProblem, Opened, Section } from '../../src/capture/capture.js'
import { MAXIMUM_RECORD_LENGTH } from '../../src/capture/capture.js'
import { openSource } from '../../src/capture/open.js'
import { CaptureWindow } from '../../src/capture/window.js'
import { bytesSource } from '../support/bytes-source.js'

export interface ReadPacket {
  bytes: string
  interface: number
  linkType: number
  timeUs: number
  wireLength: number
}

export interface ReadCapture {
  packets: ReadPacket[]
  problem: CaptureProblem | null
  section: Section | null
}

const lent = new Uint8Array(2 * MAXIMUM_RECORD_LENGTH)

export async function readOpened(opened: Opened): Promise<ReadCapture> {
  if (!opened.ok) return { packets: [], problem: opened.problem, section: null }
  const { capture } = opened
  const window = new CaptureWindow(capture, lent)
  const packets: ReadPacket[] = []
  do
    while (window.next()) {
      const { from, to, interface: index, linkType, timeUs, wireLength } = window.record
      const bytes = Buffer.from(lent.subarray(from, to)).toString('latin1')
      packets.push({ bytes, interface: index, linkType, timeUs, wireLength })
    }
  while (await window.refill())
  capture.close()
  return { packets, problem: capture.problem, section: capture.section }
}

export async function readBytes(bytes: Uint8Array, portion?: number): Promise<ReadCapture> {
  return readOpened(await openSource('test', bytesSource(bytes, portion)))
}
