// ODC, AIM's direct connection (IM Image) between two clients: a header of 76 bytes, then a text with pictures in it.
//
//    OFFSET  SIZE  FIELD
//      0      4    ODC2
//      4      2    length of the header: 76
//      6      2    type: 1
//      8      2    subtype: 6, and two zeros
//     12      8    cookie of the offer
//     28      4    length of the payload
//     32      2    charset of the payload: 0 ASCII, 2 UCS-2BE, 3 Latin-1
//     38      2    flags: 60 first frame, 0e typing, 06 typed, 02 idle, 01 automatic answer
//     44     32    screen name, NUL padded
//     76           payload

import { Buffer } from 'node:buffer'
import { decodeCharset } from './charset.js'
import { Cursor } from './cursor.js'
import { forgetful, lost, more, whole } from './cut.js'
import { at, bytes, number, text } from './field-info.js'
import type { Cut, Framer, FramerInfo, Window } from './framer.js'
import { LazyMessage, type Fields } from './message.js'
import { admits } from './probe.js'
import { BehindProxy, PROXY_PACKET } from './rendezvous-proxy.js'

const HEADER_LENGTH = 76
/** Of the payload, which may hold pictures, so much is kept for its text. */
const TEXT_LENGTH = 4096

const info: FramerInfo = {
  name: 'odc',
  transports: ['tcp'],
  summary: 'AIM direct connections between clients (ODC2): one message per header',
  main: null,
  fields: [
    number('type', 'always 1'),
    bytes('cookie', 'the eight bytes that name the offer', at(12)),
    number('flags', '60 first frame, 0e typing, 06 typed, 02 idle, 01 automatic answer'),
    number('payload', 'length in bytes of what follows the header'),
    text('screenname', 'account of the side that sends', at(44)),
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

const MAGIC = [0x4f, 0x44, 0x43, 0x32, HEADER_LENGTH >> 8, HEADER_LENGTH & 0xff]
/** There is one type of frame, and one subtype. */
const HEADER = [...MAGIC, 0, 1, 0, 6, 0, 0]

function cut({ bytes, start, end, final }: Window): Cut {
  if (!admits(HEADER, bytes, start, end)) return lost('no ODC header')
  if (end - start < HEADER_LENGTH && !final) return more(HEADER_LENGTH)
  if (end - start < MAGIC.length) return lost('the stream ends within an ODC magic')

  const header = Cursor.of(bytes, start, end, HEADER_LENGTH)
  header.skip(28)
  const payload = header.u32()?.value ?? 0
  const size = HEADER_LENGTH + Math.min(payload, TEXT_LENGTH)
  const there = Math.min(end, start + size)
  if (there < start + size && !final) return more(size)
  const message = new LazyMessage(bytes, start, there, size, null, (fields) =>
    readMessage(Cursor.of(bytes, start, there, size), fields),
  )
  const skip = Math.max(0, payload - TEXT_LENGTH)
  return { ...whole(message, true), skip }
}

function readMessage(message: Cursor, fields: Fields): void {
  message.skip(6)
  fields.add('type', message.u16())
  message.skip(4)
  fields.add('cookie', message.take(8).text())
  message.skip(8)
  fields.add('payload', message.u32())
  const charset = message.u16()
  message.skip(4)
  fields.add('flags', message.u16())
  message.skip(4)
  fields.add('screenname', message.take(32).cstring())
  if (message.left > 0) fields.add('text', decodeCharset(message, charset?.value ?? 0))
}

export const odc: Framer = {
  info,
  probes: [MAGIC, PROXY_PACKET],
  syncs: [{ bytes: MAGIC }],
  limit: HEADER_LENGTH + TEXT_LENGTH,
  open: () => new BehindProxy(forgetful(cut)),
}
