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

import { Buffer } from 'node:buffer'
import { Cursor } from './cursor.js'
import { lost, more, whole } from './cut.js'
import { at, bytes, number, text } from './field-info.js'
import type { Cut, Framer, FramerInfo, Framing, Probe, Side, Window } from './framer.js'
import { LazyMessage, type Fields } from './message.js'
import { admits } from './probe.js'
import { BehindProxy, PROXY_PACKET } from './rendezvous-proxy.js'

const HEADER_LENGTH = 256

const info: FramerInfo = {
  name: 'oft',
  transports: ['tcp'],
  summary:
    'AIM file transfer and file sharing between clients (OFT2, OFT3): headers; files are stepped over',
  main: null,
  fields: [
    text('magic', 'OFT2 or OFT3', at(0)),
    number(
      'type',
      '0101 prompt, 0202 acknowledge, 0204 done, 0205 resume, 1108 listing, 120c request',
    ),
    bytes('cookie', 'the eight bytes that name the offer', at(8)),
    number('files', 'how many files'),
    number('total', 'bytes of all files'),
    number('filesize', 'bytes of this file'),
    bytes('checksum', 'of the file, four bytes', at(40)),
    number('received', 'bytes received so far'),
    text('name', 'name of the file', at(192)),
  ],
  example: Buffer.concat([
    Buffer.from('4f46543201000101', 'hex'),
    Buffer.alloc(184),
    Buffer.from('readme.txt'),
    Buffer.alloc(54),
  ]),
}

const MAGIC: Probe = [0x4f, 0x46, 0x54, [0x32, 0x33], HEADER_LENGTH >> 8, HEADER_LENGTH & 0xff]

const PROMPT = 0x0101
const RESUME_ACCEPTED = 0x0106
const ACKNOWLEDGED = 0x0202
const RESUME_ACKNOWLEDGED = 0x0207
const LISTING = 0x1108
const LISTING_ACCEPTED = 0x1209

/**
 * The bytes of a file follow the last header of the side that announced it, once the other side has agreed to it. If the
 * agreement was not captured, what is no header is taken for the file.
 */
class OftFraming implements Framing {
  /** Bytes that each side has announced and not sent. */
  readonly #announced: [number, number] = [0, 0]
  readonly #agreed: [boolean, boolean] = [false, false]

  cut(side: Side, { bytes, start, end, final }: Window): Cut {
    const announced = this.#announced[side]
    const header = admits(MAGIC, bytes, start, end)
    if (announced > 0 && (this.#agreed[side] || !header)) {
      this.#announce(side, 0)
      return { kind: 'skip', length: announced }
    }
    if (!header) return lost('no OFT header')
    const there = Math.min(end, start + HEADER_LENGTH)
    if (there < start + HEADER_LENGTH && !final) return more(HEADER_LENGTH)
    if (there < start + MAGIC.length) return lost('the stream ends within an OFT magic')

    const message = new LazyMessage(bytes, start, there, HEADER_LENGTH, null, (fields) =>
      readHeader(Cursor.of(bytes, start, there, HEADER_LENGTH), fields),
    )
    this.#note(side, Cursor.of(bytes, start, there, HEADER_LENGTH))
    return whole(message, true)
  }

  reset(side: Side): void {
    this.#announce(side, 0)
  }

  #note(side: Side, header: Cursor): void {
    header.skip(6)
    const type = header.u16()?.value
    header.skip(24)
    const size = header.u32()?.value ?? 0
    header.skip(24)
    const received = header.u32()?.value ?? 0
    const other = side === 0 ? 1 : 0
    switch (type) {
      case PROMPT:
      case LISTING:
        this.#announce(side, size)
        break
      case RESUME_ACCEPTED:
        this.#announce(side, Math.max(0, size - received))
        break
      case ACKNOWLEDGED:
      case RESUME_ACKNOWLEDGED:
      case LISTING_ACCEPTED:
        this.#agreed[other] = this.#announced[other] > 0
    }
  }

  #announce(side: Side, length: number): void {
    this.#announced[side] = length
    this.#agreed[side] = false
  }
}

function readHeader(header: Cursor, fields: Fields): void {
  fields.add('magic', header.take(4).text())
  header.skip(2)
  fields.add('type', header.u16())
  fields.add('cookie', header.take(8).text())
  header.skip(4)
  fields.add('files', header.u16())
  header.skip(6)
  fields.add('total', header.u32())
  fields.add('filesize', header.u32())
  header.skip(4)
  fields.add('checksum', header.take(4).text())
  header.skip(16)
  fields.add('received', header.u32())
  header.skip(128)
  fields.add('name', header.take(64).cstring())
}

export const oft: Framer = {
  info,
  probes: [MAGIC, PROXY_PACKET],
  syncs: ['OFT2', 'OFT3'].map((magic) => ({ bytes: [...Buffer.from(magic), 0x01, 0x00] })),
  limit: HEADER_LENGTH,
  open: () => new BehindProxy(new OftFraming()),
}
