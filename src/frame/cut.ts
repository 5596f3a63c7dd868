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
