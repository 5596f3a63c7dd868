// ICQ between two clients over TCP, versions 2 to 7, little-endian but for addresses.
//
//    OFFSET  SIZE  FIELD
//      0      2    length of the packet behind this field
//      2           packet; the first of each side is an init: ff, version, …

import { bytes, number, text } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'icqpeer',
  transports: ['tcp'],
  summary:
    'ICQ between clients over TCP: one message per packet, from the init on; versions 4 to 6 decrypted',
  main: 'the packet, behind its length, decrypted',
  fields: [
    text('packet', '`init`, `ack` or `message`'),
    number('version', 'of the peer protocol, 2 to 7'),
    number('command', 'of a message: 07ee start, 07da acknowledge, 07d0 cancel'),
    text('uin', 'number of the side that sends, in digits'),
    text('peer', 'number of the side that is called (init, version 6 and later), in digits'),
    number('msgtype', 'kind of a message: 1 text, 2 chat, 3 file, 4 URL'),
    text('text', 'of a message, or that goes with a file'),
    bytes('address', 'of the side that sends, as it claims, four bytes'),
    number('port', 'at which a file or chat is awaited, else the port of the side that sends'),
    number('status', 'of the side that sends'),
    text('file', 'name of the file that is offered'),
    number('filesize', 'bytes of the file that is offered'),
  ],
  example: Buffer.from('1a00ff030000000504000015cd5b070a0102030a0102030405040000', 'hex'),
}

export const icqpeer: Framer = {
  info,
  probes: [[[0x1a, 0x2c], 0x00, 0xff]],
  syncs: [],
  limit: 2 + 0xffff,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset: () => {} }),
}
