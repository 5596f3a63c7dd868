// How FLAP's frames are cut: OSCAR's, and TOC's, which has taken them over.
//
//    OFFSET  SIZE  FIELD
//      0      1    2a
//      1      1    channel: 1 sign-on, 2 data, 3 error, 4 sign-off, 5 keep-alive
//      2      2    sequence: begins anywhere, one more per frame and direction, wraps at 8000 or 10000
//      4      2    length of the payload
//      6           payload
//
// An asterisk and a small number are weak evidence. So the payloads of a direction's first two frames must be possible ones,
// and until one was certain sequences must follow each other. From then on marker and channel are enough: one odd frame,
// which a server would ignore, must not hide what comes behind it.

import { u16 } from './bytes.js'
import { Cursor } from './cursor.js'
import { lost, more, whole } from './cut.js'
import type { Cut, Framing, Side, Text, Window } from './framer.js'
import { LazyMessage, type Fields } from './message.js'

export const MARKER = 0x2a
export const SIGN_ON = 1
export const DATA = 2
export const SIGN_OFF = 4
const LAST_CHANNEL = 5

export const HEADER_LENGTH = 6
export const LONGEST_FRAME = HEADER_LENGTH + 0xffff

/** What stands behind the header, by protocol. */
export interface Payloads {
  /**
   * Whether a payload of `length` bytes that begins with `there` is the protocol's. The answer for more of the same bytes
   * may only become firmer.
   */
  judge(channel: number, length: number, there: Uint8Array): 'certain' | 'possible' | 'impossible'
  /** Main text of a frame. */
  main(channel: number, payload: Cursor): Text | null
  /** Adds the fields of a payload, for which the frame declares `declared` bytes. */
  read(channel: number, payload: Cursor, fields: Fields, declared: number): void
}

interface Direction {
  /** Frames so far. */
  frames: number
  /** One of them was certain. */
  certain: boolean
  /** Sequence that the next one should have. */
  next: number
}

/** Frames whose payloads are judged. */
const JUDGED_FRAMES = 2

export class FlapFraming implements Framing {
  readonly #directions: [Direction, Direction] = [newDirection(), newDirection()]

  constructor(private readonly payloads: Payloads) {}

  cut(side: Side, { bytes, start, end, final }: Window): Cut {
    const have = end - start
    const channel = bytes[start + 1] ?? 0
    if (have > 0 && bytes[start] !== MARKER) return lost('no FLAP marker')
    if (have > 1 && (channel < SIGN_ON || channel > LAST_CHANNEL))
      return lost(`FLAP has no channel ${channel}`)
    if (have < HEADER_LENGTH) {
      if (!final) return more(HEADER_LENGTH)
      if (have < 2) return lost('the stream ends within a FLAP marker')
      // AIM up to 4.1 may sign off without a length.
      const size = channel === SIGN_OFF && have === 4 ? 4 : HEADER_LENGTH
      return this.#message(bytes, start, end, size, false)
    }

    const sequence = u16(bytes, start + 2)
    const length = u16(bytes, start + 4)
    const size = HEADER_LENGTH + length
    const there = Math.min(end, start + size)
    const payload = bytes.subarray(start + HEADER_LENGTH, there)
    const judged = this.payloads.judge(channel, length, payload)
    const direction = this.#directions[side]
    const follows = direction.frames === 0 || ((sequence ^ direction.next) & 0x7fff) === 0
    if (!follows && !direction.certain) return lost('FLAP frames out of sequence')
    if (judged === 'impossible' && direction.frames < JUDGED_FRAMES)
      return lost('a FLAP frame of something else')
    if (there < start + size && !final) return more(size)

    const certain = judged === 'certain'
    direction.frames++
    direction.certain ||= certain
    direction.next = sequence + 1
    return this.#message(bytes, start, there, size, certain)
  }

  reset(side: Side): void {
    this.#directions[side] = newDirection()
  }

  #message(bytes: Uint8Array, start: number, end: number, size: number, certain: boolean): Cut {
    const channel = bytes[start + 1] ?? 0
    const payload = () => Cursor.of(bytes, start, end, size).from(HEADER_LENGTH)
    const main = this.payloads.main(channel, payload())
    const message = new LazyMessage(bytes, start, end, size, main, (fields) => {
      const header = Cursor.of(bytes, start, end, size).from(1)
      fields.add('channel', header.u8())
      fields.add('sequence', header.u16())
      this.payloads.read(channel, payload(), fields, size - HEADER_LENGTH)
    })
    return whole(message, certain)
  }
}

function newDirection(): Direction {
  return { frames: 0, certain: false, next: 0 }
}

const VERSION = [0, 0, 0, 1]

/** Of a sign-on: all protocols have version 1 in its first four bytes. */
export function judgeSignOn(
  length: number,
  there: Uint8Array,
): 'certain' | 'possible' | 'impossible' {
  if (length < VERSION.length) return 'impossible'
  if (!VERSION.every((byte, i) => i >= there.length || there[i] === byte)) return 'impossible'
  return there.length < VERSION.length ? 'possible' : 'certain'
}
