// Where a TCP segment stands in its stream, as far as that can be said without keeping bytes: RFC 9293, with the captures'
// habits in mind. A segment that leaves a hole makes the flow slow; from then on the desk's reassembler orders it.

import type { Packet } from '../../front.js'
import type { Side } from '../../../frame/framer.js'
import { distance } from './record.js'
import type { Direction, FlowRecord } from './record.js'

export const FIN = 0x01
export const SYN = 0x02
export const RST = 0x04
export const ACK = 0x10

/** What a segment means for its flow. Payload positions are relative to the packet's payload. */
export type Verdict =
  /** `from`: where the new bytes begin; `to`: where they end, before what stands behind a FIN. */
  | { readonly kind: 'order'; readonly from: number; readonly to: number }
  /** Nothing new: an acknowledgement, a repetition, or payload that does not count. */
  | { readonly kind: 'nothing' }
  /** For the reassembler. */
  | { readonly kind: 'raw' }
  /** A SYN, or the answer to one, that begins another conversation on the same five-tuple. */
  | { readonly kind: 'reborn' }

const NOTHING: Verdict = { kind: 'nothing' }
const RAW: Verdict = { kind: 'raw' }
const REBORN: Verdict = { kind: 'reborn' }

/** Takes a segment of a flow that has not ended. Moves the sequence numbers on, but for a slow flow's, which are the desk's. */
export function takeSegment(record: FlowRecord, packet: Packet, side: Side): Verdict {
  const here = record.sides[side]
  const there = record.sides[side ? 0 : 1]
  const { flags } = packet
  here.window = packet.window
  if (flags & RST) return NOTHING // nor does payload in it count
  if (flags & SYN) {
    const verdict = takeSyn(here, there, packet)
    if (verdict !== null) return verdict
  } else record.established = true

  const begin = flags & SYN ? (packet.sequence + 1) | 0 : packet.sequence
  const length = packet.payloadEnd - packet.payloadStart
  if (here.next === null) {
    if (length === 0 && !(flags & SYN)) {
      if (flags & FIN) noteFin(here, begin, packet.wirePayload)
      return NOTHING
    }
    here.next = begin
    here.top = begin
  }
  if (flags & FIN) noteFin(here, begin, packet.wirePayload)
  noteTop(here, (begin + packet.wirePayload) | 0)
  if (record.slow) return RAW

  const counted =
    here.behindFin === null ? length : clampTo(distance(begin, here.behindFin), length)
  const ahead = distance(here.next, begin)
  if (counted === 0 && !(flags & FIN && ahead > 0 && endsAhead(here))) return NOTHING
  if (ahead > 0) {
    record.slow = true
    return RAW
  }
  if (ahead + counted <= 0) return NOTHING
  here.next = (here.next + ahead + counted) | 0
  return { kind: 'order', from: -ahead, to: counted }
}

/** What the segment's SYN does. @returns null where the segment goes on as any other. */
function takeSyn(here: Direction, there: Direction, packet: Packet): Verdict | null {
  if (here.next === null || here.synSequence === packet.sequence) {
    here.synSequence = packet.sequence
    if (packet.windowScale >= 0) here.windowScale = Math.min(packet.windowScale, 14)
    return null
  }
  // Another initial sequence number. Where the old conversation showed signs of its end, or never began, a new one
  // begins. An established flow could be talked out of its place by a forged SYN: it waits for the other side to answer.
  const over = here.behindFin !== null || there.behindFin !== null
  const unused = isUnused(here) && isUnused(there)
  if (over || unused) return REBORN
  if (packet.flags & ACK) return acknowledges(packet, there.pendingSyn) ? REBORN : NOTHING
  here.pendingSyn = packet.sequence
  return NOTHING
}

/**
 * Nothing was seen of it but its beginning. Of a slow flow the offset tells that only when the front has it back, and one
 * front has it back sooner than another: the highest byte seen does at once.
 */
function isUnused({ next, offset, top }: Direction): boolean {
  return offset === 0 && (next === null || distance(next, top) <= 0)
}

function acknowledges(packet: Packet, syn: number | null): boolean {
  return syn !== null && distance(syn, packet.acknowledgement) === 1
}

/** Bytes are missing before the FIN. */
function endsAhead({ next, behindFin }: Direction): boolean {
  return next !== null && behindFin !== null && distance(next, behindFin) > 0
}

function noteFin(here: Direction, begin: number, length: number): void {
  here.behindFin ??= (begin + length) | 0
}

function noteTop(here: Direction, end: number): void {
  if (distance(here.top, end) > 0) here.top = end
}

/** Does this segment end the flow? Asked after `takeSegment`. */
export function endsFlow(record: FlowRecord, packet: Packet, side: Side): 'fin' | 'rst' | null {
  const here = record.sides[side]
  const there = record.sides[side ? 0 : 1]
  if (packet.flags & RST) return resetCounts(here, there, packet) ? 'rst' : null
  if (packet.flags & ACK && there.behindFin !== null)
    there.finAcknowledged ||= distance((there.behindFin + 1) | 0, packet.acknowledgement) >= 0
  return here.finAcknowledged && there.finAcknowledged ? 'fin' : null
}

/**
 * RFC 9293 3.10.7.4: a reset counts within the receiver's window. Where the sender's stream was never seen, anything does.
 * The window begins behind the highest byte seen: where a hole ends, a front knows sooner or later than another.
 */
function resetCounts(here: Direction, there: Direction, packet: Packet): boolean {
  if (here.next === null) return true
  const window = Math.max(there.window << there.windowScale, 1)
  const ahead = distance(here.top, packet.sequence)
  return ahead >= 0 && ahead <= window
}

function clampTo(value: number, most: number): number {
  return Math.max(0, Math.min(value, most))
}
