import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Side } from '../../src/frame/framer.js'

import type { Sent } from './fake-front.js'
import { frame, run, runEveryWay, tcp, together } from './scenario.js'
import { frames, heads, tags, whole } from './toy-framers.js'

const FRAMERS = [frames, heads, tags, whole]
const same = (left: readonly string[], right: readonly string[]) => expect(left).toEqual(right)

const SAID: [Side, string][] = [
  [0, frame('one') + frame('two') + frame('three, which is a little longer')],
  [1, 'HEAD 12\nHEAD 1\nxxxxxHEAD 2\n'],
  [0, frame('four') + frame('five')],
  [1, '..HEAD 0\n'],
]

/** Messages, without the packets that brought them, which differ. */
const messages = (log: readonly string[]) =>
  log
    .filter((line) => line.includes('#'))
    .map((line) => line.replace(/ at \d+$/, ''))
    .sort()

describe('holes that are closed', () => {
  test('bytes out of order are looked at when the hole closes, and named by the packet that brought them', () => {
    const [syn, synAck, first, second, third] = tcp('a', [
      [0, frame('a')],
      [0, frame('b')],
      [0, frame('c')],
    ])
    const sent = [syn, synAck, third, second, first].filter((one) => one !== undefined)
    expect(runEveryWay(FRAMERS, sent, {}, same).log).toEqual([
      'opened 1025 at 5',
      '1025 frames 0@0 #0 "FM1\\u0000\\u0001a" at 5',
      '1025 frames 0@6 #1 "FM1\\u0000\\u0001b" at 4',
      '1025 frames 0@12 #2 "FM1\\u0000\\u0001c" at 3',
      'finish',
      'closed 1025 shutdown at 5',
    ])
  })

  test('any order, cut, repetition and overlap gives the same messages', () => {
    const uncut = messages(run(FRAMERS, tcp('a', SAID)).log)
    expect(uncut).toHaveLength(8)
    const cuts = fc.record({
      cut: fc.integer({ min: 1, max: 40 }),
      swaps: fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 6 })), { maxLength: 20 }),
      again: fc.array(fc.tuple(fc.nat(200), fc.nat(200), fc.nat(30)), { maxLength: 10 }),
      batch: fc.constantFrom(1, 7, 300),
      liberal: fc.boolean(),
    })
    fc.assert(
      fc.property(cuts, ({ cut, swaps, again, batch, liberal }) => {
        const [syn, synAck, ...rest] = tcp('a', SAID, { cut })
        for (const [at, to, more] of again) {
          const one = rest[at % rest.length]
          if (one !== undefined) rest.splice(to % rest.length, 0, widened(one, more))
        }
        for (const [at, by] of swaps) {
          const from = at % rest.length
          rest.splice(Math.min(from + by, rest.length), 0, ...rest.splice(from, 1))
        }
        const sent = [syn, synAck, ...rest.map((one) => ({ ...one, flags: 0 }))]
        const log = run(
          FRAMERS,
          sent.filter((one) => one !== undefined),
          { batch, liberal },
        ).log
        expect(messages(log)).toEqual(uncut)
      }),
      { seed: 1793, numRuns: 200 },
    )
  })

  /** The same bytes in a segment that begins up to `more` bytes earlier. */
  function widened(one: Sent, more: number): Sent {
    const stream = SAID.filter(([side]) => side === one.side)
      .map(([, text]) => text)
      .join('')
    const isn = one.side === 0 ? 1001 : 0xffff_fff1
    const from = ((one.seq ?? 0) - isn) | 0
    const begin = Math.max(from - more, 0)
    const bytes = stream.slice(begin, from) + String(one.bytes)
    return { ...one, seq: (isn + begin) >>> 0, bytes }
  }
})

describe('holes that are given up', () => {
  const said: [Side, string][] = [
    [0, frame('one')],
    [0, frame('lost')],
    [0, frame('two') + frame('three')],
    [1, 'ok'],
    [0, frame('four') + frame('five')],
  ]

  test('the other side acknowledges: the framer finds its way back, and the gap is told', () => {
    const sent = tcp('a', said).filter((_, at) => at !== 3)
    expect(runEveryWay(FRAMERS, sent, {}, same).log).toEqual([
      'opened 1025 at 3',
      '1025 frames 0@0 #0 "FM1\\u0000\\u0003one" at 3',
      'gap 1025 0@8+9',
      '1025 frames 0@17 #1 "FM1\\u0000\\u0003two" at 4',
      '1025 frames 0@25 #2 "FM1\\u0000\\u0005three" at 4',
      '1025 frames 0@35 #3 "FM1\\u0000\\u0004four" at 6',
      '1025 frames 0@44 #4 "FM1\\u0000\\u0004five" at 6',
      'finish',
      'closed 1025 shutdown at 6',
    ])
  })

  test('nobody acknowledges: at the end what waits is looked at all the same', () => {
    const sent = tcp('a', said)
      .filter(({ side }) => side === 0)
      .filter((_, at) => at !== 2)
      .map((one) => ({ ...one, flags: one.bytes ? 0 : (one.flags ?? 0) }))
    const { log } = runEveryWay(FRAMERS, sent, {}, same)
    expect(log.filter((line) => line.includes('frames'))).toHaveLength(5)
    expect(log).toContain('gap 1025 0@8+9')
  })

  test('a gap in a body that is stepped over disturbs nobody', () => {
    const sent = tcp('a', [
      [0, 'HEAD 30\n' + 'x'.repeat(10)],
      [0, 'x'.repeat(10)],
      [0, 'x'.repeat(10) + 'HEAD 2\n'],
      [1, 'ok'],
    ])
    const { log } = runEveryWay(
      FRAMERS,
      sent.filter((_, at) => at !== 3),
      {},
      same,
    )
    expect(log).toEqual([
      'opened 1025 at 3',
      '1025 heads 0@0 #0 "HEAD 30\\n" at 3',
      'gap 1025 0@18+10',
      '1025 heads 0@38 #1 "HEAD 2\\n" at 4',
      'finish',
      'closed 1025 shutdown at 5',
    ])
  })

  test('a message that a gap cuts is delivered as it is', () => {
    const sent = tcp('a', [
      [0, frame('cut off here').slice(0, 10)],
      [0, 'lost'],
      [0, 'found'],
      [1, 'ok'],
    ])
    const { log } = runEveryWay(
      FRAMERS,
      sent.filter((_, at) => at !== 3),
      {},
      same,
    )
    expect(log.slice(0, 3)).toEqual([
      'opened 1025 at 3',
      '1025 frames 0@0 #0 "FM1\\u0000\\fcut o" at 3',
      'gap 1025 0@10+4',
    ])
  })

  test('bytes that came twice and differ are an anomaly, once a flow', () => {
    const [syn, synAck, first, second] = tcp('a', [
      [0, frame('a')],
      [0, frame('b')],
    ])
    const other = { ...second, bytes: frame('c') } as Sent
    const sent = [syn, synAck, second, other, other, first].filter((one) => one !== undefined)
    const { log } = runEveryWay(FRAMERS, sent, {}, same)
    expect(log.filter((line) => line.startsWith('anomaly'))).toEqual([
      'anomaly 1025 stream.reassembly_overlap_different_data at 4',
    ])
    expect(messages(log)).toEqual([
      '1025 frames 0@0 #0 "FM1\\u0000\\u0001a"',
      '1025 frames 0@6 #1 "FM1\\u0000\\u0001b"',
    ])
  })

  test('all flows together keep no more than they may', () => {
    const flows = Array.from({ length: 20 }, (_, n) =>
      tcp(`f${n}`, [
        [0, 'lost'],
        [0, 'x'.repeat(1000)],
        [0, 'y'.repeat(1000)],
      ])
        .filter((_, at) => at !== 2)
        .map((one) => ({ ...one, flags: one.bytes ? 0 : (one.flags ?? 0) })),
    )
    const desk = { keptBytes: 10_000 }
    const { counts } = runEveryWay(FRAMERS, together(...flows), { desk }, same)
    expect(counts.get('limit.kept')).toBeGreaterThan(10)
  })
})

test('any loss gives the same log in every batch size', () => {
  const scenario = fc.record({
    cut: fc.integer({ min: 1, max: 12 }),
    lost: fc.array(fc.nat(60), { maxLength: 8 }),
    swaps: fc.array(fc.nat(60), { maxLength: 8 }),
  })
  fc.assert(
    fc.property(scenario, ({ cut, lost, swaps }) => {
      const one = (name: string) => {
        const [syn, synAck, ...rest] = tcp(name, SAID, { cut, close: true })
        const left = rest.filter((packet, at) => packet.bytes === undefined || !lost.includes(at))
        for (const at of swaps)
          if (at + 1 < left.length) left.splice(at + 1, 0, ...left.splice(at, 1))
        return [syn, synAck, ...left].filter((packet) => packet !== undefined)
      }
      runEveryWay(FRAMERS, together(one('a'), one('b')), {}, same)
    }),
    { seed: 1793, numRuns: 40 },
  )
})
