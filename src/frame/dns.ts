// DNS, RFC 1035: the question of a query or answer, in a datagram or, in TCP, behind its length in two bytes.
//
//    OFFSET  SIZE  FIELD
//      0      2    id
//      2      1    0x80 answer, 0x78 opcode, 0x04 authoritative, 0x02 truncated, 0x01 recursion wanted
//      3      1    0x80 recursion, 0x40 reserved, 0x20 authentic, 0x10 unchecked, 0x0f error
//      4      2    questions, 1
//      6      6    answers, authorities, additions
//     12      n    name: labels, each behind its length, the last one empty
//     12+n    2    type
//     14+n    2    class

import { u16, u8 } from './bytes.js'
import { forgetful, lost, more, whole } from './cut.js'
import { number, text } from './field-info.js'
import { numeric, verbatim } from './fields.js'
import type { Cut, Framer, FramerInfo, Message, Probe, Text, Window } from './framer.js'
import { contents, derivedText, part } from './text.js'

const info: FramerInfo = {
  name: 'dns',
  transports: ['udp', 'tcp'],
  summary: 'Queries and answers with one question; what is answered is not looked at.',
  main: null,
  fields: [
    number('response', '0 of a query, 1 of an answer'),
    text('name', 'name that is asked for, in lower case, with dots', { labels: true }),
    number('type', 'record that is asked for: 1 address, 15 mail exchanger, 28 IPv6 address'),
  ],
  example: Buffer.from(
    'a1b201000001000000000000' + '096d657373656e67657207686f746d61696c03636f6d00' + '00010001',
    'hex',
  ),
  appProto: 'dns',
}

/** Length of a message in TCP, in front of it. */
const PREFIX_LENGTH = 2
const HEADER_LENGTH = 12
/** Type and class. */
const TAIL_LENGTH = 4
const NAME_LIMIT = 255
const LABEL_LIMIT = 63
const DOT = 0x2e

const ANSWER = 0x80
const OPCODE = 0x78
const RESERVED = 0x40

/** Internet, Chaos, Hesiod, any; multicast DNS sets the highest bit to be answered directly. */
const CLASSES = new Set([1, 3, 4, 255])
const CLASS_BITS = 0x7fff

const bytesWithout = (mask: number) =>
  Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => (byte & mask) === 0)

/** Flags, and one question. */
const FIXED = [bytesWithout(OPCODE), bytesWithout(RESERVED), [0], [1]]
const DATAGRAM: Probe = [null, null, ...FIXED]
const COUNTED: Probe = [null, null, null, null, ...FIXED]

const NO_QUESTION = lost('no question of DNS')

export const dns: Framer = {
  info,
  probes: [COUNTED],
  datagramProbes: [DATAGRAM],
  syncs: [],
  limit: 0x10000,
  open: (transport) => forgetful(transport === 'tcp' ? cutCounted : cutDatagram),
}

function cutDatagram(window: Window): Cut {
  const { start, end } = window
  const question = readQuestion(window, start)
  if (typeof question === 'string') return NO_QUESTION
  const length = end - start
  const message = messageOf(window, length, length, question)
  return whole(message, true)
}

/** In TCP a message ends with its question: what is answered, up to 64 KiB, is stepped over. */
function cutCounted(window: Window): Cut {
  const { bytes, start, end, final } = window
  const question = readQuestion(window, start + PREFIX_LENGTH)
  if (question === 'bad' || (question === 'more' && final)) return NO_QUESTION
  if (question === 'more') return more(end - start + 1)
  const size = PREFIX_LENGTH + u16(bytes, start)
  const length = question.end - start
  if (size < length) return NO_QUESTION
  const message = messageOf(window, length, size, question)
  return { kind: 'message', length, skip: size - length, message, certain: true }
}

/** Indices into the bytes of the window. */
interface Question {
  readonly at: number
  readonly nameStart: number
  readonly nameEnd: number
  readonly end: number
}

/** Checks the header at `at`, and walks over the question behind it. */
function readQuestion(window: Window, at: number): Question | 'more' | 'bad' {
  const { bytes, end } = window
  if (end - at < HEADER_LENGTH) return 'more'
  const flags = u8(bytes, at + 2)
  const isKnown = (flags & OPCODE) === 0 && (u8(bytes, at + 3) & RESERVED) === 0
  const isAnswered = u16(bytes, at + 6) > 0
  if (!isKnown || u16(bytes, at + 4) !== 1 || (isAnswered && (flags & ANSWER) === 0)) return 'bad'
  const nameStart = at + HEADER_LENGTH
  let label = nameStart
  while (label < end && bytes[label] !== 0) {
    const length = u8(bytes, label)
    label += 1 + length
    if (length > LABEL_LIMIT || label - nameStart >= NAME_LIMIT) return 'bad'
  }
  const nameEnd = label + 1
  if (nameEnd + TAIL_LENGTH > end) return 'more'
  if (!CLASSES.has(u16(bytes, nameEnd + 2) & CLASS_BITS)) return 'bad'
  return { at, nameStart, nameEnd, end: nameEnd + TAIL_LENGTH }
}

function messageOf(window: Window, length: number, size: number, question: Question): Message {
  const { bytes, start } = window
  return {
    bytes,
    start,
    end: start + length,
    size,
    main: null,
    get(path) {
      const { at, nameEnd } = question
      switch (path) {
        case 'response':
          return [numeric((u8(bytes, at + 2) & ANSWER) >> 7, at + 2 - start, at + 3 - start)]
        case 'name':
          return [nameOf(bytes, start, question)]
        case 'type':
          return [numeric(u16(bytes, nameEnd), nameEnd - start, nameEnd + 2 - start)]
      }
      return []
    },
  }
}

/** The labels in lower case with dots between them; what is no text stays as it is. */
function nameOf(bytes: Uint8Array, start: number, question: Question): Text {
  const { nameStart, nameEnd } = question
  const whole = verbatim(bytes, start, nameStart, nameEnd, false)
  const name = contents(part(whole, Math.min(nameStart + 1, nameEnd - 1), nameEnd - 1)).slice()
  let next = u8(bytes, nameStart)
  for (const [i, byte] of name.entries()) {
    if (i === next) {
      name[i] = DOT
      next += 1 + byte
    } else if (byte >= 0x41 && byte <= 0x5a) name[i] = byte | 0x20
  }
  return derivedText(name, whole)
}
