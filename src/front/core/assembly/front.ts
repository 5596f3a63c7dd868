// What a packet does to its flow and to the ledger: `plain/plain-front.ts`, step by step.

import {
  CONFIG_SEARCHED,
  DATAGRAM_PROBES_AT,
  FEED_AT,
  HISTORY_LENGTH,
  KIND_ANSWERS,
  KIND_BORN,
  KIND_DATAGRAM,
  KIND_EVICTED,
  KIND_FED,
  KIND_FIN,
  KIND_GAP,
  KIND_RAW,
  KIND_RESET,
  KIND_REUSED,
  KIND_TIMEOUT,
  KIND_UNSCANNED,
  MIDWAY_PROBES_AT,
  NO_OPENER,
  PIECE_LENGTH,
  PROBE_BITS,
  PROBE_ENOUGH,
  PROBE_LENGTH,
  STATE_CLOCK,
  STATE_EVICTED,
  STATE_LATE,
  STATE_PACKETS,
  STREAM_PROBES_AT,
  TRANSPORT_UDP,
} from '../layout'
import { deadline, direction, entryAt, flowAt, HISTORY, noteSent } from './flow'
import { Direction, ENDED, ESTABLISHED, Flow, STIRRED } from './flow'
import { addPiece, FED, mark, NO_PIECE, noteSpeech, pieceAt } from './ledger'
import { confirm, forgetFed, scan, scanDatagram } from './literals'
import { packet, RST, SYN } from './packet'
import { endsFlow, NOTHING, orderFrom, orderTo, RAW, REBORN, takeSegment } from './segment'
import { add, find, firstToGo, hashOfPacket, hasRoom, isOver, remove, sweep } from './table'

/** The clock goes on, whether a packet comes of the record or not. */
@inline
export function tick(time: i64): void {
  store<u32>(STATE_PACKETS, load<u32>(STATE_PACKETS) + 1)
  if (time > load<i64>(STATE_CLOCK)) store<i64>(STATE_CLOCK, time)
}

export function take(): void {
  const clock = load<i64>(STATE_CLOCK)
  const hash = hashOfPacket()
  let ended: u32 = 0
  let id = find(hash)
  if (id != 0) {
    const flow = flowAt(id)
    if (deadline(id) <= clock) {
      remove(id)
      id = 0
      ended = KIND_TIMEOUT
    } else if (flow.life & ENDED) {
      if (!beginsAnother(flow)) {
        store<u32>(STATE_LATE, load<u32>(STATE_LATE) + 1)
        return
      }
      remove(id)
      id = 0
    }
  }
  if (id == 0) begins(hash, ended)
  else if (<u8>packet.kind == TRANSPORT_UDP) datagram(id, 0)
  else segment(id, 0)
}

function beginsAnother(flow: Flow): bool {
  if (<u8>packet.kind == TRANSPORT_UDP || !(packet.flags & SYN)) return false
  const here = direction(flow, packet.side)
  return !(here.hasSyn && here.synSequence == packet.sequence)
}

function begins(hash: u32, ended: u32): void {
  const clock = load<i64>(STATE_CLOCK)
  if (hasRoom()) sweep(clock)
  else {
    const first = firstToGo(clock)
    if (!isOver(first, clock)) {
      store<u32>(STATE_EVICTED, load<u32>(STATE_EVICTED) + 1)
      ends(first, KIND_EVICTED)
    }
    remove(first)
  }
  const id = add(hash, clock)
  if (<u8>packet.kind == TRANSPORT_UDP) datagram(id, KIND_BORN | ended)
  else segment(id, KIND_BORN | ended)
}

/** The flow ended without a packet of its own. */
function ends(id: u32, kind: u32): void {
  const index = addPiece(id, 0, kind)
  pieceAt(index).wireLength = 0
  noteSpeech(flowAt(id), index, true)
  if (flowAt(id).watched) mark(index)
}

/** @param kind of the piece, as far as it is known: 0 for a packet that does not begin the flow */
function account(id: u32, flow: Flow, here: Direction, kind: u32): void {
  entryAt(id).last = load<i64>(STATE_CLOCK)
  if (kind == 0) flow.life |= STIRRED
  here.packets++
  here.bytes += packet.length
  here.tcpFlags |= packet.flags
}

function datagram(id: u32, kind: u32): void {
  const flow = flowAt(id)
  const side = packet.side
  const here = direction(flow, side)
  account(id, flow, here, kind)
  if (direction(flow, side ^ 1).packets > 0) flow.life |= ESTABLISHED
  const index = addPiece(id, side, kind | KIND_DATAGRAM)
  const piece = pieceAt(index)
  const start = packet.start
  const end = packet.end
  piece.start = start
  piece.end = end
  piece.history = start
  piece.offset = <u32>here.offset
  piece.probes = classifyWhole(DATAGRAM_PROBES_AT, start, end)
  const opens = piece.probes & ~load<u32>(CONFIG_SEARCHED)
  if (opens != 0 || here.offset + (end - start) > here.wanted) mark(index)
  here.offset += packet.wireLength
  noteSpeech(flow, index, false)
  scanDatagram(index)
}

function segment(id: u32, kind: u32): void {
  const flow = flowAt(id)
  const side = packet.side
  const here = direction(flow, side)
  const verdict = takeSegment(flow)
  if (verdict == REBORN) {
    ends(id, KIND_REUSED)
    remove(id)
    begins(entryAt(id).hash, KIND_REUSED)
    return
  }
  account(id, flow, here, kind)
  const end = endsFlow(flow)
  if (end != 0) {
    flow.life |= ENDED
    kind |= end == RST ? KIND_RESET : KIND_FIN
  }
  if (verdict == NOTHING && kind == 0) return

  const index = addPiece(id, side, kind)
  const piece = pieceAt(index)
  if ((end != 0 && flow.watched) || kind & (KIND_TIMEOUT | KIND_REUSED)) mark(index)
  if (verdict != RAW && (<u32>flow.sent >>> (side ^ 1)) & 1) piece.kind |= KIND_ANSWERS
  if (verdict == NOTHING) piece.offset = <u32>here.offset
  else if (verdict == RAW) {
    piece.kind |= KIND_RAW
    piece.start = packet.start
    piece.end = packet.end
    piece.history = packet.start
    piece.offset = packet.sequence
    mark(index)
  } else {
    piece.start = packet.start + orderFrom
    piece.end = packet.start + orderTo
    if (stream(index, flow, side)) mark(index)
  }
  noteSpeech(flow, index, end != 0)
}

/** A piece of a stream in order: its place, its history, its probes, its hits. @returns whether the desk is to see it */
function stream(index: u32, flow: Flow, side: u32): bool {
  const here = direction(flow, side)
  const piece = pieceAt(index)
  const start = piece.start
  const end = piece.end
  const length = end - start
  piece.offset = <u32>here.offset
  if (here.offset == 0) {
    const midway = flow.opener == <u8>NO_OPENER
    piece.probes = classify(midway ? MIDWAY_PROBES_AT : STREAM_PROBES_AT, start, end)
  }
  const mayOpen = piece.probes != 0
  here.offset += length
  noteSent(flow, side, here)

  piece.history = start - here.historyLength
  const history = changetype<usize>(here) + HISTORY
  copyHistory(start - HISTORY_LENGTH, history)
  if (isSearched(flow, side)) scan(index)
  else piece.kind |= KIND_UNSCANNED
  copyHistory(history, end - HISTORY_LENGTH)
  here.historyLength = <u8>min(HISTORY_LENGTH, here.historyLength + length)
  return mayOpen || here.offset > here.wanted
}

/** Where the beginning was seen and nothing was lost since, nobody has to search for the start of a message. */
@inline
function isSearched(flow: Flow, side: u32): bool {
  return flow.opener == <u8>NO_OPENER || (flow.gaps >>> <u8>side) & 1
}

@inline
function copyHistory(to: usize, from: usize): void {
  const first = v128.load(from)
  const second = v128.load(from, 16)
  const third = v128.load(from, 32)
  v128.store(to, first)
  v128.store(to, second, 16)
  v128.store(to, third, 32)
}

/** Bits of the probes that the first bytes fit; 0 for no bytes. */
function classify(table: u32, start: usize, end: usize): u32 {
  if (start == end) return 0
  return bitsOf(table, fitting(table, start, end))
}

/** As `classify`, of a datagram: nothing follows that could make it fit. */
function classifyWhole(table: u32, start: usize, end: usize): u32 {
  const length = min(end - start, PROBE_LENGTH)
  const enough = load<u64>(table + PROBE_ENOUGH + (length << 3))
  return enough == 0 ? 0 : bitsOf(table, enough & fitting(table, start, end))
}

/** Probes that the first bytes fit, one bit each. */
function fitting(table: u32, start: usize, end: usize): u64 {
  const behind = min(end, start + PROBE_LENGTH)
  let fitting: u64 = u64.MAX_VALUE
  for (let at = start, row: usize = table; at < behind; at++, row += 256 << 3) {
    fitting &= load<u64>(row + (<usize>load<u8>(at) << 3))
    if (fitting == 0) return 0
  }
  return fitting
}

function bitsOf(table: u32, fitting: u64): u32 {
  let bits: u32 = 0
  for (; fitting != 0; fitting &= fitting - 1)
    bits |= load<u32>(table + PROBE_BITS + (<u32>ctz(fitting) << 2))
  return bits
}

/** Bytes at FEED_AT, as `Front.feed`. @returns the piece */
export function feedBytes(id: u32, side: u32, length: u32, gap: u64, like: u32): u32 {
  forgetFed()
  const flow = flowAt(id)
  const here = direction(flow, side)
  if (gap > 0) {
    flow.gaps |= <u8>1 << <u8>side
    here.offset += gap
    here.historyLength = 0
  }
  const piece = pieceAt(FED)
  memory.copy(changetype<usize>(piece), changetype<usize>(pieceAt(like)), PIECE_LENGTH)
  piece.start = FEED_AT
  piece.end = FEED_AT + length
  piece.flow = (id << 1) | side
  piece.kind = KIND_FED | (gap > 0 ? KIND_GAP : 0) | (piece.kind & 0xffff0000)
  piece.wireLength = length
  piece.next = NO_PIECE
  piece.probes = 0
  stream(FED, flow, side)
  confirm(FED, FED + 1)
  return FED
}
