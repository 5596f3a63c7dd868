// ICQ's file transfer between two clients over TCP, little-endian.
//
//    OFFSET  SIZE  FIELD
//      0      2    length of the packet behind this field
//      2      1    kind: 0 init, 1 its answer, 2 next file, 3 start, 4 stop, 5 speed, 6 data
//      3           by kind

import { number, text } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'icqfile',
  transports: ['tcp'],
  summary:
    'ICQ file transfer between clients: one message per packet; the bytes of files are stepped over',
  main: 'the packet, behind its length; of data the first byte',
  fields: [
    number('packet', '0 init, 1 its answer, 2 next file, 3 start, 4 stop, 5 speed, 6 data'),
    text('nick', 'name of the side that sends (0, 1)'),
    number('files', 'how many files (0)'),
    text('file', 'name of the next file (2)'),
    number('filesize', 'bytes of all files (0), of the next file (2)'),
    number('position', 'byte of the file from which to start (3)'),
  ],
  example: Buffer.from('1800000000000001000000e8ed00006400000005006c65616b00', 'hex'),
}

export const icqfile: Framer = {
  info,
  probes: [[null, null, [0, 1, 2, 3, 4, 5, 6]]],
  syncs: [],
  limit: 2 + 0xffff,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset: () => {} }),
}
