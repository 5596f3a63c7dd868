// TPKT, RFC 1006: the packets that carry T.120 (NetMeeting) and H.323 over TCP.
//
//    OFFSET  SIZE  FIELD
//      0      1    version, 3
//      1      1    reserved, 0
//      2      2    length of the packet, header included, 7 at least
//      4      1    X.224: length of its header behind this byte      Q.931 (H.323's calls): 8
//      5      1    X.224: code of the packet, perhaps with a credit  Q.931: 2, length of what follows
//
// RFC 1006 fixes reserved at "binary 0" for version 3; that and the codes keep other protocols out.

import { u16, u8 } from './bytes.js'
import { forgetful, lost, more } from './cut.js'
import { number } from './field-info.js'
import { numeric, verbatim } from './fields.js'
import type { Cut, Framer, FramerInfo, Message, Window } from './framer.js'

const info: FramerInfo = {
  name: 'tpkt',
  transports: ['tcp'],
  summary: 'Packets by the length in their header.',
  main: 'the packet, header included',
  mainAt: 0,
  fields: [number('type', 'X.224 code: 0xe0 connect, 0xd0 confirm, 0x80 disconnect, 0xf0 data')],
  example: Buffer.from('0300000b06e00000000000', 'hex'),
}

const HEADER_LENGTH = 4
const TYPE_OFFSET = 5
const SHORTEST = 7

/** X.224, section 13: codes of class 0. */
const CONNECT = 0xe0
const CONFIRM = 0xd0
const DISCONNECT = 0x80
const DATA = 0xf0
const TYPES = new Set([CONNECT, CONFIRM, DISCONNECT, DATA])
/** The third byte of a data header, in a packet that ends what it carries. */
const END_OF_UNIT = 0x80
const Q931 = [8, 2] as const

/** What can be at the offset of the type: connect and confirm have a credit in their low bits. */
const typeBytes = Array.from({ length: 256 }, (_, byte) => byte).filter(
  (byte) => byte === Q931[1] || typeOf(byte) !== null,
)

const NO_HEADER = lost('no header of TPKT')

export const tpkt: Framer = {
  info,
  probes: [[[3], [0], null, null, null, typeBytes]],
  // Header of a data packet of X.224.
  syncs: [{ bytes: [3, 0, null, null, 2, 0xf0, 0x80] }],
  limit: 0xffff,
  open: () => forgetful(cut),
}

function typeOf(byte: number): number | null {
  const code = byte >= 0xd0 && byte < 0xf0 ? byte & 0xf0 : byte
  return TYPES.has(code) ? code : null
}

function cut(window: Window): Cut {
  const { bytes, start, end, final } = window
  const available = end - start
  if (bytes[start] !== 3 || (available > 1 && bytes[start + 1] !== 0)) return NO_HEADER
  if (available < SHORTEST) return final ? NO_HEADER : more(SHORTEST)
  const size = u16(bytes, start + 2)
  const x224Length = u8(bytes, start + 4)
  const code = u8(bytes, start + TYPE_OFFSET)
  const isQ931 = x224Length === Q931[0] && code === Q931[1]
  const type = isQ931 ? null : typeOf(code)
  const fits = x224Length >= 2 && HEADER_LENGTH + 1 + x224Length <= size
  if (size < SHORTEST || (!isQ931 && (type === null || !fits))) return NO_HEADER
  if (available < size && !final) return more(size)
  const length = Math.min(available, size)
  const message: Message = {
    bytes,
    start,
    end: start + length,
    size,
    main: verbatim(bytes, start, start, start + length, length < size),
    get: (path) =>
      path === 'type' && type !== null ? [numeric(type, TYPE_OFFSET, TYPE_OFFSET + 1)] : [],
  }
  const certain = isQ931 || type === CONNECT || (type === DATA && bytes[start + 6] === END_OF_UNIT)
  return { kind: 'message', length, skip: size - length, message, certain }
}
