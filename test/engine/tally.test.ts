import { describe, expect, test } from 'vitest'
import type { CompiledTally } from '../../src/compile/program.js'
import { defaultLimits } from '../../src/engine/limits.js'
import { Tally } from '../../src/engine/tally.js'
import { text } from './values.js'

const SECOND = 1_000_000

function tally(threshold: number, limits = defaultLimits): Tally {
  const compiled: CompiledTally = {
    threshold,
    counted: 0,
    distinct: null,
    withinMs: 10_000,
    per: [],
    report: { kind: 'alert', text: [], once: null },
  }
  return new Tally(compiled, limits)
}

/** Seconds at which firings come, with what makes each distinct, and which of them report. */
function reporting(threshold: number, firings: readonly (readonly [number, string?])[]): number[] {
  const counter = tally(threshold)
  return firings
    .filter(([at, value]) =>
      counter.fire([], value === undefined ? undefined : text(value), at * SECOND),
    )
    .map(([at]) => at)
}

describe('a count', () => {
  test.each<{ name: string; firings: [number, string?][]; reports: number[] }>([
    { name: 'reports at the Nth within the time', firings: [[0], [5], [10]], reports: [10] },
    { name: 'does not count what is older', firings: [[0], [5], [10.5], [11]], reports: [11] },
    {
      name: 'rests for the time after a report',
      firings: [[0], [1], [2], [3], [4], [5], [11.9]],
      reports: [2],
    },
    {
      name: 'begins anew after its rest',
      firings: [[0], [1], [2], [11], [12], [13], [14]],
      reports: [2, 14],
    },
    {
      name: 'counts distinct values once',
      firings: [
        [0, 'a'],
        [1, 'a'],
        [2, 'b'],
        [3, 'b'],
        [4, 'c'],
      ],
      reports: [4],
    },
    {
      name: 'dates a value by when it came last',
      firings: [
        [0, 'a'],
        [8, 'a'],
        [9, 'b'],
        [17, 'c'],
      ],
      reports: [17],
    },
  ])('ruling 35: $name', ({ firings, reports }) => {
    expect(reporting(3, firings)).toEqual(reports)
  })

  test('ruling 35: keeps each tuple of keys apart', () => {
    const counter = tally(2)
    expect(counter.fire([text('a')], undefined, 0)).toBe(false)
    expect(counter.fire([text('b')], undefined, 0)).toBe(false)
    expect(counter.fire([text('a')], undefined, 1)).toBe(true)
  })

  test('what has no value to be distinct by does not count', () => {
    const counter = tally(1)
    expect(counter.fire([], null, 0)).toBe(false)
    expect(counter.fire([], undefined, 0)).toBe(true)
  })

  test('ruling 35: the least recently used tuple goes first, and is told', () => {
    const counter = tally(2, { ...defaultLimits, tuples: 2 })
    counter.fire([text('a')], undefined, 0)
    counter.fire([text('b')], undefined, 0)
    expect(counter.lost).toBeNull()
    counter.fire([text('c')], undefined, 0)
    expect(counter.lost).toBe('tuples')
    expect(counter.fire([text('b')], undefined, 0)).toBe(true)
    expect(counter.fire([text('a')], undefined, 0)).toBe(false)
  })

  test('tuples go as well when they hold too many firings together', () => {
    const counter = tally(1000, { ...defaultLimits, firings: 5 })
    for (let i = 0; i < 4; i++) counter.fire([text('a')], undefined, i)
    counter.fire([text('b')], undefined, 5)
    expect(counter.lost).toBeNull()
    counter.fire([text('b')], undefined, 6)
    expect(counter.lost).toBe('firings')
  })
})
