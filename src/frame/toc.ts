// TOC and TOC2, the text protocol of AIM: the client says FLAPON once, then both sides send FLAP frames.
// Sources: AOL's description of TOC 1.0; programs differ from it in the NULs.
//
//    CHANNEL  PAYLOAD
//       1     version 00 00 00 01; from the client then TLVs: 1 the name
//       2     a command of the client, an event of the server; text, a NUL at its end may be there or not

import { Buffer } from 'node:buffer'
import { Cursor } from './cursor.js'
import { lost, more, whole } from './cut.js'
import { at, bytes, keyed, number, record, text, verbatim } from './field-info.js'
import {
  DATA,
  FlapFraming,
  HEADER_LENGTH,
  judgeSignOn,
  LONGEST_FRAME,
  MARKER,
  type Payloads,
  SIGN_ON,
} from './flap-frame.js'
import type { Cut, Framer, FramerInfo, Framing, Side, Window } from './framer.js'
import { LazyMessage } from './message.js'
import { headerOf } from './probe.js'
import { readRendezvous } from './toc-rendezvous.js'
import { readSignOn } from './toc-sign-on.js'
import { addTlvs } from './tlv.js'

const tlvs = { ...keyed, ...verbatim }

const info: FramerInfo = {
  name: 'toc',
  transports: ['tcp'],
  summary: 'TOC and TOC2, the text protocol of AIM: FLAPON, then one message per frame',
  main: 'the command, without a NUL at its end; the payload of frames of other channels',
  mainAt: HEADER_LENGTH,
  fields: [
    text('magic', 'FLAPON, the first thing that a client says, and only there', at(0)),
    number('channel', '1 sign-on, 2 data, 3 error, 4 sign-off, 5 keep-alive'),
    number('sequence', 'number of the frame in its direction'),
    bytes('tlv', 'TLVs of a sign-on frame: 1 the name', tlvs),
    text('signon.server', 'login server that toc_signon names, as host:port'),
    text('signon.password', 'password of toc_signon, roasted, in hex digits behind 0x', verbatim),
    record('cap', 'capability that a client advertises (toc_set_caps)', [
      bytes('uuid', 'the capability, 16 bytes'),
    ]),
    number('rv.type', 'rendezvous: 0 RVOUS_PROPOSE, 1 toc_rvous_cancel, 2 toc_rvous_accept'),
    text('rv.name', 'the other side', verbatim),
    bytes('rv.uuid', 'capability that is asked for, 16 bytes'),
    bytes('rv.cookie', 'the eight bytes that name an offer'),
    number('rv.sequence', 'which try of the offer it is'),
    text('rv.address', 'where to meet, as written', verbatim),
    text('rv.proposer', 'address that the proposer claims, as written', verbatim),
    text('rv.verified', 'address of the proposer as the server saw it, as written', verbatim),
    number('rv.port', 'port at which the proposer listens'),
    bytes('rv.tlv', 'TLVs of RVOUS_PROPOSE, decoded: 2711 data of the service', keyed),
  ],
  example: Buffer.from('2a020002000e5349474e5f4f4e3a544f43312e30', 'hex'),
}

const FLAPON = Buffer.from('FLAPON\r\n\r\n')
const MAGIC_LENGTH = 6

/** Words that begin a payload, of which the client's have a prefix in common. */
const words = [
  'toc_',
  'toc2_',
  'SIGN_ON:',
  'CONFIG:',
  'IM_IN:',
  'IM_IN2:',
  'ERROR:',
  'RVOUS_PROPOSE:',
].map((word) => Buffer.from(word))

const payloads: Payloads = {
  judge(channel, length, there) {
    // OSCAR signs on with the same bytes.
    if (channel === SIGN_ON)
      return judgeSignOn(length, there) === 'impossible' ? 'impossible' : 'possible'
    if (channel !== DATA) return 'possible'
    if (words.some((word) => word.equals(there.subarray(0, word.length)))) return 'certain'
    return length > 0 && (there.length === 0 || isLetter(there[0])) ? 'possible' : 'impossible'
  },

  main: (channel, payload) => (channel === DATA ? payload.trimNul().text() : payload.text()),

  read(channel, payload, fields) {
    if (channel === DATA) {
      readSignOn(payload.from(HEADER_LENGTH), fields)
      readRendezvous(payload, fields)
    }
    if (channel !== SIGN_ON) return
    payload.skip(4)
    addTlvs(payload, fields, 'tlv')
  },
}

function isLetter(byte = 0): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
}

/** FLAPON at the very start of a direction, frames everywhere else. */
class TocFraming implements Framing {
  readonly #frames = new FlapFraming(payloads)

  cut(side: Side, window: Window): Cut {
    const { bytes, start, end, final } = window
    if (bytes[start] !== FLAPON[0] || start === end) return this.#frames.cut(side, window)
    const there = Math.min(end - start, FLAPON.length)
    if (!FLAPON.subarray(0, there).equals(bytes.subarray(start, start + there)))
      return lost('neither FLAPON nor a frame')
    if (there < FLAPON.length && !final) return more(FLAPON.length)
    const stop = start + there
    const message = new LazyMessage(bytes, start, stop, FLAPON.length, null, (fields) => {
      fields.add('magic', Cursor.of(bytes, start, stop, FLAPON.length).take(MAGIC_LENGTH).text())
    })
    return whole(message, there >= 4)
  }

  reset(side: Side): void {
    this.#frames.reset(side)
  }
}

const any = null

const LETTERS = Array.from({ length: 256 }, (_, byte) => byte).filter(isLetter)

export const toc: Framer = {
  info,
  probes: [
    [...FLAPON.subarray(0, 8)],
    [MARKER, SIGN_ON, any, any, any, any, 0, 0],
    [MARKER, DATA, any, any, any, any, LETTERS],
    [MARKER, [3, 4, 5]],
  ],
  syncs: ['toc_signon', 'toc_send_im', 'toc2_', 'SIGN_ON:', 'IM_IN', 'RVOUS_PROPOSE:']
    .map((word) => headerOf(`*\x02????${word}`))
    .concat(headerOf('FLAPON\r\n\r\n')),
  limit: LONGEST_FRAME,
  open: () => new TocFraming(),
}
