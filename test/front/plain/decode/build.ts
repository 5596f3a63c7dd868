// Packets built by hand, and what the decoder makes of them in one line.

import { Decoder } from '../../../../src/front/plain/decode/decoder.js'
import type { DecodableRecord, DecoderOptions } from '../../../../src/front/plain/decode/decoder.js'

/** Bytes from hex digits; spaces, and text in quotes, are allowed: `ff03 'abc' 00`. */
export function bytes(notation: string): Uint8Array {
  const parts = notation.match(/'[^']*'|[0-9a-f]{2}|\S/g) ?? []
  return new Uint8Array(
    Buffer.concat(
      parts.map((part) =>
        part.startsWith("'") ? Buffer.from(part.slice(1, -1), 'latin1') : Buffer.from(part, 'hex'),
      ),
    ),
  )
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

const half = (value: number) => (value & 0xffff).toString(16).padStart(4, '0')
const length = (notation: string) => bytes(notation).length

export interface Ipv4Fields {
  source?: string
  destination?: string
  options?: string
  totalLength?: number
  id?: number
  /** Flags and offset. */
  fragment?: number
}

/** 10.0.0.1 to 10.0.0.2 unless told otherwise, with a right checksum. */
export function ipv4(protocol: number, payload: string, fields: Ipv4Fields = {}): string {
  const { source = '0a000001', destination = '0a000002', options = '' } = fields
  const headerLength = 20 + length(options)
  const total = fields.totalLength ?? headerLength + length(payload)
  const before = `${(0x40 + headerLength / 4).toString(16)}00 ${half(total)} ${half(fields.id ?? 0)} ${half(fields.fragment ?? 0)} 40${half(protocol).slice(2)}`
  const after = `${source} ${destination} ${options}`
  return `${before} ${half(~sum(before + after))} ${after} ${payload}`
}

/** fd00::1 to fd00::2 unless told otherwise. */
export function ipv6(nextHeader: number, payload: string, fields: Ipv4Fields = {}): string {
  const { source = `fd00${'00'.repeat(13)}01`, destination = `fd00${'00'.repeat(13)}02` } = fields
  const payloadLength = fields.totalLength ?? length(payload)
  return `60000000 ${half(payloadLength)} ${half(nextHeader).slice(2)}40 ${source} ${destination} ${payload}`
}

export function udp(source: number, destination: number, payload: string): string {
  return `${half(source)} ${half(destination)} ${half(8 + length(payload))} 0000 ${payload}`
}

export interface TcpFields {
  flags?: number
  options?: string
}

export function tcp(
  source: number,
  destination: number,
  payload: string,
  fields: TcpFields = {},
): string {
  const { flags = 0x18, options = '' } = fields
  const words = (20 + length(options)) / 4
  return `${half(source)} ${half(destination)} 00000001 00000002 ${words.toString(16)}0${half(flags).slice(2)} 2000 0000 0000 ${options} ${payload}`
}

export const MACS = '0a0000000002 0a0000000001'
export const ethernet = (type: string, payload: string) => `${MACS} ${type} ${payload}`

/** A datagram to recognise inside anything. */
export const DATAGRAM = udp(1000, 2000, "'hello'")
export const IPV4 = ipv4(17, DATAGRAM)
export const IPV6 = ipv6(17, DATAGRAM)

/** One's complement sum of 16-bit words. */
function sum(notation: string): number {
  const words = Buffer.from(bytes(notation))
  let total = 0
  for (let at = 0; at < words.length; at += 2) total += words.readUInt16BE(at)
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16)
  return total
}

/** A record of all of `bytes`. */
export function recordOf(
  bytes: Uint8Array,
  linkType: number,
  fields: Partial<DecodableRecord> = {},
): DecodableRecord {
  return { from: 0, to: bytes.length, linkType, timeUs: 0, wireLength: bytes.length, ...fields }
}

export interface Decoded {
  /** `udp 10.0.0.1:1000 10.0.0.2:2000 'hello'`, or why there is no packet. */
  what: string
  vlans: number[]
  events: string[]
}

/** Decodes records one after the other with one decoder, each with bytes around it that are not its own. */
export function decodeAll(
  records: readonly { record: string; linkType: number; wireLength?: number; time?: number }[],
  options: Partial<DecoderOptions> = {},
): Decoded[] {
  const decoder = new Decoder(options)
  return records.map(({ record, linkType, wireLength, time = 0 }, index) => {
    const packetBytes = bytes(record)
    const memory = new Uint8Array(packetBytes.length + 64).fill(0xa5)
    memory.set(packetBytes, 32)
    const end = 32 + packetBytes.length
    const before = decoder.counts
    const packet = decoder.decode(
      memory,
      { from: 32, to: end, linkType, timeUs: time, wireLength: wireLength ?? packetBytes.length },
      index + 1,
    )
    const events = [...decoder.events]
    if (packet === null) {
      const ended = [...decoder.counts].filter(
        ([name, count]) => !events.includes(name as never) && count !== (before.get(name) ?? 0),
      )
      return { what: events.at(-1) ?? ended.map(([name]) => name).join(), vlans: [], events }
    }
    const payload = Buffer.from(packet.bytes.subarray(packet.payloadStart, packet.payloadEnd))
    const side = (address: Uint8Array, port: number) =>
      `${address.length === 4 ? address.join('.') : hex(address)}:${port}`
    const addresses = `${side(packet.source, packet.sourcePort)} ${side(packet.destination, packet.destinationPort)}`
    return {
      what: `${packet.transport} ${addresses} '${payload.toString('latin1')}'`,
      vlans: [...packet.vlans],
      events,
    }
  })
}

export function decode(
  record: string,
  linkType = 1,
  wireLength?: number,
  options?: Partial<DecoderOptions>,
): Decoded {
  const [decoded] = decodeAll(
    [{ record, linkType, ...(wireLength === undefined ? {} : { wireLength }) }],
    options,
  )
  if (decoded === undefined) throw new Error('one record, one answer')
  return decoded
}

export const DECODED_IPV4 = "udp 10.0.0.1:1000 10.0.0.2:2000 'hello'"
export const DECODED_IPV6 = `udp fd00${'00'.repeat(13)}01:1000 fd00${'00'.repeat(13)}02:2000 'hello'`
