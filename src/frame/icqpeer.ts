// ICQ between two clients over TCP, versions 2 to 7, little-endian but for addresses.
//
//    OFFSET  SIZE  FIELD
//      0      2    length of the packet, which follows
//      2           packet
//
// The side that calls sends an init, and from version 6 on the other side as well, after an acknowledgement. Offsets below
// are those in the packet. Source: licq 1.0.4.

import { Buffer } from 'node:buffer'
import { u16le } from './bytes.js'
import { Cursor } from './cursor.js'
import { lost, more, whole } from './cut.js'
import { bytes, number, text } from './field-info.js'
import { said } from './fields.js'
import type { Cut, Framer, FramerInfo, Framing, Side, Sync, Text, Window } from './framer.js'
import { decryptPeer } from './icq-cipher.js'
import {
  ACKNOWLEDGE,
  CANCEL,
  readInit,
  readLateInit,
  readLateMessage,
  readMessage,
  START,
} from './icqpeer-packet.js'
import { Fields, LazyMessage } from './message.js'

const info: FramerInfo = {
  name: 'icqpeer',
  transports: ['tcp'],
  summary:
    'ICQ between clients over TCP: one message per packet, from the init on; decrypted from version 4 on',
  main: 'the packet, behind its length, decrypted',
  fields: [
    text('packet', '`init`, `ack` of an init, or `message`'),
    number('version', 'of the peer protocol, 2 to 7'),
    number('command', 'of a message: 07ee start, 07da acknowledge, 07d0 cancel'),
    text('uin', 'number of the side that sends, in digits'),
    text('peer', 'number of the side that is called (init, version 6 and later), in digits'),
    number(
      'msgtype',
      'kind of a message: 1 text, 2 chat, 3 file, 4 URL; without the bit for "to several"',
    ),
    text('text', 'of a message, or that goes with a file'),
    bytes('address', 'of the side that sends, as it claims, four bytes'),
    number(
      'port',
      'of a file or chat: where it is awaited, if that is known; else of the side that sends',
    ),
    number('status', 'of the side that sends'),
    text('file', 'name of the file that is offered'),
    number('filesize', 'bytes of the file that is offered'),
  ],
  example: Buffer.from('1a00ff030000000504000015cd5b070a0102030a0102030405040000', 'hex'),
}

const LENGTH_LENGTH = 2
/** Bytes of a packet by which its kind is told. */
const TOLD_BY = 10

const INIT = 0xff
const EARLY_INIT_LENGTH = 26
/** Of version 6, and of version 7. */
const LATE_INIT_LENGTHS = [44, 48]
/** From version 7 on this byte stands before a message. */
const MESSAGE_BYTE = 2

const commands = [START, ACKNOWLEDGE, CANCEL]

type Kind = 'init' | 'late-init' | 'ack' | 'message' | 'encrypted-message' | 'late-message'

/** What a packet is, by as much of it as is there; null if it is none. Of late messages only the init before them tells. */
function kindOf(packet: Uint8Array, length: number, begun: boolean): Kind | null {
  const [first, second, third, fourth, fifth, sixth] = packet
  if (first === INIT && third === 0 && second !== undefined) {
    const declared = (fourth ?? 0) | ((fifth ?? 0) << 8)
    if (length === EARLY_INIT_LENGTH && isEarly(second) && declared === 0) return 'init'
    if (LATE_INIT_LENGTHS.includes(length) && second > 5 && declared === length - 5)
      return 'late-init'
  }
  if (length === 4 && first === 1 && !second && !third && !fourth) return 'ack'
  if (isEarly(fifth) && sixth === 0) {
    if (fifth > 3) return 'encrypted-message'
    const [low = 0, high = 0, ...zeros] = packet.subarray(6, 10)
    if (commands.includes(low | (high << 8)) && zeros.every((byte) => byte === 0)) return 'message'
  }
  return begun ? 'late-message' : null
}

function isEarly(version: number | undefined): version is number {
  return version !== undefined && version >= 2 && version <= 5
}

/** A packet in clear, and who reads it. */
interface Opened {
  readonly packet: Cursor
  readonly read: (packet: Cursor, fields: Fields) => void
}

/** `came` is the packet as it came, `packet` what is there of its `length` bytes. Null if it does not decrypt. */
function opened(kind: Kind, packet: Uint8Array, length: number, came: Cursor): Opened | null {
  switch (kind) {
    case 'init':
      return { packet: came, read: readInit }
    case 'late-init':
      return { packet: came, read: readLateInit }
    case 'ack':
      return { packet: came, read: () => undefined }
    case 'message':
      return { packet: came, read: readMessage }
    case 'encrypted-message': {
      const plain = decryptPeer(packet, length, packet[4] ?? 0)
      if (plain === null || !commands.includes(u16le(plain, 10))) return null
      return { packet: Cursor.decrypted(plain, length, LENGTH_LENGTH), read: readMessage }
    }
    case 'late-message': {
      const clear = decryptLate(packet, length)
      return clear && { packet: clear, read: readLateMessage }
    }
  }
}

function decryptLate(packet: Uint8Array, length: number): Cursor | null {
  for (const before of packet[0] === MESSAGE_BYTE ? [0, 1] : [0]) {
    const plain = decryptPeer(packet.subarray(before), length - before, 6)
    if (plain !== null && commands.includes(u16le(plain, 4)))
      return Cursor.decrypted(plain, length - before, LENGTH_LENGTH + before)
  }
  return null
}

class PeerFraming implements Framing {
  /** Number of each side that has sent an init: messages from version 6 on have none, and are believed behind one only. */
  readonly #uins: [Text | null, Text | null] = [null, null]

  cut(side: Side, { bytes, start, end, final }: Window): Cut {
    const have = end - start
    if (have < LENGTH_LENGTH)
      return final ? lost('the stream ends within a length') : more(LENGTH_LENGTH)
    const length = u16le(bytes, start)
    const needed = LENGTH_LENGTH + Math.min(length, TOLD_BY)
    if (have < needed && !final) return more(needed)
    const size = LENGTH_LENGTH + length
    const there = Math.min(end, start + size)
    const packet = bytes.subarray(start + LENGTH_LENGTH, there)
    const begun = this.#uins[side] !== null
    const kind = kindOf(packet, length, begun)
    if (kind === null) return lost('no packet of an ICQ client')
    if (there < start + size && !final) return more(size)

    const came = Cursor.of(bytes, start, there, size).from(LENGTH_LENGTH)
    const open = opened(kind, packet, length, came)
    if (open === null && !begun) return lost('no packet of an ICQ client')
    if (kind === 'init' || kind === 'late-init') this.#begin(side, came, kind)
    const uin = kind === 'late-message' ? this.#uins[side] : null
    const main = (open?.packet ?? came).text()
    const message = new LazyMessage(bytes, start, there, size, main, (fields) => {
      if (open === null) return
      fields.add('packet', said(kind.endsWith('message') ? 'message' : kind.replace('late-', '')))
      fields.add('uin', uin)
      open.read(open.packet, fields)
    })
    return whole(message, open !== null)
  }

  reset(): void {}

  #begin(side: Side, packet: Cursor, kind: 'init' | 'late-init'): void {
    const fields = new Fields()
    const init = packet.from(LENGTH_LENGTH)
    if (kind === 'init') readInit(init, fields)
    else readLateInit(init, fields)
    const [uin] = fields.get('uin', null)
    if (uin?.kind === 'text') this.#uins[side] = said(Buffer.from(uin.bytes).toString())
  }
}

const any = null

/** The head of a message of version 2 or 3, whose numbers are of any account. */
function head(version: number, command: number): Sync {
  const code = [command & 0xff, command >> 8, 0, 0]
  return { bytes: [any, any, any, any, any, any, version, 0, ...code] }
}

export const icqpeer: Framer = {
  info,
  probes: [
    [EARLY_INIT_LENGTH, 0, INIT, [2, 3, 4, 5], 0, 0, 0],
    [LATE_INIT_LENGTHS, 0, INIT, any, 0, any, 0],
    [4, 0, 1, 0, 0, 0],
    [any, any, any, any, any, any, [2, 3, 4, 5], 0],
  ],
  syncs: [
    { bytes: [EARLY_INIT_LENGTH, 0, INIT, any, 0, 0, 0] },
    ...LATE_INIT_LENGTHS.map((length) => ({ bytes: [length, 0, INIT, any, 0, length - 5, 0] })),
    ...[2, 3].flatMap((version) => commands.map((command) => head(version, command))),
  ],
  limit: LENGTH_LENGTH + 0xffff,
  open: () => new PeerFraming(),
}
