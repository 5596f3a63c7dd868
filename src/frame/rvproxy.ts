// AOL's rendezvous proxy, to which two clients who cannot reach each other both connect. Source: libpurple 2.10.5.
//
//    OFFSET  SIZE  FIELD
//      0      2    length of what follows
//      2      2    044a
//      4      2    type: 1 error, 2 create, 3 created, 4 join, 5 ready
//      6      4    0
//     10      2    flags
//     12           by type:
//
//    create   name (counted by 1), cookie (8), TLVs: 1 capability
//    created  port (2), address (4)
//    join     name (counted by 1), port (2), cookie (8), TLVs: 1 capability
//    error    reason (2)

import { Buffer } from 'node:buffer'
import { u16 } from './bytes.js'
import { Cursor } from './cursor.js'
import { forgetful, lost, more, whole } from './cut.js'
import { at, bytes, keyed, number, text, verbatim } from './field-info.js'
import { fitsChain } from './flap-fit.js'
import type { Cut, Framer, FramerInfo, Window } from './framer.js'
import { LazyMessage, type Fields } from './message.js'
import { admits, binaryHeader } from './probe.js'
import { PROXY_PACKET } from './rendezvous-proxy.js'
import { addTlvs } from './tlv.js'

const LENGTH_LENGTH = 2
const HEAD_LENGTH = 12
const COOKIE_LENGTH = 8

const ERROR = 1
const CREATE = 2
const CREATED = 3
const JOIN = 4

const info: FramerInfo = {
  name: 'rvproxy',
  transports: ['tcp'],
  summary: "AOL's rendezvous proxy: the packets by which two clients meet there",
  main: null,
  fields: [
    number('type', '1 error, 2 create, 3 created, 4 join, 5 ready'),
    text('name', 'account that creates or joins', verbatim),
    bytes('cookie', 'the eight bytes that name the offer', verbatim),
    number('port', 'number by which the other side finds the meeting: created, join'),
    bytes('address', 'of the proxy itself: created', verbatim),
    bytes('tlv', 'TLVs of create and join: 1 capability', { ...keyed, ...verbatim }),
    number('reason', 'of an error'),
    bytes('version', 'always 044a', at(2)),
  ],
  example: Buffer.from(
    '0031044a00020000000000220a4c65616b5465737465723741314232433300' +
      '00010010094613434c7f11d18222444553540000',
    'hex',
  ),
}

function cut({ bytes, start, end, final }: Window): Cut {
  if (!admits(PROXY_PACKET, bytes, start, end)) return lost('no packet of a rendezvous proxy')
  const have = end - start
  if (have < HEAD_LENGTH) return final ? lost('the stream ends within a head') : more(HEAD_LENGTH)
  const size = LENGTH_LENGTH + u16(bytes, start)
  if (have < size) return final ? lost('the stream ends within a packet') : more(size)
  const packet = () => Cursor.of(bytes, start, start + size, size)
  if (!fits(packet())) return lost('lengths in a packet do not agree')
  const message = new LazyMessage(bytes, start, start + size, size, null, (fields) =>
    readPacket(packet(), fields),
  )
  return whole(message, true)
}

/** What stands behind the head has the length that its type gives it. */
function fits(packet: Cursor): boolean {
  packet.skip(4)
  const type = packet.u16()?.value
  if (packet.u32()?.value !== 0) return false
  packet.skip(2)
  switch (type) {
    case ERROR:
      return packet.left === 2
    case CREATED:
      return packet.left === 6
    case CREATE:
    case JOIN: {
      packet.counted(packet.u8())
      const fixed = COOKIE_LENGTH + (type === JOIN ? 2 : 0)
      if (packet.left < fixed) return false
      packet.skip(fixed)
      return fitsChain(packet, packet.left)
    }
    default:
      return packet.left === 0
  }
}

function readPacket(packet: Cursor, fields: Fields): void {
  packet.skip(2)
  fields.add('version', packet.take(2).text())
  const type = packet.u16()
  fields.add('type', type)
  packet.skip(6)
  switch (type?.value) {
    case ERROR:
      fields.add('reason', packet.u16())
      break
    case CREATED:
      fields.add('port', packet.u16())
      fields.add('address', packet.take(4).text())
      break
    case CREATE:
    case JOIN:
      fields.add('name', packet.counted(packet.u8()).text())
      if (type.value === JOIN) fields.add('port', packet.u16())
      fields.add('cookie', packet.take(COOKIE_LENGTH).text())
      addTlvs(packet, fields, 'tlv')
  }
}

export const rvproxy: Framer = {
  info,
  probes: [PROXY_PACKET],
  syncs: ['02', '04'].map((type) => binaryHeader(`00 ?? 04 4a 00 ${type} 00 00 00 00`)),
  limit: LENGTH_LENGTH + 0xff,
  open: () => forgetful(cut),
}
