// Literals in streams: a filter that looks at three bytes at a time, and the exact comparison of what it lets through.
//
//     FILTER        bit  h(b0 b1 b2): some literal has these three bytes at its window
//     GRAMS         open addressing: gram + 1, address of its windows
//     windows       literal, offset of the window in it; ended by END
//     literals      LITERAL_RECORD each: bytes, mask, length, where it is looked for
//     ANCHORS       literal, offset in a datagram: compared there and nowhere else
//     SHORTS        for literals of one or two bytes, by the last two: address of their windows
//
// With stride 2 each literal has two windows, one byte apart, of which one stands at an even distance from where the scan
// began. (The first window of one of three bytes begins before it.) Case variants, and all bytes that may stand before a
// literal, are in the filter, so that the scan folds nothing and no branch in it depends on the data: four tests make a group, whose address is written always, and kept if any held.
//
// A literal counts if it ends in the piece's new bytes and begins at or after its history. The lists cannot overflow: a piece
// has at most a group for each four bytes, and a byte ends at most CONFIG_DEPTH literals.

import {
  CONFIG_ANCHORS,
  CONFIG_ANCHORS_AT,
  CONFIG_DEPTH,
  CONFIG_GRAMS_AT,
  CONFIG_GRAMS_SHIFT,
  CONFIG_HIT_ROOM,
  CONFIG_HITS_AT,
  CONFIG_LEAST_REACH,
  CONFIG_LITERALS_AT,
  CONFIG_MOST_REACH,
  CONFIG_SCANS_DATAGRAMS,
  CONFIG_SEARCHED,
  CONFIG_SHORTS_AT,
  CONFIG_STRIDE,
  FILTER_AT,
  GRAM_MULTIPLIER,
  GROUP_LIMIT,
  GROUPS_AT,
  HIT_LENGTH,
  IN_DATAGRAMS,
  IN_STREAMS,
  KIND_DATAGRAM,
  LITERAL_LIMIT,
  LITERAL_MASK,
  LITERAL_RECORD,
  LITERAL_SIZE,
  LITERAL_WHERE,
  SCANS_ALL,
  SCANS_SEARCHED,
  STATE_COMPARED,
  STATE_HITS,
} from '../layout'
import { FED, mark, pieceAt, pieces } from './ledger'
import { Piece } from './ledger'

const GROUP: usize = 4
const GROUPS_END: usize = GROUPS_AT + GROUP_LIMIT * 4
const GRAM_HASH: u32 = 0x9e3779b1
const END: u32 = 0xffffffff
/** A short literal's window begins before it. */
const BEFORE_SHORT: u32 = 2

/** Behind the last group that waits. */
let groups: usize = GROUPS_AT
/** The first piece that a group may be of. */
let unconfirmed: u32 = 0
/** Bytes scanned since. */
let waiting: u32 = 0
/** Hits of the batch's own pieces: those behind them are of what was fed last. */
let ownHits: u32 = 0

export function beginLiterals(): void {
  unconfirmed = 0
  ownHits = 0
}

/** Forgets the hits of what was fed before. */
export function forgetFed(): void {
  store<u32>(STATE_HITS, ownHits)
}

/** Whether the hits of so many more bytes have a place. */
export function roomFor(length: u32): bool {
  if (fits(length)) return true
  confirmBatch()
  return fits(length)
}

@inline
function fits(length: u32): bool {
  const room = load<u32>(CONFIG_HIT_ROOM) - load<u32>(STATE_HITS)
  return <u64>(waiting + length) * load<u32>(CONFIG_DEPTH) <= room
}

/** All that was scanned is looked at; the batch's pieces are complete. */
export function confirmBatch(): void {
  confirm(unconfirmed, pieces())
  ownHits = load<u32>(STATE_HITS)
}

// ---- filter

/** Looks through a piece. What it finds waits for `confirm`. */
export function scan(index: u32): void {
  const most = load<u32>(CONFIG_MOST_REACH)
  const piece = pieceAt(index)
  const start = piece.start
  const end = piece.end
  if (most == 0 || start == end) return
  // A word for four bytes at the most, of the piece and of what is looked back at.
  if (groups + (end - start) + LITERAL_LIMIT + 16 > GROUPS_END) confirm(unconfirmed, pieces())
  waiting += end - start
  const from = max(start + 1 - most, piece.history - BEFORE_SHORT)
  const last = end - load<u32>(CONFIG_LEAST_REACH)
  groups = load<u32>(CONFIG_STRIDE) == 2 ? sweep(from, last, groups, 2) : sweep(from, last, groups, 1)
}

export function scanDatagram(index: u32): void {
  const scans = load<u32>(CONFIG_SCANS_DATAGRAMS)
  const isSearched = (pieceAt(index).probes & load<u32>(CONFIG_SEARCHED)) != 0
  if (scans == SCANS_ALL || (isSearched && scans == SCANS_SEARCHED)) scan(index)
  const anchors = load<u32>(CONFIG_ANCHORS)
  if (anchors == 0) return
  const piece = pieceAt(index)
  const from = load<u32>(CONFIG_ANCHORS_AT)
  for (let at: usize = from; at < from + (anchors << 3); at += 8) {
    const literal = load<u32>(at)
    const record = recordOf(literal)
    const size = load<u32>(record, LITERAL_SIZE)
    const place = load<u32>(at, 4)
    if (<u64>place + size > <u64>(piece.end - piece.start)) continue
    if (!isAt(record, piece.start + place, size)) continue
    // What waits is of pieces before this one, and hits are in the order of pieces.
    confirm(unconfirmed, index + 1)
    hit(index, piece, literal, piece.offset + place + size, size)
  }
}

/** Looks through a piece that was left out. Its hits take the place of what was fed before. */
export function lookAt(index: u32): void {
  forgetFed()
  scan(index)
  confirm(index, index + 1)
}

@inline
function recordOf(literal: u32): usize {
  return load<u32>(CONFIG_LITERALS_AT) + literal * LITERAL_RECORD
}

@inline
function sweep(from: usize, last: usize, list: usize, stride: usize): usize {
  for (let at = from; at <= last; at += GROUP * stride) {
    const any = test(at) | test(at + stride) | test(at + 2 * stride) | test(at + 3 * stride)
    store<u32>(list, at)
    list += (any & 1) << 2
  }
  return list
}

/** In the lowest bit. */
@inline
function test(at: usize): u32 {
  const bytes = load<u32>(at)
  return load<u32>(FILTER_AT + ((bytes * GRAM_MULTIPLIER) >>> 17)) >>> bytes
}

// ---- comparison

/** Compares what waits, which is of the pieces from `piece` to `to`. */
export function confirm(piece: u32, to: u32): void {
  const stride = load<u32>(CONFIG_STRIDE)
  for (let group: usize = GROUPS_AT; group < groups; group += 4) {
    let at = load<u32>(group)
    for (let nth: usize = 0; nth < GROUP; nth++, at += stride) {
      if (!(test(at) & 1)) continue
      while (piece < to && pieceAt(piece).end <= at) piece++
      if (piece < to) candidate(piece, at)
    }
  }
  groups = GROUPS_AT
  waiting = 0
  unconfirmed = piece
}

function candidate(index: u32, at: u32): void {
  const piece = pieceAt(index)
  const gram = load<u32>(at) & 0xffffff
  const table = load<u32>(CONFIG_GRAMS_AT)
  const shift = load<u32>(CONFIG_GRAMS_SHIFT)
  let slot = (gram * GRAM_HASH) >>> shift
  for (;;) {
    const key = load<u32>(table + (slot << 3))
    if (key == 0) break
    if (key == gram + 1) {
      compare(index, piece, at, load<u32>(table + (slot << 3), 4))
      break
    }
    slot = (slot + 1) & (0xffffffff >>> shift)
  }
  const shorts = load<u32>(CONFIG_SHORTS_AT)
  if (shorts != 0) {
    const windows = load<u32>(shorts + (<u32>load<u16>(at, 1) << 2))
    if (windows != 0) compare(index, piece, at, windows)
  }
}

function compare(index: u32, piece: Piece, at: u32, windows: usize): void {
  const where: u32 = piece.kind & KIND_DATAGRAM ? IN_DATAGRAMS : IN_STREAMS
  for (;; windows += 8) {
    const literal = load<u32>(windows)
    if (literal == END) return
    store<u32>(STATE_COMPARED, load<u32>(STATE_COMPARED) + 1)
    const record = recordOf(literal)
    if (!(load<u32>(record, LITERAL_WHERE) & where)) continue
    const size = load<u32>(record, LITERAL_SIZE)
    const start = at - load<u32>(windows, 4)
    const end = start + size
    if (start < piece.history || end <= piece.start || end > piece.end) continue
    if (isAt(record, start, size)) hit(index, piece, literal, piece.offset + (end - piece.start), size)
  }
}

/** Its end first: what shares a window with it may have begun like it. */
@inline
function isAt(record: usize, start: usize, size: u32): bool {
  const last: usize = max(size, 8) - 8
  if (differs(record, start, last)) return false
  for (let nth: usize = 0; nth < last; nth += 8) if (differs(record, start, nth)) return false
  return true
}

/** In eight bytes; a record has a mask of zeros behind its literal. */
@inline
function differs(record: usize, start: usize, nth: usize): bool {
  const difference = load<u64>(start + nth) ^ load<u64>(record + nth)
  return (difference & load<u64>(record + nth, LITERAL_MASK)) != 0
}

/** Adds a hit, among those of its piece in the order of ends, then literals. Windows are near ends, so it goes far back never. */
function hit(index: u32, piece: Piece, literal: u32, end: u32, size: u32): void {
  const hits = load<u32>(STATE_HITS)
  const first = load<u32>(CONFIG_HITS_AT)
  let place = first + hits * HIT_LENGTH
  const offset = piece.offset
  while (place > first) {
    const before = place - HIT_LENGTH
    if (load<u32>(before) != index) break
    const other = load<u32>(before, 8) - offset
    if (other < end - offset || (other == end - offset && load<u32>(before, 4) < literal)) break
    v128.store(place, v128.load(before))
    place = before
  }
  store<u32>(place, index)
  store<u32>(place, literal, 4)
  store<u32>(place, end, 8)
  store<u32>(place, size, 12)
  store<u32>(STATE_HITS, hits + 1)
  if (index != FED) mark(index)
}
