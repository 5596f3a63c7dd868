// The payload of a datagram, whatever it is.

import type { FramerInfo } from './framer.js'
import { pseudo } from './pseudo.js'

const info: FramerInfo = {
  name: 'datagram',
  transports: ['udp'],
  summary: 'Each datagram as it is.',
  main: 'the payload',
  fields: [],
  example: null,
}

export const datagram = pseudo(info)
