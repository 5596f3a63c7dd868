import { constants, deflateSync } from 'node:zlib'
import { describe, expect, it, test } from 'vitest'
import { gnutella } from '../../src/frame/gnutella.js'
import { messagesOf, runOf, sameHoweverCut } from './cuts.js'
import {
  ACCEPT,
  CONNECT,
  descriptor,
  from,
  hex,
  kinds,
  ping,
  pong,
  query,
  text,
  udp,
  midstream,
} from './gnutella-shapes.js'
import { testRecorded } from './recorded.js'
import { bytesOf, describeVectors, vectorIds } from './vectors.js'

describe('a connection', () => {
  test.each([
    { name: '0.4', lines: [text(0, 'GNUTELLA CONNECT/0.4\n\n'), text(1, 'GNUTELLA OK\n\n')] },
    { name: '0.6', lines: [text(0, CONNECT), text(1, ACCEPT), text(0, ACCEPT)] },
  ])('of $name go before descriptors', ({ lines }) => {
    const steps = [...lines, { side: 0 as const, bytes: query }, { side: 1 as const, bytes: pong }]
    const messages = sameHoweverCut(gnutella, steps)
    expect(kinds(messages)).toEqual([...lines.map(() => 'head'), 0x80, 1])
  })

  it('may share a segment with descriptors', () => {
    const third = { side: 0 as const, bytes: Buffer.concat([Buffer.from(ACCEPT), ping, query]) }
    const messages = sameHoweverCut(gnutella, [text(0, CONNECT), text(1, ACCEPT), third])
    expect(kinds(messages)).toEqual(['head', 'head', 'head', 0, 0x80])
  })

  test.each([
    { name: 'a refusal', lines: [text(0, CONNECT), text(1, 'GNUTELLA/0.6 204 No\r\n\r\n')] },
    {
      name: 'an agreement on Gnutella2',
      lines: [
        text(0, CONNECT),
        text(1, 'GNUTELLA/0.6 200 OK\r\nContent-Type: application/x-gnutella2\r\n\r\n'),
      ],
    },
  ])('are not followed by descriptors behind $name', ({ lines }) => {
    const { messages, lost } = runOf(gnutella, [...lines, { side: 1, bytes: ping }])
    expect(kinds(messages)).toEqual(['head', 'head'])
    expect(lost[1]).not.toBeNull()
  })
})

describe('deflated directions', () => {
  const deflated = 'GNUTELLA/0.6 200 OK\r\nContent-Encoding: deflate\r\n\r\n'
  const handshake = [text(0, CONNECT), text(1, deflated), text(0, ACCEPT)]
  const plain = Buffer.concat([ping, query, pong])
  const behind = (bytes: Uint8Array) => [...handshake, { side: 1 as const, bytes }]

  test.each([
    { name: 'in one block', stream: deflateSync(plain) },
    {
      name: 'with a flush that leaves a mark',
      stream: deflateSync(plain, { finishFlush: constants.Z_SYNC_FLUSH }),
    },
    {
      name: 'with a flush that leaves none',
      stream: deflateSync(plain, { finishFlush: constants.Z_PARTIAL_FLUSH }),
    },
    { name: 'stored', stream: deflateSync(plain, { level: 0 }) },
  ])('are inflated, $name', ({ stream }) => {
    const messages = sameHoweverCut(gnutella, behind(stream))
    expect(kinds(messages)).toEqual(['head', 'head', 'head', 0, 0x80, 1])
    const [, , , , second] = messages
    expect(second?.fields).toMatchObject({
      query: [{ text: 'metallica', verbatim: false, wire: [0, second?.length] }],
    })
  })

  it('may complete several descriptors with one byte', () => {
    const stream = deflateSync(Buffer.concat(Array.from({ length: 60 }, () => ping)))
    const messages = sameHoweverCut(gnutella, behind(stream)).slice(3)
    expect(messages).toHaveLength(60)
    expect(new Set(messages.map(({ offset }) => offset)).size).toBeLessThan(20)
  })

  it('leave the other direction as it is', () => {
    const steps = [...behind(deflateSync(plain)), { side: 0 as const, bytes: query }]
    expect(kinds(messagesOf(gnutella, steps)).slice(-1)).toEqual([0x80])
  })

  it('end with what was inflated', () => {
    const stream = deflateSync(query, { finishFlush: constants.Z_SYNC_FLUSH })
    const half = messagesOf(
      gnutella,
      behind(deflateSync(query.subarray(0, 28), { finishFlush: constants.Z_SYNC_FLUSH })),
    )
    expect(half.at(-1)?.fields['query']).toMatchObject([{ text: 'met', cut: true }])
    expect(runOf(gnutella, behind(stream)).lost).toEqual([null, null])
  })

  test.each([
    { name: 'no deflated stream', stream: ping },
    { name: 'a deflated stream of something else', stream: deflateSync(Buffer.alloc(100)) },
    {
      name: 'a stream that goes on behind its end',
      stream: Buffer.concat([deflateSync(ping), ping]),
    },
    {
      name: 'a bomb',
      stream: deflateSync(Buffer.concat(Array.from({ length: 20_000 }, () => ping))),
    },
  ])('are given up at $name', ({ stream }) => {
    expect(runOf(gnutella, behind(stream)).lost[1]).not.toBeNull()
  })

  it('are not found again behind a gap', () => {
    const framing = gnutella.open('tcp')
    const window = (bytes: Buffer, final = false) => ({
      bytes,
      start: 0,
      end: bytes.length,
      scanned: 0,
      final,
      first: true,
    })
    framing.cut(1, window(Buffer.from(deflated)))
    framing.reset(1)
    expect(framing.cut(1, window(ping)).kind).toBe('lost')
  })

  it('cost no more in one-byte segments', () => {
    const stream = deflateSync(Buffer.concat(Array.from({ length: 400 }, () => query)), {
      level: 0,
    })
    const whole = runOf(gnutella, behind(stream)).looked
    expect(runOf(gnutella, behind(stream), 'bytes').looked).toBeLessThan(20 * whole)
  })
})

describe('datagrams', () => {
  it('are one descriptor each', () => {
    const steps = from(Buffer.concat([ping, hex('c3835343504101')]))
    const { messages, lost } = runOf(gnutella, steps, 'whole', udp)
    expect(messages).toEqual([])
    expect(lost[0]?.why).toMatch(/one descriptor/)
  })

  it('may be marked on TTL', () => {
    const marked = descriptor({ type: 0, ttl: 0x09 })
    expect(messagesOf(gnutella, from(marked), 'whole', udp)[0]?.fields).toMatchObject({ ttl: [1] })
    const payload = deflateSync(query.subarray(23))
    const packed = descriptor({ type: 0x80, ttl: 0x89, payload })
    const [message] = messagesOf(gnutella, from(packed), 'whole', udp)
    expect(message?.fields).toMatchObject({
      ttl: [1],
      query: [{ text: 'metallica', verbatim: false, wire: [23, packed.length] }],
    })
  })
})

describeVectors('vectors', () => {
  test.each(['gnu.udp.ping', 'gnu.real.udp.ping1', 'gnu.real.udp.ping2'])('%s', (id) => {
    const [message] = messagesOf(gnutella, from(bytesOf(id)), 'whole', udp)
    expect(message?.fields).toMatchObject({ type: [0], ttl: [1] })
  })

  test.each(vectorIds('neg.'))('%s is nothing', (id) => {
    expect(messagesOf(gnutella, from(bytesOf(id)), 'whole', midstream)).toEqual([])
    expect(messagesOf(gnutella, from(bytesOf(id)), 'whole', udp)).toEqual([])
  })
})

// What each side says, flow by flow: heads, and types of descriptors in decimal.
const none = ['', '']
const recorded: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'recorded/gnutella06_gtkg_session_51234.pcap': [
    ['head head 48 48 0 49 49 49 49 0 0 0 1 205 0 1', 'head 48 48 49 49 49 49 1 1 0 0 1 0 205 0 1'],
    ['0', '1'],
    ['0', ''],
    none,
    none,
  ],
  'recorded/gnutella06_mldonkey_gtkg.pcap': [
    ...[none, none, none, none],
    ['head head 0 49 128 0', 'head 49 49 49 1 1 2'],
    ['head head 0 49 128 0', 'head 49 49 49 1 1 2'],
    ['0', ''],
    ['0', ''],
  ],
  'recorded/gnutella06_gtkg_leaf_refused_51234.pcap': [['head', 'head']],
  'recorded/gnutella_http_download_clear_51234.pcap': [none, ['48 0 1 0', '0 0 1']],
  'recorded/mldonkey_fasttrack_and_gnutella403.pcap': [
    ...[none, none, none, none],
    ['head', 'head'],
    ['head', 'head'],
  ],
}

testRecorded(Object.keys(recorded), (path, flows) => {
  const said = flows.map(({ transport, midstream, steps }) => {
    const { messages, lost } = runOf(gnutella, steps, 'whole', { transport, midstream })
    if (messages.length > 0) expect(lost).toEqual([null, null])
    return [0, 1].map((side) =>
      kinds(messages.filter((message) => message.side === side)).join(' '),
    )
  })
  expect(said).toEqual(recorded[path])
})
