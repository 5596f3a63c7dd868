// ICQ's file transfer between two clients over TCP, little-endian. Strings are a length of two bytes, NUL included, and the
// characters. Source: licq 1.0.4.
//
//    OFFSET  SIZE  FIELD
//      0      2    length of the packet, which follows
//      2      1    kind, then by kind:
//
//    0  init     0 (4), files (4), bytes of all (4), speed (4), nick
//    1  answer   speed (4), nick
//    2  next     0 (1), name of the file, another name, bytes (4), 0 (4), speed (4)
//    3  start    position (4), 0 (4), speed (4), number of the file (4)
//    4  stop
//    5  speed    speed (4)
//    6  data     bytes of the file

import { Buffer } from 'node:buffer'
import { u16le } from './bytes.js'
import { Cursor } from './cursor.js'
import { lost, more, whole } from './cut.js'
import { number, text, verbatim } from './field-info.js'
import type { Cut, Framer, FramerInfo, Framing, Side, Window } from './framer.js'
import { LazyMessage, type Fields } from './message.js'

const KIND_AT = 2

const info: FramerInfo = {
  name: 'icqfile',
  transports: ['tcp'],
  summary:
    'ICQ file transfer between clients: one message per packet; the bytes of files are stepped over',
  main: 'the packet, behind its length; of data the kind alone',
  mainAt: KIND_AT,
  fields: [
    number('packet', '0 init, 1 its answer, 2 next file, 3 start, 4 stop, 5 speed, 6 data'),
    text('nick', 'name of the side that sends (0, 1)', verbatim),
    number('files', 'how many files (0)'),
    text('file', 'name of the next file (2)', verbatim),
    number('filesize', 'bytes of all files (0), of the next file (2)'),
    number('position', 'byte of the file from which to start (3)'),
  ],
  example: Buffer.from('1800000000000001000000e8ed00006400000005006c65616b00', 'hex'),
}

const INIT = 0
const ANSWER = 1
const NEXT = 2
const START = 3
const DATA = 6

const LENGTH_LENGTH = 2
/** By so many bytes of the first packet of a side it is told whether this is a file transfer. */
const TOLD_BY = 7

/** Where the length of the nick stands: the nick is the last thing in a packet. */
const NICK_AT: Readonly<Record<number, number>> = { [INIT]: 19, [ANSWER]: 7 }
/** Limits of our own: nicks are shorter. */
const LONGEST_OPENING = 255
/** In per cent of what the line can bear. */
const HIGHEST_SPEED = 100

class FileFraming implements Framing {
  /** The side has opened with its init or its answer. */
  readonly #open: [boolean, boolean] = [false, false]

  cut(side: Side, { bytes, start, end, final }: Window): Cut {
    const have = end - start
    const told = this.#open[side] ? LENGTH_LENGTH + 1 : TOLD_BY
    if (have < told) return final ? lost('the stream ends within a head') : more(told)
    const length = u16le(bytes, start)
    const kind = bytes[start + KIND_AT] ?? 0
    const size = LENGTH_LENGTH + length
    const opens = !this.#open[side]
    if (length === 0 || kind > DATA || (opens && !isOpening(bytes, start, length)))
      return lost('no ICQ file transfer')
    if (kind === DATA) {
      const head = LENGTH_LENGTH + 1
      const message = messageOf(bytes, start, start + head, head)
      return { ...whole(message, false), skip: length - 1 }
    }

    const there = Math.min(end, start + size)
    if (there < start + size && !final) return more(size)
    if (opens && there === start + size && !endsInNick(bytes, start, size))
      return lost('no ICQ file transfer')
    this.#open[side] = true
    const message = messageOf(bytes, start, there, size)
    return whole(message, opens)
  }

  reset(side: Side): void {
    this.#open[side] = false
  }
}

/** The first packet of a side can be what begins here. */
function isOpening(bytes: Uint8Array, start: number, length: number): boolean {
  const [low = 0, ...high] = bytes.subarray(start + 3, start + TOLD_BY)
  if (length > LONGEST_OPENING || high.some((byte) => byte !== 0)) return false
  const kind = bytes[start + KIND_AT]
  return (kind === INIT && low === 0) || (kind === ANSWER && low <= HIGHEST_SPEED)
}

function endsInNick(bytes: Uint8Array, start: number, size: number): boolean {
  const nickAt = NICK_AT[bytes[start + KIND_AT] ?? 0] ?? 0
  return u16le(bytes, start + nickAt) === size - nickAt - 2 && bytes[start + size - 1] === 0
}

function messageOf(bytes: Uint8Array, start: number, end: number, size: number): LazyMessage {
  const packet = () => Cursor.of(bytes, start, end, size).from(KIND_AT)
  return new LazyMessage(bytes, start, end, size, packet().text(), (fields) =>
    readPacket(packet(), fields),
  )
}

function readPacket(packet: Cursor, fields: Fields): void {
  const kind = packet.u8()
  fields.add('packet', kind)
  switch (kind?.value) {
    case INIT:
      packet.skip(4)
      fields.add('files', packet.u32le())
      fields.add('filesize', packet.u32le())
      packet.skip(4)
      fields.add('nick', packet.counted(packet.u16le()).cstring())
      break
    case ANSWER:
      packet.skip(4)
      fields.add('nick', packet.counted(packet.u16le()).cstring())
      break
    case NEXT:
      packet.skip(1)
      fields.add('file', packet.counted(packet.u16le()).cstring())
      packet.counted(packet.u16le())
      fields.add('filesize', packet.u32le())
      break
    case START:
      fields.add('position', packet.u32le())
  }
}

export const icqfile: Framer = {
  info,
  probes: [
    [null, 0, INIT, 0, 0, 0, 0],
    [null, 0, ANSWER, null, 0, 0, 0],
  ],
  syncs: [],
  limit: LENGTH_LENGTH + 0xffff,
  open: () => new FileFraming(),
}
