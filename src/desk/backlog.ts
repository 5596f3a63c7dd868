// The bytes of a message that is not whole yet, and which packets they came in.
//
//     bytes   [ dropped | start ......... end | room ]
//     marks   one for each stretch that was appended: the stream offset behind it, and its packet
//
// It grows by doubling, so that a message which comes a byte at a time costs no more than its length.

import type { Offset } from '../front/front.js'
import type { PacketRef } from './consumer.js'

const FIRST_ROOM = 256
/** What a mark weighs, in bytes, when kept memory is counted. */
const MARK_WEIGHT = 48

export class Backlog {
  bytes = new Uint8Array(FIRST_ROOM)
  start = 0
  end = 0
  private readonly marks: { readonly behind: Offset; readonly packet: PacketRef }[] = []
  private firstMark = 0

  /** @param offset stream offset of the first byte to come */
  constructor(public offset: Offset) {}

  get length(): number {
    return this.end - this.start
  }

  /** Stream offset behind the last byte. */
  get behind(): Offset {
    return this.offset + this.length
  }

  get weight(): number {
    return this.bytes.length + MARK_WEIGHT * (this.marks.length - this.firstMark)
  }

  append(bytes: Uint8Array, from: number, to: number, packet: PacketRef): void {
    const length = to - from
    if (length <= 0) return
    this.makeRoom(length)
    this.bytes.set(bytes.subarray(from, to), this.end)
    this.end += length
    this.marks.push({ behind: this.behind, packet })
  }

  /** Everything of `other`, which must begin where this one ends. */
  appendAll(other: Backlog): void {
    let from = other.start
    for (const mark of other.marks.slice(other.firstMark)) {
      const to = other.start + mark.behind - other.offset
      this.append(other.bytes, from, to, mark.packet)
      from = to
    }
  }

  /** Forgets what stands before `offset`. */
  drop(offset: Offset): void {
    const dropped = Math.min(Math.max(offset - this.offset, 0), this.length)
    this.start += dropped
    this.offset += dropped
    while ((this.marks[this.firstMark]?.behind ?? Infinity) <= this.offset) this.firstMark++
    if (this.firstMark > 64 && this.firstMark * 2 > this.marks.length) {
      this.marks.splice(0, this.firstMark)
      this.firstMark = 0
    }
  }

  /** The packet that holds the byte at `offset`; the last one if that is beyond the end. */
  packetAt(offset: Offset): PacketRef | null {
    let low = this.firstMark
    let high = this.marks.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.marks[middle]?.behind ?? 0) > offset) high = middle
      else low = middle + 1
    }
    return this.marks[low]?.packet ?? null
  }

  private makeRoom(length: number): void {
    if (this.end + length <= this.bytes.length) return
    const needed = this.length + length
    let room = this.bytes.length
    while (room < needed) room *= 2
    // Half the room must be free after the move, or a queue that stays full would be moved for every byte.
    if (room === this.bytes.length && this.start < room / 2) room *= 2
    const larger = new Uint8Array(room)
    larger.set(this.bytes.subarray(this.start, this.end))
    this.bytes = larger
    this.end = this.length
    this.start = 0
  }
}
