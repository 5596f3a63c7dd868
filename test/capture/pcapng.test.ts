import { describe, expect, test } from 'vitest'
import { concat, pcapngBlocks } from '../support/pcap.js'
import { readBytes } from './read.js'

const text = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'))
const byte = (value: number) => new Uint8Array([value])
const US = 1_000_000_000_123_456n // 2001-09-09T01:46:40.123456Z

describe.each([
  { order: 'little-endian', littleEndian: true },
  { order: 'big-endian', littleEndian: false },
])('pcapng, $order', ({ littleEndian }) => {
  const ng = pcapngBlocks(littleEndian)
  const int64 = (value: bigint) => {
    const bytes = new Uint8Array(8)
    new DataView(bytes.buffer).setBigInt64(0, value, littleEndian)
    return bytes
  }

  test('enhanced, obsolete and simple packets of several interfaces', async () => {
    const read = await readBytes(
      concat([
        ng.section(),
        ng.interface(1, 4),
        ng.interface(101),
        ng.enhanced(1, US, text('raw IP'), 900),
        ng.obsolete(0, US + 1n, text('eth')),
        ng.simple(9, text('eth*')),
        ng.simple(2, text('et')),
      ]),
    )
    expect(read.problem).toBeNull()
    expect(read.packets).toEqual([
      { bytes: 'raw IP', interface: 1, linkType: 101, timeUs: Number(US), wireLength: 900 },
      { bytes: 'eth', interface: 0, linkType: 1, timeUs: Number(US) + 1, wireLength: 3 },
      { bytes: 'eth*', interface: 0, linkType: 1, timeUs: Number(US) + 1, wireLength: 9 },
      { bytes: 'et', interface: 0, linkType: 1, timeUs: Number(US) + 1, wireLength: 2 },
    ])
  })

  test.each([
    { name: 'microseconds unless said otherwise', options: [], ticks: US },
    { name: 'nanoseconds', options: [ng.option(9, byte(9))], ticks: US * 1000n + 999n },
    { name: 'milliseconds', options: [ng.option(9, byte(3))], ticks: US / 1000n, us: 123_000n },
    { name: 'seconds', options: [ng.option(9, byte(0))], ticks: US / 1_000_000n, us: 0n },
    {
      name: 'picoseconds and an offset',
      options: [ng.option(9, byte(12)), ng.option(14, int64(1_000_000_000n))],
      ticks: 123_456_999_999n,
    },
    {
      name: '1/1024 s',
      options: [ng.option(9, byte(0x80 | 10))],
      ticks: 1_000_000_000n * 1024n + 512n,
      us: 500_000n,
    },
    {
      name: 'an offset in seconds',
      options: [ng.option(14, int64(1_000_000_000n))],
      ticks: 123_456n,
    },
    { name: 'an offset back', options: [ng.option(14, int64(-5n))], ticks: US + 5_000_000n },
    {
      name: 'a time before 1970 counts as 1970',
      options: [ng.option(14, int64(-(1n << 62n)))],
      ticks: US,
      total: 0,
    },
    {
      name: 'a time that a number cannot hold counts as the last it can',
      options: [],
      ticks: (1n << 64n) - 1n,
      total: Number.MAX_SAFE_INTEGER,
    },
    {
      name: 'options behind the end mark do not count',
      options: [ng.option(0, byte(0).subarray(1)), ng.option(9, byte(9))],
      ticks: US,
    },
    {
      name: 'options of the wrong length do not count',
      options: [ng.option(9, text('xx')), ng.option(14, byte(1))],
      ticks: US,
    },
    {
      name: 'an option over the end of its block ends the options',
      options: [ng.option(1, text('if name')).subarray(0, 8), ng.option(9, byte(9))],
      ticks: US,
    },
  ])('time: $name', async ({ options, ticks, us = 123_456n, total }) => {
    const read = await readBytes(
      concat([ng.section(), ng.interface(1, 0, ...options), ng.enhanced(0, ticks, text('x'))]),
    )
    expect(read.problem).toBeNull()
    expect(read.packets[0]?.timeUs).toBe(total ?? Number(1_000_000_000_000_000n + us))
  })

  test('blocks without packets are stepped over, secrets are counted', async () => {
    const huge = ng.block(0x0bad, new Uint8Array(3_000_000)) // longer than any window
    const read = await readBytes(
      concat([
        ng.section({}, ng.option(4, text('imids'))),
        ng.interface(1),
        ng.block(4, text('name resolution')),
        ng.block(5, text('statistics')),
        ng.block(10, text('secrets')),
        huge,
        ng.enhanced(0, US, text('a')),
        ng.block(10, text('more')),
        huge,
      ]),
    )
    expect(read.problem).toBeNull()
    expect(read.packets.map((packet) => packet.bytes)).toEqual(['a'])
    expect(read.section?.secrets).toBe(2)
  })

  test('a section forgets the interfaces of the one before, and may have the other byte order', async () => {
    const other = pcapngBlocks(!littleEndian)
    const first = concat([ng.interface(1), ng.interface(101), ng.enhanced(1, US, text('a'))])
    const second = concat([other.interface(113), other.enhanced(0, US, text('b'))])
    const read = await readBytes(
      concat([
        ng.section({ length: BigInt(first.length) }),
        first,
        other.section(),
        second,
        other.enhanced(1, US, text('c')),
      ]),
    )
    expect(read.packets.map(({ bytes, linkType }) => [bytes, linkType])).toEqual([
      ['a', 101],
      ['b', 113],
    ])
    expect(read.problem).toMatchObject({
      code: 'malformed',
      message: 'packet of interface 1, where 1 are described',
    })
  })

  const packet = ng.enhanced(0, US, text('12345678'))
  const changed = (bytes: Uint8Array, at: number, value: number) => {
    const copy = new Uint8Array(bytes)
    new DataView(copy.buffer).setUint32(at, value, littleEndian)
    return copy
  }
  test.each([
    {
      name: 'block shorter than its fields',
      block: changed(packet, 4, 28),
      message: 'block of type 6 says 28 bytes, the least is 32',
    },
    {
      name: 'block without end',
      block: changed(packet, 4, 0),
      message: 'block of type 6 says 0 bytes, the least is 32',
    },
    {
      name: 'block over the limit',
      block: changed(packet, 4, 0xffff_fffc),
      message: 'block of type 6 says 4294967292 bytes, the limit is 327680',
    },
    {
      name: 'two lengths that differ',
      block: changed(packet, packet.length - 4, 44),
      message: 'block says 40 bytes at its start and 44 at its end',
    },
    {
      name: 'packet longer than its block',
      block: changed(packet, 20, 9),
      message: 'packet block says 9 bytes, the limit is 8',
    },
    {
      name: 'simple packet before any interface',
      block: concat([ng.section(), ng.simple(1, text('a'))]),
      at: 28,
      message: 'packet of interface 0, where 0 are described',
    },
    {
      name: 'section header without byte order',
      block: changed(ng.section(), 8, 0x11223344),
      message: 'section header without its byte-order magic',
    },
    {
      name: 'section of a version to come',
      block: ng.section({ version: [2, 0] }),
      code: 'unsupported',
      message: 'section of version 2.0, where 1.0 is the one in use',
    },
  ])('$name', async ({ block, message, code = 'malformed', at = 0 }) => {
    const before = concat([ng.section(), ng.interface(1), ng.enhanced(0, US, text('kept'))])
    const read = await readBytes(concat([before, block, ng.enhanced(0, US, text('lost'))]))
    expect(read.packets.map(({ bytes }) => bytes)).toEqual(['kept'])
    expect(read.problem).toEqual({ code, file: 'test', at: before.length + at, message })
  })

  test('a file of nothing but interfaces does not fill the memory', async () => {
    const description = ng.interface(1)
    const many = Array.from({ length: 65_537 }, () => description)
    const read = await readBytes(concat([ng.section(), ...many]))
    expect(read.problem).toMatchObject({
      code: 'unsupported',
      message: 'more than 65536 interfaces in one section',
    })
  })
})
