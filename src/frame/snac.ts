// SNACs: what the frames of an OSCAR connection hold once it is signed on. Sources: gaim 0.59, libpurple 2.10.5.
//
//    OFFSET  SIZE  FIELD
//      0      2    family: 01 service, 02 locate, 03 buddies, 04 messages, 15 ICQ, 17 sign-on
//      2      2    subtype
//      4      2    flags; 8000: a length of two bytes, and a block that long, stand before the body
//      6      4    request id
//     10           body

import type { Cursor } from './cursor.js'
import { readAcknowledged, readDelivered, readSent, readTyping, readUserTlvs } from './icbm.js'
import { recordOf, type Fields } from './message.js'
import { addTlvs, tlvs } from './tlv.js'
import { digits } from './digits.js'

const BLOCK_BEFORE_BODY = 0x8000
const CAPABILITIES_TLV = 5
const CAPABILITY_LENGTH = 16
const QUERY_TLV = 1

type Reader = (body: Cursor, fields: Fields) => void

/** By family and subtype. Every other body is read as a chain of TLVs. */
const readers: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [0x0001_000f, readUsers],
  [0x0002_0004, readCapabilities],
  [0x0003_000b, readUsers],
  [0x0003_000c, readUsers],
  [0x0004_0006, readSent],
  [0x0004_0007, readDelivered],
  [0x0004_000b, readAcknowledged],
  [0x0004_000c, readAcknowledged],
  [0x0004_0014, readTyping],
  [0x0015_0002, readIcqQuery],
  [0x0015_0003, readIcqQuery],
  [0x0017_0007, readChallenge],
])

/** Adds the fields of the SNAC that `payload` holds. */
export function readSnac(payload: Cursor, fields: Fields): void {
  const id = payload.take(4)
  fields.add('snac', id.text())
  const flags = payload.u16()
  fields.add('flags', flags)
  fields.add('request', payload.u32())
  if (flags !== null && (flags.value & BLOCK_BEFORE_BODY) !== 0) payload.counted(payload.u16())
  const read = readers.get(id.u32()?.value ?? 0)
  if (read === undefined) addTlvs(payload, fields, 'tlv')
  else read(payload, fields)
}

/** 02/04: what the client says of itself. Capabilities are a set: libpurple lists one of its own twice. */
function readCapabilities(body: Cursor, fields: Fields): void {
  const seen = new Set<string>()
  for (const { type, value } of tlvs(body)) {
    fields.add('tlv', value.text(), type)
    if (type !== CAPABILITIES_TLV) continue
    while (value.left >= CAPABILITY_LENGTH) {
      const uuid = value.take(CAPABILITY_LENGTH)
      if (seen.has(uuid.latin1())) continue
      seen.add(uuid.latin1())
      fields.add(
        'cap',
        recordOf((capability) => capability.add('uuid', uuid.text())),
      )
    }
  }
}

/** 03/0b, 03/0c, 01/0f: users who came, who went, oneself; each a name of counted length, and what `readUserTlvs` reads. */
function readUsers(body: Cursor, fields: Fields): void {
  while (body.left > 0) {
    fields.add('user.name', body.counted(body.u8()).text())
    readUserTlvs(body, fields)
  }
}

/**
 * 15/02 and 15/03, whose TLV 1 is little-endian:
 *
 *    OFFSET  SIZE  FIELD
 *      0      2    length of what follows
 *      2      4    ICQ number of the account
 *      6      2    command: 003c offline messages wanted, 07d0 extended query
 *      8      2    sequence
 */
function readIcqQuery(body: Cursor, fields: Fields): void {
  for (const { type, value } of tlvs(body)) {
    fields.add('tlv', value.text(), type)
    if (type !== QUERY_TLV || fields.has('icq.meta')) continue
    const query = value.counted(value.u16le())
    fields.add('icq.uin', digits(query.u32le()))
    fields.add('icq.meta', query.u16le())
  }
}

/** 17/07: what an MD5 sign-on has to prove the password with. */
function readChallenge(body: Cursor, fields: Fields): void {
  fields.add('key', body.counted(body.u16()).text())
}
