import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Prefilter, type Sought } from '../../src/engine/prefilter.js'
import { latin1 } from './messages.js'

/** Indices of the literals that stand in `text`, by looking for each. */
function naive(literals: readonly Sought[], text: string): number[] {
  return literals.flatMap(({ bytes, ignoreCase, at }, index) => {
    const [hay, needle] = ignoreCase ? [lower(text), lower(bytes)] : [text, bytes]
    const stands = at === null ? hay.includes(needle) : hay.startsWith(needle, at)
    return stands ? [index] : []
  })
}

function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** What stands around the message is none of its bytes. */
function search(literals: readonly Sought[], text: string, around = ''): number[] {
  const found = new Prefilter(literals).search(
    latin1(around + text + around),
    around.length,
    around.length + text.length,
  )
  return [...found].sort((a, b) => a - b)
}

const anywhere = (bytes: string): Sought => ({ bytes, ignoreCase: false, at: null })
const anyCase = (bytes: string): Sought => ({ bytes, ignoreCase: true, at: null })
const placed = (bytes: string, at: number): Sought => ({ bytes, ignoreCase: false, at })

test.each([
  { name: 'nothing to look for', literals: [], text: 'GET / HTTP/1.0', found: [] },
  { name: 'a literal at the start', literals: [anywhere('abcd')], text: 'abcd--', found: [0] },
  { name: 'one at the end', literals: [anywhere('abcd')], text: '-----abcd', found: [0] },
  { name: 'the whole message', literals: [anywhere('abc')], text: 'abc', found: [0] },
  { name: 'one byte less', literals: [anywhere('abcd')], text: 'abc', found: [] },
  { name: 'another case', literals: [anywhere('abcd')], text: '-aBcd', found: [] },
  {
    name: 'another case, which is all one',
    literals: [anyCase('ab[d')],
    text: '-aB[D',
    found: [0],
  },
  { name: 'a bracket for a brace', literals: [anyCase('ab[d')], text: '-ab{d', found: [] },
  { name: 'a literal at its place', literals: [placed('ab', 2)], text: '--ab', found: [0] },
  { name: 'a literal elsewhere', literals: [placed('ab', 2)], text: 'ab-ab', found: [] },
  { name: 'one that occurs often', literals: [anywhere('aaa')], text: 'aaaaaaa', found: [0] },
  {
    name: 'one within another',
    literals: [anywhere('oscar.aol.com'), anywhere('login.oscar.aol.com')],
    text: 'Host: login.oscar.aol.com',
    found: [0, 1],
  },
])('$name', ({ literals, text, found }) => {
  expect(naive(literals, text)).toEqual(found) // the table itself is right
  for (let before = 0; before < 9; before++) {
    const moved = literals.map((one) => (one.at === null ? one : { ...one, at: one.at + before }))
    expect(search(moved, '~'.repeat(before) + text)).toEqual(found)
  }
})

test('what stands only in part within the message is not in it', () => {
  expect(search([anywhere('abcdef')], 'def--abc', 'abc')).toEqual([])
})

test('what one message held does not count for the next', () => {
  const prefilter = new Prefilter([anywhere('abcd')])
  expect([...prefilter.search(latin1('abcd'), 0, 4)]).toEqual([0])
  expect([...prefilter.search(latin1('----'), 0, 4)]).toEqual([])
})

test('it finds what looking for each literal finds', () => {
  const letters = fc.constantFrom('a', 'A', 'b', '[', '{', '\0', '\xff')
  const text = (minLength: number, maxLength: number) =>
    fc.string({ unit: letters, minLength, maxLength })
  const literal: fc.Arbitrary<Sought> = fc
    .tuple(text(3, 14), fc.boolean(), fc.option(fc.nat(5)))
    .map(([bytes, ignoreCase, at]) => ({ bytes, ignoreCase, at }))
  fc.assert(
    fc.property(
      fc.array(literal, { maxLength: 8 }),
      text(0, 60),
      text(0, 4),
      (all, hay, around) => {
        // One of them is there for sure.
        const message = hay + (all[0]?.bytes ?? '')
        expect(search(all, message, around)).toEqual(naive(all, message))
      },
    ),
    { seed: 7, numRuns: 2000 },
  )
})
