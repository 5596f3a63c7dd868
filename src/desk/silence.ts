// Flows that have just begun and said nothing yet: an expectation that comes a moment late may still be meant for one.
//
// That is asked rarely and flows begin all the time, so of each birth only a line is written down, over the oldest one:
// which of the flows still live and are silent is found out when it is asked.

import type { Birth, FlowId, Front, Micros, PieceId } from '../front/front.js'
import { PIECE } from '../front/front.js'
import type { LedgerView } from './ledger-view.js'

/** Nobody looks further back. */
export const LOOK_BACK: Micros = 2_000_000
/** Births that are remembered. */
const MOST = 0x4000

export class Births {
  private readonly flows = new Uint32Array(MOST)
  /** The first packet of each, which tells whether its record is another flow's by now. */
  private readonly packets = new Uint32Array(MOST)
  private readonly times = new Float64Array(MOST)
  private readonly clocks = new Float64Array(MOST)
  /** So far. */
  private count = 0

  constructor(
    private readonly front: Front,
    private readonly view: LedgerView,
  ) {}

  /** The batch is done with. */
  endBatch(): void {
    const { view } = this
    for (let nth = 0; nth < view.born; nth++) {
      const piece = view.bornPiece(nth)
      const { firstPacket, firstTime } = view.birth(piece)
      const place = this.count++ % MOST
      this.flows[place] = view.flow(piece)
      this.packets[place] = firstPacket
      this.times[place] = firstTime
      this.clocks[place] = view.micros(piece, PIECE.clock)
    }
  }

  /**
   * Flows that began at `since` or later, oldest first, and were silent and alive before the piece `cursor`, when it was
   * `clock`.
   */
  silentSince(since: Micros, cursor: number, clock: Micros): FlowId[] {
    const { front, view } = this
    const silent: FlowId[] = []
    const look = (flow: FlowId, birth: Birth) => {
      const is = front.isSilent(flow, birth, cursor as PieceId) && front.idleDeadline(flow) > clock
      if (is) silent.push(flow)
    }
    let born = 0
    while (born < view.born && view.bornPiece(born) < cursor) born++
    for (let nth = born - 1; nth >= 0; nth--) {
      const piece = view.bornPiece(nth)
      if (view.micros(piece, PIECE.clock) >= since) look(view.flow(piece), view.birth(piece))
    }
    for (let back = 1; back <= Math.min(this.count, MOST - born); back++) {
      const place = (this.count - back) % MOST
      if ((this.clocks[place] ?? 0) < since) break
      const firstPacket = this.packets[place] ?? 0
      const firstTime = this.times[place] ?? 0
      look((this.flows[place] ?? 0) as FlowId, { firstPacket, firstTime })
    }
    return silent.reverse()
  }
}
