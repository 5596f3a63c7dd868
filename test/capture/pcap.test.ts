import { describe, expect, test } from 'vitest'
import { pcapFile } from '../support/pcap.js'
import { readBytes } from './read.js'

const text = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'))
const ONE = [{ bytes: text('hello'), seconds: 1_000_000_000, fraction: 123_456 }]

describe.each([
  { order: 'little-endian', littleEndian: true },
  { order: 'big-endian', littleEndian: false },
])('pcap, $order', ({ littleEndian }) => {
  test.each([
    { name: 'microseconds', magic: 0xa1b2c3d4, fraction: 123_456, us: 123_456 },
    { name: 'nanoseconds, truncated', magic: 0xa1b23c4d, fraction: 123_456_789, us: 123_456 },
    { name: "Kuznetzov's variant", magic: 0xa1b2cd34, fraction: 123_456, us: 123_456 },
  ])('$name', async ({ magic, fraction, us }) => {
    const packets = [
      { bytes: text('hello'), seconds: 1_000_000_000, fraction, wireLength: 1500 },
      { bytes: text(''), seconds: 0xffff_ffff, fraction },
    ]
    const read = await readBytes(pcapFile(packets, { littleEndian, magic }))
    expect(read.problem).toBeNull()
    expect(read.packets).toEqual([
      {
        bytes: 'hello',
        interface: 0,
        linkType: 1,
        timeUs: 1e15 + us,
        wireLength: 1500,
      },
      { bytes: '', interface: 0, linkType: 1, timeUs: 4_294_967_295_000_000 + us, wireLength: 0 },
    ])
  })

  test.each([
    { name: 'plain link type', linkWord: 113, linkType: 113 },
    { name: 'length of the frame check sequence above it', linkWord: 0x3400_0001, linkType: 1 },
    { name: 'other bits above it', linkWord: 0x4000_0000, linkType: 0 },
  ])('$name', async ({ linkWord, linkType }) => {
    const read = await readBytes(pcapFile(ONE, { littleEndian, linkWord }))
    expect(read.packets.map((packet) => packet.linkType)).toEqual([linkType])
  })

  test.each([{ snapLength: 0 }, { snapLength: 3 }, { snapLength: 0xffff_ffff }])(
    'a snapshot length of $snapLength is no limit to what is read',
    async ({ snapLength }) => {
      const read = await readBytes(pcapFile(ONE, { littleEndian, snapLength }))
      expect(read.packets.map((packet) => packet.bytes)).toEqual(['hello'])
    },
  )
})

test('a packet of the greatest length is read, one of a byte more ends the capture', async () => {
  const longest = new Uint8Array(262_144)
  const good = await readBytes(pcapFile([{ bytes: longest }, ...ONE]))
  expect(good.packets.map((packet) => packet.wireLength)).toEqual([262_144, 5])

  const longer = { bytes: new Uint8Array(262_145) }
  const bad = await readBytes(pcapFile([...ONE, longer, ...ONE]))
  expect(bad.packets).toHaveLength(1)
  expect(bad.problem).toEqual({
    code: 'malformed',
    file: 'test',
    at: 24 + 21,
    message: 'packet header says 262145 bytes, the limit is 262144',
  })
})

test('a version other than 2 is not read', async () => {
  const read = await readBytes(pcapFile(ONE, { version: [3, 0] }))
  expect(read.problem).toMatchObject({ code: 'unsupported', at: 0 })
  expect(read.problem?.message).toBe('pcap version 3.0, where 2.4 is the one in use')
})
