// Framers whose messages are not cut from a stream: the desk makes them. They are in the catalogue for their fields.

import type { Framer, FramerInfo, Probe } from './framer.js'

const WHOLE_MESSAGE_LIMIT = 0x10000

/** Admits no byte: no stream is ever offered. */
const NEVER: readonly Probe[] = [[[]]]

export function pseudo(info: FramerInfo): Framer {
  return {
    info,
    probes: NEVER,
    syncs: [],
    limit: WHOLE_MESSAGE_LIMIT,
    open: () => ({
      cut: () => ({ kind: 'lost', why: `the messages of \`${info.name}\` are not cut from bytes` }),
      reset() {},
    }),
  }
}
