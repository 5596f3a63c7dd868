// What cutters answer.

import type { Cut, Framing, Message, Window } from './framer.js'

export function more(atLeast: number): Cut {
  return { kind: 'more', atLeast }
}

export function lost(why: string): Cut {
  return { kind: 'lost', why }
}

/** `message` as it stands, all its bytes used up; `certain` as in `Cut`. */
export function whole(message: Message, certain: boolean): Cut & { kind: 'message' } {
  return { kind: 'message', length: message.end - message.start, skip: 0, message, certain }
}

/** All that follows in this direction is somebody else's. */
export const REST: Cut = { kind: 'skip', length: Infinity }

/** The framing of a protocol whose messages stand for themselves: nothing is remembered from one to the next. */
export function forgetful(cut: (window: Window) => Cut): Framing {
  return { cut: (_, window) => cut(window), reset() {} }
}

/** All there is of `window` is no message. */
export function passOver({ start, end }: Window): Cut {
  return { kind: 'skip', length: end - start }
}

/** The framing of datagrams. On a flow that has had one of the protocol's, those of others are passed over. */
export function datagrams(cut: (window: Window) => Cut): Framing {
  let isKnown = false
  return {
    cut(_, window) {
      const answer = cut(window)
      isKnown ||= answer.kind === 'message'
      return isKnown && answer.kind === 'lost' ? passOver(window) : answer
    },
    reset() {},
  }
}
