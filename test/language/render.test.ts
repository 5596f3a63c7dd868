import { describe, expect, test } from 'vitest'
import type { Source } from '../../src/language/ast.js'
import { error } from '../../src/language/complaint.js'
import { inOrder, render } from '../../src/language/render.js'

const source = (text: string, path = 'a.sig'): Source => ({ path, text })

/** The span of the first `part` in `from`. */
function spanOf(from: Source, part: string) {
  const start = from.text.indexOf(part)
  return { source: from, start, end: start + part.length }
}

function marked(text: string, part: string, width?: number): string[] {
  const from = source(text)
  return render(error('syntax', spanOf(from, part), 'm', { label: 'here' }), width)
    .trimEnd()
    .split('\n')
}

describe('what is marked', () => {
  test.each([
    { name: 'a word', text: 'one two', part: 'two', rows: ['1 | one two', '  |     ^^^ here'] },
    {
      name: 'behind a tab',
      text: '\tone two',
      part: 'two',
      rows: ['1 |     one two', '  |         ^^^ here'],
    },
    {
      name: 'behind wide characters',
      text: '漢字 "x"',
      part: '"x"',
      rows: ['1 | 漢字 "x"', '  |      ^^^ here'],
    },
    {
      name: 'wide characters',
      text: '漢字 x',
      part: '漢字',
      rows: ['1 | 漢字 x', '  | ^^^^ here'],
    },
    { name: 'behind an emoji', text: '😀 x', part: 'x', rows: ['1 | 😀 x', '  |    ^ here'] },
    {
      name: 'behind a combining mark',
      text: 'e\u0301 x',
      part: 'x',
      rows: ['1 | e\u0301 x', '  |   ^ here'],
    },
    {
      name: 'a line with a carriage return',
      text: 'one\r\ntwo',
      part: 'one',
      rows: ['1 | one', '  | ^^^ here'],
    },
    {
      name: 'the first of several lines',
      text: 'one\ntwo',
      part: 'one\ntwo',
      rows: ['1 | one', '  | ^^^ here'],
    },
    { name: 'the end of the text', text: 'one', part: '', rows: ['1 | one', '  | ^ here'] },
    {
      name: 'what a terminal would obey',
      text: 'a\u001b[2Jb x',
      part: 'x',
      rows: ['1 | a\uFFFD[2Jb x', '  |        ^ here'],
    },
  ])('$name', ({ text, part, rows }) => {
    expect(marked(text, part).slice(-2)).toEqual(rows)
  })

  test('columns are characters, from 1', () => {
    expect(marked('😀\t漢x', 'x')[1]).toBe(' --> a.sig:1:4')
  })
})

describe('a long line is cut to the terminal', () => {
  const left = 'a'.repeat(100)
  const right = 'b'.repeat(100)
  test.each([
    {
      name: 'in the middle',
      text: left + 'XYZ' + right,
      row: '…' + 'a'.repeat(12) + 'XYZ' + 'b'.repeat(12) + '…',
    },
    { name: 'at the beginning', text: 'XYZ' + right, row: 'XYZ' + 'b'.repeat(25) + '…' },
    { name: 'at the end', text: left + 'XYZ', row: '…' + 'a'.repeat(25) + 'XYZ' },
  ])('$name', ({ text, row }) => {
    const [shown = '', marks = ''] = marked(text, 'XYZ', 33).slice(-2)
    expect(shown.slice(4)).toHaveLength(29)
    expect(shown.slice(4).replaceAll(/a+|b+/g, '')).toBe(row.replaceAll(/a+|b+/g, ''))
    expect(shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('XYZ')
  })

  test('and so is what is marked', () => {
    const [shown = '', marks = ''] = marked(left, left, 33).slice(-2)
    expect(shown).toHaveLength(33)
    expect(marks).toBe(`  | ${'^'.repeat(29)} here`)
  })
})

describe('other places', () => {
  test('of the same file stand in the order of their lines', () => {
    const from = source('one\ntwo\nthree')
    const notes = [{ span: spanOf(from, 'three'), label: 'later' }]
    expect(render(error('syntax', spanOf(from, 'one'), 'm', { label: 'x', notes }))).toBe(
      [
        'error[syntax]: m',
        ' --> a.sig:1:1',
        '  |',
        '1 | one',
        '  | ^^^ x',
        '3 | three',
        '  | ----- later',
        '',
      ].join('\n'),
    )
  })

  test('of another file follow', () => {
    const other = source('four', 'b.sig')
    const notes = [{ span: spanOf(other, 'four'), label: 'declared here first' }]
    const from = source('one')
    expect(render(error('syntax', spanOf(from, 'one'), 'm', { notes, help: 'h' }))).toBe(
      [
        'error[syntax]: m',
        ' --> a.sig:1:1',
        '  |',
        '1 | one',
        '  | ^^^',
        ' ::: b.sig:1:1',
        '  |',
        '1 | four',
        '  | ---- declared here first',
        '  = help: h',
        '',
      ].join('\n'),
    )
  })
})

test('diagnostics are ordered by file, place and code', () => {
  const a = source('one two', 'a.sig')
  const b = source('one two', 'b.sig')
  const all = [
    error('syntax', spanOf(b, 'one'), ''),
    error('syntax', spanOf(a, 'two'), ''),
    error('bad-hex', spanOf(a, 'two'), ''),
    error('syntax', spanOf(a, 'one'), ''),
  ]
  const order = inOrder(all).map(({ span, code }) => `${span.source.path} ${span.start} ${code}`)
  expect(order).toEqual(['a.sig 0 syntax', 'a.sig 4 bad-hex', 'a.sig 4 syntax', 'b.sig 0 syntax'])
})

test('a sentence that quotes control characters sends none to the terminal', () => {
  const said = error('syntax', spanOf(source('x'), 'x'), 'stray `\u001b]0;`', {
    label: 'a \u202e here',
    help: 'no \u0007',
  })
  expect(render(said).split('\n')).toEqual([
    'error[syntax]: stray `U+001B]0;`',
    ' --> a.sig:1:1',
    '  |',
    '1 | x',
    '  | ^ a U+202E here',
    '  = help: no U+0007',
    '',
  ])
})
