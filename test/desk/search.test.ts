import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Side } from '../../src/frame/framer.js'
import { frame, programOf, run, runEveryWay, tcp } from './scenario.js'
import type { Run } from './scenario.js'
import type { Sent } from './fake-front.js'
import { frames, heads, lines, tags } from './toy-framers.js'

const FRAMERS = [frames, heads, tags]
const same = (left: readonly string[], right: readonly string[]) => expect(left).toEqual(right)
const midway = (said: readonly (readonly [Side, string])[], cut = 1000) =>
  tcp('a', said, { midstream: true, cut })
const messages = (log: readonly string[]) =>
  log.filter((line) => line.includes('#')).map((line) => line.slice(5).replace(/ at \d+$/, ''))

describe('a flow met in the middle', () => {
  test.each<{ name: string; sent: Sent[]; found: string[]; how?: Run }>([
    {
      name: 'the first captured byte is tried: two messages in a row are believed',
      sent: midway([
        [0, frame('a')],
        [0, frame('b')],
      ]),
      found: ['frames 0@0 #0 "FM1\\u0000\\u0001a"', 'frames 0@6 #1 "FM1\\u0000\\u0001b"'],
    },
    {
      name: 'one message is not enough',
      sent: midway([[0, frame('a')]]),
      found: [],
    },
    {
      name: 'one that stands for itself is',
      sent: midway([[1, 'HEAD 0\n']]),
      found: ['heads 1@0 #0 "HEAD 0\\n"'],
    },
    {
      name: 'a literal shows where a message starts',
      sent: midway([[0, 'end of a message' + frame('a') + frame('b') + frame('c')]]),
      found: [
        'frames 0@16 #0 "FM1\\u0000\\u0001a"',
        'frames 0@22 #1 "FM1\\u0000\\u0001b"',
        'frames 0@28 #2 "FM1\\u0000\\u0001c"',
      ],
    },
    {
      name: 'a literal within a message does not',
      sent: midway([[0, '....FM1\x00\x03....' + frame('a') + frame('b')]]),
      found: ['frames 0@13 #0 "FM1\\u0000\\u0001a"', 'frames 0@19 #1 "FM1\\u0000\\u0001b"'],
    },
    {
      name: 'what looks like the start of a long message hides nothing that stands in it',
      sent: midway([
        [0, 'FM1\x01\x00' + frame('a') + '..' + frame('b').repeat(3) + 'x'.repeat(300)],
      ]),
      found: [
        'frames 0@13 #0 "FM1\\u0000\\u0001b"',
        'frames 0@19 #1 "FM1\\u0000\\u0001b"',
        'frames 0@25 #2 "FM1\\u0000\\u0001b"',
      ],
    },
    {
      name: 'a header of text counts at the start of a line only',
      sent: midway([[0, 'no HEAD 0\nHEAD 1\nx']]),
      found: ['heads 0@10 #0 "HEAD 1\\n"'],
    },
    {
      name: 'a framer that gets lost is led back',
      sent: midway([[0, frame('a') + frame('b') + 'garbage' + frame('c') + frame('d')]]),
      found: [
        'frames 0@0 #0 "FM1\\u0000\\u0001a"',
        'frames 0@6 #1 "FM1\\u0000\\u0001b"',
        'frames 0@19 #2 "FM1\\u0000\\u0001c"',
        'frames 0@25 #3 "FM1\\u0000\\u0001d"',
      ],
    },
  ])('$name', ({ sent, found, how }) => {
    expect(messages(runEveryWay(FRAMERS, sent, how ?? {}, same).log)).toEqual(found)
    const said = sent.map(({ side, bytes }): [Side, string] => [side, String(bytes)])
    for (const cut of [1, 2, 3, 5, 8])
      expect(messages(run(FRAMERS, midway(said, cut), how).log), `cut ${cut}`).toEqual(found)
  })

  test('the message before the one that confirms it keeps the packet of its last byte', () => {
    const { log } = runEveryWay(
      FRAMERS,
      midway([
        [0, frame('a')],
        [0, 'FM1\0'],
        [0, '\x01b'],
      ]),
      {},
      same,
    )
    expect(log.filter((line) => line.includes('#')).map((line) => line.slice(-4))).toEqual([
      'at 1',
      'at 3',
    ])
  })

  test('the literal of an entry leads back a framer that has no header of its own', () => {
    const program = programOf([lines], { literals: { lines: { bytes: 'GIVE ', at: 0 } } })
    const { log } = run(
      [lines],
      midway([
        [0, '....'],
        [0, 'x\nGIVE 1\nrest\n'],
      ]),
      { program },
    )
    expect(messages(log).slice(-2)).toEqual(['lines 0@6 #1 "GIVE 1\\n"', 'lines 0@13 #2 "rest\\n"'])
  })

  test('a flow that was seen from its start is not searched', () => {
    const sent = tcp('a', [
      [0, 'something else'],
      [0, frame('a') + frame('b')],
    ])
    expect(run(FRAMERS, sent).log).toEqual(['finish'])
  })

  test('any bytes: every cut gives each framer the same messages', () => {
    const ofEach = (log: readonly string[]) =>
      FRAMERS.map(({ info }) => messages(log).filter((line) => line.startsWith(info.name)))
    const part = fc.oneof(
      fc.string({ maxLength: 12 }).map((text) => frame(text)),
      fc.constantFrom(
        'FM1',
        'FM',
        'FM1\x00\x40',
        'HEAD 3\nxxx',
        '\nHEAD 0\n',
        'HEAD ',
        'garbage',
        '#a#b',
        'FM1\x01\x00',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (parts, cut) => {
          const said: [Side, string][] = [[0, parts.join('') || '.']]
          const uncut = ofEach(run(FRAMERS, midway(said, 100_000)).log)
          expect(ofEach(run(FRAMERS, midway(said, cut), { batch: 7, liberal: false }).log)).toEqual(
            uncut,
          )
        },
      ),
      { seed: 21, numRuns: 300 },
    )
  })
})

test('where bytes were not kept for want of room, the way back is searched, though nothing was lost', () => {
  const sent = tcp('a', [
    [0, 'FM1\x00\x40 begins'],
    [0, ' goes on'],
    [0, 'and on, with nobody to read it'],
    [0, frame('a') + frame('b')],
  ])
  const how: Run = { desk: { keptBytes: 10 } }
  expect(messages(runEveryWay(FRAMERS, sent, how, same).log)).toEqual([
    'frames 0@50 #0 "FM1\\u0000\\u0001a"',
    'frames 0@56 #1 "FM1\\u0000\\u0001b"',
  ])
})
