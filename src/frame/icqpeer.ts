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
import { derived, said } from './fields.js'
import type { Cut, Framer, FramerInfo, Framing, Side, Text, Window } from './framer.js'
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
import { type Fields, LazyMessage } from './message.js'
import { binaryHeader } from './probe.js'

const info: FramerInfo = {
  name: 'icqpeer',
  transports: ['tcp'],
  summary:
    'ICQ between clients over TCP: one message per packet, from the init on; decrypted from version 4 on',
  main: 'the packet, behind its length, decrypted',
  fields: [
    text('packet', '`init`, `ack` of an init, or `message`'),
    text('version', 'of the peer protocol, 2 to 7'),
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

type Kind = 'init' | 'late-init' | 'ack' | 'message' | 'encrypted-message' | 'late-message' | 'odd'

/** A side that has sent an init. */
interface Peer {
  /** Its number: late messages have none. */
  readonly uin: Text
  /** It speaks version 6 or later. */
  readonly isLate: boolean
}

/** What a packet of `length` bytes is, by as much of it as is there; null if it is none. */
function kindOf(packet: Uint8Array, length: number, peer: Peer | null): Kind | null {
  const [first, second, third, fourth, fifth, sixth] = packet
  if (first === INIT && third === 0 && second !== undefined) {
    const declared = (fourth ?? 0) | ((fifth ?? 0) << 8)
    if (length === EARLY_INIT_LENGTH && isEarly(second) && declared === 0) return 'init'
    if (LATE_INIT_LENGTHS.includes(length) && second > 5 && declared === length - 5)
      return 'late-init'
  }
  if (length === 4 && first === 1 && !second && !third && !fourth) return 'ack'
  if (peer?.isLate) return 'late-message'
  if (isEarly(fifth) && sixth === 0) {
    if (fifth > 3) return 'encrypted-message'
    const [low = 0, high = 0, ...zeros] = packet.subarray(6, 10)
    if (commands.includes(low | (high << 8)) && zeros.every((byte) => byte === 0)) return 'message'
  }
  return peer && 'odd'
}

function isEarly(version: number | undefined): version is number {
  return version !== undefined && version >= 2 && version <= 5
}

/** A packet in clear, and who reads it. */
interface Opened {
  readonly packet: Cursor
  readonly read: (packet: Cursor, fields: Fields) => void
}

/** `came` is the packet as it came, `packet` what is there of its `length` bytes. Null if it cannot be read. */
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
    case 'odd':
      return null
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
  readonly #peers: [Peer | null, Peer | null] = [null, null]

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
    const peer = this.#peers[side]
    const kind = kindOf(packet, length, peer)
    if (kind === null) return lost('no packet of an ICQ client')
    if (there < start + size && !final) return more(size)

    const came = Cursor.of(bytes, start, there, size).from(LENGTH_LENGTH)
    const open = opened(kind, packet, length, came)
    // Behind an init, a packet that cannot be read is one all the same.
    if (open === null && peer === null) return lost('no packet of an ICQ client')
    const main = (open?.packet ?? came).text()
    const message = new LazyMessage(bytes, start, there, size, main, (fields) => {
      if (open === null) return
      fields.add('packet', said(nameOf(kind)))
      if (kind === 'late-message') fields.add('uin', peer?.uin ?? null)
      open.read(open.packet, fields)
    })
    if (nameOf(kind) === 'init') this.#introduce(side, message, kind === 'late-init')
    return whole(message, open !== null)
  }

  /** What an init has said holds behind a gap as well. */
  reset(): void {}

  #introduce(side: Side, init: LazyMessage, isLate: boolean): void {
    const [uin] = init.get('uin', null)
    if (uin?.kind !== 'text') return
    this.#peers[side] = { uin: derived(uin.bytes, 0, 0), isLate }
  }
}

function nameOf(kind: Kind): string {
  if (kind === 'late-init') return 'init'
  return kind === 'init' || kind === 'ack' ? kind : 'message'
}

const any = null

export const icqpeer: Framer = {
  info,
  probes: [
    [EARLY_INIT_LENGTH, 0, INIT, [2, 3, 4, 5], 0, 0, 0],
    [LATE_INIT_LENGTHS, 0, INIT, any, 0, any, 0],
    [4, 0, 1, 0, 0, 0],
    [any, any, any, any, any, any, [2, 3, 4, 5], 0],
  ],
  syncs: [
    binaryHeader('1a 00 ff ?? 00 00 00'),
    binaryHeader('2c 00 ff ?? 00 27 00'),
    binaryHeader('30 00 ff ?? 00 2b 00'),
    // Messages of versions 2 and 3, whose numbers are of any account.
    ...['02 00 ee 07', '02 00 da 07', '03 00 ee 07', '03 00 da 07'].map((version) =>
      binaryHeader(`?? ?? ?? ?? ?? ?? ${version} 00 00`),
    ),
  ],
  limit: LENGTH_LENGTH + 0xffff,
  open: () => new PeerFraming(),
}
