// What the desk wants to be shown of each flow. The front may have run ahead: then the pieces that are in the ledger
// already are put on the agenda here, which is the same as if the front had known.

import type { Side } from '../frame/framer.js'
import type { FlowId, Front, Offset } from '../front/front.js'
import { ENDS, PIECE } from '../front/front.js'
import { Columns, grown } from './columns.js'
import { widen } from './ledger-view.js'
import type { LedgerView } from './ledger-view.js'

/** Shorter stretches are not worth a promise. */
const WORTH_SKIPPING = 256
/** Offsets are compared in 32 bits by a front: no wish looks further ahead. */
const FURTHEST = 0x3fff_ffff

/**
 * A row for each flow of the front, and two for its sides: flows are many, and come and go.
 *
 *     from        what is wanted of the side: bytes from this offset on
 *     next        the next piece of this batch that is wanted, which is on the agenda; Infinity while all are that the
 *                 front knew of. `markedFrom` is the `from` by which it was found
 *     batch       that `next` and `piece` are about
 *     piece       the flow's last piece that was looked at in that batch, or -1
 *     watched     the flow's end is wanted
 */
class Rows extends Columns {
  from = new Float64Array(0)
  next = new Float64Array(0)
  markedFrom = new Float64Array(0)
  batch = new Uint32Array(0)
  piece = new Int32Array(0)
  watched = new Uint8Array(0)

  protected grow(rows: number): void {
    this.from = grown(this.from, new Float64Array(rows * 2).fill(Infinity))
    this.next = grown(this.next, new Float64Array(rows * 2))
    this.markedFrom = grown(this.markedFrom, new Float64Array(rows * 2))
    this.batch = grown(this.batch, new Uint32Array(rows))
    this.piece = grown(this.piece, new Int32Array(rows))
    this.watched = grown(this.watched, new Uint8Array(rows))
  }
}

export class Wishes {
  /** Pieces before it are done with. */
  cursor = 0
  private batch = 0
  private readonly rows = new Rows()

  constructor(
    private readonly front: Front,
    private readonly view: LedgerView,
  ) {}

  nextBatch(): void {
    this.batch++
    this.cursor = 0
  }

  /** A piece of this flow is being looked at. */
  at(flow: FlowId, piece: number): void {
    this.enter(flow)
    this.rows.piece[flow] = piece
  }

  /** The end of the flow is wanted. */
  watch(flow: FlowId): void {
    this.enter(flow)
    if (this.rows.watched[flow] === 1) return
    this.rows.watched[flow] = 1
    this.front.steer.watch(flow)
    const { view } = this
    for (let piece = this.after(flow); piece < view.pieces; piece = view.next(piece))
      if (piece >= this.cursor && view.word(piece, PIECE.kind) & ENDS) view.mark(piece)
  }

  /** Bytes of `side` from the offset `from` on are wanted. `position`: an offset near to those of the next pieces. */
  deliver(flow: FlowId, side: Side, from: Offset, position: Offset): void {
    this.enter(flow)
    const { rows } = this
    const row = flow * 2 + side
    if (rows.from[row] !== from) {
      rows.from[row] = from
      this.front.steer.deliver(flow, side, within(from, position))
    }
    if (from === Infinity) return
    const isMarked = from >= (rows.markedFrom[row] ?? 0) && (rows.next[row] ?? 0) >= this.cursor
    if (isMarked) return
    rows.markedFrom[row] = from
    rows.next[row] = this.markNext(flow, side, from, position)
  }

  /** Nothing in `[from, to)` will ever be wanted. @returns whether that was worth saying */
  skip(flow: FlowId, side: Side, from: Offset, to: Offset): boolean {
    if (to - from < WORTH_SKIPPING) return false
    this.front.steer.skip(flow, side, from, to)
    return true
  }

  /** Nothing more is wanted of it, and its record may be another flow's soon. */
  forget(flow: FlowId): void {
    this.rows.makeRoom(flow)
    this.rows.from.fill(Infinity, flow * 2, flow * 2 + 2)
    this.rows.batch[flow] = 0
    this.rows.watched[flow] = 0
  }

  private enter(flow: FlowId): void {
    const { rows, batch } = this
    rows.makeRoom(flow)
    if (rows.batch[flow] === batch) return
    rows.batch[flow] = batch
    rows.piece[flow] = -1
    for (const row of [flow * 2, flow * 2 + 1]) {
      rows.next[row] = Infinity
      rows.markedFrom[row] = rows.from[row] ?? Infinity
    }
  }

  /**
   * Puts the next piece that is wanted on the agenda, and no others: when it is looked at, the wish may be another.
   * @returns the piece, or Infinity if this batch has none
   */
  private markNext(flow: FlowId, side: Side, from: Offset, position: Offset): number {
    const { view } = this
    for (let piece = this.after(flow); piece < view.pieces; piece = view.next(piece)) {
      if (piece < this.cursor || view.side(piece) !== side) continue
      const length = view.word(piece, PIECE.end) - view.word(piece, PIECE.start)
      if (widen(view.word(piece, PIECE.offset), position) + length <= from) continue
      view.mark(piece)
      return piece
    }
    return Infinity
  }

  /** The next piece of the flow behind the one that was looked at last, or `pieces`. */
  private after(flow: FlowId): number {
    const { view } = this
    const piece = this.rows.piece[flow] ?? -1
    return piece >= 0 ? view.next(piece) : view.firstOf(flow, this.cursor)
  }
}

function within(from: Offset, position: Offset): Offset {
  return from === Infinity ? Infinity : Math.min(from, position + FURTHEST)
}
