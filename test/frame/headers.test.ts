import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headEnd, headerValues, RESUME } from '../../src/frame/headers.js'
import { verbatim } from '../../src/frame/fields.js'

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

describe('the end of a head', () => {
  const naive = (text: string) => {
    const found = /\n\r?\n/.exec(text)
    return found === null ? -1 : found.index + found[0].length
  }

  test.each([
    { name: 'CR LF CR LF', text: 'a\r\n\r\nb\r\n\r\n', end: 5 },
    { name: 'LF LF', text: 'a\n\nb', end: 3 },
    { name: 'LF CR LF', text: 'a\n\r\nb', end: 4 },
    { name: 'three LF', text: 'a\n\n\n', end: 3 },
    { name: 'CR CR LF is no empty line', text: 'a\r\n\r\r\nb', end: -1 },
    { name: 'none', text: 'a\r\nb\r\n\r', end: -1 },
  ])('$name', ({ text, end }) => {
    expect(naive(text)).toBe(end)
    expect(headEnd(bytesOf(text), 0, text.length)).toBe(end)
  })

  const texts = fc.string({ unit: fc.constantFrom('\r', '\n', 'a', '\t'), maxLength: 40 })

  test('is where a search without tricks finds it, whatever surrounds the bytes', () => {
    const property = fc.property(texts, (text) => {
      const end = headEnd(bytesOf(`\n\n${text}\n\n`), 2, text.length + 2)
      expect(end === -1 ? -1 : end - 2).toBe(naive(text))
    })
    fc.assert(property, { seed: 5322, numRuns: 2000 })
  })

  test('is found as well when the search is resumed', () => {
    const property = fc.property(texts, fc.nat(40), (text, seen) => {
      const old = Math.min(seen, text.length)
      const first = headEnd(bytesOf(text), 0, old)
      const from = Math.max(0, old - RESUME)
      expect(first === -1 ? headEnd(bytesOf(text), from, text.length) : first).toBe(naive(text))
    })
    fc.assert(property, { seed: 5322, numRuns: 2000 })
  })
})

test('without a name all headers give their values', () => {
  const text = 'A: b\r\nno header\r\nC:\r\n d: e\r\nF : g'
  const values = headerValues(verbatim(bytesOf(text), 0, 0, text.length), null)
  expect(
    values.map(({ bytes, start, end }) => Buffer.from(bytes).toString('latin1', start, end)),
  ).toEqual(['b', 'd: e', 'g'])
})

test('header values never reach beyond their lines, and say where they stand', () => {
  const lines = fc.array(fc.constantFrom('A: b', 'a:c ', ' d', 'A', 'B: e', ':', 'A :', ''), {
    maxLength: 8,
  })
  const property = fc.property(lines, (chosen) => {
    const text = chosen.join('\r\n')
    const head = verbatim(bytesOf(`A: x\r\n${text} \r\n f`), 0, 6, 6 + text.length)
    for (const value of headerValues(head, 'A')) {
      const given = Buffer.from(value.bytes).subarray(value.start, value.end).toString()
      const onWire = text.slice(value.wireStart - 6, value.wireEnd - 6)
      expect(value.verbatim ? onWire : onWire.replace(/[ \t]*\r\n[ \t]*/g, ' ')).toBe(given)
      expect(given).toBe(given.trim())
    }
  })
  fc.assert(property, { seed: 5322, numRuns: 2000 })
})
