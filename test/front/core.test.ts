// The fast front is the plain one: the same pieces and the same hits for the same packets, and the same findings for the same
// captures.

import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CoreFront } from '../../src/front/core/core-front.js'
import * as layout from '../../src/front/core/layout.js'
import {
  HIT_WORDS,
  KIND,
  PIECE,
  PIECE_WORDS,
  PROBE_LENGTH,
  PROBE_LIMIT,
  STOP,
} from '../../src/front/front.js'
import type {
  Birth,
  FlowId,
  Front,
  FrontLiteral,
  FrontOptions,
  Packet,
  PieceId,
} from '../../src/front/front.js'
import { PlainFront } from '../../src/front/plain/plain-front.js'
import { EveSink } from '../../src/output/eve.js'
import { compileBundled } from '../../src/pack/bundled.js'
import { defaultLimits, loadProgram } from '../../src/scan/pipeline.js'
import type { PipelineOptions } from '../../src/scan/pipeline.js'
import { scanCaptures } from '../../src/scan/scan.js'
import { shared } from '../support/shared.js'
import { ACK, FIN, packetMaker, RST, SYN } from './packets.js'
import type { Sketch } from './packets.js'
import { lookingFor } from './program.js'
import { pieceWords, Renumbering } from './pieces.js'

const SECOND = 1_000_000
const options: FrontOptions = {
  flows: 6,
  timeouts: {
    tcpOpening: 60 * SECOND,
    tcpEstablished: 3600 * SECOND,
    udpOneWay: 30 * SECOND,
    udpTwoWay: 300 * SECOND,
  },
}

const literal = (text: string, ignoreCase = false): FrontLiteral => ({
  bytes: Buffer.from(text, 'latin1'),
  ignoreCase,
})

test('the numbers of layout.ts are those of the contract', () => {
  const {
    raw,
    born,
    datagram,
    fin,
    reset,
    timeout,
    reused,
    fed,
    gap,
    evicted,
    unscanned,
    answers,
  } = KIND
  expect([
    [layout.KIND_RAW, layout.KIND_BORN, layout.KIND_DATAGRAM, layout.KIND_FIN, layout.KIND_RESET],
    [layout.KIND_TIMEOUT, layout.KIND_REUSED, layout.KIND_FED, layout.KIND_GAP],
    [layout.KIND_EVICTED, layout.KIND_UNSCANNED, layout.KIND_ANSWERS],
    [layout.STOP_CHUNK, layout.STOP_FULL, layout.STOP_ODD],
    [layout.PIECE_LENGTH, layout.HIT_LENGTH],
    [layout.PROBE_LENGTH, layout.PROBE_LIMIT],
  ]).toEqual([
    [raw, born, datagram, fin, reset],
    [timeout, reused, fed, gap],
    [evicted, unscanned, answers],
    [STOP.chunk, STOP.full, STOP.odd],
    [PIECE_WORDS * 4, HIT_WORDS * 4],
    [PROBE_LENGTH, PROBE_LIMIT],
  ])
  expect(Object.values(PIECE)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 15])
})

describe('one packet after the other', () => {
  const program = {
    literals: [
      literal('USR '),
      literal('kazaa', true),
      literal('ab'),
      literal('c'),
      { ...literal('kaz', true), before: [0x52, null] },
      { ...literal('b'), before: [null, 0x41, 0x61] },
    ],
    probes: [
      { of: 'stream' as const, positions: [words('U', 'k'), words('S')], bits: 1 },
      { of: 'midway' as const, positions: [null, words('S', 'a')], bits: 5 },
      { of: 'datagram' as const, positions: [words('a')], bits: 2 },
      { of: 'datagram' as const, positions: [], bits: 0x80000000 },
      { of: 'stream' as const, positions: [], bits: 4 },
    ],
    searched: 0x80000000,
  }

  const flags = fc.constantFrom(ACK, ACK, ACK, ACK, SYN, SYN | ACK, FIN | ACK, RST, RST | ACK)
  const sketch = fc.record({
    from: fc.constantFrom('client' as const, 'server' as const),
    transport: fc.constantFrom('tcp' as const, 'tcp' as const, 'tcp' as const, 'udp' as const),
    sequence: fc.constantFrom(0, 1, 4, 5, 6, 10, 12, 50, 0xfffffffe, 0x80000000),
    acknowledgement: fc.constantFrom(0, 1, 5, 7, 11, 13, 60),
    flags,
    payload: fc.constantFrom('', '', 'USR ', 'xUS', 'R kaz', 'aA', 'abc', 'k'.repeat(70)),
    missing: fc.constantFrom(0, 0, 0, 3),
    wait: fc.constantFrom(0, 0.001, 1, 29, 31, 61, 301, -5),
    clientPort: fc.constantFrom(1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    window: fc.constantFrom(0, 100, 8192),
    windowScale: fc.constantFrom(-1, 0, 3, 200),
    vlans: fc.constantFrom([], [], [7], [7, 8]),
  })

  test('random packets, in a memory that another capture has left', () => {
    fc.assert(
      fc.property(fc.array(sketch, { minLength: 1, maxLength: 60 }), (sketches) => {
        const pair = new Pair(new PlainFront(program, options), new CoreFront(program, options))
        const make = packetMaker()
        let time = 1_000_000_000_000
        for (const { missing, wait, windowScale, vlans, ...rest } of sketches) {
          time += wait * SECOND
          const wire = rest.payload.length + missing
          const packet = { ...make({ ...rest, wire, time } as Sketch), windowScale, vlans }
          pair.inject(packet)
        }
        pair.core.release()
      }),
      { seed: 2002, numRuns: 150 },
    )
  })
})

test('which flows go when there is no room', () => {
  const limits = { ...options, flows: 24 }
  const program = lookingFor([])
  const sketch = fc.record({
    from: fc.constantFrom('client' as const, 'server' as const),
    clientPort: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 20 }) },
      { weight: 1, arbitrary: fc.integer({ min: 21, max: 200 }) },
    ),
    flags: fc.constantFrom(...Array.from({ length: 30 }, () => ACK), FIN | ACK, RST),
  })
  fc.assert(
    fc.property(fc.array(sketch, { minLength: 200, maxLength: 300 }), (sketches) => {
      const core = new CoreFront(program, limits)
      const pair = new Pair(new PlainFront(program, limits), core)
      const make = packetMaker()
      for (const one of sketches) pair.inject(make({ ...one, payload: 'x' }))
      expect(core.counts.get('evicted flows')).toBeGreaterThan(0)
    }),
    { seed: 1961, numRuns: 20 },
  )
})

/** Both fronts, held against each other. */
class Pair {
  private readonly left = new Renumbering()
  private readonly right = new Renumbering()
  private readonly births: { readonly flows: readonly FlowId[]; readonly birth: Birth }[] = []

  constructor(
    private readonly plain: Front,
    readonly core: Front,
  ) {}

  inject(packet: Packet): void {
    this.plain.inject(packet)
    this.core.inject(packet)
    this.compare()
    this.compareSilence(packet)
    this.resume()
  }

  /** Of all flows so far, before and behind the pieces of this packet. */
  private compareSilence({ number: firstPacket, time: firstTime }: Packet): void {
    const { pieces, born } = this.plain.ledger
    const fronts = [this.plain, this.core]
    if (born > 0) {
      const flows = fronts.map(({ ledger: { words, pieceAt, bornAt: at } }) => {
        const piece = words[at]!
        return (words[pieceAt + piece * PIECE_WORDS + PIECE.flow]! >>> 1) as FlowId
      })
      this.births.push({ flows, birth: { firstPacket, firstTime } })
    }
    for (const { flows, birth } of this.births)
      for (const before of [0, pieces] as PieceId[]) {
        const [plain, core] = fronts.map((front, nth) => {
          const flow = flows[nth] as FlowId
          if (!front.isSilent(flow, birth, before)) return false
          return front.idleDeadline(flow) > front.ledger.clock
        })
        expect(core).toBe(plain)
      }
  }

  private compare(): void {
    expect(this.core.ledger.clock).toBe(this.plain.ledger.clock)
    expect(pieceWords(this.core, this.right)).toEqual(pieceWords(this.plain, this.left))
  }

  /** Feeds what a raw piece brings, with a gap before it, and gives the flow back: in both. */
  private resume(): void {
    const { ledger } = this.plain
    for (let piece = 0; piece < ledger.pieces; piece++) {
      const at = ledger.pieceAt + piece * PIECE_WORDS
      if (!(ledger.words[at + PIECE.kind]! & KIND.raw)) continue
      const number = ledger.words[at + PIECE.packet]!
      if (number % 3 === 0) continue
      const text = Buffer.from(`kAzaaUSR ab${number}`.slice(number % 5))
      const results = [this.plain, this.core].map((front) => {
        const word = front.ledger.words[front.ledger.pieceAt + piece * PIECE_WORDS + PIECE.flow]!
        const flow = (word >>> 1) as FlowId
        const before = front.expected(flow)
        const side = word & 1 ? 1 : 0
        const rows = [0, 7].map((gap) =>
          pieceWords(
            front,
            front === this.plain ? this.left : this.right,
            front.feed(flow, side, text, gap, piece as never),
          ),
        )
        const { next, offsets } = front.expected(flow)
        const far = next.map((one) => (one === null ? null : (one + 40) >>> 0))
        front.steer.resume(flow, far as never, offsets)
        return [before.offsets, before.next.map((one) => one && one >>> 0), offsets, rows]
      })
      expect(results[1]).toEqual(results[0])
    }
  }
}

/** A set of byte values. */
function words(...characters: string[]): Uint32Array {
  const set = new Uint32Array(8)
  for (const character of characters) {
    const byte = character.charCodeAt(0)
    set[byte >> 5]! |= 1 << (byte & 31)
  }
  return set
}

describe('all literals at all places, whatever the cut', () => {
  /** Every literal at every place of `text`: `literal@end`, in the order of ends. */
  function naive(literals: readonly FrontLiteral[], text: string): string[] {
    const folded = lower(text)
    const hits = literals.flatMap(({ bytes, ignoreCase }, id) => {
      const needle = Buffer.from(bytes).toString('latin1')
      const found: [end: number, id: number][] = []
      const [haystack, wanted] = ignoreCase ? [folded, lower(needle)] : [text, needle]
      for (let at = haystack.indexOf(wanted); at >= 0; at = haystack.indexOf(wanted, at + 1))
        found.push([at + needle.length, id])
      return found
    })
    hits.sort((left, right) => left[0] - right[0] || left[1] - right[1])
    return hits.map(([end, id]) => `${id}@${end}`)
  }

  const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

  /** @param seen the stream from its SYN on, of which the front leaves all pieces to `look` */
  function scan(
    literals: readonly FrontLiteral[],
    chunks: readonly string[],
    seen = false,
  ): string[] {
    const front = new CoreFront(lookingFor(literals), options)
    const make = packetMaker()
    let sequence = 1
    if (seen) front.inject(make({ from: 'client', sequence: 0, flags: SYN }))
    return chunks.flatMap((payload) => {
      front.inject(make({ from: 'client', sequence, payload }))
      sequence += payload.length
      if (seen && payload !== '') {
        expect(front.ledger.hits).toBe(0)
        front.look(0 as PieceId)
      }
      const { hits, hitAt, words } = front.ledger
      return Array.from({ length: hits }, (_, nth) => {
        const at = hitAt + nth * HIT_WORDS
        return `${words[at + 1]}@${words[at + 2]}`
      })
    })
  }

  const alphabet = fc.constantFrom('a', 'b', 'A', '\0', 'ÿ', 'z')
  const textOf = (minLength: number, maxLength: number) =>
    fc.string({ unit: alphabet, minLength, maxLength })
  const cuts = (maxLength: number) => fc.array(fc.nat(40), { maxLength })

  function divide(text: string, lengths: readonly number[]): string[] {
    const chunks: string[] = []
    let at = 0
    for (const length of lengths) chunks.push(text.slice(at, (at += length)))
    return [...chunks, text.slice(at)]
  }

  test.each([
    { name: 'of any length', least: 1, most: 48, count: 12, runs: 60 },
    { name: 'of four bytes and more', least: 4, most: 48, count: 12, runs: 60 },
    { name: 'of three bytes and more', least: 3, most: 6, count: 40, runs: 150 },
    { name: 'a thousand', least: 2, most: 12, count: 1000, runs: 10 },
  ])('random literals $name', ({ least, most, count, runs }) => {
    const word = fc.tuple(textOf(least, most), fc.boolean())
    fc.assert(
      fc.property(
        fc.array(word, { minLength: count === 1000 ? 900 : 1, maxLength: count }),
        fc.array(fc.oneof(textOf(1, 20), fc.nat(count)), { maxLength: 30 }),
        cuts(12),
        (literalWords, parts, lengths) => {
          const literals = literalWords.map(([text, ignoreCase]) => literal(text, ignoreCase))
          const text = parts
            .map((part) =>
              typeof part === 'string'
                ? part
                : (literalWords[part % literalWords.length]?.[0] ?? ''),
            )
            .join('')
          const hits = naive(literals, text)
          expect(scan(literals, divide(text, lengths))).toEqual(hits)
          expect(scan(literals, [...text])).toEqual(hits)
          expect(scan(literals, divide(text, lengths), true)).toEqual(hits)
        },
      ),
      { seed: 2003, numRuns: runs },
    )
  })

  describe('that tell something in one place only', () => {
    const wanted = (text: string, where: Partial<FrontLiteral>) => ({ ...literal(text), ...where })
    const many = Array.from({ length: 20 }, (_, nth) =>
      wanted(String.fromCharCode(65 + nth).repeat(4), { streams: false, datagrams: 0 }),
    )

    function found(literals: readonly FrontLiteral[], transport: 'tcp' | 'udp', payload: string) {
      const front = new CoreFront(lookingFor(literals), options)
      front.inject(packetMaker()({ from: 'client', transport, payload }))
      const { hits, hitAt, words } = front.ledger
      return Array.from({ length: hits }, (_, nth) =>
        [1, 2].map((word) => words[hitAt + nth * HIT_WORDS + word]).join('@'),
      ).join(' ')
    }

    const head = wanted('head', { streams: false, datagrams: 0 })
    const third = wanted('ad', { streams: false, datagrams: 2 })
    const inStreams = wanted('head', { datagrams: null })
    const both = wanted('head', { datagrams: 0 })
    const anywhere = literal('dhe')
    test.each([
      { name: 'at its offset', literals: [head, third], udp: '0@4 1@4', tcp: '' },
      { name: 'in streams', literals: [inStreams], udp: '', tcp: '0@4 0@8' },
      { name: 'in streams, and at its offset', literals: [both], udp: '0@4', tcp: '0@4 0@8' },
      {
        name: 'beside one that is wanted anywhere',
        literals: [head, anywhere],
        udp: '0@4 1@6',
        tcp: '1@6',
      },
      {
        name: 'nowhere',
        literals: [wanted('head', { streams: false, datagrams: null })],
        udp: '',
        tcp: '',
      },
    ])('$name', ({ literals, udp, tcp }) => {
      const text = 'headhead'
      expect(found(literals, 'udp', text)).toBe(udp)
      expect(found(literals, 'tcp', text)).toBe(tcp)
    })

    test('in a datagram that is searched', () => {
      const searched = 1
      const program = {
        literals: [anywhere],
        probes: [{ of: 'datagram' as const, positions: [words('h')], bits: searched }],
        searched,
      }
      const hits = ['headhead', 'Headhead'].map((payload) => {
        const front = new CoreFront(program, options)
        front.inject(packetMaker()({ from: 'client', transport: 'udp', payload }))
        return front.ledger.hits
      })
      expect(hits).toEqual([1, 0])
    })

    test('more of them than are worth a comparison each', () => {
      expect(found(many, 'udp', 'BBBB')).toBe('1@4')
    })

    test('longer than the datagram', () => {
      expect(found([head, third], 'udp', 'hea')).toBe('')
    })
  })

  describe('with what stands before them', () => {
    const known = [
      { ...literal('ring'), before: [0x2a, null, null] },
      { ...literal('g'), before: [0x69, 0x6e] },
      { ...literal('RING', true), before: [null, 0x2a] },
    ]
    const text = '*..ring *.ring ..ring *...ring\n*..RiNG .*rINg'
    const hits = ['0@7', '1@7', '1@14', '1@21', '1@30', '2@45']
    test.each([
      { name: 'in one piece', chunks: [text] },
      { name: 'a byte at a time', chunks: [...text] },
      { name: 'in halves', chunks: [text.slice(0, 5), text.slice(5)] },
    ])('$name', ({ chunks }) => {
      expect(scan(known, chunks)).toEqual(hits)
      expect(scan(known, chunks, true)).toEqual(hits)
    })
  })

  test('a packet full of literals', () => {
    const literals = ['aaaa', 'aaa', 'aa', 'a', 'AAAAA'].map((text) => literal(text, true))
    const text = 'a'.repeat(65_000)
    expect(scan(literals, [text])).toEqual(naive(literals, text))
  })

  test('a literal of more than 48 bytes is refused', () => {
    expect(() => scan([literal('x'.repeat(49))], [])).toThrow(RangeError)
  })
})

describe('whole scans give the same lines', () => {
  const { program, applications } = compileBundled()
  const loaded = loadProgram(program, new Map(applications))

  async function scan(
    capture: string,
    makeFront: PipelineOptions['makeFront'],
    limits = defaultLimits,
    by = loaded,
  ): Promise<string[]> {
    const lines: string[] = []
    const sink = new EveSink((line) => lines.push(line), 'all')
    const { problems } = await scanCaptures([capture], by, sink, {
      makeFront,
      limits,
      reveal: true,
      everyFlow: true,
      continued: false,
      decoder: {},
      onProblem: () => undefined,
      interrupted: () => false,
    })
    return [...lines, ...problems.map(({ code, at }) => `${code} ${at}`)]
  }

  const samples = fileURLToPath(new URL('../../samples', import.meta.url))

  test('one after the other in the same memory, as each alone', async () => {
    const names = readdirSync(samples).filter((name) => name.endsWith('.pcap'))
    const [first = ''] = names
    const memories = new Set<ArrayBufferLike>()
    const inARow: string[] = []
    const alone: string[] = []
    for (const name of [first, ...names, first]) {
      const capture = join(samples, name)
      const core: PipelineOptions['makeFront'] = (front, options) => {
        const made = new CoreFront(front, options)
        memories.add(made.lend().memory.buffer)
        return made
      }
      inARow.push(...(await scan(capture, core)))
      const fresh = loadProgram(program, new Map(applications))
      alone.push(
        ...(await scan(capture, (...made) => new CoreFront(...made), defaultLimits, fresh)),
      )
    }
    expect(inARow).toEqual(alone)
    expect(memories.size).toBe(1)
  })

  const folders = [
    samples,
    ...['recorded', 'im-p2p', 'adjacent'].map((name) => shared(`captures/${name}`)),
  ]
  const captures = folders.flatMap((folder) =>
    folder === null
      ? []
      : readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.pcap(ng)?$/.test(name))
          .map((name) => join(folder, name)),
  )

  test.each(captures.map((capture) => [basename(capture), capture]))('%s', async (_, capture) => {
    const plain = await scan(capture, (front, options) => new PlainFront(front, options))
    expect(await scan(capture, (front, options) => new CoreFront(front, options))).toEqual(plain)
    const few = { ...defaultLimits, flows: 5 }
    expect(await scan(capture, (front, options) => new CoreFront(front, options), few)).toEqual(
      await scan(capture, (front, options) => new PlainFront(front, options), few),
    )
  })
})
