import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { msnftp } from '../../src/frame/msnftp.js'
import { converse, mainOf, textsSeen } from './conversation.js'
import type { Turn } from './conversation.js'
import { anyDivision, everyCut, mutated } from './divisions.js'
import { describeVectors, vector } from './vectors.js'
import { looksPerByte } from './work.js'

const block = (data: string) =>
  `\0${String.fromCharCode(data.length & 0xff, data.length >> 8)}${data}`
const end = '\x01\0\0'

const beginning: Turn[] = [
  [0, 'VER MSNFTP\r\n'],
  [1, 'VER MSNFTP\r\n'],
  [0, 'USR friend@example.com 93301\r\n'],
  [1, 'FIL 60904\r\n'],
  [0, 'TFR\r\n'],
]
const begun = ['VER MSNFTP', 'VER MSNFTP', 'USR friend@example.com 93301', 'FIL 60904', 'TFR']
/** What blocks give: messages without a line. */
const blocks = (count: number) => Array<string>(count).fill('')
const linesOf = (turns: readonly Turn[]) => mainOf(converse(msnftp, turns).heard)

describe('a transfer', () => {
  test.each<{ name: string; turns: Turn[]; main: string[]; lost?: boolean }>([
    {
      name: 'the data of its blocks are stepped over, whatever they are',
      turns: [
        [1, block('BYE 1\r\n') + block('x'.repeat(2045)) + end],
        [0, 'BYE 16777989\r\n'],
      ],
      main: [...blocks(3), 'BYE 16777989'],
    },
    {
      name: 'cancelled between two blocks',
      turns: [[1, block('abc') + 'CCL\r\n']],
      main: [...blocks(1), 'CCL'],
    },
    { name: 'cancelled by the receiver', turns: [[0, 'CCL\r\n']], main: ['CCL'] },
    { name: 'the receiver sends no blocks', turns: [[0, block('abc')]], main: [], lost: true },
    {
      name: 'behind the last block no more come',
      turns: [[1, end + block('a')]],
      main: blocks(1),
      lost: true,
    },
    {
      name: 'a last block with something in it is none',
      turns: [[1, '\x01\x01\0a']],
      main: [],
      lost: true,
    },
  ])('$name', ({ turns, main, lost = false }) => {
    const all = [...beginning, ...turns]
    expect(linesOf(all)).toEqual([...begun, ...main])
    expect(converse(msnftp, all).lost.some((why) => why !== null)).toBe(lost)
    everyCut(msnftp, all)
  })

  test('blocks without the line that names the file are none', () => {
    expect(converse(msnftp, [[1, block('abc')]]).lost[1]).toBe('the line is none of MSNFTP')
  })
})

describe('lines', () => {
  test.each([
    ['VER MSNFTP  ', 'VER MSNFTP'],
    ['VER MSNFTP MSNP9', 'VER MSNFTP MSNP9'],
    ['VER 1 MSNP7', null],
    ['USR 3 MD5 I a@b.c', null],
    ['FIL many', null],
    ['BYE a@b.c', null],
    [`USR ${'x'.repeat(2048)} 1`, null],
  ])('%s', (line, main) => {
    const turns: Turn[] = [[0, `${line}\r\n`]]
    expect(linesOf(turns)).toEqual(main === null ? [] : [main])
    everyCut(msnftp, turns)
  })

  test('one that was cut', () => {
    const { heard } = converse(msnftp, [[0, 'USR friend@']])
    expect(heard).toMatchObject([{ length: 11, certain: false }])
    expect(textsSeen(heard[0], 'main')).toMatchObject([{ text: 'USR friend@', cut: true }])
  })
})

describeVectors('vectors', () => {
  const texts = (...ids: string[]) => ids.map((id) => vector(`msnftp.${id}`).text)

  test('who gets the file', () => {
    const lines = texts('ver.c', 'usr', 'tfr', 'bye')
    expect(linesOf(lines.map((text) => [0, text]))).toEqual(lines.map((text) => text.trimEnd()))
  })
  test('who has it', () => {
    const turns = texts('fil', 'data', 'data.end').map((text): Turn => [1, text])
    const { heard, lost } = converse(msnftp, turns)
    expect([mainOf(heard), lost]).toEqual([
      ['FIL 60904', '', ''],
      [null, null],
    ])
    expect(heard.map(({ fields }) => fields['block'] ?? [])).toEqual([[], [11], [0]])
  })
})

test('no division shows, whatever is changed', () => {
  const turns: Turn[] = [
    ...beginning,
    [1, block('abc') + block('x'.repeat(300)) + end],
    [0, 'BYE 1\r\n'],
  ]
  const property = fc.property(mutated(turns), anyDivision, (changed, division) => {
    const whole = converse(msnftp, changed)
    expect(converse(msnftp, changed, { division })).toEqual(whole)
    expect(converse(msnftp, changed, { division: [1] })).toEqual(whole)
  })
  fc.assert(property, { seed: 6891, numRuns: 300 })
})

test('work is linear, a byte at a time', () => {
  const text = `VER MSNFTP\r\nFIL 1\r\n${block('x'.repeat(2045))}USR ${'x'.repeat(1900)} 1\r\n`
  expect(looksPerByte(msnftp, text)).toBeLessThan(20)
})
