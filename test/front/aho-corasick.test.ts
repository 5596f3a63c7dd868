import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LiteralMatcher } from '../../src/front/plain/literals/matcher.js'
import type { FrontLiteral } from '../../src/front/front.js'

type Hit = [literal: number, end: number]

/** A trailing `/i` ignores case. */
function literal(text: string): FrontLiteral {
  const ignoreCase = text.endsWith('/i')
  return { bytes: Buffer.from(ignoreCase ? text.slice(0, -2) : text, 'latin1'), ignoreCase }
}

/** Every literal at every place. */
function naive(literals: readonly FrontLiteral[], haystack: string): Hit[] {
  const hits: Hit[] = []
  literals.forEach(({ bytes, ignoreCase }, id) => {
    const needle = Buffer.from(bytes).toString('latin1')
    for (let at = 0; at + needle.length <= haystack.length; at++) {
      const here = haystack.slice(at, at + needle.length)
      if (here === needle || (ignoreCase && lower(here) === lower(needle)))
        hits.push([id, at + needle.length])
    }
  })
  return hits.sort(byEnd)
}

function scan(literals: readonly FrontLiteral[], chunks: readonly string[]): Hit[] {
  const matcher = new LiteralMatcher(literals)
  const state = matcher.begin()
  const hits: Hit[] = []
  let before = 0
  for (const chunk of chunks) {
    const bytes = Buffer.from(chunk, 'latin1')
    matcher.scan(state, bytes, 0, bytes.length, (id, end) => hits.push([id, before + end]))
    before += bytes.length
  }
  return hits.sort(byEnd)
}

const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const byEnd = (left: Hit, right: Hit) => left[1] - right[1] || left[0] - right[0]

describe('all literals at all places, whatever the cut', () => {
  test.each<{ name: string; literals: string[]; haystack: string; hits: Hit[] }>([
    {
      name: 'a prefix of another',
      literals: ['GIV', 'GIVE'],
      haystack: 'GIVE 1',
      hits: [
        [0, 3],
        [1, 4],
      ],
    },
    {
      name: 'restart inside a match',
      literals: ['abcd', 'cef'],
      haystack: 'abcef',
      hits: [[1, 5]],
    },
    {
      name: 'a suffix of another',
      literals: ['she', 'he'],
      haystack: 'ushers',
      hits: [
        [0, 4],
        [1, 4],
      ],
    },
    {
      name: 'overlapping itself',
      literals: ['aa'],
      haystack: 'aaaa',
      hits: [
        [0, 2],
        [0, 3],
        [0, 4],
      ],
    },
    { name: 'either case', literals: ['usr/i'], haystack: 'UsR', hits: [[0, 3]] },
    { name: 'one case only', literals: ['USR'], haystack: 'UsR', hits: [] },
    {
      name: 'NUL bytes',
      literals: ['\0\0'],
      haystack: '\0\0\0',
      hits: [
        [0, 2],
        [0, 3],
      ],
    },
    {
      name: 'the same twice',
      literals: ['x', 'x'],
      haystack: 'x',
      hits: [
        [0, 1],
        [1, 1],
      ],
    },
  ])('$name', ({ literals, haystack, hits }) => {
    const compiled = literals.map(literal)
    expect(naive(compiled, haystack)).toEqual(hits) // the table itself is right
    for (let cut = 0; cut <= haystack.length; cut++)
      expect(scan(compiled, [haystack.slice(0, cut), haystack.slice(cut)])).toEqual(hits)
  })

  test('random literals and haystacks', () => {
    const alphabet = fc.constantFrom('a', 'b', 'A', '\0', 'ÿ')
    const word = fc.string({ unit: alphabet, minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.boolean()), { minLength: 1, maxLength: 12 }),
        fc.array(fc.string({ unit: alphabet, maxLength: 20 }), { maxLength: 5 }),
        (words, chunks) => {
          const literals = words.map(([text, ignoreCase]) =>
            literal(ignoreCase ? `${text}/i` : text),
          )
          expect(scan(literals, chunks)).toEqual(naive(literals, chunks.join('')))
        },
      ),
      { seed: 2002, numRuns: 500 },
    )
  })
})
