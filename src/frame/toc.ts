// TOC, the text protocol of AIM: FLAPON once, then SFLAP frames, which are laid out as FLAP's.
//
//    OFFSET  SIZE  FIELD
//      0      1    2a
//      1      1    type: 1 sign-on, 2 data, 3 error, 4 sign-off, 5 keep-alive
//      2      2    sequence
//      4      2    length of the payload
//      6           payload; of type 2 a command, with or without a NUL at its end

import { bytes, keyed, number, text } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'toc',
  transports: ['tcp'],
  summary: 'TOC and TOC2, the text protocol of AIM: FLAPON, then one message per SFLAP frame',
  main: 'the command, without a NUL at its end; payload of other frames; FLAPON',
  fields: [
    number('channel', '1 sign-on, 2 data, 3 error, 4 sign-off, 5 keep-alive; none of FLAPON'),
    number('sequence', 'number of the frame in its direction'),
    bytes('tlv', 'TLVs of a sign-on frame: 1 the name', keyed),
    number('rv.type', 'rendezvous: 0 RVOUS_PROPOSE, 1 toc_rvous_cancel, 2 toc_rvous_accept'),
    text('rv.name', 'the other side'),
    bytes('rv.uuid', 'capability that is asked for, 16 bytes'),
    bytes('rv.cookie', 'the eight bytes that name an offer'),
    number('rv.sequence', 'which try of the offer it is'),
    text('rv.address', 'where to meet, as written'),
    text('rv.proposer', 'address that the proposer claims, as written'),
    text('rv.verified', 'address of the proposer as the server saw it, as written'),
    number('rv.port', 'port at which the proposer listens'),
    bytes('rv.tlv', 'TLVs of RVOUS_PROPOSE, decoded: 2711 data of the service', keyed),
  ],
  example: Buffer.from('2a020002000e5349474e5f4f4e3a544f43312e30', 'hex'),
}

export const toc: Framer = {
  info,
  probes: [[0x2a, [1, 2, 3, 4, 5]], [...Buffer.from('FLAPON\r\n')]],
  syncs: [],
  limit: 6 + 0xffff,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset: () => {} }),
}
