import { describe, expect, it, test } from 'vitest'
import { line } from '../../src/frame/line.js'
import { messagesOf, runOf, sameHoweverCut } from './cuts.js'
import { bytesOf, describeVectors } from './vectors.js'

const from = (text: string) => [{ side: 0 as const, bytes: Buffer.from(text, 'latin1') }]

describe('lines', () => {
  test.each([
    { name: 'LF', text: 'GIV 4\n', lines: [['GIV 4', 6]] },
    { name: 'CRLF', text: 'GIVE 4\r\n', lines: [['GIVE 4', 8]] },
    { name: 'blanks at the end', text: 'GIVE 4 \t \r\n', lines: [['GIVE 4', 11]] },
    {
      name: 'two in a row, and an empty one',
      text: 'a\n\r\nb\n',
      lines: [
        ['a', 2],
        ['', 2],
        ['b', 2],
      ],
    },
    { name: 'a CR within stays', text: 'a\rb\r\r\n', lines: [['a\rb\r', 6]] },
    { name: 'blanks at the start stay', text: '  a\n', lines: [['  a', 4]] },
  ])('$name', ({ text, lines }) => {
    const messages = sameHoweverCut(line, from(text))
    expect(messages.map(({ main, length }) => [main?.text, length])).toEqual(lines)
    for (const { main, size, length } of messages) {
      expect(main).toMatchObject({ cut: false, verbatim: true })
      expect(size).toBe(length)
    }
  })

  it('is cut where the direction ends before it does, blanks and all', () => {
    const [message] = sameHoweverCut(line, from('GIVE 12 '))
    expect(message).toMatchObject({ length: 8, main: { text: 'GIVE 12 ', cut: true } })
  })

  test.each([
    { name: 'a NUL in a line', text: 'GIVE 1\0\n', why: /NUL/ },
    { name: 'a line of 2,049 bytes', text: `${'a'.repeat(2048)}\n`, why: /2048/ },
    { name: 'no end of a line in 2,048 bytes', text: 'a'.repeat(2048), why: /2048/ },
  ])('gives up at $name', ({ text, why }) => {
    const { messages, lost } = runOf(line, from(text))
    expect(messages).toEqual([])
    expect(lost[0]?.why).toMatch(why)
    expect(sameHoweverCut(line, from(text))).toEqual([])
  })

  it('may have 2,048 bytes with its end', () => {
    expect(messagesOf(line, from(`${'a'.repeat(2047)}\n`))).toHaveLength(1)
  })
})

describeVectors('vectors', () => {
  test.each([
    { id: 'ft.give', text: 'GIVE 3735928559' },
    { id: 'gnu.giv', text: 'GIV 42:00112233445566778899AABBCCDDEEFF/song.mp3' },
    { id: 'g2.push', text: 'PUSH guid:00112233445566778899AABBCCDDEEFF' },
  ])('$id', ({ id, text }) => {
    const [first] = sameHoweverCut(line, [{ side: 0, bytes: bytesOf(id) }])
    expect(first?.main?.text).toBe(text)
  })
})
