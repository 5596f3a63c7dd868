import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyOf } from '../../src/engine/key.js'
import type { Value } from '../../src/engine/value.js'
import { bytes, number, text } from './values.js'

describe('keys', () => {
  test.each<{ name: string; a: (Value | null)[]; b: (Value | null)[]; same: boolean }>([
    {
      name: 'equal bytes of text and of bytes are one value',
      a: [text('ab')],
      b: [bytes('6162')],
      same: true,
    },
    {
      name: 'where a value was read does not matter',
      a: [text('ab', { size: 9, secret: true })],
      b: [text('ab')],
      same: true,
    },
    { name: 'a number is no text', a: [number(7)], b: [text('7')], same: false },
    {
      name: 'values do not run into each other',
      a: [text('ab'), text('c')],
      b: [text('a'), text('bc')],
      same: false,
    },
    {
      name: 'ruling 32: an unbound one counts as a value',
      a: [null, text('')],
      b: [text(''), null],
      same: false,
    },
    {
      name: 'text that looks like a key is none',
      a: [text('a'), text('b')],
      b: [text('at1:b')],
      same: false,
    },
  ])('$name', ({ a, b, same }) => {
    expect(keyOf(a) === keyOf(b)).toBe(same)
  })

  test('different tuples have different keys', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.integer({ min: -9, max: 99 }).map(number),
      fc
        .string({ unit: fc.constantFrom('t', 'n', 'u', '1', ':', ';'), maxLength: 4 })
        .map((s) => text(s)),
    )
    const tuple = fc.array(value, { maxLength: 3 })
    const plain = (values: readonly (Value | null)[]) =>
      JSON.stringify(
        values.map(
          (one) =>
            one &&
            (one.kind === 'number' ? one.value : String((one as { bytes: Uint8Array }).bytes)),
        ),
      )
    fc.assert(
      fc.property(tuple, tuple, (a, b) => {
        expect(keyOf(a) === keyOf(b)).toBe(plain(a) === plain(b))
      }),
      { seed: 20020415, numRuns: 500 },
    )
  })

  test('ruling 33: a long key is stored as a hash', () => {
    const long = keyOf([text('a'.repeat(60_000))])
    expect(long.length).toBeLessThanOrEqual(512)
    expect(long).not.toBe(keyOf([text('a'.repeat(60_001))]))
  })
})
