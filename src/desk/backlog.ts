// The bytes of a message that is not whole yet, and which packets they came in.
//
//     bytes   [ dropped | start ......... end | room ]
//     marks   one for each stretch that was appended: the stream offset behind it, and its packet
//
// It grows by doubling, so that a message which comes a byte at a time costs no more than its length.

import type { Offset } from '../front/front.js'
import type { PacketRef } from './consumer.js'

const FIRST_ROOM = 64
const NOTHING = new Uint8Array(0)
/** What a mark weighs, in bytes, when kept memory is counted. */
const MARK_WEIGHT = 48

/** Bytes of a stream in order, `bytes[start, end)`, and the packet that brought them. Valid while they are looked at. */
export interface Stretch {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** Bytes from here up to `start` are the stream's own as well: the last few before it. */
  readonly history: number
  /** Stream offset of the byte at `start`. */
  readonly offset: Offset
  readonly packet: PacketRef
}

export function behind(stretch: Stretch): Offset {
  return stretch.offset + stretch.end - stretch.start
}

interface Mark {
  readonly behind: Offset
  readonly packet: PacketRef
}

export class Backlog {
  bytes = NOTHING
  start = 0
  end = 0
  private marks: Mark[] | null = null
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
    return this.bytes.length + MARK_WEIGHT * ((this.marks?.length ?? 0) - this.firstMark)
  }

  /** Adds what the stretch has beyond the end. @returns whether there was anything */
  append(stretch: Stretch): boolean {
    const from = stretch.start + this.behind - stretch.offset
    const length = stretch.end - from
    if (length <= 0 || from < stretch.history) return false
    this.makeRoom(length)
    this.bytes.set(stretch.bytes.subarray(from, stretch.end), this.end)
    this.end += length
    const mark = { behind: this.behind, packet: stretch.packet }
    // Most get no second one: an array that was pushed to has room for 17.
    if (this.marks === null) this.marks = [mark]
    else this.marks.push(mark)
    return true
  }

  copy(): Backlog {
    const copy = new Backlog(this.offset)
    for (const stretch of this.stretches()) copy.append(stretch)
    return copy
  }

  /** Forgets what stands before `offset`. */
  drop(offset: Offset): void {
    const dropped = Math.min(Math.max(offset - this.offset, 0), this.length)
    this.start += dropped
    this.offset += dropped
    const { marks } = this
    if (marks === null) return
    while ((marks[this.firstMark]?.behind ?? Infinity) <= this.offset) this.firstMark++
    if (this.firstMark > 64 && this.firstMark * 2 > marks.length) {
      marks.splice(0, this.firstMark)
      this.firstMark = 0
    }
  }

  /** What was appended, piece by piece. */
  stretches(): Stretch[] {
    let { offset, start } = this
    return (this.marks ?? []).slice(this.firstMark).map(({ behind, packet }) => {
      const { bytes } = this
      const stretch = {
        bytes,
        start,
        end: start + behind - offset,
        history: this.start,
        offset,
        packet,
      }
      start = stretch.end
      offset = behind
      return stretch
    })
  }

  /** The packet that holds the byte at `offset`; the last one if that is beyond the end. */
  packetAt(offset: Offset): PacketRef | null {
    const marks = this.marks ?? []
    let low = this.firstMark
    let high = marks.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((marks[middle]?.behind ?? 0) > offset) high = middle
      else low = middle + 1
    }
    return marks[low]?.packet ?? null
  }

  private makeRoom(length: number): void {
    if (this.end + length <= this.bytes.length) return
    const needed = this.length + length
    let room = Math.max(this.bytes.length, FIRST_ROOM)
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
