// Writes the ledger: pieces, the agenda, births. Hits are the affair of `literals.ts`.

import {
  AGENDA_AT,
  BORN_AT,
  FEED_AT,
  KIND_BORN,
  PIECE_LENGTH,
  PIECE_LIMIT,
  PIECES_AT,
  STATE_BORN,
  STATE_CLOCK,
  STATE_HITS,
  STATE_PACKETS,
  STATE_PIECES,
} from '../layout'
import { entryAt, Flow, flowAt } from './flow'
import { packet } from './packet'

/** Pieces of one packet at most: the ends of two other flows, and its own. */
const PIECES_OF_PACKET: u32 = 3
export const NO_PIECE: u32 = 0xffffffff
export const FED: u32 = PIECE_LIMIT - 1

/** As `PIECE` of `front.ts`, in the order of its words. */
@unmanaged
export class Piece {
  start: u32
  end: u32
  history: u32
  flow: u32
  offset: u32
  packet: u32
  next: u32
  kind: u32
  clock: i64
  time: i64
  probes: u32
  ack: u32
  window: u32
  wireLength: u32
}

let batch: u32 = 0

@inline
export function pieceAt(index: u32): Piece {
  return changetype<Piece>(PIECES_AT + index * PIECE_LENGTH)
}

@inline
export function pieces(): u32 {
  return load<u32>(STATE_PIECES)
}

export function beginBatch(): void {
  batch++
  memory.fill(AGENDA_AT, 0, ((pieces() + 31) >>> 5) << 2)
  store<u32>(STATE_PACKETS, 0)
  store<u32>(STATE_PIECES, 0)
  store<u32>(STATE_BORN, 0)
  store<u32>(STATE_HITS, 0)
}

/** The piece is complete. */
@inline
export function noteSpeech(flow: Flow, index: u32, ends: bool): void {
  if (flow.spoke) return
  const piece = pieceAt(index)
  if (!ends && piece.end == piece.start) return
  flow.spoke = 1
  flow.spokeBatch = batch
  flow.spokePiece = index
}

/** As `Front.isSilent`. */
export function isSilent(id: u32, before: u32): bool {
  const flow = flowAt(id)
  return !flow.spoke || (flow.spokeBatch == batch && flow.spokePiece >= before)
}

@inline
export function isFull(): bool {
  return pieces() + PIECES_OF_PACKET > FED
}

@inline
export function mark(index: u32): void {
  const word = AGENDA_AT + ((index >>> 5) << 2)
  store<u32>(word, load<u32>(word) | (1 << (index & 31)))
}

/** A piece of `id`, of which the caller fills in what is not the packet's. @returns its index */
export function addPiece(id: u32, side: u32, kind: u32): u32 {
  const index = pieces()
  store<u32>(STATE_PIECES, index + 1)
  const piece = pieceAt(index)
  piece.start = FEED_AT
  piece.end = FEED_AT
  piece.history = FEED_AT
  piece.flow = (id << 1) | side
  piece.offset = 0
  piece.packet = packet.number
  piece.next = NO_PIECE
  piece.kind = kind | (packet.flags << 16)
  piece.clock = load<i64>(STATE_CLOCK)
  piece.time = packet.time
  piece.probes = 0
  piece.ack = packet.acknowledgement
  piece.window = packet.window | (packet.timeToLive << 16)
  piece.wireLength = packet.wireLength
  const entry = entryAt(id)
  if (entry.tailBatch == batch) pieceAt(entry.tail).next = index
  entry.tailBatch = batch
  entry.tail = index
  if (kind & KIND_BORN) {
    const born = load<u32>(STATE_BORN)
    store<u32>(BORN_AT + (born << 2), index)
    store<u32>(STATE_BORN, born + 1)
  }
  return index
}
