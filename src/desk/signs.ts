// Signs that somebody else's segments are among those of the two ends of a TCP connection: what an attack on a session
// leaves in a capture (Joncheray, A Simple Active Attack Against TCP, 1995).
//
//     ttl-change        a side's segments suddenly come from another distance
//     sequence-jump     a segment far ahead of what is expected, further than any unscaled window
//     overlap-differs   the same bytes twice, and not the same
//     ack-storm         both ends keep acknowledging what the other has not sent
//
// The last three show behind a hole only, since only there every segment is looked at. Resets that both ends ignore, and
// changes of the sender's hardware address, are not visible in a ledger.

import type { Micros } from '../front/front.js'
import type { SegmentSign } from '../frame/segments.js'
import type { Side } from '../frame/framer.js'

const LARGEST_WINDOW = 0xffff
const STORM = 32
const SECOND: Micros = 1_000_000

export interface Sign {
  readonly sign: SegmentSign
  /** Whole seconds. */
  readonly idle: number
  readonly index: number
}

export class Signs {
  private readonly distances: [number | null, number | null] = [null, null]
  private last: Micros | null = null
  private empty = 0
  private count = 0

  /**
   * Looks at a segment, in order or not.
   * @param ahead bytes between what is expected and its start; 0 in order
   */
  take(
    side: Side,
    segment: { timeToLive: number; length: number; ahead: number; differs: boolean },
    clock: Micros,
  ): Sign[] {
    const seen: SegmentSign[] = []
    const before = this.distances[side]
    this.distances[side] = segment.timeToLive
    if (before !== null && before !== segment.timeToLive) seen.push('ttl-change')
    if (segment.ahead > LARGEST_WINDOW) seen.push('sequence-jump')
    if (segment.differs) seen.push('overlap-differs')
    this.empty = segment.length === 0 ? this.empty + 1 : 0
    if (this.empty === STORM) seen.push('ack-storm')
    const idle = this.last === null ? 0 : Math.floor((clock - this.last) / SECOND)
    this.last = clock
    return seen.map((sign) => ({ sign, idle, index: this.count++ }))
  }
}
