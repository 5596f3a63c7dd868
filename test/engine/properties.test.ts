// What holds for every pattern and every message.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchMessage } from '../../src/engine/match.js'
import { prepare } from '../../src/engine/prepare.js'
import { findBytes } from '../../src/engine/search.js'
import { entryOf, programOf } from '../compile/pack.js'
import { patternAndText } from '../compile/patterns.js'
import { deliveryOf, flow, latin1, messageOf, textOf, type GivenField } from './messages.js'

test('matching throws on no bytes, and a program out of JSON matches the same', () => {
  fc.assert(
    fc.property(patternAndText(), fc.uint8Array({ maxLength: 30 }), ({ pattern, text }, noise) => {
      const program = programOf(entryOf(`-> line ${pattern} .f? ${pattern}`))
      const prepared = prepare(program)
      const stored = prepare(JSON.parse(JSON.stringify(program)))
      for (const bytes of [text, Buffer.from(noise).toString('latin1')]) {
        const delivery = deliveryOf(
          messageOf(bytes, [
            ['f', bytes],
            ['f', 5],
            ['f', []],
          ]),
        )
        const found = matchMessage(prepared, 0, delivery, flow, [])
        expect(matchMessage(stored, 0, delivery, flow, [])).toEqual(found)
      }
    }),
    { seed: 19, numRuns: 200 },
  )
})

test('what stands around a text is never read', () => {
  fc.assert(
    fc.property(patternAndText(), fc.string({ maxLength: 9 }), ({ pattern, text }, around) => {
      const program = prepare(programOf(entryOf(`-> line ${pattern}`)))
      const alone = messageOf(text)
      const before = around.length
      const bytes = latin1(around + text + text + around)
      const within = messageOf(
        textOf('', 0, { bytes, start: before, end: before + text.length, wireEnd: text.length }),
      )
      expect(matchMessage(program, 0, deliveryOf(within), flow, [])).toEqual(
        matchMessage(program, 0, deliveryOf(alone), flow, []),
      )
    }),
    { seed: 23, numRuns: 150 },
  )
})

/** Counts the bytes that are read, one by one or as a stretch. */
function counting(bytes: Uint8Array): { bytes: Uint8Array; reads: () => number } {
  let reads = 0
  const counted = new Proxy(bytes, {
    get(target, property) {
      if (typeof property === 'string' && /^\d+$/.test(property)) reads++
      const value: unknown = Reflect.get(target, property)
      if (typeof value !== 'function') return value
      return (...args: number[]) => {
        const made: unknown = value.apply(target, args)
        if (made instanceof Uint8Array) reads += made.length
        return made
      }
    },
  })
  return { bytes: counted, reads: () => reads }
}

test.each([
  { name: 'a literal that almost stands everywhere', pattern: '... "aaaaaaaab"', unit: 'a' },
  {
    name: 'runs that follow each other',
    pattern: '... "ab" ... "ab" ... "ab" ... "c"',
    unit: 'ab',
  },
  { name: 'many needles', pattern: '... any("aab", "aac", "aad") "e"', unit: 'a' },
  {
    name: 'alternatives that fail late',
    pattern: 'any(word "!", token "!", digits "!", ... "!")',
    unit: 'a',
  },
  {
    name: 'alternatives within each other',
    pattern: 'any(any(word "!", word "?"), any(word "#", maybe(word "+") "-"))',
    unit: 'a',
  },
  { name: 'an expression', pattern: 're("(a|ab|aba)*c")', unit: 'aab' },
  { name: 'a number that is looked for', pattern: 'n:int ... =n', unit: ' 12345678901234 ' },
  { name: 'text that is looked for', pattern: 'a:bytes(8) "b" ... =a', unit: 'a' },
  { name: 'the tail', pattern: '... any("aaab", "ab", "b") end', unit: 'a' },
  { name: 'a quoted string without an end', pattern: 'quoted', unit: '\\"' },
  { name: 'a decoded hole', pattern: 'word |> unhex', unit: 'a' },
])('the work is linear: $name', ({ pattern, unit }) => {
  const readsOf = (length: number) => {
    const program = prepare(programOf(entryOf(`-> line ${pattern}`)))
    const text = textOf(unit.repeat(Math.ceil(length / unit.length)))
    const { bytes, reads } = counting(text.bytes)
    matchMessage(program, 0, deliveryOf(messageOf({ ...text, bytes })), flow, [])
    return reads()
  }
  const [small, large] = [readsOf(2_000), readsOf(32_000)]
  expect(large).toBeGreaterThan(0)
  expect(large).toBeLessThanOrEqual(17 * small)
  expect(large).toBeLessThanOrEqual(32_000 * 40)
})

test('the work is linear: a long value that almost stands everywhere', () => {
  const readsOf = (length: number) => {
    const program = prepare(programOf(entryOf('-> line a:word " " ... =a "!"')))
    const { bytes, reads } = counting(latin1(`${'a'.repeat(length)}b ${'a'.repeat(2 * length)}`))
    const text = textOf('', 0, { bytes, end: bytes.length, wireEnd: bytes.length })
    matchMessage(program, 0, deliveryOf(messageOf(text)), flow, [])
    return reads()
  }
  expect(readsOf(8_000)).toBeLessThanOrEqual(8.5 * readsOf(1_000))
})

test('a value is found where it first stands', () => {
  const few = fc.string({ unit: fc.constantFrom(...'ab'), maxLength: 12 })
  fc.assert(
    fc.property(few, few, (wanted, text) => {
      const found = findBytes(latin1(wanted), latin1(`a${text}b`), 1, text.length + 1)
      expect(found).toBe(text.includes(wanted) ? text.indexOf(wanted) + 1 : -1)
    }),
    { seed: 29, numRuns: 1000 },
  )
})

test('a record is looked at once for each clause', () => {
  let asked = 0
  const records = Array.from({ length: 2000 }, (): GivenField => [
    'hit',
    [
      ['name', 'a'],
      ['size', 1],
    ],
  ])
  const message = messageOf('', records)
  const hits = message.get('hit', null).map((value) =>
    value.kind === 'record'
      ? {
          ...value,
          get: (path: string, key: string | number | null) => (asked++, value.get(path, key)),
        }
      : value,
  )
  const program = prepare(
    programOf(entryOf('-> line each .hit { .name "a" .size n:int } some .hit { .name "b" }')),
  )
  matchMessage(program, 0, deliveryOf({ ...message, get: () => hits }), flow, [])
  expect(asked).toBe(2000 * 3)
})
