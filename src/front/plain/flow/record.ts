// What is kept of a flow: its key, its life, and both directions.

import type { FlowId, FlowKey, Micros, PieceId } from '../../front.js'
import type { LiteralState } from '../literals/matcher.js'

/** Bytes before a piece that stand in front of it in memory. */
export const HISTORY_LENGTH = 48

export class FlowRecord {
  /** Silence counts from here: the clock at the last packet. */
  last: Micros
  /** TCP: a segment other than a SYN was seen. UDP: both sides have sent. */
  established = false
  /** Ended by FIN or RST: what still comes is late, and counted. */
  ended = false
  /** It has spoken since it came to its place in the table's queue. */
  stirred = false
  /** Has a hole: the desk's reassembler orders it until it gives the flow back. */
  slow = false
  /** The first of its pieces that holds bytes, or says that it ended; null: there is none. */
  spoke: { readonly batch: number; readonly piece: PieceId } | null = null
  /** Put out of the table; the record is free in the next batch. */
  removed = false
  /** Neighbours in the table's queue. */
  older: FlowRecord | null = null
  younger: FlowRecord | null = null
  readonly sides: readonly [Direction, Direction]

  constructor(
    readonly id: FlowId,
    readonly hash: number,
    readonly key: FlowKey,
    clock: Micros,
    begin: () => LiteralState,
  ) {
    this.last = clock
    this.sides = [new Direction(begin()), new Direction(begin())]
  }
}

/** What one side has sent so far. Sequence numbers are modulo 2^32. */
export class Direction {
  /** Sequence number of the next byte in order, from the SYN or the first captured byte; null before either. */
  next: number | null = null
  /** Highest sequence number seen, end of segment, whether it was in order or not. */
  top = 0
  /** Initial sequence number, of the SYN that was believed; null: none was seen. */
  synSequence: number | null = null
  /** Initial sequence number of a SYN that an established flow did not believe; null: none. */
  pendingSyn: number | null = null
  /** Sequence number behind the FIN; null: none seen. */
  behindFin: number | null = null
  finAcknowledged = false
  /** As last advertised, with the scale that the SYN gave. */
  window = 0
  windowScale = 0
  /** Bytes before `next`, gaps included. */
  offset = 0
  /** The last bytes of the stream, right-aligned: what whoever looks at a piece may look back to. */
  readonly history = new Uint8Array(HISTORY_LENGTH)
  historyLength = 0
  packets = 0
  bytes = 0
  tcpFlags = 0
  /** The desk's wish: pieces that end beyond this offset are to be shown. */
  wanted = Infinity

  constructor(readonly literals: LiteralState) {}
}

/** Moves `bytes` in at the right end of a direction's history. */
export function remember(here: Direction, bytes: Uint8Array): void {
  const { history } = here
  const taken = bytes.subarray(Math.max(0, bytes.length - HISTORY_LENGTH))
  history.copyWithin(0, taken.length)
  history.set(taken, HISTORY_LENGTH - taken.length)
  here.historyLength = Math.min(HISTORY_LENGTH, here.historyLength + taken.length)
}

/** Signed distance from `from` to `to` on the circle of sequence numbers, RFC 1982. */
export function distance(from: number, to: number): number {
  return (to - from) | 0
}
