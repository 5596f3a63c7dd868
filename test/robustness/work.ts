// How much a scan does, counted where the stages meet: calls of the front, bytes that the reassembler feeds back, bytes that
// framers look at, lines that are written. Time is not linear enough to be tested; these are.

import type { Cut, Framer, Window } from '../../src/frame/framer.js'
import type { Front } from '../../src/front/front.js'
import { watchedFront } from '../support/watched-front.js'

export class Work {
  /** Calls of the front that take packets. */
  calls = 0
  /** Pieces that the front showed or the reassembler fed, and bytes of the latter. */
  pieces = 0
  fed = 0
  /** Calls of framers, and bytes that they saw for the first time. */
  cuts = 0
  seen = 0
  lines = 0
}

/** The same front, its work counted. */
export function countedFront(front: Front, work: Work): Front {
  return watchedFront(front, {
    took({ ledger }) {
      work.calls++
      work.pieces += ledger.pieces
    },
    fed(_flow, _side, { length }) {
      work.pieces++
      work.fed += length
    },
  })
}

/** The same framer, its work added to what `work` gives at the time. */
export function countedFramer(framer: Framer, work: () => Work): Framer {
  const { glance } = framer
  return {
    ...framer,
    ...(glance !== undefined && {
      glance(bytes, start, end) {
        const here = work()
        here.cuts++
        here.seen += end - start
        return glance(bytes, start, end)
      },
    }),
    open(transport) {
      const framing = framer.open(transport)
      return {
        cut(side, window) {
          const cut = framing.cut(side, window)
          const here = work()
          here.cuts++
          here.seen += seenBy(window, cut)
          return cut
        },
        reset: (side) => framing.reset(side),
        resume: (side, unanswered) => framing.resume?.(side, unanswered),
      }
    },
  }
}

/** Bytes behind a message that was cut off are seen by the call for the next one. */
function seenBy({ start, end, scanned }: Window, cut: Cut): number {
  const there = end - start
  const upTo = cut.kind === 'message' || cut.kind === 'skip' ? Math.min(cut.length, there) : there
  return Math.max(0, upTo - scanned)
}

/**
 * What is out of proportion to a capture of `bytes` bytes and `packets` packets; null: nothing.
 *
 * Bounds, for each packet or byte: the front is called once for a record and once for what stands before it. A packet makes
 * a piece, perhaps one more for the flow that it ends or puts out, and as many as others cut it into while it waits behind a
 * hole. A byte is fed once. Framers read side by side, each byte once each; behind a gap, one framer is tried at up to 64
 * places, of which each may be the start of a message that reaches over the others.
 */
export function disproportion(work: Work, bytes: number, packets: number): string | null {
  const bounds: Readonly<Record<keyof Work, number>> = {
    calls: 2 * packets + 16,
    pieces: 4 * packets + 16,
    fed: bytes,
    cuts: 16 * packets + bytes,
    seen: 80 * bytes,
    lines: 8 * packets + bytes / 16 + 16,
  }
  for (const [name, bound] of Object.entries(bounds))
    if (work[name as keyof Work] > bound)
      return `${name} ${work[name as keyof Work]}, for ${packets} packets and ${bytes} bytes`
  return null
}
