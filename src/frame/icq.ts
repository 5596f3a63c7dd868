// ICQ before OSCAR: one packet per UDP datagram, versions 1 to 5, little-endian but for addresses. Of the client:
//
//    VERSION  OFFSETS of command, sequence, account, body
//     1, 2       2  4  6  10
//     3          2  4  8  12
//     4          6  8 12  20     encrypted
//     5         14 16  6  24     encrypted from 10 on
//
// and of the server, never encrypted:
//
//     2          2  4  -   6
//     3, 4       2  4  8  16
//     5          7  9 13  21     2: 0; 3: session
//
// Sources: licq 1.0.4, icqlib of gaim 0.59; versions 1 and 3, and the server's 3 and 4, open-oscar-server alone.

import { Buffer } from 'node:buffer'
import { Cursor } from './cursor.js'
import { forgetful, lost, whole } from './cut.js'
import { bytes, number, text } from './field-info.js'
import type { Cut, Framer, FramerInfo, Window } from './framer.js'
import { commandBytes, type From, fitsBody, isCommand, readBody } from './icq-body.js'
import { decryptV4, decryptV5 } from './icq-cipher.js'
import { LazyMessage, type Fields } from './message.js'
import { digits } from './digits.js'

const info: FramerInfo = {
  name: 'icq',
  transports: ['udp'],
  summary:
    'ICQ over UDP, versions 1 to 5: one message per datagram; versions 4 and 5 are decrypted',
  main: 'the whole datagram, decrypted',
  fields: [
    text('version', '1 to 5'),
    text('from', '`client` or `server`, told by the layout'),
    number('command', '03e8 sign-on, 005a accepted, 0064 refused, 010e and 0104 message'),
    text('uin', 'number of the account, in digits'),
    number('seq', 'sequence of the packet'),
    text('password', 'password of a sign-on'),
    text('peer', 'number of the other person, in digits'),
    number('msgtype', 'kind of a message: 1 text, 3 file, 4 URL; without the bit for "to several"'),
    text('text', 'of a message, or of a log-off'),
    bytes('address', 'of who signs on or came online, four bytes'),
    number('port', 'TCP port of who signs on or came online'),
    number('status', 'of who signs on, changes it or came online'),
  ],
  example: Buffer.from('02000e01030015cd5b076ceff8050100060068656c6c6f00', 'hex'),
}

interface Layout {
  readonly from: From
  readonly version: number
  readonly command: number
  readonly seq: number
  /** Of the account; absent where the body has it, or nothing. */
  readonly uin?: number
  readonly body: number
  /** Bytes `[from, to)` that are zero. */
  readonly zeros?: readonly [number, number]
  /** The datagram in clear, or null if it never was encrypted. Without a cipher, commands and strings are the evidence. */
  readonly decrypt?: (datagram: Uint8Array) => Uint8Array | null
}

/** The first that fits is taken. */
const layouts: readonly Layout[] = [
  { from: 'client', version: 1, command: 2, seq: 4, uin: 6, body: 10 },
  { from: 'client', version: 2, command: 2, seq: 4, uin: 6, body: 10 },
  { from: 'client', version: 3, command: 2, seq: 4, uin: 8, body: 12 },
  {
    from: 'client',
    version: 4,
    command: 6,
    seq: 8,
    uin: 12,
    body: 20,
    zeros: [4, 6],
    decrypt: decryptV4,
  },
  {
    from: 'client',
    version: 5,
    command: 14,
    seq: 16,
    uin: 6,
    body: 24,
    zeros: [2, 6],
    decrypt: decryptV5,
  },
  { from: 'server', version: 1, command: 2, seq: 4, body: 6 },
  { from: 'server', version: 2, command: 2, seq: 4, body: 6 },
  { from: 'server', version: 3, command: 2, seq: 4, uin: 8, body: 16 },
  { from: 'server', version: 4, command: 2, seq: 4, uin: 8, body: 16 },
  { from: 'server', version: 5, command: 7, seq: 9, uin: 13, body: 21, zeros: [2, 3] },
]

const LOWEST_UIN = 10_000
const HIGHEST_UIN = 0x7fff_ffff

/** The datagram in clear, if it has this layout. */
function packetOf(datagram: Uint8Array, layout: Layout): Cursor | null {
  const { from, version, decrypt, zeros = [0, 0] } = layout
  if (datagram[0] !== version || datagram[1] !== 0 || datagram.length < layout.body) return null
  const size = datagram.length
  const plain = decrypt === undefined ? datagram : decrypt(datagram)
  if (plain === null || plain.subarray(...zeros).some((byte) => byte !== 0)) return null
  const packet =
    decrypt === undefined ? Cursor.of(plain, 0, size, size) : Cursor.decrypted(plain, size)
  if (layout.uin !== undefined) {
    const uin = packet.from(layout.uin).u32le()?.value ?? 0
    if (uin < LOWEST_UIN || uin > HIGHEST_UIN) return null
  }
  const command = packet.from(layout.command).u16le()?.value ?? 0
  const body = packet.from(layout.body)
  if (!isCommand(from, version, command)) return null
  return decrypt !== undefined || fitsBody(from, version, command, body) ? packet : null
}

function readPacket(packet: Cursor, layout: Layout, fields: Fields): void {
  const command = packet.from(layout.command).u16le()
  fields.add('version', digits(packet.from(0).u16le()))
  fields.add('from', packet.take(0).decoded(Buffer.from(layout.from)))
  fields.add('command', command)
  fields.add('seq', packet.from(layout.seq).u16le())
  if (layout.uin !== undefined) fields.add('uin', digits(packet.from(layout.uin).u32le()))
  const body = packet.from(layout.body)
  readBody(layout.from, layout.version, command?.value ?? 0, body, fields)
}

function cut({ bytes, start, end }: Window): Cut {
  const datagram = bytes.subarray(start, end)
  for (const layout of layouts) {
    const packet = packetOf(datagram, layout)
    if (packet === null) continue
    const { length } = datagram
    const message = new LazyMessage(bytes, start, end, length, packet.text(), (fields) =>
      readPacket(packet, layout, fields),
    )
    return whole(message, true)
  }
  return lost('no ICQ datagram')
}

export const icq: Framer = {
  info,
  probes: [
    [[1, 2, 3], 0, ...commandBytes],
    [4, 0], // encrypted
    [5, 0, 0, 0, 0, 0],
    [5, 0, 0, null, null, null, null, ...commandBytes],
  ],
  syncs: [],
  limit: 0xffff,
  open: () => forgetful(cut),
}
