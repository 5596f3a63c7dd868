// The framers of a UDP flow. A datagram is whole, so nothing is kept from one to the next but what framers know.

import type { Framer, Framing, Side } from '../frame/framer.js'
import type { Stretch } from './backlog.js'
import type { DeskLimit } from './counts.js'
import type { Ready } from './framing.js'
import type { DeskPlan } from './plan.js'

interface Running {
  readonly framer: Framer
  readonly framing: Framing
  /** Messages so far, by side. */
  readonly counted: [number, number]
}

/** Is there a message in the datagram, for a framer that knows nothing of its flow? */
export function isReadable(framer: Framer, { bytes, start, end }: Stretch, side: Side): boolean {
  const window = { bytes, start, end, scanned: 0, final: true, first: true }
  const { kind } = framer.open('udp').cut(side, window)
  return kind === 'message' || kind === 'skip'
}

/** The flow that they are of. */
export interface DatagramOwner {
  framing(framer: Framer): Framing
  deliver(side: Side, framer: Framer, ready: Ready): void
  reached(limit: DeskLimit): void
}

export class Datagrams {
  /** Framers that have read a datagram of this flow, or were asked for: they are offered all that follow. */
  private readonly running: Running[] = []

  constructor(
    private readonly plan: DeskPlan,
    private readonly flow: DatagramOwner,
  ) {}

  /** Is every datagram wanted? */
  get wanted(): boolean {
    return this.running.length > 0
  }

  start(framer: Framer): void {
    if (this.running.some((one) => one.framer === framer)) return
    this.running.push({ framer, framing: this.flow.framing(framer), counted: [0, 0] })
  }

  /** @param candidates framers that could read it, as its first bytes or a literal in it say */
  take(side: Side, datagram: Stretch, candidates: readonly Framer[]): void {
    for (const framer of this.plan.framers) {
      const running = this.running.find((one) => one.framer === framer)
      if (running !== undefined) this.read(running, side, datagram)
      else if (candidates.includes(framer)) {
        const fresh = {
          framer,
          framing: this.flow.framing(framer),
          counted: [0, 0] as [number, number],
        }
        if (this.read(fresh, side, datagram)) this.running.push(fresh)
      }
    }
  }

  /** @returns whether there was a message */
  private read({ framer, framing, counted }: Running, side: Side, datagram: Stretch): boolean {
    const { bytes, end, packet } = datagram
    let found = false
    let start = datagram.start
    while (start < end) {
      const cut = framing.cut(side, { bytes, start, end, scanned: 0, final: true, first: true })
      if (cut.kind === 'lost' || cut.kind === 'more' || cut.length <= 0) break
      if (cut.kind !== 'message') start += cut.length
      else {
        const offset = datagram.offset + start - datagram.start
        const length = Math.min(cut.length, end - start)
        if (length > framer.limit) {
          this.flow.reached('message')
          break
        }
        found = true
        const messages = [cut.message, ...(cut.further ?? [])]
        this.flow.deliver(side, framer, { messages, offset, length, index: counted[side], packet })
        counted[side] += messages.length
        start += cut.length + cut.skip
      }
    }
    return found
  }
}
