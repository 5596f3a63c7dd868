// What the desk wants to be shown of each flow. The front may have run ahead: then the pieces that are in the ledger
// already are put on the agenda here, which is the same as if the front had known.

import type { Side } from '../frame/framer.js'
import type { FlowId, Front, Offset } from '../front/front.js'
import { ENDS, PIECE } from '../front/front.js'
import { widen } from './ledger-view.js'
import type { LedgerView } from './ledger-view.js'

/** Shorter stretches are not worth a promise. */
const WORTH_SKIPPING = 256
/** Offsets are compared in 32 bits by a front: no wish looks further ahead. */
const FURTHEST = 0x3fff_ffff

interface Wish {
  readonly from: [Offset, Offset]
  /**
   * The next piece of this batch that is wanted, which is on the agenda; Infinity while all are that the front knew of.
   * `markedFrom` is the `from` by which it was found.
   */
  readonly next: [number, number]
  readonly markedFrom: [Offset, Offset]
  /** That `next` is about. */
  batch: number
  /** Last piece of the flow that was visited in `batch`, or -1. */
  piece: number
  watched: boolean
}

export class Wishes {
  /** Pieces before it are done with. */
  cursor = 0
  private batch = 0
  private readonly byFlow = new Map<FlowId, Wish>()

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
    this.wish(flow).piece = piece
  }

  /** The end of the flow is wanted. */
  watch(flow: FlowId): void {
    const wish = this.wish(flow)
    if (wish.watched) return
    wish.watched = true
    this.front.steer.watch(flow)
    this.eachPiece(flow, wish, (piece) => {
      if (this.view.word(piece, PIECE.kind) & ENDS) this.view.mark(piece)
    })
  }

  /** Bytes of `side` from the offset `from` on are wanted. `position`: an offset near to those of the next pieces. */
  deliver(flow: FlowId, side: Side, from: Offset, position: Offset): void {
    const wish = this.wish(flow)
    if (wish.from[side] !== from) {
      wish.from[side] = from
      this.front.steer.deliver(flow, side, within(from, position))
    }
    if (from === Infinity) return
    if (from >= wish.markedFrom[side] && wish.next[side] >= this.cursor) return
    wish.markedFrom[side] = from
    wish.next[side] = this.markNext(flow, wish, side, from, position)
  }

  /** Nothing in `[from, to)` will ever be wanted. @returns whether that was worth saying */
  skip(flow: FlowId, side: Side, from: Offset, to: Offset): boolean {
    if (to - from < WORTH_SKIPPING) return false
    this.front.steer.skip(flow, side, from, to)
    return true
  }

  forget(flow: FlowId): void {
    this.byFlow.delete(flow)
  }

  private wish(flow: FlowId): Wish {
    let wish = this.byFlow.get(flow)
    if (wish === undefined) {
      wish = {
        from: [Infinity, Infinity],
        next: [Infinity, Infinity],
        markedFrom: [Infinity, Infinity],
        batch: this.batch,
        piece: -1,
        watched: false,
      }
      this.byFlow.set(flow, wish)
    } else if (wish.batch !== this.batch) {
      wish.batch = this.batch
      wish.piece = -1
      for (const side of [0, 1] as const) {
        wish.next[side] = Infinity
        wish.markedFrom[side] = wish.from[side]
      }
    }
    return wish
  }

  /**
   * Puts the next piece that is wanted on the agenda, and no others: when it is looked at, the wish may be another.
   * @returns the piece, or Infinity if this batch has none
   */
  private markNext(flow: FlowId, wish: Wish, side: Side, from: Offset, position: Offset): number {
    const { view } = this
    for (let piece = this.after(flow, wish); piece < view.pieces; piece = view.next(piece)) {
      if (piece < this.cursor || view.side(piece) !== side) continue
      const length = view.word(piece, PIECE.end) - view.word(piece, PIECE.start)
      if (widen(view.word(piece, PIECE.offset), position) + length <= from) continue
      view.mark(piece)
      return piece
    }
    return Infinity
  }

  private eachPiece(flow: FlowId, wish: Wish, each: (piece: number) => void): void {
    const { view } = this
    for (let piece = this.after(flow, wish); piece < view.pieces; piece = view.next(piece))
      if (piece >= this.cursor) each(piece)
  }

  /** The next piece of the flow behind the one that was looked at last, or `pieces`. */
  private after(flow: FlowId, wish: Wish): number {
    const { view } = this
    return wish.piece >= 0 ? view.next(wish.piece) : view.firstOf(flow, this.cursor)
  }
}

function within(from: Offset, position: Offset): Offset {
  return from === Infinity ? Infinity : Math.min(from, position + FURTHEST)
}
