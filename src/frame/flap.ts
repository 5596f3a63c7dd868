// FLAP, the frame of AIM's and ICQ's OSCAR protocol over TCP.
//
//    OFFSET  SIZE  FIELD
//      0      1    2a
//      1      1    channel: 1 sign-on, 2 SNAC, 3 error, 4 sign-off, 5 keep-alive
//      2      2    sequence, begins anywhere, one more per frame and direction, wraps
//      4      2    length of the payload
//      6           payload

import { bytes, keyed, number, record, repeated, text } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'flap',
  transports: ['tcp'],
  summary: 'FLAP frames of AIM and ICQ (OSCAR): one message per frame, cut by the length field',
  main: 'the payload, behind the six bytes of the header',
  fields: [
    number('channel', '1 sign-on, 2 SNAC, 3 error, 4 sign-off, 5 keep-alive'),
    number('sequence', 'number of the frame in its direction'),
    bytes('tlv', 'TLVs of a sign-on, of a sign-off, or of a SNAC whose body they begin', keyed),
    bytes('snac', 'family and subtype, four bytes'),
    number('flags', 'flags of the SNAC: 1 more follow, 8000 a block stands before the body'),
    number('request', 'request id of the SNAC'),
    bytes('key', 'challenge of an MD5 sign-on (17/07)'),
    record('cap', 'capability that a client advertises (02/04)', [
      bytes('uuid', 'the capability, 16 bytes'),
    ]),
    bytes('icbm.cookie', 'the eight bytes that name a message'),
    number('icbm.channel', '1 message, 2 rendezvous, 4 ICQ message'),
    text('icbm.name', 'the other side: recipient of 04/06, sender of 04/07'),
    bytes('icbm.tlv', 'TLVs of an ICBM, without those about the sender', keyed),
    number('icbm.event', 'of a typing notification (04/14): 0 none, 1 typed, 2 typing'),
    text('im.text', 'text of a message, charset decoded, HTML kept', repeated),
    bytes('user.tlv', 'what the server says of a user (04/07, 03/0b, 03/0c, 01/0f)', keyed),
    text('user.name', 'the user of whom the server says it'),
    number('rv.type', 'rendezvous: 0 request, 1 cancel or refusal, 2 acceptance'),
    bytes('rv.cookie', 'the eight bytes that name an offer'),
    bytes('rv.uuid', 'capability that is asked for, 16 bytes'),
    bytes(
      'rv.tlv',
      'TLVs of a rendezvous: 2 address, 3 inside, 4 as seen, 5 port, 2711 data',
      keyed,
    ),
    text(
      'icq.uin',
      'ICQ number, in digits: sender of a channel 4 message, account of 15/02 and 15/03',
    ),
    number('icq.type', 'kind of a channel 4 message: 1 text, 4 URL, 0c added'),
    text('icq.text', 'text of a channel 4 message, without its NUL'),
    number('icq.meta', 'command of an ICQ query (15/02) or answer (15/03)'),
    number('relay.type', 'kind of a message that the server relays: 1 text, 1a plug-in'),
    text('relay.text', 'text of a message that the server relays, without its NUL'),
  ],
  // The server's half of the greeting.
  example: Buffer.from('2a011234000400000001', 'hex'),
}

export const flap: Framer = {
  info,
  probes: [[0x2a, [1, 2, 3, 4, 5]]],
  syncs: [],
  limit: 6 + 0xffff,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset: () => {} }),
}
