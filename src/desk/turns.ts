// Who spoke when: a turn is all that a side says until the other speaks, or until it has been silent for two seconds.
//
// The first turns of a flow tell protocols by their shape, so only those are kept track of, and not much of each: what
// says more than the limit is a transfer, and ends the watch.

import type { Message, Side } from '../frame/framer.js'
import { turnMessage } from '../frame/turn.js'
import type { Micros, Offset } from '../front/front.js'
import { Backlog } from './backlog.js'
import type { Stretch } from './backlog.js'
import type { PacketRef } from './consumer.js'
import { fitsShape, shapesOf } from './turn-shapes.js'
import type { TurnShape } from './turn-shapes.js'

/** A turn that lasts so long is over, though the other side has not spoken. */
export const PATIENCE: Micros = 2_000_000
/** Turns of each side. */
const MOST_TURNS = 8
/** Bytes of a turn that are kept. */
const KEPT = 1024
/** A turn of so many bytes is delivered as if it ended here, and is the last. */
const LIMIT = 4096

/** A turn that is over. */
export interface Turn {
  readonly message: Message
  readonly side: Side
  readonly offset: Offset
  /** Bytes of it that are there. */
  readonly length: number
  readonly index: number
  /** That holds its last byte. */
  readonly packet: PacketRef
}

export class Turns {
  /** Nothing more is of interest. */
  over = false
  /** When the turn in progress is over if its side says no more; Infinity between turns. */
  deadline: Micros = Infinity
  private readonly counted: [number, number] = [0, 0]
  private current: Speech | null = null
  /** Sides of which the first turn matches no entry, whatever comes. */
  private readonly ruledOut: [boolean, boolean] = [false, false]

  private readonly shapes: readonly [readonly TurnShape[], readonly TurnShape[]] | null

  /** @param shapes what the first turns must be, so that they are worth watching; null: anything */
  constructor(shapes: readonly TurnShape[] | null, opener: Side | null) {
    this.shapes = shapes && [shapesOf(shapes, 0, opener), shapesOf(shapes, 1, opener)]
    if (this.shapes === null) return
    for (const side of [0, 1] as const) this.ruledOut[side] = this.shapes[side].length === 0
  }

  /** @returns the turns that these bytes end */
  take(side: Side, stretch: Stretch, clock: Micros): Turn[] {
    const ended = this.current !== null && this.current.side !== side ? this.end() : []
    if (this.over) return ended
    this.current ??= { side, kept: new Backlog(stretch.offset), size: 0, packet: stretch.packet }
    const { current } = this
    const room = Math.min(KEPT - current.kept.length, stretch.end - stretch.start)
    if (room > 0) current.kept.append({ ...stretch, end: stretch.start + room })
    current.size += stretch.end - stretch.start
    current.packet = stretch.packet
    this.deadline = clock + PATIENCE
    this.ruleOut(current, false)
    if (current.size < LIMIT || this.over) return ended
    current.size = LIMIT
    this.over = true
    return [...ended, ...this.end()]
  }

  /** The turn in progress is over. */
  end(): Turn[] {
    const { current, counted } = this
    this.current = null
    this.deadline = Infinity
    if (current === null) return []
    const { side, kept, size, packet } = current
    this.ruleOut(current, true)
    const index = counted[side]++
    if (counted[side] === MOST_TURNS) this.over = true
    // What stands before the first turn that may begin a dialogue is part of none.
    const other = side ? 0 : 1
    if (this.ruledOut[side] && (this.ruledOut[other] || counted[other] === 0)) return []
    const message = turnMessage(kept.bytes, kept.start, kept.end, size)
    return [{ message, side, offset: kept.offset, length: kept.length, index, packet }]
  }

  /** When no entry can match the first turn of either side, no dialogue begins with the turns of this flow. */
  private ruleOut({ side, kept, size }: Speech, ended: boolean): void {
    const { shapes, counted, ruledOut } = this
    if (shapes === null || counted[side] > 0 || ruledOut[side]) return
    const first = kept.bytes[kept.start] ?? 0
    ruledOut[side] = !shapes[side].some((shape) => fitsShape(shape, first, size, ended))
    this.over ||= ruledOut[0] && ruledOut[1]
  }
}

/** A turn in progress. */
interface Speech {
  readonly side: Side
  readonly kept: Backlog
  size: number
  packet: PacketRef
}
