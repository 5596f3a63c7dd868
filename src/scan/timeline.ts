// Captures of which the packets follow one another, through one pipeline.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Capture } from '../capture/capture.js'
import { CaptureWindow } from '../capture/window.js'
import type { PacketRef } from '../desk/consumer.js'
import { Decoder } from '../front/plain/decode/decoder.js'
import type { DecoderOptions } from '../front/plain/decode/decoder.js'
import { STOP } from '../front/front.js'
import type { Front, Micros } from '../front/front.js'
import type { Pipeline } from './pipeline.js'

/** Counters of limits that no flow is told of: the front and the decoder know nothing of events. */
const EVICTIONS = [
  ['evicted flows', 'imids.limit.flows'],
  ['fragments evicted', 'imids.limit.fragments'],
] as const

export class Timeline {
  private readonly decoder: Decoder
  private packets = 0
  private bytes = 0
  /** The last packet that was read. */
  private last: PacketRef = { number: 0, time: 0, file: '' }

  /** @param onEvent hears of packets that are malformed, by the decoder's name for it, and of limits of the whole scan */
  constructor(
    private readonly pipeline: Pipeline,
    options: Partial<DecoderOptions> = {},
    private readonly onEvent: (event: string, packet: PacketRef) => void = () => undefined,
  ) {
    this.decoder = new Decoder(options)
  }

  /** Reads a capture to its end, or until `interrupted` says so between two chunks. What is wrong with it, it says itself. */
  async read(capture: Capture, interrupted: () => boolean): Promise<void> {
    const { front, desk } = this.pipeline
    const { memory, at, length } = front.lend()
    const window = new CaptureWindow(capture, memory, at, length)
    desk.file(capture.name)
    while (!interrupted() && (await window.refill())) {
      this.walk(window, front)
      await nextTurn() // files are read at once: without it, no signal is heard before their end
    }
    this.packets += window.packets
    this.last = { number: window.packets, time: front.ledger.clock, file: capture.name }
    this.bytes += capture.position
  }

  private walk(window: CaptureWindow, front: Front): void {
    const { desk } = this.pipeline
    let revision = -1
    for (;;) {
      const { section } = window.capture
      if (section.revision !== revision) {
        revision = section.revision
        front.section(section)
      }
      window.at = front.run(window.at, window.end, window.packets)
      window.packets += front.ledger.packets
      if (front.ledger.packets > 0) window.record.timeUs = front.ledger.time
      desk.consume()
      if (front.ledger.stop === STOP.full) continue
      if (!window.next()) return
      this.decode(window, front)
      desk.consume()
    }
  }

  private decode({ buffer, record, packets, capture }: CaptureWindow, front: Front): void {
    const packet = this.decoder.decode(buffer, record, packets)
    for (const event of this.decoder.events)
      this.onEvent(event, { number: packets, time: record.timeUs, file: capture.name })
    if (packet === null) front.pass(record.timeUs)
    else front.inject(packet)
  }

  get clock(): Micros {
    return this.pipeline.front.ledger.clock
  }

  /** The last capture was read. What had to make room before flows could be told of is an event. @returns what was counted, by name */
  end(): Map<string, number> {
    this.pipeline.desk.finish()
    const counts = new Map([
      ['packets', this.packets],
      ['bytes', this.bytes],
    ])
    for (const more of [this.pipeline.counts(), this.decoder.counts])
      for (const [name, count] of more) counts.set(name, (counts.get(name) ?? 0) + count)
    for (const [name, event] of EVICTIONS)
      if ((counts.get(name) ?? 0) > 0) this.onEvent(event, this.last)
    this.pipeline.front.release()
    return counts
  }
}
