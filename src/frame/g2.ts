// Gnutella2 over UDP (G2 specification; datagrams of gtk-gnutella 1.2.2).
//
//    OFFSET  SIZE  FIELD
//      0      3    "GND"
//      3      1    flags: 1 deflated, 2 to be acknowledged; gtk-gnutella also sets 16
//      4      2    number of the packet, big-endian
//      6      1    number of this part, from 1
//      7      1    number of parts; 0 makes it an acknowledgement, which ends here
//      8           a packet, or its next part
//
// A packet begins with a control byte (bytes of its length << 6 | letters of its name - 1 << 3 | flags, of which 2 says
// that numbers are big-endian), its length, if it has one, and its name.

import type { Cut, FieldValue, Framer, FramerInfo, Window } from './framer.js'
import { ascii, standsAt, u16, u8 } from './bytes.js'
import { forgetful, lost, whole } from './cut.js'
import { number, text } from './field-info.js'
import { derived, messageOf, numeric, verbatim } from './fields.js'
import { inflated } from './inflate.js'

const HEADER_LENGTH = 8
const TAG = ascii('GND')
const DEFLATED = 1
const BIG_ENDIAN = 2
/** Control byte, length and name: as much of a packet as is looked at. */
const PACKET_HEAD_LIMIT = 1 + 3 + 8

const info: FramerInfo = {
  name: 'g2',
  transports: ['udp'],
  summary: 'Datagrams that begin with GND.',
  main: null,
  fields: [
    number('flags', 'bit 0: deflated, bit 1: to be acknowledged'),
    number('sequence', 'number of the packet'),
    number('part', 'number of this part, from 1'),
    number('parts', 'number of parts; 0 is an acknowledgement'),
    text('packet', 'of a first part: name of the packet that it begins, `PI`'),
  ],
  example: Buffer.from('474e440212340101085049', 'hex'),
  appProto: 'gnutella2',
}

export const g2: Framer = {
  info,
  probes: [[...TAG]],
  syncs: [],
  limit: 0xffff,
  open: () => forgetful(cut),
}

function cut({ bytes, start, end }: Window): Cut {
  if (end - start < HEADER_LENGTH || !standsAt(bytes, TAG, start, end)) return lost('no `GND`')
  const [flags, part, parts] = [u8(bytes, start + 3), u8(bytes, start + 6), u8(bytes, start + 7)]
  const isAcknowledgement = parts === 0
  if (part === 0 || (!isAcknowledgement && part > parts)) return lost(`no part ${part} of ${parts}`)
  if (isAcknowledgement && end - start > HEADER_LENGTH) return lost('more than an acknowledgement')

  const packet: FieldValue[] = []
  if (part === 1 && !isAcknowledgement) {
    const isDeflated = (flags & DEFLATED) !== 0
    const payload = isDeflated
      ? inflated(bytes, start + HEADER_LENGTH, end, PACKET_HEAD_LIMIT)
      : bytes.subarray(start + HEADER_LENGTH, end)
    const name = packetName(payload, parts === 1 && !isDeflated)
    if (name === null) return lost('no packet')
    packet.push(
      isDeflated
        ? derived(payload.subarray(name.start, name.end), HEADER_LENGTH, end - start)
        : verbatim(payload, -HEADER_LENGTH, name.start, name.end),
    )
  }
  const values = {
    flags: numeric(flags, 3, 4),
    sequence: numeric(u16(bytes, start + 4), 4, 6),
    part: numeric(part, 6, 7),
    parts: numeric(parts, 7, 8),
    packet,
  }
  return whole(messageOf({ bytes, start, end, size: end - start }, values), false)
}

/** Where the name of the packet stands that begins `payload`, which has all of it, and further ones, if it `isWhole`. */
function packetName(payload: Uint8Array, isWhole: boolean): { start: number; end: number } | null {
  const first = packetAt(payload, 0)
  let behind = isWhole ? first?.behind : payload.length
  while (behind !== undefined && behind < payload.length) behind = packetAt(payload, behind)?.behind
  return behind === payload.length && first !== null ? first.name : null
}

function packetAt(
  payload: Uint8Array,
  at: number,
): { name: { start: number; end: number }; behind: number } | null {
  const control = u8(payload, at)
  const start = at + 1 + (control >> 6)
  const end = start + ((control >> 3) & 7) + 1
  if (control === 0 || end > payload.length) return null
  const name = String.fromCharCode(...payload.subarray(start, end))
  if (!/^[A-Za-z0-9]+$/.test(name)) return null
  const lengthBytes = [...payload.subarray(at + 1, start)]
  if ((control & BIG_ENDIAN) === 0) lengthBytes.reverse()
  const length = lengthBytes.reduce((sum, byte) => sum * 0x100 + byte, 0)
  return { name: { start, end }, behind: end + length }
}
