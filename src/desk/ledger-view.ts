// Reads the ledger that `front.ts` draws.

import type { Birth, FlowId, Ledger, Micros, PieceId } from '../front/front.js'
import { HIT, HIT_WORDS, NO_PIECE, PIECE, PIECE_WORDS } from '../front/front.js'
import type { Side } from '../frame/framer.js'

const TWO_32 = 0x1_0000_0000

/** `end` is the low 32 bits of the stream offset behind the literal. */
export type OnHit = (literal: number, end: number, length: number) => void

export class LedgerView {
  private words: Uint32Array = new Uint32Array(0)
  private pieceAt = 0
  private hitAt = 0
  private agendaAt = 0
  private bornAt = 0
  memory: Uint8Array = new Uint8Array(0)
  pieces = 0
  /** Batches so far: a piece of one is none of another. */
  batch = 0
  /** Of the pieces that were there at first, and with those that were fed. */
  private hits = 0
  private allHits = 0
  born = 0
  clock: Micros = 0

  /** The ledger of the next batch. */
  open(ledger: Ledger): void {
    this.batch++
    this.pieces = ledger.pieces
    this.hits = ledger.hits
    this.born = ledger.born
    this.clock = ledger.clock
    this.agendaAt = ledger.agendaAt
    this.pieceAt = ledger.pieceAt
    this.hitAt = ledger.hitAt
    this.bornAt = ledger.bornAt
    this.refresh(ledger)
  }

  /** The same batch after a call of `feed`: its memory may have moved. */
  refresh(ledger: Ledger): void {
    this.words = ledger.words
    this.allHits = ledger.hits
    this.memory = ledger.memory
  }

  // ---- pieces

  word(piece: number, word: number): number {
    return this.words[this.pieceAt + piece * PIECE_WORDS + word] ?? 0
  }

  micros(piece: number, word: number): Micros {
    return this.word(piece, word) + this.word(piece, word + 1) * TWO_32
  }

  flow(piece: number): FlowId {
    return (this.word(piece, PIECE.flow) >>> 1) as FlowId
  }

  side(piece: number): Side {
    return this.word(piece, PIECE.flow) & 1 ? 1 : 0
  }

  /** Next piece of the same flow, or `pieces` if there is none. */
  next(piece: number): number {
    const next = this.word(piece, PIECE.next)
    return next === NO_PIECE ? this.pieces : next
  }

  /** First piece of `flow` that is not before `from`, or `pieces`. */
  firstOf(flow: FlowId, from: number): number {
    let piece = from
    while (piece < this.pieces && this.flow(piece) !== flow) piece++
    return piece
  }

  /** First piece, not before `from`, whose clock has reached `time`, or `pieces`. Clocks never go back. */
  firstAt(time: Micros, from: number): number {
    let low = from
    let high = this.pieces
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.micros(middle, PIECE.clock) < time) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Of the flow whose first piece it is. */
  birth(piece: number): Birth {
    return {
      firstPacket: this.word(piece, PIECE.packet),
      firstTime: this.micros(piece, PIECE.time),
    }
  }

  // ---- agenda

  /** Next piece to be visited, not before `from`, or `pieces`. */
  nextOnAgenda(from: number): number {
    if (from >= this.pieces) return this.pieces
    let word = from >>> 5
    let bits = (this.words[this.agendaAt + word] ?? 0) & (-1 << (from & 31))
    const last = (this.pieces - 1) >>> 5
    while (bits === 0) {
      if (++word > last) return this.pieces
      bits = this.words[this.agendaAt + word] ?? 0
    }
    return Math.min(word * 32 + 31 - Math.clz32(bits & -bits), this.pieces)
  }

  isOnAgenda(piece: number): boolean {
    return (((this.words[this.agendaAt + (piece >>> 5)] ?? 0) >>> (piece & 31)) & 1) === 1
  }

  mark(piece: number): void {
    const at = this.agendaAt + (piece >>> 5)
    this.words[at] = (this.words[at] ?? 0) | (1 << (piece & 31))
  }

  /** First piece of the nth flow that was born in this batch. */
  bornPiece(nth: number): number {
    return this.words[this.bornAt + nth] ?? 0
  }

  // ---- hits

  /** Calls `each` for the hits of a piece, by ascending end, then literal. */
  hitsOf(piece: number, each: OnHit): void {
    this.eachHit(this.firstHit(piece), this.hits, piece, each)
  }

  /** Of a piece that was just fed: its hits are the last of the ledger. */
  hitsOfFed(piece: PieceId, each: OnHit): void {
    let first = this.allHits
    while (first > 0 && this.hit(first - 1, HIT.piece) === piece) first--
    this.eachHit(first, this.allHits, piece, each)
  }

  private eachHit(from: number, to: number, piece: number, each: OnHit): void {
    for (let at = from; at < to && this.hit(at, HIT.piece) === piece; at++)
      each(this.hit(at, HIT.literal), this.hit(at, HIT.end), this.hit(at, HIT.length))
  }

  private firstHit(piece: number): number {
    let low = 0
    let high = this.hits
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.hit(middle, HIT.piece) < piece) low = middle + 1
      else high = middle
    }
    return low
  }

  private hit(index: number, word: number): number {
    return this.words[this.hitAt + index * HIT_WORDS + word] ?? 0
  }
}

/** The stream offset whose low 32 bits are `low`, nearest to one that is known. */
export function widen(low: number, near: number): number {
  const wide = near + ((low - near) | 0)
  return wide < 0 ? wide + TWO_32 : wide
}
