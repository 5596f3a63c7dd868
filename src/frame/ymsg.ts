// Yahoo! Messenger, YMSG versions 6 to 16 and 101 (libpurple's yahoo_packet.c; gaim 0.59's yahoo.c).
//
//    OFFSET  SIZE  FIELD
//      0      4    "YMSG"
//      4      4    version: one byte and three zeros up to 10; two bytes big-endian, then a vendor, since 11
//      8      2    length of what follows the header
//     10      2    service
//     12      4    status
//     16      4    session, chosen by the server
//     20           pairs: key in decimal digits, C0 80, value, C0 80
//
// The answers to some requests, and what was sent while one was away, put several messages into one packet, by giving
// the same keys again.

import type { Cut, FieldValue, Framer, FramerInfo, Message, Text, Window } from './framer.js'
import { ascii, standsAt, u16, u32, u8 } from './bytes.js'
import { forgetful, lost, more, whole } from './cut.js'
import { keyed, number, record, text, verbatim as asSent } from './field-info.js'
import { numeric, verbatim } from './fields.js'

const HEADER_LENGTH = 20
const MAGIC = ascii('YMSG')
const KEY_DIGITS_LIMIT = 5

// The highest service known is 0x7d1, with which a server says good-bye.
const SERVICE_LIMIT = 0x7ff

const OLD_VERSIONS = [6, 7, 8, 9, 10]
const WEB_MESSENGER = 101
const VERSIONS = [...OLD_VERSIONS, 11, 12, 13, 14, 15, 16, WEB_MESSENGER]

/** Keys by which one message of a packet is told from the next: account, sender, recipient, text. */
const MESSAGE_KEYS: readonly number[] = [1, 4, 5, 14]
const TEXT_KEY = 14

const key = text('key', 'value behind this key', {
  ...keyed,
  ...asSent,
  fields: [text('value', 'the value itself', asSent)],
})

const info: FramerInfo = {
  name: 'ymsg',
  transports: ['tcp'],
  summary: 'YMSG packets: a header of 20 bytes, then keys and values separated by C0 80.',
  main: 'the payload',
  mainAt: HEADER_LENGTH,
  fields: [
    number('version', '6 to 16'),
    number('vendor', 'since version 11: 0, or the make of the client'),
    number('service', 'what the packet is for: 6 message, 87 challenge, 84 response'),
    number('status', '4294967295 is a failure'),
    number('session', 'chosen by the server, repeated by the client'),
    key,
    record('message', 'one of the messages that a packet carries', [key]),
  ],
  example: Buffer.from(
    '594d53470900000000290006000000011122334435c0806c65616b746573746572c08034c0806672' +
      '69656e64c0803134c0806869c0803937c08031c080',
    'hex',
  ),
}

export const ymsg: Framer = {
  info,
  probes: [
    [...MAGIC, OLD_VERSIONS, 0, 0, 0],
    [...MAGIC, 0, VERSIONS, null, null],
  ],
  syncs: [{ bytes: [...MAGIC] }],
  limit: HEADER_LENGTH + 0xffff,
  open: () => forgetful(cut),
}

function cut({ bytes, start, end, final }: Window): Cut {
  if (end - start < HEADER_LENGTH) return final ? lost('a header is cut') : more(HEADER_LENGTH)
  if (!standsAt(bytes, MAGIC, start, end)) return lost('no `YMSG`')
  const version = versionAt(bytes, start + 4)
  if (version === null) return lost('no version of YMSG')
  const service = u16(bytes, start + 10)
  if (service === 0 || service > SERVICE_LIMIT) return lost(`no service ${service}`)

  const size = HEADER_LENGTH + u16(bytes, start + 8)
  const isCut = end - start < size
  if (isCut && !final) return more(size)
  const messageEnd = isCut ? end : start + size
  const pairs = readPairs(bytes, start + HEADER_LENGTH, messageEnd, isCut)
  if (pairs === null) return lost('the payload is not made of keys and values')
  if (isCut && endsInPair(pairs, start + HEADER_LENGTH, messageEnd))
    return lost('the length says more than there is')
  return whole(new YmsgMessage(bytes, start, messageEnd, size, version, pairs), true)
}

interface Version {
  readonly version: number
  readonly vendor: number
}

function versionAt(bytes: Uint8Array, at: number): Version | null {
  const first = u8(bytes, at)
  if (first === 0) {
    const version = u8(bytes, at + 1)
    return VERSIONS.includes(version) ? { version, vendor: u16(bytes, at + 2) } : null
  }
  const zerosFollow = u8(bytes, at + 1) === 0 && u16(bytes, at + 2) === 0
  return zerosFollow && OLD_VERSIONS.includes(first) ? { version: first, vendor: 0 } : null
}

interface Pair {
  readonly key: number
  readonly start: number
  readonly end: number
  readonly cut: boolean
}

/** The pairs of `[start, end)`, or null where these bytes are none. One that `isCut` may end anywhere. */
function readPairs(bytes: Uint8Array, start: number, end: number, isCut: boolean): Pair[] | null {
  const pairs: Pair[] = []
  // Notices of new mail, which begin with key 9, have a stray 01 between pairs (gaim 0.59.7, yahoo.c).
  const isMailNotice = bytes[start] === 0x39
  let at = start
  while (at < end) {
    if (isMailNotice && bytes[at] === 0x01) at++
    const keyEnd = separatorFrom(bytes, at, end)
    const valueStart = keyEnd + 2
    if (valueStart > end) return isCut ? pairs : null
    const key = decimal(bytes, at, keyEnd)
    if (key === null) return null
    const valueEnd = separatorFrom(bytes, valueStart, end)
    const valueIsCut = valueEnd + 2 > end
    if (valueIsCut && !isCut) return null
    pairs.push({ key, start: valueStart, end: valueEnd, cut: valueIsCut })
    at = valueEnd + 2
  }
  return pairs
}

/** Bytes that are lost hardly begin just where a pair ends, at `end`: then it is the length that is wrong. */
function endsInPair(pairs: readonly Pair[], start: number, end: number): boolean {
  const last = pairs.at(-1)
  return last === undefined ? start === end : !last.cut && last.end + 2 === end
}

/** Where C0 80 next stands, or `end`. */
function separatorFrom(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at + 1 < end; at++) {
    if (bytes[at] === 0xc0 && bytes[at + 1] === 0x80) return at
  }
  return end
}

function decimal(bytes: Uint8Array, start: number, end: number): number | null {
  if (end === start || end - start > KEY_DIGITS_LIMIT) return null
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = u8(bytes, at) - 0x30
    if (digit < 0 || digit > 9) return null
    value = value * 10 + digit
  }
  return value
}

class YmsgMessage implements Message {
  readonly main: Text

  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
    readonly size: number,
    private readonly version: Version,
    private readonly pairs: readonly Pair[],
  ) {
    this.main = verbatim(bytes, start, start + HEADER_LENGTH, end, end - start < size)
  }

  get(path: string, key: string | number | null): readonly FieldValue[] {
    const { bytes, start } = this
    switch (path) {
      case 'version':
        return [numeric(this.version.version, 4, 8)]
      case 'vendor':
        return [numeric(this.version.vendor, 6, 8)]
      case 'service':
        return [numeric(u16(bytes, start + 10), 10, 12)]
      case 'status':
        return [numeric(u32(bytes, start + 12), 12, 16)]
      case 'session':
        return [numeric(u32(bytes, start + 16), 16, 20)]
      case 'key':
        return this.values(this.pairs, key)
      case 'message':
        return messagesOf(this.pairs).map((pairs) => ({
          kind: 'record',
          get: (path, key) => (path === 'key' ? this.values(pairs, key) : []),
        }))
      default:
        return []
    }
  }

  private values(pairs: readonly Pair[], key: string | number | null): Text[] {
    return pairs
      .filter((pair) => key === null || pair.key === key)
      .map((pair) => verbatim(this.bytes, this.start, pair.start, pair.end, pair.cut))
  }
}

/** The pairs of each message that has a text. One begins where a key by which they are told apart comes again. */
function messagesOf(pairs: readonly Pair[]): Pair[][] {
  const messages: Pair[][] = []
  let current: Pair[] = []
  for (const pair of pairs) {
    const again = MESSAGE_KEYS.includes(pair.key) && current.some(({ key }) => key === pair.key)
    if (again || current.length === 0) messages.push((current = []))
    current.push(pair)
  }
  return messages.filter((message) => message.some(({ key }) => key === TEXT_KEY))
}
