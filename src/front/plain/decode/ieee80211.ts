// Wireless frames, IEEE 802.11-2020 §9.2, as far as they carry data in the clear.
//
//    OFFSET  SIZE  FIELD
//      0      1    7-4 subtype, 3-2 type (2: data), 1-0 version
//      1      1    7 order, 6 protected, 2 more fragments, 1 from the distribution system, 0 to it
//      2      2    duration
//      4     18    three addresses
//     22      2    15-4 sequence, 3-0 fragment; little-endian
//     24      6    fourth address, between access points
//      …      2    quality of service, of subtypes 8 and up: bit 7 of the first byte for an aggregate
//      …      4    high throughput control, of those with the order bit
//      …           LLC header and data

import type { Cursor } from './cursor.js'
import type { Next } from './layer.js'

const HEADER_LENGTH = 24
const DATA = 2
const NO_DATA = 0x40 // bit of the subtypes that carry none
const QOS = 0x80
const TO_DS = 0x01
const FROM_DS = 0x02
const MORE_FRAGMENTS = 0x04
const PROTECTED = 0x40
const ORDER = 0x80
const AGGREGATE = 0x80

export function ieee80211(cursor: Cursor): Next {
  return frame(cursor, false)
}

/** @param padded between header and data, to a multiple of four bytes */
function frame(cursor: Cursor, padded: boolean): Next {
  const shortest = cursor.lacks(2, 'decoder.ieee80211.pkt_too_small')
  if (shortest !== null) return shortest
  const control = cursor.u8(0)
  const flags = cursor.u8(1)
  if (((control >>> 2) & 3) !== DATA || control & NO_DATA) return 'no data'
  if (flags & PROTECTED) return 'encrypted'

  const fourth = (flags & TO_DS) !== 0 && (flags & FROM_DS) !== 0 ? 6 : 0
  const qos = control & QOS ? 2 : 0
  const highThroughput = qos !== 0 && flags & ORDER ? 4 : 0
  const length = HEADER_LENGTH + fourth + qos + highThroughput
  const lacking = cursor.lacks(length, 'decoder.ieee80211.pkt_too_small')
  if (lacking !== null) return lacking
  if (flags & MORE_FRAGMENTS || cursor.u8(22) & 0x0f) return 'decoder.ieee80211.fragment'
  if (qos !== 0 && cursor.u8(HEADER_LENGTH + fourth) & AGGREGATE) return 'aggregated 802.11 frame'
  cursor.at += padded ? (length + 3) & ~3 : length
  return 'llc'
}

// Radiotap, https://www.radiotap.org: what the receiver noted, before the frame. Little-endian.
//
//    OFFSET  SIZE  FIELD
//      0      1    version, 0
//      2      2    length of this header
//      4      4    fields that are present, bit 31: four more such bytes follow
//      …      8    bit 0, aligned: time
//      …      1    bit 1: flags, of which bit 5 says that the frame's data is aligned to four bytes

const RADIOTAP_LENGTH = 8
const TIME_PRESENT = 1
const FLAGS_PRESENT = 2
const MORE_PRESENT = 0x8000_0000
const DATA_PADDED = 0x20

export function radiotap(cursor: Cursor): Next {
  const shortest = cursor.lacks(RADIOTAP_LENGTH, 'decoder.radiotap.pkt_too_small')
  if (shortest !== null) return shortest
  if (cursor.u8(0) !== 0) return 'decoder.radiotap.wrong_version'
  const length = cursor.view.getUint16(cursor.at + 2, true)
  if (length < RADIOTAP_LENGTH) return 'decoder.radiotap.hlen_too_small'
  const lacking = cursor.lacks(length, 'decoder.radiotap.pkt_too_small')
  if (lacking !== null) return lacking

  const present = cursor.view.getUint32(cursor.at + 4, true)
  let field = 8
  for (let word = present; word & MORE_PRESENT && field + 4 <= length; field += 4)
    word = cursor.view.getUint32(cursor.at + field, true)
  if (present & TIME_PRESENT) field = ((field + 7) & ~7) + 8
  const padded =
    (present & FLAGS_PRESENT) !== 0 && field < length && (cursor.u8(field) & DATA_PADDED) !== 0
  cursor.at += length
  return frame(cursor, padded)
}

// Older headers in its place. Prism: 0 message code (4), 4 length of the header (4), in the order of the host. AVS: 0 version
// 80211001 or so, 4 length of the header (4), in network order; found under Prism's link type, too.

const AVS_MAGIC = 0x802110

export function prism(cursor: Cursor): Next {
  const lacking = cursor.lacks(8, 'decoder.prism.pkt_too_small')
  if (lacking !== null) return lacking
  if (cursor.u32(0) >>> 8 === AVS_MAGIC) return 'avs'
  const length = cursor.u32(4)
  return behind(cursor, length < 0x10000 ? length : cursor.view.getUint32(cursor.at + 4, true))
}

export function avs(cursor: Cursor): Next {
  const lacking = cursor.lacks(8, 'decoder.avs.pkt_too_small')
  return lacking ?? behind(cursor, cursor.u32(4))
}

function behind(cursor: Cursor, length: number): Next {
  if (length < 8) return 'decoder.prism.hlen_too_small'
  const lacking = cursor.lacks(length, 'decoder.prism.pkt_too_small')
  if (lacking !== null) return lacking
  cursor.at += length
  return 'ieee80211'
}
