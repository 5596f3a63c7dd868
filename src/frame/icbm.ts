// ICBM, the messages of OSCAR (SNAC family 04). Sources: gaim 0.59, libpurple 2.10.5.
//
//    OFFSET  SIZE  FIELD
//      0      8    cookie
//      8      2    channel: 1 message, 2 rendezvous, 4 ICQ message
//     10      1    length of the name
//     11           name, then TLVs: 2 the text of channel 1, 5 the contents of channels 2 and 4
//
// In a delivered message (04/07) what the server says of the sender stands between the name and the TLVs, and the TLVs in
// it are numbered on their own: a 3 or 5 there is a time, not a rendezvous.

import { decodeCharset } from './charset.js'
import type { Cursor } from './cursor.js'
import type { Fields } from './message.js'
import { addTlvs, tlvs } from './tlv.js'
import { digits } from './digits.js'

const MESSAGE = 1
const RENDEZVOUS = 2
const ICQ_MESSAGE = 4

const TEXT_TLV = 2
const CONTENTS_TLV = 5
const SERVICE_DATA_TLV = 0x2711

const TEXT_FRAGMENT = 1
const RELAY = '\x09\x46\x13\x49\x4c\x7f\x11\xd1\x82\x22\x44\x45\x53\x54\x00\x00'

/** 04/06, by the client. */
export function readSent(body: Cursor, fields: Fields): void {
  readContents(readHead(body, fields), body, fields)
}

/** 04/07, by the server. */
export function readDelivered(body: Cursor, fields: Fields): void {
  const channel = readHead(body, fields)
  readUserTlvs(body, fields)
  readContents(channel, body, fields)
}

/** 04/0b and 04/0c: a refusal, and the server's receipt. */
export function readAcknowledged(body: Cursor, fields: Fields): void {
  readHead(body, fields)
}

/** 04/14: 0 nothing, 1 something typed, 2 typing. */
export function readTyping(body: Cursor, fields: Fields): void {
  readHead(body, fields)
  fields.add('icbm.event', body.u16())
}

/** What the server says of a user behind the name: a warning level and a count, two bytes each, and as many TLVs. */
export function readUserTlvs(body: Cursor, fields: Fields): void {
  body.skip(2)
  addTlvs(body, fields, 'user.tlv', body.u16()?.value ?? 0)
}

/** @returns the channel */
function readHead(body: Cursor, fields: Fields): number | null {
  fields.add('icbm.cookie', body.take(8).text())
  const channel = body.u16()
  fields.add('icbm.channel', channel)
  fields.add('icbm.name', body.counted(body.u8()).text())
  return channel?.value ?? null
}

/** The first TLV that can be the contents is: the clients take no other. */
function readContents(channel: number | null, body: Cursor, fields: Fields): void {
  const wanted = channel === MESSAGE ? TEXT_TLV : CONTENTS_TLV
  let contents: Cursor | null = null
  for (const { type, value } of tlvs(body)) {
    fields.add('icbm.tlv', value.text(), type)
    if (type === wanted) contents ??= value
  }
  if (contents === null) return
  if (channel === MESSAGE) readText(contents, fields)
  if (channel === RENDEZVOUS) readRendezvous(contents, fields)
  if (channel === ICQ_MESSAGE) readIcqMessage(contents, fields)
}

/**
 * A chain of fragments, of which those of kind 1 are text:
 *
 *    OFFSET  SIZE  FIELD
 *      0      1    kind: 5 features of the client, 1 text
 *      1      1    version
 *      2      2    length of what follows
 *      4      2    charset, and 2 bytes of its variant
 *      8           text
 */
function readText(chain: Cursor, fields: Fields): void {
  while (chain.left >= 4) {
    const kind = chain.u8()
    chain.skip(1)
    const fragment = chain.counted(chain.u16())
    if (kind?.value !== TEXT_FRAGMENT) continue
    const charset = fragment.u16()
    fragment.skip(2)
    if (charset !== null) fields.add('im.text', decodeCharset(fragment, charset.value))
  }
}

/**
 *    OFFSET  SIZE  FIELD
 *      0      2    type: 0 request, 1 cancel or refusal, 2 acceptance
 *      2      8    cookie
 *     10     16    capability
 *     26           TLVs
 */
function readRendezvous(contents: Cursor, fields: Fields): void {
  fields.add('rv.type', contents.u16())
  fields.add('rv.cookie', contents.take(8).text())
  const uuid = contents.take(16)
  const capability = uuid.text()
  fields.add('rv.uuid', capability)
  let data: Cursor | null = null
  for (const { type, value } of tlvs(contents)) {
    fields.add('rv.tlv', value.text(), type)
    if (type === SERVICE_DATA_TLV) data ??= value
  }
  if (data !== null && uuid.latin1() === RELAY) readRelay(data, fields)
}

/**
 * What ICQ clients send each other by way of the server, little-endian:
 *
 *    OFFSET  SIZE  FIELD
 *      0      2    length of the first head (27), which follows: version, plug-in, …
 *     29      2    length of the second head (14), which follows: sequence, …
 *     45      1    kind: 1 text, 4 URL, 1a plug-in
 *     46      1    flags
 *     47      4    status, priority
 *     51      2    length of the text with its NUL
 *     53           text
 */
function readRelay(data: Cursor, fields: Fields): void {
  data.counted(data.u16le())
  data.counted(data.u16le())
  fields.add('relay.type', data.u8())
  data.skip(5)
  fields.add('relay.text', data.counted(data.u16le()).cstring())
}

/**
 *    OFFSET  SIZE  FIELD, little-endian
 *      0      4    ICQ number of the sender
 *      4      1    kind: 1 text, 4 URL, 0c added
 *      5      1    flags
 *      6      2    length of the text with its NUL
 *      8           text
 */
function readIcqMessage(contents: Cursor, fields: Fields): void {
  fields.add('icq.uin', digits(contents.u32le()))
  fields.add('icq.type', contents.u8())
  contents.skip(1)
  fields.add('icq.text', contents.counted(contents.u16le()).cstring())
}
