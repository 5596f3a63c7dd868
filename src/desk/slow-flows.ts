// Flows with a hole. The front shows their segments as they come; here they are put in order and fed back to the front,
// which looks for literals in them as in all others.

import type { Front, PieceId } from '../front/front.js'
import { PIECE } from '../front/front.js'
import type { PacketRef } from './consumer.js'
import type { Counts } from './counts.js'
import type { TrackedFlow } from './flow.js'
import type { Keep, Keeper } from './keep.js'
import type { LedgerView } from './ledger-view.js'
import { Reassembly } from './reassembly.js'
import type { ReassemblyLimits, Released } from './reassembly.js'

const FIN = 0x01
const SYN = 0x02
const ACK = 0x10

/**
 * Hears of bytes that are in order now, as a piece that was fed. They are to be taken at once. `answers`: the other side has
 * sent bytes, too.
 */
export type OnFed = (
  flow: TrackedFlow,
  piece: PieceId,
  released: Released,
  answers: boolean,
) => void

export class SlowFlows {
  private readonly slow = new Map<TrackedFlow, SlowFlow>()
  /** Those that something came for in this batch: all others stand as they stood. */
  private readonly touched = new Set<TrackedFlow>()

  constructor(
    private readonly front: Front,
    private readonly view: LedgerView,
    private readonly keep: Keep,
    private readonly counts: Counts,
    private readonly limits: ReassemblyLimits,
    private readonly onFed: OnFed,
  ) {}

  /**
   * Takes a raw piece.
   * @returns how far ahead of what was expected it begins, and whether bytes that came twice differ
   */
  take(
    flow: TrackedFlow,
    piece: number,
    packet: PacketRef,
  ): { readonly ahead: number; readonly differs: boolean } {
    const { view } = this
    const slow = this.of(flow)
    const next = slow.reassembly.expected.next[view.side(piece)]
    const ahead = next === null ? 0 : (view.word(piece, PIECE.offset) - next) | 0
    const flags = view.word(piece, PIECE.kind) >>> 16
    let differs = false
    const released = slow.reassembly.take(
      {
        side: view.side(piece),
        sequence: (view.word(piece, PIECE.offset) + (flags & SYN ? 1 : 0)) >>> 0,
        acknowledgement: flags & ACK ? view.word(piece, PIECE.ack) : null,
        syn: (flags & SYN) !== 0,
        fin: (flags & FIN) !== 0,
        bytes: view.memory,
        start: view.word(piece, PIECE.start),
        end: view.word(piece, PIECE.end),
        packet,
      },
      {
        differs: () => (differs = true),
        limit: () => flow.reached('segments'),
      },
    )
    this.feed(slow, released, piece as PieceId)
    if (differs) this.counts.add('differing overlaps')
    return { ahead: Math.max(ahead, 0), differs }
  }

  /** Nothing follows on this flow, or nothing may be kept any longer: what waits behind holes is looked at as it is. */
  flush(flow: TrackedFlow): void {
    const slow = this.slow.get(flow)
    if (slow !== undefined) this.feed(slow, slow.reassembly.flush(), 0 as PieceId)
  }

  forget(flow: TrackedFlow): void {
    const slow = this.slow.get(flow)
    if (slow === undefined) return
    this.keep.release(slow)
    this.slow.delete(flow)
  }

  /** The batch is done with: flows that are whole again go back to the front. */
  endBatch(): void {
    for (const flow of this.touched) {
      const reassembly = this.slow.get(flow)?.reassembly
      if (reassembly?.whole !== true) continue
      const { next, offsets } = reassembly.expected
      this.front.steer.resume(flow.record, next, offsets)
      this.forget(flow)
    }
    this.touched.clear()
  }

  private feed(slow: SlowFlow, released: readonly Released[], like: PieceId): void {
    this.touched.add(slow.flow)
    slow.weigh(this.keep)
    for (const one of released) {
      const { side, bytes, gapBefore } = one
      if (gapBefore > 0) this.counts.add('gaps')
      const piece = this.front.feed(slow.flow.record, side, bytes, gapBefore, like)
      this.view.refresh(this.front.ledger)
      const answers = slow.reassembly.expected.offsets[side ? 0 : 1] > 0
      this.onFed(slow.flow, piece, one, answers)
    }
  }

  private of(flow: TrackedFlow): SlowFlow {
    let slow = this.slow.get(flow)
    if (slow === undefined) {
      const reassembly = new Reassembly(this.front.expected(flow.record), this.limits)
      slow = new SlowFlow(flow, reassembly, () => {
        flow.reached('kept')
        this.flush(flow)
      })
      this.slow.set(flow, slow)
    }
    return slow
  }
}

class SlowFlow implements Keeper {
  private weight = 0

  constructor(
    readonly flow: TrackedFlow,
    readonly reassembly: Reassembly,
    readonly giveUp: () => void,
  ) {}

  weigh(keep: Keep): void {
    const { weight } = this.reassembly
    if (weight > this.weight) keep.add(this, weight - this.weight)
    else keep.release(this, this.weight - weight)
    this.weight = weight
  }
}
