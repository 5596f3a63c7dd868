// Where decoding stands in a packet, and what is known of the packet so far.
//
//         at                    end                wireEnd
//     ────┼──────────────────────┼────────────────────┤
//         │ captured             │ cut by the snap-   │
//         │                      │ shot length        │
//
// Layers move `at` behind their headers. Those that have a length of their own trim what stands behind it: padding, check
// sequences, trailers. `wireEnd` is where the bytes ended when they were sent: a header that runs over `end` was cut by
// the capture if it lies within `wireEnd`, and was sent so otherwise.

import type { Packet } from '../../front.js'
import type { Fragments } from './fragments.js'
import type { DecoderEvent, Outcome } from './layer.js'

/** Tunnels in tunnels that are stepped into. What is nested deeper is an attack on decoders. */
export const MAXIMUM_TUNNELS = 8
/** VLAN tags on top of each other. IEEE 802.1ad has two. */
export const MAXIMUM_VLANS = 8

export class Cursor {
  bytes: Uint8Array = new Uint8Array(0)
  view = new DataView(this.bytes.buffer)
  at = 0
  end = 0
  wireEnd = 0
  /** Tunnels that were stepped into. */
  tunnels = 0
  /** Events that did not end the decoding of this packet. */
  readonly events: DecoderEvent[] = []
  /** Filled in by the layers. One for all packets: nothing of it outlives the next. */
  readonly packet: Packet
  readonly vlans: number[] = []
  private readonly source4 = new Uint8Array(4)
  private readonly source6 = new Uint8Array(16)
  private readonly destination4 = new Uint8Array(4)
  private readonly destination6 = new Uint8Array(16)

  constructor(
    readonly fragments: Fragments,
    readonly verifyChecksums: boolean,
  ) {
    this.packet = {
      number: 0,
      time: 0,
      length: 0,
      vlans: this.vlans,
      version: 4,
      source: this.source4,
      destination: this.destination4,
      timeToLive: 0,
      transport: 'tcp',
      sourcePort: 0,
      destinationPort: 0,
      sequence: 0,
      acknowledgement: 0,
      flags: 0,
      window: 0,
      windowScale: -1,
      urgent: 0,
      bytes: this.bytes,
      payloadStart: 0,
      payloadEnd: 0,
      wirePayload: 0,
    }
  }

  /** Begins with a new record: its packet is `bytes[from, to)`, and had `wireLength` bytes when it was sent. */
  begin(bytes: Uint8Array, from: number, to: number, wireLength: number): void {
    this.read(bytes, from, to, from + Math.max(wireLength, to - from))
    this.tunnels = 0
    // Setting a length is slow, and they are empty nearly always.
    if (this.events.length > 0) this.events.length = 0
    if (this.vlans.length > 0) this.vlans.length = 0
  }

  /** Goes on in other bytes: what fragments were put together to. */
  read(bytes: Uint8Array, at: number, end: number, wireEnd: number): void {
    if (bytes !== this.bytes) {
      this.bytes = bytes
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    }
    this.at = at
    this.end = end
    this.wireEnd = wireEnd
  }

  /** Null when the next `length` bytes were captured, which may then be read freely; else why they were not. */
  lacks(length: number, event: DecoderEvent): Outcome | DecoderEvent | null {
    if (this.at + length <= this.end) return null
    return this.at + length <= this.wireEnd ? 'cut short' : event
  }

  /** Bytes from the cursor on, as many as were sent. */
  wireLength(): number {
    return this.wireEnd - this.at
  }

  /** Leaves out what stands behind the next `length` bytes. */
  trim(length: number): void {
    this.wireEnd = Math.min(this.wireEnd, this.at + length)
    this.end = Math.min(this.end, this.wireEnd)
  }

  u8(offset: number): number {
    return this.view.getUint8(this.at + offset)
  }

  u16(offset: number): number {
    return this.view.getUint16(this.at + offset)
  }

  u32(offset: number): number {
    return this.view.getUint32(this.at + offset)
  }

  /** Counts a tunnel. @returns the event that ends decoding when there are too many of them */
  enterTunnel(): DecoderEvent | null {
    this.tunnels++
    return this.tunnels > MAXIMUM_TUNNELS ? 'decoder.too_many_layers' : null
  }

  /** Hands on the payload at the cursor: the packet is complete. */
  deliver(): 'packet' {
    const { packet } = this
    packet.bytes = this.bytes
    packet.payloadStart = this.at
    packet.payloadEnd = this.end
    packet.wirePayload = this.wireEnd - this.at
    return 'packet'
  }

  /** Takes the packet's addresses from `source` and `destination`, places relative to the cursor. */
  takeAddresses(version: 4 | 6, source: number, destination: number): void {
    const { packet } = this
    packet.version = version
    packet.source = version === 4 ? this.source4 : this.source6
    packet.destination = version === 4 ? this.destination4 : this.destination6
    for (let i = 0; i < packet.source.length; i++) {
      packet.source[i] = this.u8(source + i)
      packet.destination[i] = this.u8(destination + i)
    }
  }
}
