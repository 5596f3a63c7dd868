// A whole capture through a front alone, as `scan/timeline.ts` does it with a desk.

import { openSource } from '../../src/capture/open.js'
import { CaptureWindow } from '../../src/capture/window.js'
import { HIT, HIT_WORDS, PIECE, PIECE_WORDS, STOP } from '../../src/front/front.js'
import type { Front } from '../../src/front/front.js'
import { Decoder } from '../../src/front/plain/decode/decoder.js'

export interface Walked {
  packets: number
  /** Records that the front left to the plain decoder. */
  odd: number
  /** Batches that ended because the ledger was full. */
  full: number
  /** `time offset length` of each piece. */
  pieces: string[]
  /** `literal@end`, in the order of the ledger. */
  hits: string[]
}

export async function walk(front: Front, capture: Uint8Array): Promise<Walked> {
  const walked: Walked = { packets: 0, odd: 0, full: 0, pieces: [], hits: [] }
  const opened = await openSource('test', inMemory(capture))
  if (!opened.ok) throw new Error(opened.problem.message)
  const { memory, at, length } = front.lend()
  const window = new CaptureWindow(opened.capture, memory, at, length)
  const decoder = new Decoder({})
  let revision = -1
  while (await window.refill())
    for (;;) {
      const { section } = window.capture
      if (section.revision !== revision) front.section(section)
      revision = section.revision
      window.at = front.run(window.at, window.end, window.packets)
      window.packets += front.ledger.packets
      note(front, walked)
      if (front.ledger.stop === STOP.full) {
        walked.full++
        continue
      }
      if (!window.next()) break
      walked.odd++
      const packet = decoder.decode(memory, window.record, window.packets)
      if (packet === null) front.pass(window.record.timeUs)
      else front.inject(packet)
      note(front, walked)
    }
  walked.packets = window.packets
  return walked
}

function note({ ledger }: Front, walked: Walked): void {
  const { words, pieceAt, hitAt } = ledger
  for (let piece = 0; piece < ledger.pieces; piece++) {
    const word = (name: number) => words[pieceAt + piece * PIECE_WORDS + name] ?? 0
    const time = word(PIECE.time) + word(PIECE.time + 1) * 2 ** 32
    walked.pieces.push(`${time} ${word(PIECE.offset)} ${word(PIECE.end) - word(PIECE.start)}`)
  }
  for (let hit = 0; hit < ledger.hits; hit++) {
    const word = (name: number) => words[hitAt + hit * HIT_WORDS + name] ?? 0
    walked.hits.push(`${word(HIT.literal)}@${word(HIT.end)}`)
  }
}

function inMemory(bytes: Uint8Array) {
  let from = 0
  return {
    fill(buffer: Uint8Array, at: number, length: number): number {
      const part = bytes.subarray(from, from + length)
      buffer.set(part, at)
      from += part.length
      return part.length
    },
    close: () => undefined,
  }
}
