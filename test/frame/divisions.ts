// Ways in which a conversation may be cut into segments, none of which may show.

import fc from 'fast-check'
import { expect } from 'vitest'
import type { Framer } from '../../src/frame/framer.js'
import { converse } from './conversation.js'
import type { Division, Options, Turn } from './conversation.js'

const CUTS = 100

/** Asserts that `turns` lead to the same messages byte by byte, and each cut in two anywhere, as they do whole. */
export function everyCut(framer: Framer, turns: readonly Turn[], options: Options = {}): void {
  const whole = converse(framer, turns, options)
  const longest = Math.max(...turns.map(([, text]) => text.length))
  const step = Math.ceil(longest / CUTS)
  for (let at = 0; at < longest; at += step)
    expect(converse(framer, turns, { ...options, division: [at, Infinity] })).toEqual(whole)
  expect(converse(framer, turns, { ...options, division: [1] })).toEqual(whole)
}

/** Segments of any lengths. */
export const anyDivision: fc.Arbitrary<Division> = fc.array(fc.integer({ min: 1, max: 700 }), {
  minLength: 1,
  maxLength: 40,
})

/** `turns` with some of their bytes changed, lost or doubled. */
export function mutated(turns: readonly Turn[]): fc.Arbitrary<Turn[]> {
  const change = fc.record({
    turn: fc.nat(),
    at: fc.nat(),
    length: fc.integer({ min: 0, max: 8 }),
    by: fc.string({ unit: 'binary-ascii', maxLength: 8 }),
  })
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    const texts = turns.map(([, text]) => text)
    for (const { turn, at, length, by } of changes) {
      const index = turn % texts.length
      const text = texts[index] ?? ''
      const place = at % (text.length + 1)
      texts[index] = text.slice(0, place) + by + text.slice(place + length)
    }
    return turns.map(([side], i) => [side, texts[i] ?? ''])
  })
}
