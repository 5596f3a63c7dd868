// Gnutella 0.4 and 0.6: heads until the handshake is over, then descriptors; in UDP, one descriptor a datagram.
//
// A direction whose last head says `Content-Encoding: deflate` goes on deflated. Then several descriptors may come out
// of one byte, and a descriptor is said to lie in all the bytes that were read since the one before.
//
// Descriptors begin with sixteen random bytes, so there is nothing to find them by behind a gap. On a stream met in the
// middle they are tried at the first byte.

import type { Cut, Framer, FramerInfo, Framing, Message, Side, Window } from './framer.js'
import { ascii, standsAt, u8 } from './bytes.js'
import { forgetful, lost, more, passOver, whole } from './cut.js'
import { bytes, number, record, repeated, text, verbatim as asSent } from './field-info.js'
import {
  DATAGRAM_PROBES,
  DESCRIPTOR_LIMIT,
  readDatagram,
  readDescriptor,
  STREAM_PROBES,
} from './gnutella-descriptor.js'
import type { Descriptor, Place } from './gnutella-descriptor.js'
import { readHead } from './gnutella-head.js'
import { Inflater } from './inflate.js'
import { Stretch } from './stretch.js'

const WORD = ascii('GNUTELLA')

const info: FramerInfo = {
  name: 'gnutella',
  transports: ['tcp', 'udp'],
  summary: 'The heads of the handshake, then descriptors, inflated if they were deflated.',
  main: 'start line of a head',
  mainAt: 0,
  fields: [
    text('header', 'value of a header of a head', { key: 'header', ...repeated, ...asSent }),
    number('type', '0x00 ping, 0x01 pong, 0x02 bye, 0x40 push, 0x80 query, 0x81 hit'),
    bytes('guid', '16 bytes that name the descriptor'),
    number('ttl', 'hops that it may yet make'),
    number('hops', 'hops that it has made'),
    number('port', 'of a pong, push or hit: where its sender listens'),
    bytes('address', 'of a pong, push or hit: IPv4 address of its sender'),
    number('files', 'of a pong: number of files shared'),
    number('kbytes', 'of a pong: kilobytes shared'),
    text('query', 'of a query: what is searched for'),
    text('urn', 'of a query: `urn:sha1:…`', repeated),
    record('hit', 'of a hit: a file', [
      number('index', 'number by which it is fetched'),
      number('size', 'its length in bytes'),
      text('name', 'its name'),
      text('ext', 'an extension: `urn:sha1:…`, or GGEP', repeated),
    ]),
    text('vendor', 'of a hit or vendor message: four letters for the program'),
    text('servent', 'of a hit or push: GUID of who has the file, 32 hexadecimal digits'),
    number('push', 'of a hit: 1 if its sender cannot be connected to, else 0'),
    number('file', 'of a push: index of the file that is wanted'),
    number('code', 'of a bye: its code'),
    text('reason', 'of a bye: its reason'),
  ],
  example: Buffer.from(
    'd0e1f203a4b5c6d7ff18293a4b5c6d008007000c00000000006d6574616c6c69636100',
    'hex',
  ),
}

export const gnutella: Framer = {
  info,
  probes: [[...WORD]],
  messageProbes: [[...WORD], ...STREAM_PROBES],
  datagramProbes: DATAGRAM_PROBES,
  syncs: [],
  limit: DESCRIPTOR_LIMIT,
  open: (transport) => (transport === 'udp' ? forgetful(cutDatagram) : new GnutellaFraming()),
}

/** What comes next in a direction. */
type Next = 'head' | 'head-or-descriptor' | 'descriptor' | 'nothing'

class GnutellaFraming implements Framing {
  private readonly next: [Next, Next] = ['head', 'head']
  private readonly inflaters: [Inflater | null, Inflater | null] = [null, null]
  private isGnutella2 = false

  cut(side: Side, window: Window): Cut {
    const inflater = this.inflaters[side]
    if (inflater !== null) return cutDeflated(inflater, window)

    const { bytes, start, end, first, final } = window
    const next = this.next[side]
    if (next === 'nothing') return lost('nothing that follows can be read')
    if (next !== 'descriptor') {
      if (end - start < WORD.length) return final ? lost('a head is cut') : more(WORD.length)
      if (standsAt(bytes, WORD, start, end)) return this.cutHead(side, window)
      if (next === 'head' && first) return lost('no head of Gnutella')
    }
    if (this.isGnutella2) return lost('the packets of Gnutella2 are not read')
    const found = readDescriptor(Stretch.onWire(bytes, start, end, start), final)
    if ('kind' in found) return found
    this.next[side] = 'descriptor'
    return whole(found, found.isMarked)
  }

  reset(side: Side): void {
    const isDeaf = this.inflaters[side] !== null || this.next[side] === 'nothing'
    this.next[side] = isDeaf ? 'nothing' : 'head-or-descriptor'
    this.inflaters[side] = null
  }

  private cutHead(side: Side, window: Window): Cut {
    const head = readHead(window)
    if ('kind' in head) return head
    this.next[side] = head.next
    this.isGnutella2 ||= head.isGnutella2
    if (head.isDeflated && head.next === 'descriptor') this.inflaters[side] = new Inflater()
    return whole(head.message, true)
  }
}

function cutDatagram(window: Window): Cut {
  const found = readDatagram(window)
  return 'kind' in found ? found : whole(found, false)
}

/**
 * Feeds what is new to `inflater` until a descriptor is whole. State changes also where the answer is `more`, but no byte
 * is fed twice: `scanned` says how many were.
 */
function cutDeflated(inflater: Inflater, window: Window): Cut {
  const { bytes, start, end, scanned, final } = window
  const limit = Math.min(end, start + DESCRIPTOR_LIMIT)
  for (let at = start + scanned; at < limit; at++) {
    const isOver = inflater.feed(u8(bytes, at)) === 'over'
    const messages: Message[] = []
    let found = takeDescriptor(inflater, { bytes, start, end: at + 1 }, false)
    for (; !('kind' in found); found = takeDescriptor(inflater, found, false)) messages.push(found)
    const [message, ...further] = messages
    if (message !== undefined) return { ...whole(message, false), further }
    if (found.kind === 'lost') return found
    if (isOver) return lost('the deflated stream has ended')
  }
  if (limit - start === DESCRIPTOR_LIMIT) return lost('no descriptor in so many deflated bytes')
  if (!final) return more(end - start + 1)
  if (inflater.start === inflater.end) return passOver(window)
  const rest = takeDescriptor(inflater, window, true)
  return 'kind' in rest ? rest : whole(rest, false)
}

/** The next descriptor that has come out, and lies in the bytes `place` of the wire. */
function takeDescriptor(inflater: Inflater, place: Place, isFinal: boolean): Descriptor | Cut {
  const { bytes, start, end } = inflater
  const plain = Stretch.inflated(bytes, start, end, 0, place.end - place.start)
  const found = readDescriptor(plain, isFinal, place)
  if (!('kind' in found)) inflater.start = found.payload.end
  return found
}
