// Yahoo! Pager before YMSG: YPNS from the client, YHOO from the server.

import type { FramerInfo } from './framer.js'
import { field } from './fields.js'
import { pseudo } from './pseudo.js'

const info: FramerInfo = {
  name: 'ypns',
  transports: ['tcp'],
  summary: 'Packets of the older Yahoo! protocol: a header of 104 bytes, then text.',
  main: 'the payload, with its padding',
  fields: [
    field('magic', 'text', 'YPNS2.0 of a client, YHOO1.0 of a server'),
    field('service', 'number', 'what the packet is for: 1 sign-on, 6 message'),
    field('msgtype', 'number', '0 none, 1 normal, 2 bounced, 4 status'),
    field('session', 'number', 'number of the HTTP session that the sign-on began with'),
    field('nick1', 'text', 'who sends, or whose client it is'),
    field('nick2', 'text', 'second name'),
    field('content', 'text', 'the payload up to its first NUL'),
  ],
  example: Buffer.from(
    '59504e53322e30007400000006000000011000003d2f000000000000000000006c65616b74657374' +
      '657200000000000000000000000000000000000000000000000000006c65616b7465737465720000' +
      '000000000000000000000000000000000000000000000000667269656e642c68656c6c6f',
    'hex',
  ),
}

export const ypns = pseudo(info)
