import { describe, expect, test } from 'vitest'
import type { FlowId, FrontOptions, PieceId } from '../../src/front/front.js'
import { PlainFront } from '../../src/front/plain/plain-front.js'
import { row, rows } from './ledger.js'
import type { PieceRow } from './ledger.js'
import { ACK, FIN, packetMaker, RST, SYN } from './packets.js'
import type { Sketch } from './packets.js'
import { lookingFor } from './program.js'

const SECOND = 1_000_000
const options: FrontOptions = {
  flows: 4,
  timeouts: {
    tcpOpening: 60 * SECOND,
    tcpEstablished: 3600 * SECOND,
    udpOneWay: 30 * SECOND,
    udpTwoWay: 300 * SECOND,
  },
}
const literals = [
  { bytes: Buffer.from('USR '), ignoreCase: false },
  { bytes: Buffer.from('kazaa'), ignoreCase: true },
]

const plainFront = () => new PlainFront(lookingFor(literals), options)

function play(sketches: readonly Sketch[], front = plainFront()): PieceRow[] {
  const make = packetMaker()
  return sketches.flatMap((sketch) => {
    front.inject(make(sketch))
    return rows(front)
  })
}

/** The pieces with payload, as `offset:text`. */
const streamed = (pieces: readonly PieceRow[]) =>
  pieces.filter((piece) => piece.text !== '').map((piece) => `${piece.offset}:${piece.text}`)

/** The flows that had to make room, by the order in which they began, from 1. */
function evictedOf(pieces: readonly PieceRow[]): (number | undefined)[] {
  const births = new Map<number, number>()
  let born = 0
  return pieces.flatMap(({ flow, kinds }) => {
    if (kinds.includes('born')) births.set(flow, ++born)
    return kinds.includes('evicted') ? [births.get(flow)] : []
  })
}

const kinds = (pieces: readonly PieceRow[]) =>
  pieces.map((piece) => `${piece.packet} ${piece.kinds}`)

const handshake: Sketch[] = [
  { from: 'client', flags: SYN, sequence: 100 },
  { from: 'server', flags: SYN | ACK, sequence: 500, acknowledgement: 101 },
  { from: 'client', sequence: 101, acknowledgement: 501 },
]

describe('a TCP stream', () => {
  test.each<{ name: string; segments: Sketch[]; pieces: string[] }>([
    {
      name: 'in order',
      segments: [
        { from: 'client', sequence: 101, payload: 'VER 1\r\n' },
        { from: 'client', sequence: 108, payload: 'INF 2\r\n' },
      ],
      pieces: ['0:VER 1\r\n', '7:INF 2\r\n'],
    },
    {
      name: 'a repetition is nothing new',
      segments: [
        { from: 'client', sequence: 101, payload: 'VER 1\r\n' },
        { from: 'client', sequence: 101, payload: 'VER 1\r\n' },
      ],
      pieces: ['0:VER 1\r\n'],
    },
    {
      name: 'a repetition that goes on gives its tail',
      segments: [
        { from: 'client', sequence: 101, payload: 'VER 1' },
        { from: 'client', sequence: 101, payload: 'VER 1\r\n' },
      ],
      pieces: ['0:VER 1', '5:\r\n'],
    },
    {
      name: 'a keep-alive of one old byte is nothing new',
      segments: [
        { from: 'client', sequence: 101, payload: 'VER 1' },
        { from: 'client', sequence: 105, payload: '\0' },
      ],
      pieces: ['0:VER 1'],
    },
    {
      name: 'ruling 17: data behind FIN does not count',
      segments: [
        { from: 'client', sequence: 101, payload: 'BYE', flags: ACK | FIN },
        { from: 'client', sequence: 104, payload: 'USR 1' },
      ],
      pieces: ['0:BYE'],
    },
    {
      name: 'ruling 17: nor does data in RST',
      segments: [{ from: 'client', sequence: 101, payload: 'USR 1', flags: ACK | RST }],
      pieces: [],
    },
  ])('$name', ({ segments, pieces }) => {
    expect(streamed(play([...handshake, ...segments]))).toEqual(pieces)
  })

  test('ruling 17: data in SYN counts', () => {
    const pieces = play([
      { from: 'client', flags: SYN, sequence: 100, payload: 'VER' },
      { from: 'client', sequence: 104, payload: ' 1' },
    ])
    expect(streamed(pieces)).toEqual(['0:VER', '3: 1'])
  })

  test('sequence numbers wrap around', () => {
    const pieces = play([
      { from: 'client', flags: SYN, sequence: 0xfffffffc },
      { from: 'client', sequence: 0xfffffffd, payload: 'abcdef' },
      { from: 'client', sequence: 3, payload: 'gh' },
    ])
    expect(streamed(pieces)).toEqual(['0:abcdef', '6:gh'])
  })

  test('met in the middle, it begins at its first captured byte', () => {
    const pieces = play([
      { from: 'server', sequence: 900, acknowledgement: 7 },
      { from: 'server', sequence: 900, payload: 'abc' },
    ])
    expect(streamed(pieces)).toEqual(['0:abc'])
  })

  test('what came before a piece stands in front of it, 48 bytes at most', () => {
    const front = plainFront()
    const before = 'x'.repeat(60)
    const pieces = play(
      [
        { from: 'client', sequence: 101, payload: before },
        { from: 'client', sequence: 161, payload: 'USR' },
      ],
      front,
    )
    expect(pieces.map((piece) => piece.before)).toEqual(['', before.slice(-48)])
  })

  test('a literal that segments divide is found at its end', () => {
    const pieces = play([
      { from: 'client', sequence: 101, payload: 'xU' },
      { from: 'client', sequence: 103, payload: 'SR kaz' },
      { from: 'client', sequence: 109, payload: 'AA' },
    ])
    expect(pieces.map((piece) => piece.hits)).toEqual([[], [[0, 5]], [[1, 10]]])
  })
})

describe('a hole', () => {
  const withHole = () => {
    const front = plainFront()
    const pieces = play(
      [
        ...handshake,
        { from: 'client', sequence: 101, payload: 'U' },
        { from: 'client', sequence: 104, payload: ' 1' },
        { from: 'server', sequence: 501, acknowledgement: 102 },
      ],
      front,
    )
    const { flow, side } = pieces.at(-2)!
    const feed = (text: string, gap: number) =>
      row(front, front.feed(flow as FlowId, side as 0 | 1, Buffer.from(text), gap, 0 as PieceId))
    return { pieces, feed }
  }

  test('makes all that follows raw, acknowledgements of the other side too', () => {
    expect(withHole().pieces.slice(-2)).toMatchObject([
      { kinds: 'raw', text: ' 1', offset: 104 },
      { kinds: 'raw', text: '', offset: 501 },
    ])
  })

  test('shows before a FIN as well, so that what was lost there is noticed', () => {
    const lost = { from: 'client', flags: FIN | ACK, sequence: 109 } as const
    expect(play([...handshake, lost]).at(-1)).toMatchObject({ kinds: 'raw', offset: 109 })
    const whole = { ...lost, sequence: 101 }
    expect(kinds(play([...handshake, whole]).filter(({ packet }) => packet === 4))).toEqual([])
  })

  test('closed by the reassembler, its bytes are scanned with those before', () => {
    expect(withHole().feed('SR ', 0)).toMatchObject({
      kinds: 'fed',
      offset: 1,
      text: 'SR ',
      hits: [[0, 4]],
    })
  })

  test('given up, nothing matches across it', () => {
    const { feed } = withHole()
    feed('S', 0)
    expect(feed('R ', 10)).toMatchObject({ kinds: 'fed gap', offset: 12, hits: [] })
  })
})

describe('ruling 9: the life of a flow', () => {
  test('ends by FIN from both sides and their acknowledgement', () => {
    const pieces = play([
      ...handshake,
      { from: 'client', sequence: 101, flags: ACK | FIN, acknowledgement: 501 },
      { from: 'server', sequence: 501, flags: ACK | FIN, acknowledgement: 102 },
      { from: 'client', sequence: 102, acknowledgement: 502 },
    ])
    expect(kinds(pieces)).toEqual(['1 born', '6 fin'])
  })

  test('ends by RST within the window only', () => {
    const pieces = play([
      ...handshake,
      { from: 'server', sequence: 501 + 100_000, flags: RST },
      { from: 'server', sequence: 501, flags: RST },
    ])
    expect(kinds(pieces)).toEqual(['1 born', '5 reset'])
  })

  test('ends by RST no sooner than behind the highest byte, wherever a hole is', () => {
    const segments: Sketch[] = [
      ...handshake,
      { from: 'server', sequence: 501, acknowledgement: 101, window: 1000 },
      { from: 'client', sequence: 104, payload: 'behind a hole' },
    ]
    const reset = (sequence: number) =>
      play([...segments, { from: 'client', flags: RST, sequence }]).some(({ kinds }) =>
        kinds.includes('reset'),
      )
    expect([reset(101), reset(116), reset(117), reset(1117), reset(1118)]).toEqual([
      false,
      false,
      true,
      true,
      false,
    ])
  })

  test('late packets of an ended flow are counted, not matched; a new SYN begins another', () => {
    const front = plainFront()
    const pieces = play(
      [
        ...handshake,
        { from: 'server', sequence: 501, flags: RST },
        { from: 'client', sequence: 101, payload: 'late' },
        { from: 'client', flags: SYN, sequence: 9000 },
        { from: 'client', sequence: 9001, payload: 'new' },
      ],
      front,
    )
    expect(kinds(pieces)).toEqual(['1 born', '4 reset', '6 born', '7 '])
    expect(front.counts.get('late packets')).toBe(1)
  })

  test('an established flow is not talked out of its place by a forged SYN', () => {
    const pieces = play([
      ...handshake,
      { from: 'client', sequence: 101, payload: 'ab' },
      { from: 'client', flags: SYN, sequence: 7000 },
      { from: 'client', sequence: 103, payload: 'cd' },
    ])
    expect(streamed(pieces)).toEqual(['0:ab', '2:cd'])
  })

  test('nor is one of which all bytes wait behind a hole, whenever that closes', () => {
    const pieces = play([
      ...handshake,
      { from: 'client', sequence: 103, payload: 'cd' },
      { from: 'client', flags: SYN, sequence: 7000 },
    ])
    expect(kinds(pieces)).toEqual(['1 born', '4 raw'])
  })

  test('the answer to a new SYN begins another flow where no end was seen', () => {
    const pieces = play([
      ...handshake,
      { from: 'client', sequence: 101, payload: 'ab' },
      { from: 'client', flags: SYN, sequence: 7000 },
      { from: 'server', flags: SYN | ACK, sequence: 8000, acknowledgement: 7001 },
      { from: 'client', sequence: 7001, payload: 'cd' },
    ])
    expect(kinds(pieces)).toEqual(['1 born', '4 ', '6 reused', '6 born reused', '7 '])
    expect(streamed(pieces)).toEqual(['0:ab', '0:cd'])
  })

  const datagram = (from: Sketch['from']): Sketch => ({ from, transport: 'udp', payload: 'a' })
  test.each<{ name: string; first: Sketch[]; silence: number; ended: boolean }>([
    { name: 'TCP not established', first: [handshake[0]!], silence: 60, ended: true },
    { name: 'TCP established', first: handshake, silence: 3599, ended: false },
    { name: 'TCP established', first: handshake, silence: 3600, ended: true },
    { name: 'UDP one way', first: [datagram('client')], silence: 30, ended: true },
    {
      name: 'UDP two-way',
      first: [datagram('client'), datagram('server')],
      silence: 299,
      ended: false,
    },
  ])('silence: $name, $silence s', ({ first, silence, ended }) => {
    const time = first.length * 1000 + silence * SECOND
    const pieces = play([...first, { ...first.at(-1)!, flags: ACK, payload: 'x', time }])
    expect(/born.* timeout/.test(pieces.at(-1)!.kinds)).toBe(ended)
  })

  const syns = (...clientPorts: readonly number[]) =>
    clientPorts.map((clientPort): Sketch => ({
      from: 'client',
      clientPort,
      flags: SYN,
      sequence: 1,
    }))
  const word = (clientPort: number): Sketch => ({
    from: 'client',
    clientPort,
    sequence: 2,
    payload: 'x',
  })

  test('over the limit the first goes, and says so', () => {
    const pieces = play(syns(1, 2, 3, 4, 5))
    expect(kinds(pieces)).toEqual(['1 born', '2 born', '3 born', '4 born', '5 evicted', '5 born'])
  })

  test.each<{ name: string; before: readonly Sketch[]; evicted: readonly number[] }>([
    { name: 'none spoke', before: [], evicted: [1, 2, 3, 4] },
    { name: 'the first spoke', before: [word(1)], evicted: [2, 3, 4, 1] },
    { name: 'two spoke', before: [word(3), word(1)], evicted: [2, 4, 1, 5] },
    { name: 'all spoke', before: [4, 3, 2, 1].map(word), evicted: [1, 2, 3, 4] },
    { name: 'the first ended', before: [{ ...word(1), flags: RST }], evicted: [2, 3, 4] },
  ])('over the limit those that spoke since their birth are spared once: $name', (row) => {
    const flows = syns(1, 2, 3, 4)
    const pieces = play([...flows, ...row.before, ...syns(11, 12, 13, 14)])
    expect(evictedOf(pieces)).toEqual(row.evicted)
  })

  test('over the limit eight are spared for one that goes', () => {
    const clients = Array.from({ length: 10 }, (_, nth) => nth + 1)
    const front = new PlainFront(lookingFor(literals), { ...options, flows: 10 })
    const pieces = play([...syns(...clients), ...clients.map(word), ...syns(11)], front)
    expect(evictedOf(pieces)).toEqual([9])
  })
})
