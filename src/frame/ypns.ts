// Yahoo! Pager before YMSG (1999 to 2001): YPNS from the client, YHOO from the server. All numbers are little-endian.
//
//    OFFSET  SIZE  FIELD
//      0      8    "YPNS2.0" or "YHOO1.0", NUL
//      8      4    length of the packet, with this header
//     12      4    service, as in YMSG
//     16      4    connection
//     20      4    session: of the HTTP login that went before
//     24      4    unknown
//     28      4    type of message
//     32     36    nick, NUL, and whatever stood behind it in the sender's memory
//     68     36    second nick, likewise
//    104           text, NUL
//
// libyahoo always sends 1,024 bytes of text, most of them NUL (libyahoo.c; Wireshark's packet-yhoo.c).

import type { Cut, FieldValue, Framer, FramerInfo, Message, Text, Window } from './framer.js'
import { ascii, find, standsAt, u32le } from './bytes.js'
import { forgetful, lost, more, whole } from './cut.js'
import { at, number, text } from './field-info.js'
import { numeric, verbatim } from './fields.js'

const HEADER_LENGTH = 104
const NICK_LENGTH = 36
const SERVICE_LIMIT = 0x3ff
const PACKET_LIMIT = 0x10000

const CLIENT = ascii('YPNS2.0\0')
const SERVER = ascii('YHOO1.0\0')

const info: FramerInfo = {
  name: 'ypns',
  transports: ['tcp'],
  summary: 'Packets of the older Yahoo! protocol: a header of 104 bytes, then text.',
  main: 'the payload, with its padding',
  mainAt: HEADER_LENGTH,
  fields: [
    text('magic', 'YPNS2.0 of a client, YHOO1.0 of a server', at(0)),
    number('service', 'what the packet is for: 1 sign-on, 6 message'),
    number('msgtype', '0 none, 1 normal, 2 bounced, 4 status'),
    number('session', 'number of the HTTP session that the sign-on began with'),
    text('nick1', 'who sends, or whose client it is', at(32)),
    text('nick2', 'second name', at(68)),
    text('content', 'the payload up to its first NUL', at(HEADER_LENGTH)),
  ],
  example: Buffer.from(
    '59504e53322e30007400000006000000011000003d2f000000000000000000006c65616b74657374' +
      '657200000000000000000000000000000000000000000000000000006c65616b7465737465720000' +
      '000000000000000000000000000000000000000000000000667269656e642c68656c6c6f',
    'hex',
  ),
}

export const ypns: Framer = {
  info,
  probes: [[...CLIENT], [...SERVER]],
  syncs: [{ bytes: [...CLIENT] }, { bytes: [...SERVER] }],
  limit: PACKET_LIMIT,
  open: () => forgetful(cut),
}

function cut({ bytes, start, end, final }: Window): Cut {
  if (end - start < HEADER_LENGTH) return final ? lost('a header is cut') : more(HEADER_LENGTH)
  const hasMagic = standsAt(bytes, CLIENT, start, end) || standsAt(bytes, SERVER, start, end)
  if (!hasMagic) return lost('neither `YPNS2.0` nor `YHOO1.0`')
  const service = u32le(bytes, start + 12)
  if (service === 0 || service > SERVICE_LIMIT) return lost(`no service ${service}`)

  const size = u32le(bytes, start + 8)
  if (size < HEADER_LENGTH || size > PACKET_LIMIT) return lost(`no packet has ${size} bytes`)
  const isCut = end - start < size
  if (isCut && !final) return more(size)
  return whole(new YpnsMessage(bytes, start, isCut ? end : start + size, size), true)
}

class YpnsMessage implements Message {
  readonly main: Text

  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
    readonly size: number,
  ) {
    this.main = verbatim(bytes, start, start + HEADER_LENGTH, end, end - start < size)
  }

  get(path: string): readonly FieldValue[] {
    const { bytes, start } = this
    switch (path) {
      case 'magic':
        return [verbatim(bytes, start, start, start + CLIENT.length - 1)]
      case 'service':
        return [numeric(u32le(bytes, start + 12), 12, 16)]
      case 'session':
        return [numeric(u32le(bytes, start + 20), 20, 24)]
      case 'msgtype':
        return [numeric(u32le(bytes, start + 28), 28, 32)]
      case 'nick1':
        return [this.upToNul(start + 32, start + 32 + NICK_LENGTH)]
      case 'nick2':
        return [this.upToNul(start + 68, start + 68 + NICK_LENGTH)]
      case 'content':
        return [this.upToNul(start + HEADER_LENGTH, this.end)]
      default:
        return []
    }
  }

  private upToNul(from: number, to: number): Text {
    const textEnd = find(this.bytes, 0, from, to)
    const isCut = textEnd === this.end && this.end - this.start < this.size
    return verbatim(this.bytes, this.start, from, textEnd, isCut)
  }
}
