// MPLS label stacks, RFC 3032. What follows the last label is not named anywhere: IP by its version, Ethernet by its type,
// with a control word before it or not (RFC 4448: four bytes, of which the first half byte is 0).
//
//    BITS   FIELD OF A LABEL
//    31-12  label
//    11-9   traffic class
//      8    set on the last label
//     7-0   time to live

import type { Cursor } from './cursor.js'
import { carriesIp, ipVersion, plausibleIp } from './ip.js'
import type { Next } from './layer.js'

const LABEL_LENGTH = 4
const LAST_LABEL = 0x100
const CONTROL_WORD_LENGTH = 4

export function mpls(cursor: Cursor): Next {
  for (let last = false; !last; cursor.at += LABEL_LENGTH) {
    const lacking = cursor.lacks(LABEL_LENGTH, 'decoder.mpls.header_too_small')
    if (lacking !== null) return lacking
    last = (cursor.u32(0) & LAST_LABEL) !== 0
  }
  const lacking = cursor.lacks(1, 'decoder.mpls.pkt_too_small')
  if (lacking !== null) return lacking
  const named = ipVersion(cursor)
  if (named !== null && plausibleIp(cursor, 0)) return named
  if (carriesIp(cursor, 0)) return 'ethernet'
  if (named !== null) return named
  if (cursor.u8(0) >>> 4 !== 0) return 'decoder.mpls.unknown_payload_type'
  cursor.at += CONTROL_WORD_LENGTH
  return 'ethernet'
}
