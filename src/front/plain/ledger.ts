// Writes the ledger that `front.ts` draws: in plain memory, for one packet a batch and what is fed back after it.
//
//     [0, AGENDA)        agenda: one word is enough for PIECES pieces
//     pieces             PIECES * PIECE_WORDS
//     born               PIECES
//     hits               the rest, grown when a packet is full of literals

import type { FlowId, Ledger, Micros, PieceId } from '../front.js'
import { HIT, HIT_WORDS, KIND, NO_PIECE, PIECE, PIECE_WORDS, STOP } from '../front.js'
import type { Side } from '../../frame/framer.js'

/** Of one packet there are three at the most: two ends of other flows, and its own. The last place is for what is fed. */
const PIECES = 32
const FED = PIECES - 1
const AGENDA_AT = 0
const PIECE_AT = PIECES / 32
const BORN_AT = PIECE_AT + PIECES * PIECE_WORDS
const HIT_AT = BORN_AT + PIECES
const TWO_32 = 0x1_0000_0000

export interface PieceValues {
  start: number
  end: number
  history: number
  flow: FlowId
  side: Side
  offset: number
  packet: number
  kind: number
  tcpFlags: number
  time: Micros
  probes: number
  ack: number
  window: number
  timeToLive: number
  wireLength: number
}

export class LedgerWriter implements Ledger {
  packets = 0
  pieces = 0
  hits = 0
  born = 0
  stop: Ledger['stop'] = STOP.chunk
  clock: Micros = 0
  time: Micros = 0
  readonly agendaAt = AGENDA_AT
  readonly pieceAt = PIECE_AT
  readonly hitAt = HIT_AT
  readonly bornAt = BORN_AT
  words = new Uint32Array(HIT_AT + 1024 * HIT_WORDS)
  /** Hits of the packet's own pieces: those behind them are of what was fed last. */
  private packetHits = 0

  constructor(readonly memory: Uint8Array) {}

  clear(): void {
    this.packets = 0
    this.pieces = 0
    this.hits = 0
    this.born = 0
    this.packetHits = 0
    this.words[AGENDA_AT] = 0
  }

  /** Adds a piece, puts it on the agenda, and links it behind the flow's last one in this ledger. */
  piece(values: PieceValues): PieceId {
    if (this.pieces === FED) throw new Error('more pieces than a packet can have')
    const index = this.pieces++
    this.write(index, values)
    this.words[AGENDA_AT]! |= 1 << index
    if (values.kind & KIND.born) this.words[BORN_AT + this.born++] = index
    this.link(index, values.flow)
    this.packetHits = this.hits
    return index as PieceId
  }

  /** A piece that is consumed before the next is written: it takes the place, and its hits those, of the one before. */
  fedPiece(values: PieceValues): PieceId {
    this.hits = this.packetHits
    this.write(FED, values)
    return FED as PieceId
  }

  private write(index: number, values: PieceValues): void {
    const { words } = this
    const at = PIECE_AT + index * PIECE_WORDS
    const flow = (values.flow << 1) | values.side
    words[at + PIECE.start] = values.start
    words[at + PIECE.end] = values.end
    words[at + PIECE.history] = values.history
    words[at + PIECE.flow] = flow
    words[at + PIECE.offset] = values.offset
    words[at + PIECE.packet] = values.packet
    words[at + PIECE.next] = NO_PIECE
    words[at + PIECE.kind] = values.kind | (values.tcpFlags << 16)
    writeMicros(words, at + PIECE.clock, this.clock)
    writeMicros(words, at + PIECE.time, values.time)
    words[at + PIECE.probes] = values.probes
    words[at + PIECE.ack] = values.ack
    words[at + PIECE.window] = values.window | (values.timeToLive << 16)
    words[at + PIECE.wireLength] = values.wireLength
  }

  hit(piece: PieceId, literal: number, end: number, length: number): void {
    if (HIT_AT + (this.hits + 1) * HIT_WORDS > this.words.length) this.grow()
    const at = HIT_AT + this.hits++ * HIT_WORDS
    this.words[at + HIT.piece] = piece
    this.words[at + HIT.literal] = literal
    this.words[at + HIT.end] = end
    this.words[at + HIT.length] = length
    if (piece !== FED) this.packetHits = this.hits
  }

  /** Value of a piece that was written before, for what is fed in its name. */
  read(piece: PieceId, word: number): number {
    return this.words[PIECE_AT + piece * PIECE_WORDS + word]!
  }

  readMicros(piece: PieceId, word: number): Micros {
    return this.read(piece, word) + this.read(piece, word + 1) * TWO_32
  }

  private link(index: number, flow: FlowId): void {
    for (let earlier = index - 1; earlier >= 0; earlier--) {
      const at = PIECE_AT + earlier * PIECE_WORDS
      if (this.words[at + PIECE.flow]! >>> 1 !== flow) continue
      this.words[at + PIECE.next] = index
      return
    }
  }

  private grow(): void {
    const larger = new Uint32Array(this.words.length * 2)
    larger.set(this.words)
    this.words = larger
  }
}

function writeMicros(words: Uint32Array, at: number, value: Micros): void {
  words[at] = value % TWO_32
  words[at + 1] = Math.floor(value / TWO_32)
}
