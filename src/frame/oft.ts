// OFT, AIM's file transfer between two clients: a header of 256 bytes, and the bytes of the file once it is answered.
//
//    OFFSET  SIZE  FIELD
//      0      4    OFT2, of later clients OFT3
//      4      2    length of the header: 256
//      6      2    type
//      8      8    cookie of the offer; the sender's first header may have zeros
//     20      2    files, and how many are left (2)
//     28      4    bytes of all files
//     32      4    bytes of this file
//     40      4    checksum
//     60      4    bytes received so far
//    192     64    name, NUL padded

import { bytes, number, text } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'oft',
  transports: ['tcp'],
  summary:
    'AIM file transfer and file sharing between clients (OFT2, OFT3): headers; files are stepped over',
  main: null,
  fields: [
    text('magic', 'OFT2 or OFT3'),
    number(
      'type',
      '0101 prompt, 0202 acknowledge, 0204 done, 0205 resume, 1108 listing, 120c request',
    ),
    bytes('cookie', 'the eight bytes that name the offer'),
    number('files', 'how many files'),
    number('total', 'bytes of all files'),
    number('filesize', 'bytes of this file'),
    number('checksum', 'of the file'),
    number('received', 'bytes received so far'),
    text('name', 'name of the file'),
  ],
  example: Buffer.concat([
    Buffer.from('4f46543201000101', 'hex'),
    Buffer.alloc(184),
    Buffer.from('readme.txt'),
    Buffer.alloc(54),
  ]),
}

export const oft: Framer = {
  info,
  probes: [[0x4f, 0x46, 0x54, [0x32, 0x33], 0x01, 0x00]],
  syncs: [],
  limit: 256,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset: () => {} }),
}
