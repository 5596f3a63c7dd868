// What reassembly noticed on a connection: signs that somebody else's segments are among those of the two ends.
//
// The desk makes these messages, and only where a state waits for one.

import type { FramerInfo, Message } from './framer.js'
import { number, text } from './field-info.js'
import { announcement, numeric, said } from './fields.js'
import { pseudo } from './pseudo.js'

export type SegmentSign =
  'overlap-differs' | 'sequence-jump' | 'ack-storm' | 'ttl-change' | 'mac-change' | 'reset-ignored'

const info: FramerInfo = {
  name: 'segments',
  transports: ['tcp'],
  summary: 'What reassembly noticed: segments that do not fit with those before them.',
  main: null,
  fields: [
    text(
      'sign',
      'overlap-differs, sequence-jump, ack-storm, ttl-change, mac-change or reset-ignored',
    ),
    number('idle', 'seconds that the flow had been silent'),
  ],
  example: null,
}

export const segments = pseudo(info)

/** `idle` in whole seconds. */
export function segmentsMessage(seen: { sign: SegmentSign; idle: number }): Message {
  return announcement({ sign: said(seen.sign), idle: numeric(seen.idle, 0, 0) })
}
