// What a side says until the other speaks, or until it has been silent for two seconds: how protocols without any
// constant byte are told by their shape (FastTrack's supernode sessions: 12 bytes, then 14, then 6).
//
// The desk knows who spoke when, so the desk makes these messages.

import type { FramerInfo, Message } from './framer.js'
import { verbatim } from './fields.js'
import { ALWAYS, pseudo } from './pseudo.js'

const info: FramerInfo = {
  name: 'turn',
  transports: ['tcp'],
  summary: 'All that a side says until the other side speaks, or until two seconds have passed.',
  main: 'all bytes of the turn',
  mainAt: 0,
  fields: [],
  example: null,
}

export const turn = pseudo(info, ALWAYS)

/**
 * One turn: the bytes `[start, end)`, which stay the caller's. `size` is the length of the whole turn where only its
 * beginning was kept.
 */
export function turnMessage(
  bytes: Uint8Array,
  start: number,
  end: number,
  size = end - start,
): Message {
  const main = verbatim(bytes, start, start, end, size > end - start)
  return { bytes, start, end, size, main, get: () => [] }
}
