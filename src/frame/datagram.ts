// The payload of a datagram, whatever it is.

import type { Framer, FramerInfo, Window } from './framer.js'
import { forgetful, whole } from './cut.js'
import { verbatim } from './fields.js'

const info: FramerInfo = {
  name: 'datagram',
  transports: ['udp'],
  summary: 'Each datagram as it is.',
  main: 'the payload',
  mainAt: 0,
  fields: [],
  example: null,
}

export const datagram: Framer = {
  info,
  probes: [],
  syncs: [],
  limit: 0xffff,
  open: () => forgetful(cut),
}

function cut({ bytes, start, end }: Window) {
  const main = verbatim(bytes, start, start, end)
  return whole({ bytes, start, end, size: end - start, main, get: () => [] }, false)
}
