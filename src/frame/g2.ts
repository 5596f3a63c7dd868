// Gnutella2 over UDP.

import type { FramerInfo } from './framer.js'
import { field } from './fields.js'
import { pseudo } from './pseudo.js'

const info: FramerInfo = {
  name: 'g2',
  transports: ['udp'],
  summary: 'Datagrams that begin with GND.',
  main: null,
  fields: [
    field('flags', 'number', 'bit 0: deflated, bit 1: to be acknowledged'),
    field('part', 'number', 'number of this part, from 1'),
    field('parts', 'number', 'number of parts; 0 is an acknowledgement'),
    field('packet', 'text', 'of a first part: name of the packet that it begins, `PI`'),
  ],
  example: Buffer.from('474e440212340101085049', 'hex'),
  appProto: 'gnutella2',
}

export const g2 = pseudo(info)
