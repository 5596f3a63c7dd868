// Framers whose messages are not cut from a stream: the desk makes them. They are in the catalogue for their fields.

import type { Framer, FramerInfo, Probe } from './framer.js'

const WHOLE_MESSAGE_LIMIT = 0x10000

/** Every stream may have such messages. */
export const ALWAYS: readonly Probe[] = []

/** Admits no byte: what is told does not depend on what a stream begins with. */
export const NEVER: readonly Probe[] = [[[]]]

export function pseudo(info: FramerInfo, probes: readonly Probe[] = NEVER): Framer {
  return {
    info,
    probes,
    syncs: [],
    limit: WHOLE_MESSAGE_LIMIT,
    open: () => ({
      cut: () => ({ kind: 'lost', why: `the messages of \`${info.name}\` are not cut from bytes` }),
      reset() {},
    }),
  }
}
