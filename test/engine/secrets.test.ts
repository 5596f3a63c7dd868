import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Printer } from '../../src/engine/print.js'
import { Secrets } from '../../src/engine/secrets.js'
import type { ListValue, Value } from '../../src/engine/value.js'
import { bytes, flow, number, origin, text } from './values.js'

const here = flow()
const there = flow({ id: 2 })

function marked(...ranges: readonly (readonly [number, number])[]): Secrets {
  const secrets = new Secrets()
  for (const [from, to] of ranges) secrets.mark(origin(here, from, to))
  return secrets
}

describe('marks', () => {
  test.each([
    { name: 'the same bytes', marks: [[10, 20]], value: [10, 20], hidden: true },
    { name: 'one byte at the start', marks: [[10, 20]], value: [5, 11], hidden: true },
    { name: 'one byte at the end', marks: [[10, 20]], value: [19, 30], hidden: true },
    { name: 'around it', marks: [[10, 20]], value: [0, 99], hidden: true },
    { name: 'right before', marks: [[10, 20]], value: [5, 10], hidden: false },
    { name: 'right behind', marks: [[10, 20]], value: [20, 30], hidden: false },
    {
      name: 'between two',
      marks: [
        [10, 20],
        [30, 40],
      ],
      value: [20, 30],
      hidden: false,
    },
    {
      name: 'where two marks met',
      marks: [
        [10, 20],
        [20, 30],
      ],
      value: [19, 21],
      hidden: true,
    },
    { name: 'an empty value in the midst', marks: [[10, 20]], value: [15, 15], hidden: false },
    { name: 'an empty mark', marks: [[10, 10]], value: [5, 15], hidden: false },
  ] as const)('ruling 36: $name', ({ marks, value: [from, to], hidden }) => {
    expect(marked(...marks).hides(text('x', { origin: origin(here, from, to) }))).toBe(hidden)
  })

  test('ruling 36: belong to one side of one flow', () => {
    const secrets = marked([10, 20])
    expect(secrets.hides(text('x', { origin: origin(here, 10, 20, 1) }))).toBe(false)
    expect(secrets.hides(text('x', { origin: origin(there, 10, 20) }))).toBe(false)
  })

  test('ruling 36: say what a bit for each byte would say, and never less when there are many', () => {
    const range = fc
      .tuple(fc.nat(60), fc.nat(8))
      .map(([from, length]) => [from, from + length] as const)
    fc.assert(
      fc.property(fc.array(range, { maxLength: 40 }), range, (marks, [from, to]) => {
        const bit = new Set(
          marks.flatMap(([a, b]) => Array.from({ length: b - a }, (_, i) => a + i)),
        )
        const overlaps = Array.from({ length: to - from }, (_, i) => from + i).some((at) =>
          bit.has(at),
        )
        const value = text('x', { origin: origin(here, from, to) })
        expect(marked(...marks).hides(value)).toBe(overlaps)
      }),
      { seed: 20020414 },
    )
    const many = marked(...Array.from({ length: 5000 }, (_, i) => [3 * i, 3 * i + 1] as const))
    for (let i = 0; i < 5000; i++)
      expect(many.hides(text('x', { origin: origin(here, 3 * i, 3 * i + 1) }))).toBe(true)
    expect(many.hides(text('x', { origin: origin(here, 14998, 14999) }))).toBe(false)
  })
})

describe('printing', () => {
  const list = (values: ListValue['values'], secret = false): ListValue => ({
    kind: 'list',
    values,
    count: values.length,
    size: 0,
    secret,
    origin: null,
  })
  test.each<{ name: string; value: Value | null; printed: unknown; inText: string }>([
    { name: 'text as UTF-8', value: text('\xc3\xa4'), printed: 'ä', inText: 'ä' },
    {
      name: 'text as Latin-1 where it is no UTF-8',
      value: text('\xe4'),
      printed: 'ä',
      inText: 'ä',
    },
    { name: 'bytes as hex', value: bytes('00ff'), printed: '00ff', inText: '00ff' },
    { name: 'a number as a number', value: number(7), printed: 7, inText: '7' },
    {
      name: 'a list as a list',
      value: list([text('a'), number(2)]),
      printed: ['a', 2],
      inText: 'a, 2',
    },
    {
      name: 'ruling 36: a secret by its length',
      value: text('pw', { secret: true, size: 6 }),
      printed: '[redacted 6 bytes]',
      inText: '[redacted 6 bytes]',
    },
    {
      name: 'ruling 36: what overlaps a mark',
      value: text('xyz', { origin: origin(here, 19, 22) }),
      printed: '[redacted 3 bytes]',
      inText: '[redacted 3 bytes]',
    },
    {
      name: 'ruling 36: one value of a list',
      value: list([text('a'), text('b', { origin: origin(here, 10, 11) })]),
      printed: ['a', '[redacted 1 bytes]'],
      inText: 'a, [redacted 1 bytes]',
    },
    {
      name: 'all values of a secret list',
      value: list([text('a')], true),
      printed: ['[redacted 1 bytes]'],
      inText: '[redacted 1 bytes]',
    },
    {
      name: 'a secret number as a string',
      value: { ...number(5), secret: true },
      printed: '[redacted 1 bytes]',
      inText: '[redacted 1 bytes]',
    },
  ])('$name', ({ value, printed, inText }) => {
    const printer = new Printer(marked([10, 20]), false)
    expect(value === null ? null : printer.print(value)).toEqual(printed)
    expect(printer.text(value)).toBe(inText)
  })

  test('a value that is not there is a dash', () => {
    expect(new Printer(new Secrets(), false).text(null)).toBe('-')
  })

  test('ruling 39: `reveal` writes the value itself', () => {
    const printer = new Printer(marked([10, 20]), true)
    expect(printer.print(text('hunter2', { secret: true }))).toBe('hunter2')
    expect(printer.print(text('hunter2', { origin: origin(here, 10, 17) }))).toBe('hunter2')
  })
})
