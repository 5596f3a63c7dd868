// The lent buffer, seen as a window that moves along a capture: whole records are walked in it, the beginning of one that
// is cut by its end is moved to the front, and the next bytes are read behind it.
//
//     base                 at                         end          base + size
//      │ records behind us │ records to come, the last │   free    │
//      └───────────────────┴── may be cut ─────────────┴───────────┘
//
// A front that walks records by itself moves `at`, counts in `packets`, and calls `next` where it met something that is
// none of its business: a block, a malformed record, a packet that it cannot decode.

import type { Capture, CaptureRecord } from './capture.js'
import { MAXIMUM_RECORD_LENGTH } from './capture.js'
import { emptyRecord, interpretBlock, nextRecord } from './record.js'

export class CaptureWindow {
  readonly view: DataView
  /** The packet that `next` found last. */
  readonly record: CaptureRecord = emptyRecord()
  /** Place of the first byte that was not walked yet; behind `end` while a long block is stepped over. */
  at: number
  /** Place behind the last byte that was read. */
  end: number
  /** Packets so far: the 1-based number of the last one. */
  packets = 0

  /** @param size bytes of `buffer` from `base` on to use: `MAXIMUM_RECORD_LENGTH` at least, 256 KiB more for speed */
  constructor(
    readonly capture: Capture,
    readonly buffer: Uint8Array,
    private readonly base = 0,
    private readonly size = buffer.length - base,
  ) {
    if (size < MAXIMUM_RECORD_LENGTH)
      throw new RangeError(`a window needs ${MAXIMUM_RECORD_LENGTH} bytes, got ${size}`)
    this.view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length)
    this.at = base
    this.end = base
  }

  /**
   * Goes to the next packet in the window and describes it in `record`. False when there is none: `refill` then says
   * whether the capture goes on.
   */
  next(): boolean {
    const { capture, view, record } = this
    while (this.at < this.end && capture.problem === null) {
      switch (nextRecord(view, this.at, this.end, capture.section, record)) {
        case 'packet':
          this.at = record.next
          this.packets++
          return true
        case 'block': {
          const why = interpretBlock(view, this.at, capture.section)
          if (why !== null) capture.stop('unsupported', this.offset(this.at), why)
          this.at = record.next
          break
        }
        case 'malformed':
          capture.stop('malformed', this.offset(this.at), record.why)
          break
        case 'incomplete':
          return false
      }
    }
    return false
  }

  /**
   * Reads on, behind what is left in the window, which moves to its front: places in it are other ones afterwards. Call it
   * when `next` said false.
   *
   * @returns false at the capture's end; `capture.problem` says whether it ended well
   */
  async refill(): Promise<boolean> {
    const { capture, buffer, base } = this
    let over = Math.max(this.at - this.end, 0)
    const left = this.end - this.at
    if (left > 0) buffer.copyWithin(base, this.at, this.end)
    this.at = base
    this.end = base + Math.max(left, 0)

    while (over > 0) {
      const count = await capture.fill(buffer, base, Math.min(over, this.size))
      if (count === 0) {
        capture.stop(
          'truncated',
          capture.position,
          `file ends ${over} bytes before the end of a block`,
        )
        return false
      }
      over -= count
    }

    const count = await capture.fill(buffer, this.end, base + this.size - this.end)
    this.end += count
    if (count > 0) return true
    if (left > 0) this.reportCut(left)
    return false
  }

  /** Offset in the capture of a place in the window. */
  offset(at: number): number {
    return this.capture.position - (this.end - at)
  }

  private reportCut(left: number): void {
    this.capture.stop(
      'truncated',
      this.offset(this.at),
      `file ends ${this.record.needs - left} bytes before the end of a record`,
    )
  }
}
