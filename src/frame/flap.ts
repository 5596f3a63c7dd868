// FLAP with OSCAR's payloads: AIM, and ICQ from 2000 on. `flap-frame.ts` has the header.
//
//    CHANNEL  PAYLOAD
//       1     version 00 00 00 01, then TLVs of a sign-on
//       2     a SNAC
//       4     TLVs, none if nothing has to be said

import { at, bytes, keyed, number, record, repeated, text, verbatim } from './field-info.js'
import {
  DATA,
  FlapFraming,
  HEADER_LENGTH,
  judgeSignOn,
  LONGEST_FRAME,
  MARKER,
  type Payloads,
  SIGN_OFF,
  SIGN_ON,
} from './flap-frame.js'
import { fitsChain, fitsSnac } from './flap-fit.js'
import type { Framer, FramerInfo } from './framer.js'
import { binaryHeader } from './probe.js'
import { readSnac } from './snac.js'
import { addTlvs } from './tlv.js'

const tlvs = { ...keyed, ...verbatim }

const info: FramerInfo = {
  name: 'flap',
  transports: ['tcp'],
  summary: 'FLAP frames of AIM and ICQ (OSCAR): one message per frame, cut by the length field',
  main: 'the payload, behind the six bytes of the header',
  mainAt: HEADER_LENGTH,
  fields: [
    number('channel', '1 sign-on, 2 SNAC, 3 error, 4 sign-off, 5 keep-alive'),
    number('sequence', 'number of the frame in its direction'),
    bytes('tlv', 'TLVs of a sign-on, of a sign-off, or of a SNAC whose body they begin', tlvs),
    bytes('snac', 'family and subtype, four bytes', at(6)),
    number('flags', 'flags of the SNAC: 1 more follow, 8000 a block stands before the body'),
    number('request', 'request id of the SNAC'),
    bytes('key', 'challenge of an MD5 sign-on (17/07)', verbatim),
    record('cap', 'capability that a client advertises (02/04), each once', [
      bytes('uuid', 'the capability, 16 bytes', verbatim),
    ]),
    bytes('icbm.cookie', 'the eight bytes that name a message', verbatim),
    number('icbm.channel', '1 message, 2 rendezvous, 4 ICQ message'),
    text('icbm.name', 'the other side: recipient of 04/06, sender of 04/07', verbatim),
    bytes('icbm.tlv', 'TLVs of an ICBM, without those about the sender', tlvs),
    number('icbm.event', 'of a typing notification (04/14): 0 none, 1 typed, 2 typing'),
    text('im.text', 'text of a message, charset decoded, HTML kept', repeated),
    bytes('user.tlv', 'what the server says of a user (01/0f, 03/0b, 03/0c, 04/07)', tlvs),
    text('user.name', 'the user of whom the server says it (01/0f, 03/0b, 03/0c)', {
      ...repeated,
      ...verbatim,
    }),
    number('rv.type', 'rendezvous: 0 request, 1 cancel or refusal, 2 acceptance'),
    bytes('rv.cookie', 'the eight bytes that name an offer', verbatim),
    bytes('rv.uuid', 'capability that is asked for, 16 bytes', verbatim),
    bytes(
      'rv.tlv',
      'TLVs of a rendezvous: 2 address, 3 inside, 4 as seen, 5 port, 2711 data',
      tlvs,
    ),
    text(
      'icq.uin',
      'ICQ number, in digits: sender of a channel 4 message, account of 15/02 and 15/03',
    ),
    number('icq.type', 'kind of a channel 4 message: 1 text, 4 URL, 0c added'),
    text('icq.text', 'text of a channel 4 message, without its NUL', verbatim),
    number('icq.meta', 'command of an ICQ query (15/02) or answer (15/03)'),
    number('relay.type', 'kind of a message that the server relays: 1 text, 1a plug-in'),
    text('relay.text', 'text of a message that the server relays, without its NUL', verbatim),
  ],
  // "hi" to friend01.
  example: Buffer.from(
    '2a0200410032000400060000000000013741314232433300000108667269656e643031' +
      '000200110501000301010201010006000000006869',
    'hex',
  ),
}

/** SNAC families: service to statistics, chat, directory, icons, buddies, ICQ, sign-on, alerts and what came later. */
const families = new Set([
  ...[0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f],
  ...[0x10, 0x13, 0x15, 0x17, 0x18, 0x22, 0x24, 0x25],
])
const SUBTYPES = 0x40

const SNAC_HEADER_LENGTH = 10
const VERSION_LENGTH = 4

const payloads: Payloads = {
  judge(channel, length, there) {
    if (channel === SIGN_ON) return judgeSignOn(length, there)
    if (channel !== DATA) return 'possible'
    if (length < SNAC_HEADER_LENGTH) return 'impossible'
    const [familyHigh = 0, family = 0, subtypeHigh = 0, subtype = SUBTYPES] = there
    if (familyHigh !== 0 || subtypeHigh !== 0) return 'impossible'
    return families.has(family) && subtype < SUBTYPES ? 'certain' : 'possible'
  },

  main: (_channel, payload) => payload.text(),

  read(channel, payload, fields, declared) {
    if (channel === DATA && fitsSnac(payload.from(HEADER_LENGTH), declared))
      readSnac(payload, fields)
    if (channel === SIGN_ON) {
      payload.skip(VERSION_LENGTH)
      const tlvs = payload.from(HEADER_LENGTH + VERSION_LENGTH)
      if (!fitsChain(tlvs, declared - VERSION_LENGTH)) return
    }
    if (channel === SIGN_ON || channel === SIGN_OFF) addTlvs(payload, fields, 'tlv')
  },
}

const any = null

/** By family and subtype, what signatures ask for. */
const snacs = [
  ...['00 01 00 03', '00 02 00 04', '00 04 00 06', '00 04 00 07', '00 04 00 14', '00 15 00 02'],
  ...['00 15 00 03', '00 17 00 02', '00 17 00 03', '00 17 00 06', '00 17 00 07'],
]

export const flap: Framer = {
  info,
  probes: [
    [MARKER, SIGN_ON, any, any, any, any, 0, 0],
    [MARKER, DATA, any, any, any, any, 0],
    [MARKER, [3, SIGN_OFF, 5]],
  ],
  syncs: [
    // Their longest fixed run is looked for in all traffic, where the version alone stands once per kilobyte.
    binaryHeader('2a 01 ?? ?? 00 04 00 00 00 01'),
    binaryHeader('2a 01 ?? ?? ?? ?? 00 00 00 01 00 01'),
    binaryHeader('2a 01 ?? ?? ?? ?? 00 00 00 01 00 06'),
    ...snacs.map((snac) => binaryHeader(`2a 02 ?? ?? ?? ?? ${snac}`)),
  ],
  limit: LONGEST_FRAME,
  open: () => new FlapFraming(payloads),
}
