// Captures that are made to cost a front much, and captures of forms that are rarely met. Work is counted, not timed: what
// a byte may cost is a promise that must hold on a busy machine too.

import { describe, expect, test } from 'vitest'
import { CoreFront } from '../../src/front/core/core-front.js'
import type { FrontLiteral, FrontOptions, FrontProgram } from '../../src/front/front.js'
import { PlainFront } from '../../src/front/plain/plain-front.js'
import { compileBundled } from '../../src/pack/bundled.js'
import { pcapFile } from '../support/pcap.js'
import type { PcapOptions } from '../support/pcap.js'
import { ACK, SYN } from './packets.js'
import { lookingFor } from './program.js'
import { walk } from './walk.js'

const HOUR = 3600e6
const timeouts = { tcpOpening: HOUR, tcpEstablished: HOUR, udpOneWay: HOUR, udpTwoWay: HOUR }
const options: FrontOptions = { flows: 1000, timeouts }
const literals = compileBundled().program.literals.map(({ bytes, ignoreCase }): FrontLiteral => ({
  bytes: Buffer.from(bytes, 'latin1'),
  ignoreCase,
}))
const pack: FrontProgram = lookingFor(literals)
const RAW_IPV4 = 228

interface Segment {
  readonly client?: number
  readonly sequence?: number
  readonly flags?: number
  readonly payload?: string | Uint8Array
}

function segment({ client = 1, sequence = 1, flags = ACK, payload = '' }: Segment): Uint8Array {
  const bytes = typeof payload === 'string' ? Buffer.from(payload, 'latin1') : payload
  const packet = Buffer.alloc(40 + bytes.length)
  packet.set([0x45, 0])
  packet.writeUInt16BE(packet.length, 2)
  packet.set([64, 6], 8)
  packet.set([10, client >>> 16, (client >>> 8) & 255, client & 255, 192, 0, 2, 1], 12)
  packet.writeUInt16BE(1024, 20)
  packet.writeUInt16BE(1863, 22)
  packet.writeUInt32BE(sequence >>> 0, 24)
  packet.set([0x50, flags], 32)
  packet.set(bytes, 40)
  return packet
}

/** A stream that was met midway, so that all of it is scanned, in segments of so many bytes. */
function stream(text: Uint8Array, cut: number): Uint8Array {
  const packets = []
  for (let at = 0; at < text.length; at += cut)
    packets.push({ bytes: segment({ sequence: 1 + at, payload: text.subarray(at, at + cut) }) })
  return pcapFile(packets, { linkWord: RAW_IPV4 })
}

function fill(length: number, next: (nth: number) => string): Uint8Array {
  const bytes = Buffer.alloc(length)
  for (let at = 0, nth = 0; at < length; nth++) at += bytes.write(next(nth), at, 'latin1')
  return bytes
}

const LENGTH = 200_000
const words = 'the of and to in is you that it he was for on are as with his they at'.split(' ')
const text = fill(LENGTH, (nth) => `${words[(nth * 7919) % words.length]} `)
/** All literals, each with its last byte wrong. */
const nearMisses = fill(LENGTH, (nth) => {
  const { bytes } = literals[nth % literals.length]!
  return Buffer.from(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte))).toString(
    'latin1',
  )
})
const almost = fill(LENGTH, () => 'GNUTELLA CONNEC')
const zeros = fill(LENGTH, () => '\0'.repeat(1000))

async function comparedPerByte(bytes: Uint8Array, cut: number, program = pack): Promise<number> {
  const core = new CoreFront(program, options)
  await walk(core, stream(bytes, cut))
  return core.compared / bytes.length
}

describe('literals that nearly stand there', () => {
  // Comparisons for each byte, beside the filter that looks at every second place.
  test.each([
    { name: 'text', bytes: text, most: 0.05 },
    { name: 'every literal with its last byte wrong', bytes: nearMisses, most: 0.3 },
    { name: 'one literal, again and again', bytes: almost, most: 0.5 },
  ])('$name', async ({ bytes, most }) => {
    expect(await comparedPerByte(bytes, 1400)).toBeLessThan(most)
  })

  test('zeros cost no more than the hits that they are', async () => {
    const core = new CoreFront(pack, options)
    const { hits } = await walk(core, stream(zeros, 1400))
    expect(core.compared).toBeLessThan(8 * Math.max(hits.length, LENGTH / 4))
  })

  test('one byte a segment costs a look back of bounded length', async () => {
    const whole = await comparedPerByte(nearMisses.subarray(0, 20_000), 1400)
    const bytewise = await comparedPerByte(nearMisses.subarray(0, 20_000), 1)
    expect(whole).toBeGreaterThan(0)
    expect(bytewise).toBeLessThan(16 * whole)
  })
})

test('one byte a segment: the same hits as in one piece', async () => {
  const bytes = fill(
    4000,
    (nth) => `${words[nth % 19]} ${nth % 5 === 0 ? 'USR 1 MD5 I x\r\n' : ''}`,
  )
  const whole = await walk(new CoreFront(pack, options), stream(bytes, 4000))
  const bytewise = await walk(new CoreFront(pack, options), stream(bytes, 1))
  expect(whole.hits.length).toBeGreaterThan(50)
  expect(bytewise.hits).toEqual(whole.hits)
})

test('a flood of SYNs takes no more memory, and one flow goes for each that comes', async () => {
  const flood = Array.from({ length: 20_000 }, (_, client) => ({
    bytes: segment({ client, flags: SYN }),
  }))
  const core = new CoreFront(pack, options)
  const before = core.lend().memory.length
  const { packets, pieces, odd } = await walk(core, pcapFile(flood, { linkWord: RAW_IPV4 }))
  expect([packets, odd]).toEqual([20_000, 0])
  expect(core.lend().memory.length).toBe(before)
  expect(core.counts.get('flows')).toBe(20_000)
  expect(core.counts.get('evicted flows')).toBe(20_000 - options.flows)
  expect(pieces.length).toBe(20_000 + 20_000 - options.flows)
})

test('a ledger that is full: the batch ends, and nothing is lost', async () => {
  // Every packet begins a flow and puts another out, so that it makes two pieces.
  const packets = Array.from({ length: 12_000 }, (_, client) => ({
    bytes: segment({ client, payload: client % 3 === 0 ? 'GIV' : '' }),
  }))
  const capture = pcapFile(packets, { linkWord: RAW_IPV4 })
  const program = lookingFor([{ bytes: Buffer.from('GIV'), ignoreCase: false }])
  const few = { ...options, flows: 5 }
  const core = await walk(new CoreFront(program, few), capture)
  const plain = await walk(new PlainFront(program, few), capture)
  expect(core.full).toBeGreaterThan(0)
  expect(core.hits.length).toBe(4000)
  expect({ ...core, full: 0, odd: 0 }).toEqual({ ...plain, full: 0, odd: 0 })
})

describe('clocks and byte orders that the core reads itself', () => {
  const packets = Array.from({ length: 3 }, (_, nth) => ({
    bytes: segment({ sequence: 1 + nth * 5, payload: 'USR 1' }),
    seconds: 1_000_000_000 + nth,
    fraction: 123_456,
  }))
  test.each<{ name: string; file: PcapOptions; fraction: number }>([
    { name: 'little-endian, µs', file: {}, fraction: 123_456 },
    { name: 'big-endian, µs', file: { littleEndian: false }, fraction: 123_456 },
    { name: 'little-endian, ns', file: { magic: 0xa1b23c4d }, fraction: 123 },
    { name: 'big-endian, ns', file: { littleEndian: false, magic: 0xa1b23c4d }, fraction: 123 },
  ])('$name', async ({ file, fraction }) => {
    const capture = pcapFile(packets, { ...file, linkWord: RAW_IPV4 })
    const core = await walk(new CoreFront(pack, options), capture)
    const plain = await walk(new PlainFront(pack, options), capture)
    expect(core).toEqual({ ...plain, odd: 0 })
    expect(core.pieces).toEqual(
      [0, 1, 2].map((nth) => `${1e15 + nth * 1e6 + fraction} ${nth * 5} 5`),
    )
  })
})

describe('packets that are taken without the plain decoder', () => {
  const ethernet = (hex: string) =>
    Buffer.from(`0a0000000001 0a0000000002 ${hex}`.replaceAll(' ', ''), 'hex')
  const offloaded = segment({ payload: 'x'.repeat(2000) })
  offloaded.set([0, 0], 2)
  const tiny = segment({ payload: 'USR 1' })
  tiny.set([0, 0], 2)
  test.each([
    {
      name: 'a discovery protocol in SNAP',
      bytes: ethernet('0010 aaaa03 00000c 2000 0102030405060708'),
      odd: 0,
    },
    {
      name: 'IPv4 in SNAP is the plain decoder’s',
      bytes: ethernet('0010 aaaa03 000000 0800 0102030405060708'),
      odd: 1,
    },
    { name: 'spanning tree', bytes: ethernet('0010 424203 00000000 0102030405060708'), odd: 0 },
    {
      name: 'a length that the network card was to fill in',
      bytes: Buffer.concat([ethernet('0800'), offloaded]),
      odd: 0,
    },
    {
      name: 'the same of a packet that a link carries',
      bytes: Buffer.concat([ethernet('0800'), tiny]),
      odd: 1,
    },
  ])('$name', async ({ bytes, odd }) => {
    const capture = pcapFile([{ bytes }])
    const core = await walk(new CoreFront(pack, options), capture)
    const plain = await walk(new PlainFront(pack, options), capture)
    expect(core.odd).toBe(odd)
    expect({ ...core, odd: 1 }).toEqual(plain)
  })
})
