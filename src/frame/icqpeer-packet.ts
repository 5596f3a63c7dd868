// Packets between ICQ clients, little-endian but for addresses. Strings are a length of two bytes, NUL included, and the
// characters. Source: licq 1.0.4.

import type { Cursor } from './cursor.js'
import type { Numeric } from './framer.js'
import type { Fields } from './message.js'
import { digits } from './digits.js'

export const START = 0x07ee
export const ACKNOWLEDGE = 0x07da
export const CANCEL = 0x07d0

const CHAT = 2
const FILE = 3
/** Bit of a message's kind: it goes to several. */
const SEVERAL = 0x8000

/**
 *    OFFSET  SIZE  FIELD, to version 5
 *      0      1    ff
 *      1      4    version
 *      5      4    port
 *      9      4    number of the side that sends
 *     13      8    its address, and the address as the server sees it
 *     21      1    mode
 *     22      4    port
 */
export function readInit(packet: Cursor, fields: Fields): void {
  packet.skip(1)
  fields.add('version', digits(packet.u16le()))
  packet.skip(2)
  fields.add('port', packet.u32le())
  fields.add('uin', digits(packet.u32le()))
  fields.add('address', packet.take(4).text())
}

/**
 *    OFFSET  SIZE  FIELD, from version 6 on
 *      0      1    ff
 *      1      2    version
 *      3      2    27
 *      5      4    number of the side that is called
 *      9      2    0
 *     11      4    port
 *     15      4    number of the side that sends
 *     19      8    its address, and the address as the server sees it
 *     27           mode, port, session, …
 */
export function readLateInit(packet: Cursor, fields: Fields): void {
  packet.skip(1)
  fields.add('version', digits(packet.u16le()))
  packet.skip(2)
  fields.add('peer', digits(packet.u32le()))
  packet.skip(2)
  fields.add('port', packet.u32le())
  fields.add('uin', digits(packet.u32le()))
  fields.add('address', packet.take(4).text())
}

/**
 *    OFFSET  SIZE  FIELD, to version 5
 *      0      4    number of the side that sends
 *      4      2    version
 *      6      4    check code, of versions 4 and 5 only; what follows is four bytes further there
 *      6      4    command
 *     10      4    number of the side that sends
 *     14      2    kind
 *     16           text, then
 *      0      8    address, and the address as the server sees it
 *      8      4    port
 *     12      1    mode
 *     13      2    status
 *     15      2    urgency
 *     17           attachment
 */
export function readMessage(packet: Cursor, fields: Fields): void {
  fields.add('uin', digits(packet.u32le()))
  const version = packet.u16le()
  fields.add('version', digits(version))
  if (version !== null && version.value > 3) packet.skip(4)
  const command = packet.u32le()
  fields.add('command', command)
  packet.skip(4)
  const kind = addKind(packet, fields)
  fields.add('text', packet.counted(packet.u16le()).cstring())
  fields.add('address', packet.take(4).text())
  packet.skip(4)
  const port = packet.u32le()
  if (!attaches(kind)) fields.add('port', port)
  packet.skip(1)
  fields.add('status', packet.u16le())
  packet.skip(2)
  readAttachment(kind, command, packet, fields)
}

/**
 *    OFFSET  SIZE  FIELD, from version 6 on
 *      0      4    check code
 *      4      2    command
 *      6      2    0e
 *      8      2    sequence
 *     10     12    0
 *     22      2    kind
 *     24      2    status
 *     26      2    urgency
 *     28           text, then the attachment, or colours
 */
export function readLateMessage(packet: Cursor, fields: Fields): void {
  packet.skip(4)
  const command = packet.u16le()
  fields.add('command', command)
  packet.skip(16)
  const kind = addKind(packet, fields)
  fields.add('status', packet.u16le())
  packet.skip(2)
  fields.add('text', packet.counted(packet.u16le()).cstring())
  readAttachment(kind, command, packet, fields)
}

function addKind(packet: Cursor, fields: Fields): number | null {
  const kind = packet.u16le()
  if (kind === null) return null
  const value = kind.value & ~SEVERAL
  fields.add('msgtype', { ...kind, value })
  return value
}

function attaches(kind: number | null): boolean {
  return kind === FILE || kind === CHAT
}

/**
 *    FILE: port the other way round, name, length in bytes, port
 *    CHAT: name, port the other way round, port
 *
 * Ports are 0 until they are known: in the request.
 */
function readAttachment(
  kind: number | null,
  command: Numeric | null,
  packet: Cursor,
  fields: Fields,
): void {
  if (!attaches(kind)) return
  if (kind === FILE) packet.skip(4)
  const name = packet.counted(packet.u16le()).cstring()
  const length = kind === FILE ? packet.u32le() : null
  if (kind === CHAT) packet.skip(4)
  const port = packet.u32le()
  if (port?.value !== 0) fields.add('port', port)
  if (kind !== FILE || command?.value !== START) return
  fields.add('file', name)
  fields.add('filesize', length)
}
