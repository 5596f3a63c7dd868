// Fragments of IP packets, put together.
//
//     unit      0    1    2    3    4    5         a unit is 8 bytes; a fragment begins at a unit, and all but the last
//     owner   [ 1 ][ 1 ][ 2 ][ 2 ][ 0 ][ 3 ]       have whole ones. owner: which fragment the unit's bytes are from,
//     bytes     …    …    …    …         …         by its number in `starts` and `ends`; 0 while there is none
//
// Where fragments overlap, systems differ in whose bytes they keep, and an attacker who knows that shows the watcher
// something else than the receiver: Novak, "Target-Based Fragmentation Reassembly" (2005); Shankar and Paxson (2003). The
// policies compare where the two fragments begin and end. In the words of Novak's test, "new" wins under
//
//     first     never                           linux     if it begins no later than the old one
//     last      always                          windows   if it begins before and ends behind it
//     bsd       if it begins before the old     solaris   if it begins before and ends no earlier

import type { Cursor } from './cursor.js'

/** What wins an overlap, by the system that would receive it. */
export type OverlapPolicy = 'first' | 'last' | 'bsd' | 'linux' | 'windows' | 'solaris'

export interface FragmentOptions {
  readonly policy: OverlapPolicy
  /** Unfinished packets at most; the oldest goes first. */
  readonly packets: number
  /** Bytes that they may hold at most. */
  readonly bytes: number
  /** How long after its first fragment a packet is waited for, in µs of the packets' time: RFC 8200 has a minute. */
  readonly timeout: number
}

export const FRAGMENT_OPTIONS: FragmentOptions = {
  policy: 'first',
  packets: 4096,
  bytes: 16 * 1024 * 1024,
  timeout: 60_000_000,
}

/** A fragment's place: its payload stands at the cursor, the addresses in the cursor's packet. */
export interface FragmentPlace {
  readonly id: number
  readonly protocol: number
  /** In bytes, a multiple of 8. */
  readonly offset: number
  readonly more: boolean
}

/** A packet put together: its payload is `bytes[0, captured)`, and had `wireLength` bytes when it was sent. */
export interface WholePacket {
  readonly protocol: number
  readonly bytes: Uint8Array
  readonly captured: number
  readonly wireLength: number
}

export interface FragmentCounts {
  fragments: number
  reassembled: number
  timedOut: number
  /** Unfinished packets that had to make room. */
  evicted: number
}

const UNIT = 8
const MAXIMUM_LENGTH = 65_535
/** As many as a packet has units. More are repetitions. */
const MAXIMUM_FRAGMENTS = 8192

export class Fragments {
  readonly counts: FragmentCounts = { fragments: 0, reassembled: 0, timedOut: 0, evicted: 0 }
  /** By key, the oldest first. */
  private readonly packets = new Map<string, PartialPacket>()
  private held = 0
  private clock = 0

  constructor(private readonly options: FragmentOptions = FRAGMENT_OPTIONS) {}

  /** Takes the fragment at the cursor. @returns the packet that it completes, or null while there are holes. */
  add(cursor: Cursor, place: FragmentPlace): WholePacket | null {
    this.counts.fragments++
    this.clock = Math.max(this.clock, cursor.packet.time)
    this.expire()
    const family = cursor.packet.version === 4 ? 'ipv4' : 'ipv6'
    const length = fragmentLength(cursor, place)
    if (length === 0 || place.offset + length > MAXIMUM_LENGTH) {
      cursor.events.push(
        length === 0 ? `decoder.${family}.frag_ignored` : `decoder.${family}.frag_pkt_too_large`,
      )
      return null
    }

    const key = keyOf(cursor, place)
    let packet = this.packets.get(key)
    if (packet === undefined) {
      packet = new PartialPacket(this.options.policy, this.clock + this.options.timeout)
      this.packets.set(key, packet)
    }
    this.held -= packet.bytes.length
    const kept = packet.add(cursor, place, length)
    this.held += packet.bytes.length
    if (kept !== 'kept') cursor.events.push(`decoder.${family}.${kept}`)

    const whole = packet.whole()
    if (whole === null) {
      this.makeRoom()
      return null
    }
    this.drop(key, packet)
    this.counts.reassembled++
    return whole
  }

  private expire(): void {
    for (const [key, packet] of this.packets) {
      if (packet.deadline > this.clock) return
      this.drop(key, packet)
      this.counts.timedOut++
    }
  }

  private makeRoom(): void {
    for (const [key, packet] of this.packets) {
      if (this.packets.size <= this.options.packets && this.held <= this.options.bytes) return
      this.drop(key, packet)
      this.counts.evicted++
    }
  }

  private drop(key: string, packet: PartialPacket): void {
    this.packets.delete(key)
    this.held -= packet.bytes.length
  }
}

/** RFC 791: all but the last fragment have whole units; a rest is cut off, as Linux does. */
function fragmentLength(cursor: Cursor, { more }: FragmentPlace): number {
  const length = cursor.wireLength()
  return more ? length - (length % UNIT) : length
}

/** RFC 791: source, destination, protocol, identification; RFC 8200: the same without the protocol. */
function keyOf({ packet, vlans }: Cursor, { id, protocol }: FragmentPlace): string {
  const addresses = String.fromCharCode(...packet.source, ...packet.destination)
  return `${addresses}${vlans.join()} ${id} ${packet.version === 4 ? protocol : ''}`
}

class PartialPacket {
  bytes = new Uint8Array(0)
  private owners = new Uint16Array(0)
  /** Of fragment n, from 1 on; 0 is nobody. */
  private readonly starts: number[] = [0]
  private readonly ends: number[] = [0]
  private filled = 0
  /** Where the fragments so far end. */
  private top = 0
  /** Where the last fragment ended; -1 until it came. */
  private length = -1
  /** First byte that the snapshot length cut off. */
  private cut = Infinity
  private protocol = -1

  constructor(
    private readonly policy: OverlapPolicy,
    readonly deadline: number,
  ) {}

  /** @returns how it went, as the last word of Suricata's events */
  add(
    cursor: Cursor,
    place: FragmentPlace,
    length: number,
  ): 'kept' | 'frag_overlap' | 'frag_ignored' {
    const start = place.offset
    const end = start + length
    // Whoever says that the packet ends elsewhere than was said before is not heard.
    if (this.length >= 0 && (place.more ? end > this.length : end !== this.length))
      return 'frag_ignored'
    if (!place.more && end < this.top) return 'frag_ignored'
    if (this.starts.length > MAXIMUM_FRAGMENTS) return 'frag_ignored'
    if (!place.more) this.length = end
    this.top = Math.max(this.top, end)
    if (start === 0) this.protocol = place.protocol

    this.grow(end)
    const captured = Math.min(cursor.end - cursor.at, length)
    if (captured < length) this.cut = Math.min(this.cut, start + captured)
    const number = this.starts.push(start) - 1
    this.ends.push(end)
    const { bytes } = cursor
    const from = cursor.at
    let differ = false
    // What it overlaps ends it, or the fragment: the bytes from `run` on are new.
    let run = start
    for (let at = start; at < end; at += UNIT) {
      const owner = this.owners[at / UNIT] ?? 0
      if (owner !== 0) {
        const to = Math.min(at + UNIT, start + captured)
        if (!differ) differ = this.differs(at, to, bytes, from + at - start)
        if (!newWins(this.policy, start, end, this.starts[owner] ?? 0, this.ends[owner] ?? 0)) {
          this.copy(run, Math.min(at, start + captured), bytes, from + run - start)
          run = at + UNIT
          continue
        }
      } else this.filled++
      this.owners[at / UNIT] = number
    }
    this.copy(run, start + captured, bytes, from + run - start)
    return differ ? 'frag_overlap' : 'kept'
  }

  /** To `[at, to)`, which may be empty. */
  private copy(at: number, to: number, bytes: Uint8Array, from: number): void {
    if (at < to) this.bytes.set(bytes.subarray(from, from + to - at), at)
  }

  /** The payload, if there is no hole in it. */
  whole(): WholePacket | null {
    if (this.length < 0 || this.filled < Math.ceil(this.length / UNIT)) return null
    return {
      protocol: this.protocol,
      bytes: this.bytes,
      captured: Math.min(this.length, this.cut),
      wireLength: this.length,
    }
  }

  private differs(at: number, to: number, bytes: Uint8Array, from: number): boolean {
    for (let i = 0; at + i < to; i++) if (this.bytes[at + i] !== bytes[from + i]) return true
    return false
  }

  private grow(end: number): void {
    if (end <= this.bytes.length) return
    const size = Math.min(Math.max(2 * this.bytes.length, end, 2048), MAXIMUM_LENGTH + 1)
    const bytes = new Uint8Array(size)
    bytes.set(this.bytes)
    this.bytes = bytes
    const owners = new Uint16Array(Math.ceil(size / UNIT))
    owners.set(this.owners)
    this.owners = owners
  }
}

/** Both fragments have a byte in common. Places are offsets in the packet. */
function newWins(
  policy: OverlapPolicy,
  newStart: number,
  newEnd: number,
  oldStart: number,
  oldEnd: number,
): boolean {
  switch (policy) {
    case 'first':
      return false
    case 'last':
      return true
    case 'bsd':
      return newStart < oldStart
    case 'linux':
      return newStart <= oldStart
    case 'windows':
      return newStart < oldStart && newEnd > oldEnd
    case 'solaris':
      return newStart < oldStart && newEnd >= oldEnd
  }
}
