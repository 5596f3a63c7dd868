// Text protocols of one line at a time: GIVE of KaZaA, GIV and PUSH of Gnutella.
//
// A line ends in LF or CRLF and holds no NUL. That is little to ask, but it keeps away many binary protocols, whose
// lengths and numbers begin with zeros. The probe asks no more bytes than short first lines have.

import type { Cut, Framer, FramerInfo, Message, Window } from './framer.js'
import { u8 } from './bytes.js'
import { forgetful, lost, more, whole } from './cut.js'
import { verbatim } from './fields.js'

const LINE_LIMIT = 2048
const [NUL, TAB, LF, CR, BLANK] = [0x00, 0x09, 0x0a, 0x0d, 0x20]

const info: FramerInfo = {
  name: 'line',
  transports: ['tcp'],
  summary: 'Lines that end in LF or CRLF.',
  main: 'the line, without its end and trailing blanks',
  mainAt: 0,
  fields: [],
  example: Buffer.from('GIVE 3735928559\r\n', 'latin1'),
}

const anyButNul = Array.from({ length: 255 }, (_, index) => index + 1)

export const line: Framer = {
  info,
  probes: [[anyButNul, anyButNul, anyButNul, anyButNul]],
  syncs: [],
  limit: LINE_LIMIT,
  open: () => forgetful(cut),
}

function cut({ bytes, start, end, scanned, final }: Window): Cut {
  const limit = Math.min(end, start + LINE_LIMIT)
  let at = start + scanned
  while (at < limit && bytes[at] !== LF && bytes[at] !== NUL) at++
  if (at < limit) {
    if (bytes[at] === NUL) return lost('a line holds no NUL')
    return whole(lineMessage(bytes, start, at + 1, withoutBlanks(bytes, start, at), false), false)
  }
  if (end - start >= LINE_LIMIT) return lost(`no line end within ${LINE_LIMIT} bytes`)
  if (!final) return more(end - start + 1)
  return whole(lineMessage(bytes, start, end, end, true), false)
}

function withoutBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  if (at > start && u8(bytes, at - 1) === CR) at--
  while (at > start && (bytes[at - 1] === BLANK || bytes[at - 1] === TAB)) at--
  return at
}

function lineMessage(
  bytes: Uint8Array,
  start: number,
  end: number,
  textEnd: number,
  isCut: boolean,
): Message {
  const main = verbatim(bytes, start, start, textEnd, isCut)
  return { bytes, start, end, size: end - start, main, get: () => [] }
}
