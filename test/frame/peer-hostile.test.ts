// What the framers of Yahoo, Gnutella and SOCKS, and those of no protocol, promise whatever the bytes are.

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { constants, deflateSync } from 'node:zlib'
import { datagram } from '../../src/frame/datagram.js'
import type { Framer } from '../../src/frame/framer.js'
import { g2 } from '../../src/frame/g2.js'
import { gnutella } from '../../src/frame/gnutella.js'
import { line } from '../../src/frame/line.js'
import { socks } from '../../src/frame/socks.js'
import { stream } from '../../src/frame/stream.js'
import { ymsg } from '../../src/frame/ymsg.js'
import { ypns } from '../../src/frame/ypns.js'
import type { Options } from './cuts.js'
import { runOf } from './cuts.js'
import { ACCEPT, CONNECT, descriptor, hex, ping, pong, query } from './gnutella-shapes.js'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const example = (framer: Framer) => Buffer.from(framer.info.example ?? [])

const hit = descriptor({
  type: 0x81,
  payload: hex(`01 ca18 0a090807 5e010000 2a000000 00300000 61 00 62 1c c3 00
    4c494d45 02 1d19 00112233445566778899aabbccddeeff`),
})
const descriptors = Buffer.concat([ping, query, hit, pong])
const flushed = { finishFlush: constants.Z_SYNC_FLUSH }
const deflating = bytes('GNUTELLA/0.6 200 OK\r\nContent-Encoding: deflate\r\n\r\n')

const subjects: readonly { framer: Framer; streams: readonly Buffer[]; options?: Options }[] = [
  { framer: line, streams: [bytes('GIVE 12 \r\n\nGIV 1:2/3\n')] },
  { framer: ymsg, streams: [Buffer.concat([example(ymsg), example(ymsg)])] },
  { framer: ypns, streams: [Buffer.concat([example(ypns), example(ypns)])] },
  {
    framer: socks,
    streams: [
      hex('05020002 0104 6c65616b 0131 050100 03 05 612e6f7267 1446 ff'),
      hex('04010050 01020304 6100 ff'),
      hex('04010050 00000001 6100 6200 ff'),
    ],
  },
  {
    framer: gnutella,
    streams: [
      Buffer.concat([bytes(CONNECT + ACCEPT), descriptors]),
      Buffer.concat([deflating, deflateSync(descriptors, flushed)]),
    ],
  },
  { framer: gnutella, streams: [descriptors], options: { midstream: true } },
  { framer: gnutella, streams: [query, hit], options: { transport: 'udp' } },
  { framer: g2, streams: [example(g2)], options: { transport: 'udp' } },
  { framer: datagram, streams: [bytes('any')], options: { transport: 'udp' } },
]

type Change = readonly [at: number, removed: number, inserted: Uint8Array]

const changes = fc.array(fc.tuple(fc.nat(1000), fc.nat(3), fc.uint8Array({ maxLength: 3 })), {
  maxLength: 3,
})

function changed(stream: Buffer, list: readonly Change[]): Buffer {
  let result = stream
  for (const [place, removed, inserted] of list) {
    const at = place % (result.length + 1)
    result = Buffer.concat([result.subarray(0, at), inserted, result.subarray(at + removed)])
  }
  return result
}

describe.each(
  subjects.map(({ framer, options = {}, streams }) => ({
    name: [framer.info.name, options.transport, options.midstream && 'midstream']
      .filter(Boolean)
      .join(' '),
    ...{ framer, options, streams },
  })),
)('$name', ({ framer, options, streams }) => {
  it('reads these streams to their ends', () => {
    for (const stream of streams) {
      const { messages, lost } = runOf(framer, [{ side: 0, bytes: stream }], 'whole', options)
      expect(messages.length).toBeGreaterThan(0)
      expect(lost).toEqual([null, null])
    }
  })

  it('keeps its promises for changed streams, however they are cut', () => {
    const parameters = [fc.constantFrom(...streams), changes, fc.nat(200)] as const
    fc.assert(
      fc.property(...parameters, (stream, list, at) => {
        const steps = [{ side: 0 as const, bytes: changed(stream, list) }]
        const whole = runOf(framer, steps, 'whole', options)
        for (const division of options.transport === 'udp' ? [] : (['bytes', { at }] as const)) {
          const { messages, lost } = runOf(framer, steps, division, options)
          expect({ messages, lost }).toEqual({ messages: whole.messages, lost: whole.lost })
        }
      }),
      { seed: 2002, numRuns: 150 },
    )
  })

  it('keeps its promises for any bytes from both sides', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.uint8Array({ maxLength: 60 })), { maxLength: 6 }),
        (said) => {
          const steps = said.map(([first, bytes]) => ({
            side: first ? (0 as const) : (1 as const),
            bytes,
          }))
          runOf(framer, steps, 'whole', options)
          runOf(framer, steps, 'bytes', options)
        },
      ),
      { seed: 2003, numRuns: 150 },
    )
  })
})

describe('work is linear in one-byte segments', () => {
  const long = (start: Buffer, length: number, fill: string) =>
    Buffer.concat([start, Buffer.alloc(length, fill, 'latin1')])
  const ymsgPacket = Buffer.concat([
    hex('594d5347 09000000 fff0 0006 00000000 00000000 31c080'),
    Buffer.alloc(0xfff0 - 5, 'a'),
    hex('c080'),
  ])

  test.each([
    { name: 'a line without an end', framer: line, stream: long(bytes('GIVE '), 3000, 'a') },
    { name: 'lines', framer: line, stream: bytes('GIVE 1\r\n'.repeat(500)) },
    {
      name: 'a head without an end',
      framer: gnutella,
      stream: long(bytes(CONNECT.slice(0, -4)), 9000, 'a'),
    },
    {
      name: 'a head of blank lines',
      framer: gnutella,
      stream: bytes(`${CONNECT.slice(0, -2)}${' \r\n'.repeat(2000)}\r\n`),
    },
    {
      name: 'a long query',
      framer: gnutella,
      stream: Buffer.concat([
        bytes(CONNECT + ACCEPT),
        descriptor({ type: 0x80, payload: long(hex('0000'), 60_000, '\x1c') }),
      ]),
    },
    {
      name: 'a hit with 255 files',
      framer: gnutella,
      stream: Buffer.concat([
        bytes(CONNECT + ACCEPT),
        descriptor({
          type: 0x81,
          payload: Buffer.concat([
            hex('ff ca18 0a090807 5e010000'),
            Buffer.alloc(255 * 200, '\0\0\0\0\0\0\0\0' + 'a'.repeat(190) + '\0\0'),
            Buffer.alloc(16),
          ]),
        }),
      ]),
    },
    {
      name: 'a deflated stream',
      framer: gnutella,
      stream: Buffer.concat([
        deflating,
        deflateSync(Buffer.concat(Array.from({ length: 500 }, () => descriptors)), { level: 1 }),
      ]),
    },
    { name: 'a long value', framer: ymsg, stream: ymsgPacket },
    {
      name: 'a long packet',
      framer: ypns,
      stream: long(hex('59504e53322e3000 00ff0000 06000000'), 0xff00, '\0'),
    },
    {
      name: 'a user id without an end',
      framer: socks,
      stream: long(hex('04010050 01020304'), 300, 'a'),
    },
  ])('$name', ({ framer, stream }) => {
    expect(looksPerByte(framer, stream)).toBeLessThan(20)
  })

  it('a growing stream', () => {
    expect(looksPerByte(stream, Buffer.alloc(70_000, 'a'))).toBeLessThan(20)
  })
})

/** Single bytes that a framer looks at, for each byte of a direction that comes one at a time. */
function looksPerByte(framer: Framer, direction: Buffer): number {
  let looks = 0
  const watched = new Proxy<Uint8Array>(new Uint8Array(direction), {
    get(target, property) {
      if (typeof property === 'string' && /^\d/.test(property)) looks++
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value
    },
  })
  const framing = framer.open('tcp')
  let start = 0
  let scanned = 0
  let atLeast = 1
  for (let end = 1; end <= direction.length; end++) {
    while (end - start >= atLeast) {
      const cut = framing.cut(0, {
        bytes: watched,
        start,
        end,
        scanned,
        final: false,
        first: start === 0,
      })
      if (cut.kind === 'lost') return looks / end
      if (cut.kind === 'more') atLeast = cut.atLeast
      else if (cut.kind === 'message' && cut.again !== undefined) atLeast = cut.again
      else {
        start += cut.length + (cut.kind === 'message' ? cut.skip : 0)
        scanned = 0
        atLeast = 1
        continue
      }
      scanned = end - start
    }
  }
  return looks / direction.length
}
