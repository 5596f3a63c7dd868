// Gnutella's descriptors, behind the handshake or one in each datagram (Gnutella 0.4 v1.2; gtk-gnutella,
// src/if/core/gnutella.h).
//
//    OFFSET  SIZE  FIELD
//      0     16    GUID
//     16      1    type
//     17      1    hops that it may yet make (TTL); in datagrams 08 and 80 are marks: can inflate, is deflated
//     18      1    hops that it has made
//     19      4    length of the payload, little-endian: 16 bits. More only with bit 31, which says that bits 16 to 30
//                  are flags. What they mean nobody has said, so the payload of such a descriptor is not read
//     23           payload

import type { Cut, FieldValue, Message, Probe } from './framer.js'
import { u16le, u8 } from './bytes.js'
import { lost, more } from './cut.js'
import { isPayload, isType, payloadField } from './gnutella-payload.js'
import { inflated } from './inflate.js'
import { Stretch } from './stretch.js'

const HEADER_LENGTH = 23
const PAYLOAD_LIMIT = 0xffff
export const DESCRIPTOR_LIMIT = HEADER_LENGTH + PAYLOAD_LIMIT

const HOPS_LIMIT = 15
const CAN_INFLATE = 0x08
const DEFLATED = 0x80
const HAS_FLAGS = 0x8000

const bytesThat = (fits: (byte: number) => boolean) =>
  Array.from({ length: 256 }, (_, byte) => byte).filter(fits)

/** What `readHeader` asks of each byte of a header alone, and of both kinds of hops together. */
const probes = (marks: number): Probe[] =>
  [0, 1].map((least) => [
    ...Array.from({ length: 16 }, () => null),
    bytesThat(isType),
    bytesThat((byte) => (least === 0 ? isSome(byte & ~marks) : (byte & ~marks) === 0)),
    bytesThat((byte) => (least === 0 ? byte <= HOPS_LIMIT : isSome(byte))),
    null,
    null,
    null,
    bytesThat((byte) => byte === 0 || byte >= HAS_FLAGS >> 8),
  ])

const isSome = (hops: number) => hops > 0 && hops <= HOPS_LIMIT

export const STREAM_PROBES = probes(0)
export const DATAGRAM_PROBES = probes(CAN_INFLATE | DEFLATED)

interface Header {
  readonly type: number
  readonly ttl: number
  readonly hops: number
  /** Of the payload, before it is inflated. */
  readonly length: number
  readonly isDeflated: boolean
  readonly hasFlags: boolean
}

/** The header at `at`, all of whose bytes are there, or why it is none. */
function readHeader(bytes: Uint8Array, at: number, isDatagram: boolean): Header | string {
  const type = u8(bytes, at + 16)
  const marks = isDatagram ? u8(bytes, at + 17) & (CAN_INFLATE | DEFLATED) : 0
  const ttl = u8(bytes, at + 17) - marks
  const hops = u8(bytes, at + 18)
  const length = u16le(bytes, at + 19)
  const flags = u16le(bytes, at + 21)

  if (!isType(type)) return `no descriptor has type ${type}`
  if (ttl + hops === 0 || ttl + hops > HOPS_LIMIT) return `no descriptor makes ${ttl + hops} hops`
  if (flags > 0 && flags < HAS_FLAGS) return 'no payload has more than 16 bits of length'
  const isDeflated = (marks & DEFLATED) !== 0
  return { type, ttl, hops, length, isDeflated, hasFlags: flags > HAS_FLAGS }
}

/** Where on the wire a descriptor lies. */
export type Place = Pick<Message, 'bytes' | 'start' | 'end'>

/**
 * The descriptor at the start of `stretch`, which lies at `place` on the wire; by default just where it stands. `more`
 * counts bytes of `stretch`; if it `isFinal`, no more come.
 */
export function readDescriptor(
  stretch: Stretch,
  isFinal: boolean,
  place?: Place,
): Descriptor | Cut {
  const { bytes, start, end } = stretch
  if (end - start < HEADER_LENGTH) {
    return isFinal ? lost('a descriptor is cut') : more(HEADER_LENGTH)
  }
  const header = readHeader(bytes, start, false)
  if (typeof header === 'string') return lost(header)
  const size = HEADER_LENGTH + header.length
  const isCut = end - start < size
  if (isCut && !isFinal) return more(size)

  const head = stretch.part(start, start + HEADER_LENGTH)
  const payload = stretch.part(head.end, isCut ? end : start + size)
  const itsPlace = place ?? { bytes, start, end: payload.end }
  return plausible(new Descriptor(itsPlace, header, head, payload, isCut))
}

/** The descriptor that the datagram `[start, end)` is. */
export function readDatagram({ bytes, start, end }: Place): Descriptor | Cut {
  if (end - start < HEADER_LENGTH) return lost('a datagram is too short for a descriptor')
  const header = readHeader(bytes, start, true)
  if (typeof header === 'string') return lost(header)
  if (end - start !== HEADER_LENGTH + header.length) return lost('a datagram is one descriptor')

  const datagram = Stretch.onWire(bytes, start, end, start)
  const head = datagram.part(start, start + HEADER_LENGTH)
  let payload = datagram.part(head.end, end)
  if (header.isDeflated) {
    const plain = inflated(bytes, head.end, end, PAYLOAD_LIMIT)
    payload = Stretch.inflated(plain, 0, plain.length, HEADER_LENGTH, end - start)
  }
  return plausible(new Descriptor({ bytes, start, end }, header, head, payload, false))
}

function plausible(descriptor: Descriptor): Descriptor | Cut {
  return descriptor.isPlausible() ? descriptor : lost('a payload does not fit its type')
}

export class Descriptor implements Message {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** Of one that was inflated not less than the bytes that it lies in. */
  readonly size: number
  readonly main = null

  constructor(
    place: Place,
    private readonly header: Header,
    private readonly head: Stretch,
    readonly payload: Stretch,
    private readonly isCut: boolean,
  ) {
    ;({ bytes: this.bytes, start: this.start, end: this.end } = place)
    this.size = Math.max(HEADER_LENGTH + header.length, place.end - place.start)
  }

  /**
   * The GUID has the marks of Gnutella 0.6: its ninth byte is ff, its last one 0, or 3 as gtk-gnutella has it. With the hops,
   * the length, and a payload that fits the type, that says more than a magic of four bytes.
   */
  get isMarked(): boolean {
    const { bytes, start } = this.head
    const isMarked = u8(bytes, start + 8) === 0xff && (u8(bytes, start + 15) & ~3) === 0
    return isMarked && this.header.length > 0 && !this.isCut && !this.header.hasFlags
  }

  isPlausible(): boolean {
    const { type, hasFlags } = this.header
    return this.isCut || hasFlags || isPayload(type, this.payload)
  }

  get(path: string): readonly FieldValue[] {
    const { head, header } = this
    const at = head.start
    switch (path) {
      case 'guid':
        return [head.text(at, at + 16)]
      case 'type':
        return [head.number(header.type, at + 16, at + 17)]
      case 'ttl':
        return [head.number(header.ttl, at + 17, at + 18)]
      case 'hops':
        return [head.number(header.hops, at + 18, at + 19)]
      default:
        if (header.hasFlags) return []
        return payloadField(header.type, this.payload, path, this.isCut)
    }
  }
}
