// Puts the segments of one flow in order, from when a hole appears until both directions are whole again.
//
//     in order ........ offset [ hole ] held [ hole ] held held
//
// A hole is given up when the other side acknowledges bytes behind it, when too much waits behind it, or when the flow
// ends. Only what is seen while there is a hole counts for that: the front takes a whole flow back at the end of a batch,
// and when that is must not be seen.

import type { Side } from '../frame/framer.js'
import type { Offset } from '../front/front.js'
import type { PacketRef } from './consumer.js'
import { laterWins } from './overlap.js'
import type { Extent, OverlapPolicy } from './overlap.js'

/** A TCP segment, as it came. Sequence numbers are modulo 2^32. */
export interface Segment {
  readonly side: Side
  /** Of the first payload byte, behind a SYN. */
  readonly sequence: number
  readonly acknowledgement: number | null
  readonly syn: boolean
  readonly fin: boolean
  /** The payload, `bytes[start, end)`, which is copied. */
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  readonly packet: PacketRef
}

/** Bytes that are now in order, to be read before the next packet is. */
export interface Released {
  readonly side: Side
  readonly bytes: Uint8Array
  readonly offset: Offset
  /** Bytes before them that were given up. */
  readonly gapBefore: number
  /** That brought them. */
  readonly packet: PacketRef
}

export interface ReassemblyLimits {
  readonly policy: OverlapPolicy
  /** Bytes, and segments, that may wait behind a hole of one direction. */
  readonly bytes: number
  readonly segments: number
}

export interface ReassemblyEvents {
  /** Bytes came twice, and not the same. */
  differs(): void
  /** Too much waits behind a hole, which is given up. */
  limit(): void
}

/** What a held stretch weighs beside its bytes, when kept memory is counted. */
const HELD_WEIGHT = 400
const NOTHING = new Uint8Array(0)
const FURTHEST = 0x3fff_ffff

/** `[from, to)` of a segment that waits: what the other segments have left it. */
interface Held extends Extent {
  readonly segment: Extent
  /** Of the whole segment. */
  readonly bytes: Uint8Array
  readonly packet: PacketRef
}

interface Line {
  /** Sequence number of the byte at `offset`; null before the first. */
  next: number | null
  offset: Offset
  /** Ascending, without overlaps, all behind `offset`. */
  held: Held[]
  heldBytes: number
  behindFin: Offset | null
  /** That brought the FIN. */
  lastPacket: PacketRef | null
}

export class Reassembly {
  private readonly lines: readonly [Line, Line]

  /** @param expected where the flow stood when the hole appeared, as `Front.expected` has it */
  constructor(
    expected: {
      readonly next: readonly [number | null, number | null]
      readonly offsets: readonly [Offset, Offset]
    },
    private readonly limits: ReassemblyLimits,
  ) {
    const line = (side: Side): Line => ({
      next: expected.next[side],
      offset: expected.offsets[side],
      held: [],
      heldBytes: 0,
      behindFin: null,
      lastPacket: null,
    })
    this.lines = [line(0), line(1)]
  }

  /** Nothing waits: the front may take the flow back, where `expected` says. */
  get whole(): boolean {
    return this.lines.every((line) => nextBehindHole(line) === Infinity)
  }

  get expected(): { next: [number | null, number | null]; offsets: [Offset, Offset] } {
    const [left, right] = this.lines
    return { next: [left.next, right.next], offsets: [left.offset, right.offset] }
  }

  /** What the bytes that wait weigh. */
  get weight(): number {
    return this.lines.reduce(
      (sum, line) => sum + line.heldBytes + HELD_WEIGHT * line.held.length,
      0,
    )
  }

  /** Takes a segment. @returns what is in order now, the other side's first */
  take(segment: Segment, on: ReassemblyEvents): Released[] {
    const released: Released[] = []
    const { side, acknowledgement } = segment
    if (acknowledgement !== null) this.acknowledged(side ? 0 : 1, acknowledgement, released)
    const line = this.lines[side]
    // A FIN alone does not say where the stream begins.
    if (segment.end > segment.start || segment.syn) line.next ??= segment.sequence
    if (line.next !== null) this.place(line, line.next, segment, on)
    this.release(line, side, released)
    while (line.heldBytes > this.limits.bytes || line.held.length > this.limits.segments) {
      on.limit()
      this.giveUpHole(line, side, released)
    }
    return released
  }

  /** Gives up all holes. */
  flush(): Released[] {
    const released: Released[] = []
    for (const side of [0, 1] as const)
      while (nextBehindHole(this.lines[side]) < Infinity)
        this.giveUpHole(this.lines[side], side, released)
    return released
  }

  /** The other side has everything up to `acknowledgement`: what is missing before it will not come any more. */
  private acknowledged(side: Side, acknowledgement: number, released: Released[]): void {
    const line = this.lines[side]
    if (line.next === null) return
    const distance = (acknowledgement - line.next) | 0
    if (distance <= 0 || distance > FURTHEST) return
    const upTo = line.offset + distance
    while (nextBehindHole(line) <= upTo) this.giveUpHole(line, side, released)
  }

  private giveUpHole(line: Line, side: Side, released: Released[]): void {
    const next = nextBehindHole(line)
    if (next === Infinity) return
    const gap = next - line.offset
    this.move(line, next)
    if (line.held.length > 0) this.release(line, side, released, gap)
    else if (line.lastPacket !== null)
      released.push({ side, bytes: NOTHING, offset: next, gapBefore: gap, packet: line.lastPacket })
  }

  /** Hands out what follows `offset` without a hole. */
  private release(line: Line, side: Side, released: Released[], gap = 0): void {
    let count = 0
    let gapBefore = gap
    for (const held of line.held) {
      if (held.from !== line.offset) break
      const start = held.from - held.segment.from
      const bytes = held.bytes.subarray(start, start + held.to - held.from)
      released.push({ side, bytes, offset: held.from, gapBefore, packet: held.packet })
      gapBefore = 0
      line.heldBytes -= bytes.length
      this.move(line, held.to)
      count++
    }
    if (count > 0) line.held.splice(0, count)
  }

  private move(line: Line, to: Offset): void {
    line.next = line.next === null ? null : (line.next + to - line.offset) >>> 0
    line.offset = to
  }

  // ---- waiting

  /** Puts the segment among those that wait. Bytes before `offset` are gone: whoever came first has won them. */
  private place(line: Line, next: number, segment: Segment, on: ReassemblyEvents): void {
    const begin = line.offset + ((segment.sequence - next) | 0)
    let to = begin + segment.end - segment.start
    if (line.behindFin !== null) to = Math.min(to, line.behindFin)
    if (segment.fin && line.behindFin === null && to - line.offset <= FURTHEST) {
      line.behindFin = to
      line.lastPacket = segment.packet
    }
    const from = Math.max(begin, line.offset)
    if (to <= from || from - line.offset > FURTHEST) return
    // What need not wait is handed out before the packet is gone.
    const waits = from > line.offset || line.held.length > 0
    const there = segment.bytes.subarray(segment.start, segment.start + to - begin)
    const bytes = waits ? there.slice() : there
    const fresh = { from, to, segment: { from: begin, to }, bytes, packet: segment.packet }
    const last = line.held.at(-1)
    if (last !== undefined && last.to > from) return this.merge(line, fresh, on)
    line.held.push(fresh)
    line.heldBytes += to - from
  }

  /** Puts it between others, and decides who keeps the bytes that both have. */
  private merge(line: Line, fresh: Held, on: ReassemblyEvents): void {
    const { held } = line
    const { from, to, segment, bytes } = fresh
    const first = firstBehind(held, from)
    let last = first
    let free = from
    let differ = false
    const merged: Held[] = []
    const gain = (upTo: Offset) => {
      if (upTo > free) merged.push({ ...fresh, from: free, to: upTo })
      free = Math.max(free, upTo)
    }
    for (; last < held.length; last++) {
      const other = held[last]
      if (other === undefined || other.from >= to) break
      const shared = { from: Math.max(other.from, from), to: Math.min(other.to, to) }
      differ ||= !sameBytes(other, bytes, segment.from, shared)
      if (laterWins(this.limits.policy, segment, other.segment)) {
        if (other.from < shared.from) merged.push({ ...other, to: shared.from })
        gain(shared.to)
        if (other.to > shared.to) merged.push({ ...other, from: shared.to })
      } else {
        gain(shared.from)
        merged.push(other)
        free = Math.max(free, other.to)
      }
    }
    gain(to)
    const before = bytesOf(held.slice(first, last))
    held.splice(first, last - first, ...merged)
    line.heldBytes += bytesOf(merged) - before
    if (differ) on.differs()
  }
}

/** Offset at which the first hole ends: what waits behind it, if only the FIN; Infinity where there is none. */
function nextBehindHole({ held, offset, behindFin }: Line): Offset {
  const end = held[0]?.from ?? behindFin ?? Infinity
  return end > offset ? end : Infinity
}

/** Index of the first stretch that ends behind `offset`. */
function firstBehind(held: readonly Held[], offset: Offset): number {
  let low = 0
  let high = held.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((held[middle]?.to ?? Infinity) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

function sameBytes(held: Held, bytes: Uint8Array, begin: Offset, shared: Extent): boolean {
  for (let at = shared.from; at < shared.to; at++)
    if (held.bytes[at - held.segment.from] !== bytes[at - begin]) return false
  return true
}

function bytesOf(held: readonly Held[]): number {
  return held.reduce((sum, { from, to }) => sum + to - from, 0)
}
