// Where a TCP segment stands in its stream: `plain/flow/tcp.ts`, rule by rule.

import { direction, distance, ESTABLISHED } from './flow'
import { Direction, Flow } from './flow'
import { ACK, FIN, packet, RST, SYN } from './packet'

export const ORDER: i32 = 0
export const NOTHING: i32 = 1
export const RAW: i32 = 2
export const REBORN: i32 = 3
const GOES_ON: i32 = 4

/** Of a segment in order: where its new bytes begin and end, from the start of the payload. */
export let orderFrom: i32 = 0
export let orderTo: i32 = 0

export function takeSegment(flow: Flow): i32 {
  const here = direction(flow, packet.side)
  const flags = packet.flags
  here.window = packet.window
  if (flags & RST) return NOTHING
  if (flags & SYN) {
    const verdict = takeSyn(flow, here)
    if (verdict != GOES_ON) return verdict
  } else flow.life |= ESTABLISHED

  const begin = flags & SYN ? packet.sequence + 1 : packet.sequence
  const length = <i32>(packet.end - packet.start)
  if (!here.hasNext) {
    if (length == 0 && !(flags & SYN)) {
      if (flags & FIN) noteFin(flow, here, begin)
      return NOTHING
    }
    here.hasNext = 1
    here.next = begin
    here.top = begin
  }
  if (flags & FIN) noteFin(flow, here, begin)
  const behind = begin + packet.wireLength
  if (distance(here.top, behind) > 0) here.top = behind
  if (flow.slow) return RAW

  const counted = hasFin(flow) ? max(0, min(distance(begin, here.behindFin), length)) : length
  const ahead = distance(here.next, begin)
  const endsAhead = flags & FIN && ahead > 0 && distance(here.next, here.behindFin) > 0
  if (counted == 0 && !endsAhead) return NOTHING
  if (ahead > 0) {
    flow.slow = 1
    return RAW
  }
  // 64 bits: the sum of the two may fall below -2^31.
  const fresh = <i64>ahead + <i64>counted
  if (fresh <= 0) return NOTHING
  here.next += <u32>fresh
  orderFrom = -ahead
  orderTo = counted
  return ORDER
}

function takeSyn(flow: Flow, here: Direction): i32 {
  if (!here.hasNext || (here.hasSyn && here.synSequence == packet.sequence)) {
    here.hasSyn = 1
    here.synSequence = packet.sequence
    if (packet.windowScale >= 0) here.windowScale = <u8>min(packet.windowScale, 14)
    return GOES_ON
  }
  const there = direction(flow, packet.side ^ 1)
  const over = flow.fins != 0
  const unused = isUnused(here) && isUnused(there)
  if (over || unused) return REBORN
  if (packet.flags & ACK)
    return there.hasPendingSyn && distance(there.pendingSyn, packet.acknowledgement) == 1
      ? REBORN
      : NOTHING
  here.hasPendingSyn = 1
  here.pendingSyn = packet.sequence
  return NOTHING
}

function isUnused(one: Direction): bool {
  return one.offset == 0 && (!one.hasNext || distance(one.next, one.top) <= 0)
}

/** Of the packet's side. */
@inline
function hasFin(flow: Flow): bool {
  return ((<u32>flow.fins >>> packet.side) & 1) != 0
}

function noteFin(flow: Flow, here: Direction, begin: u32): void {
  if (hasFin(flow)) return
  flow.fins |= <u8>((1 as u32) << packet.side)
  here.behindFin = begin + packet.wireLength
}

/** Which of FIN and RST the flow ends by with this segment, as the flag, or 0. */
export function endsFlow(flow: Flow): u32 {
  const flags = packet.flags
  if (!(flags & RST) && flow.fins == 0) return 0
  const here = direction(flow, packet.side)
  const there = direction(flow, packet.side ^ 1)
  if (flags & RST) return resetCounts(here, there) ? RST : 0
  const otherFin = (<u32>flow.fins >>> (packet.side ^ 1)) & 1
  if (flags & ACK && otherFin && distance(there.behindFin + 1, packet.acknowledgement) >= 0)
    there.finAcknowledged = 1
  return here.finAcknowledged && there.finAcknowledged ? FIN : 0
}

function resetCounts(here: Direction, there: Direction): bool {
  if (!here.hasNext) return true
  const window = max(<i32>(there.window << there.windowScale), 1)
  const ahead = distance(here.top, packet.sequence)
  return ahead >= 0 && ahead <= window
}
