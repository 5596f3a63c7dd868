// All bytes of a direction from its start, for protocols that are not cut into messages: what Yahoo's webcam says first.
//
// Such a message ends with the direction, and that is too late: a pattern at its start has to match when enough bytes
// are there, before the other side answers. So the message is delivered again and again while it grows:
//
//    up to 512 bytes   with whatever has come
//    behind            at 576, 648, 729 ... bytes, each length an eighth more than the one before, at 65,536 for good
//    at the end        as it is
//
// Each delivery but the last is `cut`, and `grows`: `end` does not match yet, nor does what the next byte might lengthen. So
// what a pattern takes is the same however the direction comes in pieces. Openings are decided by the packet that brings the
// deciding byte; the fixed lengths behind them keep the work linear, since no byte is delivered more than some 550 times, one
// byte a segment, and 11 times in the mean of 64 KiB.

import type { Cut, Framer, FramerInfo, Framing, Message, Side, Window } from './framer.js'
import { lost, more, whole } from './cut.js'
import { verbatim } from './fields.js'

const STREAM_LIMIT = 0x10000
const OPENING_LENGTH = 512

const info: FramerInfo = {
  name: 'stream',
  transports: ['tcp'],
  summary: 'All bytes of a direction from its start, or of a tunnel from its start.',
  main: 'the first 64 KiB of the direction, as far as they have come',
  mainAt: 0,
  fields: [],
  example: null,
}

export const stream: Framer = {
  info,
  probes: [],
  syncs: [],
  limit: STREAM_LIMIT,
  open: () => new StreamFraming(),
}

class StreamFraming implements Framing {
  private readonly beginningIsLost = [false, false]

  cut(side: Side, { bytes, start, end, scanned, final }: Window): Cut {
    if (this.beginningIsLost[side]) return lost('the beginning of the direction is not known')
    const available = end - start
    if (available >= STREAM_LIMIT) {
      const message = streamMessage(bytes, start, STREAM_LIMIT, 'over')
      return { kind: 'message', length: STREAM_LIMIT, skip: Infinity, message, certain: false }
    }
    if (final) return whole(streamMessage(bytes, start, available, 'whole'), false)

    const { length, next } = delivered(available)
    if (scanned > 0 && delivered(scanned).length === length) return more(next)
    const message = streamMessage(bytes, start, length, 'growing')
    return { kind: 'message', length, skip: 0, message, certain: false, again: next }
  }

  reset(side: Side): void {
    this.beginningIsLost[side] = true
  }
}

/** With so many bytes there: how many are delivered, and how many there must be for the next time. */
function delivered(available: number): { length: number; next: number } {
  if (available < OPENING_LENGTH) return { length: available, next: available + 1 }
  let length = OPENING_LENGTH
  let next = length
  while (next <= available) {
    length = next
    next = Math.min(length + (length >> 3), STREAM_LIMIT)
  }
  return { length, next }
}

/** `over`: it goes on, but not for us. */
type State = 'growing' | 'over' | 'whole'

function streamMessage(bytes: Uint8Array, start: number, length: number, state: State): Message {
  const end = start + length
  const text = verbatim(bytes, start, start, end, state !== 'whole')
  const main = state === 'growing' ? { ...text, grows: true } : text
  return { bytes, start, end, size: length, main, get: () => [] }
}
