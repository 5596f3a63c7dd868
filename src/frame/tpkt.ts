// TPKT, RFC 1006: the packets that carry T.120 (NetMeeting) and H.323 over TCP.

import { number } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'tpkt',
  transports: ['tcp'],
  summary: 'Packets by the length in their header.',
  main: 'the packet, header included',
  mainAt: 0,
  fields: [number('type', 'X.224 code: 0xe0 connect, 0xd0 confirm, 0x80 disconnect, 0xf0 data')],
  example: Buffer.from('0300000b06e00000000000', 'hex'),
}

export const tpkt: Framer = {
  info,
  probes: [[[]]],
  syncs: [],
  limit: 0,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset() {} }),
}
