// MSN Messenger's protocol, MSNP2 to MSNP15: commands in lines, some of them with a counted payload.

import { number, text } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'msnp',
  transports: ['tcp'],
  summary: 'Commands and error numbers in lines; MSG and its like with the payload they count.',
  main: 'the command line without CRLF, trailing blanks and payload count',
  mainAt: 0,
  fields: [
    text('command', 'the three letters, or the number of an error', {
      verbatim: true,
      at: 0,
    }),
    text('arg', 'word of the main text by its number, the command being 0', {
      key: 'number',
      verbatim: true,
    }),
    text('payload', 'the counted bytes behind the line', { verbatim: true }),
    text('header', 'value of a MIME header of MSG', {
      key: 'header',
      repeated: true,
      verbatim: true,
    }),
    text('text', 'body of a MSG of type text/…, behind the blank line, as UTF-8'),
    text('body', 'value of a `Key: value` line in a text/x-… body: an invitation', {
      key: 'header',
      repeated: true,
      verbatim: true,
    }),
    number('p2p.session', 'session of a P2P chunk, 0 while one is negotiated'),
    number('p2p.total', 'bytes of all chunks of the P2P message together'),
    number('p2p.size', 'bytes of this chunk'),
    number('p2p.flags', '0x02 acknowledges, 0x20 is a picture, 0x01000030 a file'),
    number('p2p.app', 'who the chunk is for: 0 MSNSLP, 1 pictures, 2 files'),
    text('slp.start', 'first line of an MSNSLP text, with the chunk that completes it'),
    text('slp.header', 'value of its header', { key: 'header', repeated: true }),
    text('slp.body', 'value of a `Key: value` line in its body', {
      key: 'header',
      repeated: true,
    }),
  ],
  example: Buffer.from(
    'MSG 5 N 127\r\n' +
      'MIME-Version: 1.0\r\n' +
      'Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n' +
      '\r\n' +
      'Invitation-Command: CANCEL\r\n' +
      'Invitation-Cookie: 33267\r\n' +
      '\r\n',
    'latin1',
  ),
}

export const msnp: Framer = {
  info,
  probes: [[[]]],
  syncs: [],
  limit: 0,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset() {} }),
}
