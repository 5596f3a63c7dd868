// Walks records, and offers what `core-front.ts` calls. Numbers that may exceed 32 bits cross as f64, exact below 2^53.

import {
  CONFIG_FORMAT,
  CONFIG_INTERFACES,
  CONFIG_SWAPPED,
  FORMAT_PCAP,
  FORMAT_PCAPNG,
  INTERFACES_AT,
  LINK_ODD,
  STATE_PACKETS,
  STATE_STOP,
  STOP_CHUNK,
  STOP_FULL,
  STOP_ODD,
  TICKS_MICROSECONDS,
  TICKS_NANOSECONDS,
} from '../layout'
import { decode, ODD, PACKET } from './decode'
import { deadline, direction, flowAt, noteSent } from './flow'
import { feedBytes, take, tick } from './front'
import { beginBatch, isFull, isSilent } from './ledger'
import { beginLiterals, confirmBatch, lookAt, roomFor } from './literals'
import { packet } from './packet'
import { recycle } from './table'

const RECORD_LENGTH: u32 = 16
const MAXIMUM_PACKET_LENGTH: u32 = 0x40000
const MAXIMUM_BLOCK_LENGTH: u32 = 0x50000
const BLOCK_OVERHEAD: u32 = 12
const ENHANCED_PACKET: u32 = 6
const PACKET_BLOCK_LENGTH: u32 = 32
/** Beyond all offsets: TypeScript's numbers are exact below it. */
const FURTHEST: f64 = 9007199254740992
const LATEST: u64 = 0x1fffffffffffff

function begin(): void {
  recycle()
  beginBatch()
  beginLiterals()
}

/** As `Front.run`. */
export function run(from: u32, to: u32, packets: u32): u32 {
  begin()
  const format = load<u32>(CONFIG_FORMAT)
  store<u32>(STATE_STOP, format == 0 ? STOP_ODD : STOP_CHUNK)
  let at = from
  if (format == FORMAT_PCAP) at = walkPcap(from, to, packets)
  else if (format == FORMAT_PCAPNG) at = walkPcapng(from, to, packets)
  confirmBatch()
  return at
}

/** As `Front.inject`; the packet stands in PACKET. */
export function inject(): void {
  begin()
  tick(packet.time)
  take()
  confirmBatch()
}

export function pass(time: f64): void {
  begin()
  tick(<i64>time)
}

/** As `Front.feed`; the bytes stand in FEED. */
export function feed(flow: u32, side: u32, length: u32, gap: f64, like: u32): u32 {
  return feedBytes(flow, side, length, <u64>gap, like)
}

/** As `Front.look`. */
export function look(piece: u32): void {
  lookAt(piece)
}

export function deliver(flow: u32, side: u32, from: f64): void {
  direction(flowAt(flow), side).wanted = from < FURTHEST ? <u64>from : u64.MAX_VALUE
}

export function watch(flow: u32): void {
  flowAt(flow).watched = 1
}

/** One side of `Steering.resume`. */
export function resume(flow: u32, side: u32, known: u32, next: u32, offset: f64): void {
  const record = flowAt(flow)
  record.slow = 0
  const here = direction(record, side)
  here.hasNext = <u8>known
  here.next = next
  here.offset = <u64>offset
  noteSent(record, side, here)
}

/** As `Front.isSilent`. */
export function silent(flow: u32, before: u32): bool {
  return isSilent(flow, before)
}

/** When the flow falls silent. */
export function idleDeadline(flow: u32): f64 {
  return <f64>deadline(flow)
}

// ---- records

/** A record of which the packet is `[at, at + captured)`. @returns whether the plain decoder is to have it */
@inline
function isOdd(link: u32, at: u32, captured: u32, wireLength: u32, number: u32, time: u64): bool {
  packet.number = number
  packet.time = time
  // No length in a packet's headers comes near the limit: it only keeps the sum within 32 bits.
  const wireEnd = at + max(min(wireLength, MAXIMUM_PACKET_LENGTH), captured)
  const verdict = decode(link, at, at + captured, wireEnd)
  if (verdict == ODD) return true
  tick(time)
  if (verdict == PACKET) take()
  return false
}

function walkPcap(from: u32, to: u32, packets: u32): u32 {
  const swapped = load<u32>(CONFIG_SWAPPED) != 0
  const described = load<u32>(INTERFACES_AT)
  const link = described & 0xff
  const nanoseconds = described >>> 8 == TICKS_NANOSECONDS
  let at = from
  while (at + RECORD_LENGTH <= to) {
    const captured = word(at + 8, swapped)
    if (captured > MAXIMUM_PACKET_LENGTH || link == LINK_ODD) return stop(at, STOP_ODD)
    if (at + RECORD_LENGTH + captured > to) break
    if (isFull() || !roomFor(captured)) return stop(at, STOP_FULL)
    const fraction = word(at + 4, swapped)
    const time = <u64>word(at, swapped) * 1000000 + (nanoseconds ? fraction / 1000 : fraction)
    const number = packets + load<u32>(STATE_PACKETS) + 1
    const wireLength = word(at + 12, swapped)
    if (isOdd(link, at + RECORD_LENGTH, captured, wireLength, number, time)) return stop(at, STOP_ODD)
    at += RECORD_LENGTH + captured
  }
  return at
}

/** Enhanced packet blocks; all others are odd, and so is what contradicts itself. */
function walkPcapng(from: u32, to: u32, packets: u32): u32 {
  const swapped = load<u32>(CONFIG_SWAPPED) != 0
  const interfaces = load<u32>(CONFIG_INTERFACES)
  let at = from
  while (at + BLOCK_OVERHEAD <= to) {
    const length = word(at + 4, swapped)
    if (word(at, swapped) != ENHANCED_PACKET) return stop(at, STOP_ODD)
    if (length < PACKET_BLOCK_LENGTH || length > MAXIMUM_BLOCK_LENGTH) return stop(at, STOP_ODD)
    if (at + length > to) break
    const index = word(at + 8, swapped)
    const captured = word(at + 20, swapped)
    if (
      word(at + length - 4, swapped) != length ||
      index >= interfaces ||
      captured > min(length - PACKET_BLOCK_LENGTH, MAXIMUM_PACKET_LENGTH)
    )
      return stop(at, STOP_ODD)
    const described = load<u32>(INTERFACES_AT + (index << 2))
    const link = described & 0xff
    if (link == LINK_ODD) return stop(at, STOP_ODD)
    if (isFull() || !roomFor(captured)) return stop(at, STOP_FULL)
    const ticks = (<u64>word(at + 12, swapped) << 32) | word(at + 16, swapped)
    const time = min(described >>> 8 == TICKS_MICROSECONDS ? ticks : ticks / 1000, LATEST)
    const number = packets + load<u32>(STATE_PACKETS) + 1
    const wireLength = word(at + 24, swapped)
    if (isOdd(link, at + 28, captured, wireLength, number, time)) return stop(at, STOP_ODD)
    at += length
  }
  return at
}

function stop(at: u32, why: u32): u32 {
  store<u32>(STATE_STOP, why)
  return at
}

@inline
function word(at: usize, swapped: bool): u32 {
  const value = load<u32>(at)
  return swapped ? bswap<u32>(value) : value
}
