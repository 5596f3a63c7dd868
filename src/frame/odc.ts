// ODC, AIM's direct connection (IM Image) between two clients: a header of 76 bytes, then a text with pictures in it.
//
//    OFFSET  SIZE  FIELD
//      0      4    ODC2
//      4      2    length of the header: 76
//      6      2    type: 1
//      8      2    subtype: 6
//     12      8    cookie of the offer
//     28      4    length of the payload
//     32      2    charset of the payload: 0 ASCII, 2 UCS-2BE, 3 Latin-1
//     38      2    flags: 60 first frame, 0e typing, 06 typed, 02 idle, 01 automatic answer
//     44     32    screen name, NUL padded
//     76           payload

import { bytes, number, text } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'odc',
  transports: ['tcp'],
  summary: 'AIM direct connections between clients (ODC2): one message per header',
  main: null,
  fields: [
    number('type', 'always 1'),
    bytes('cookie', 'the eight bytes that name the offer'),
    number('flags', '60 first frame, 0e typing, 06 typed, 02 idle, 01 automatic answer'),
    number('payload', 'length in bytes of what follows the header'),
    text('screenname', 'account of the side that sends'),
    text(
      'text',
      'beginning of the payload, at most 4 KiB, charset decoded, HTML and pictures kept',
    ),
  ],
  example: Buffer.concat([
    Buffer.from('4f444332004c000100060000', 'hex'),
    Buffer.from('7A1B2C3'),
    Buffer.alloc(19),
    Buffer.from('006000000000', 'hex'),
    Buffer.from('LeakTester'),
    Buffer.alloc(22),
  ]),
}

export const odc: Framer = {
  info,
  probes: [[0x4f, 0x44, 0x43, 0x32, 0x00, 0x4c]],
  syncs: [],
  limit: 76 + 4096,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset: () => {} }),
}
