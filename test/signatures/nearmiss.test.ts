// A vector with one length, one type or one line end changed is reported as what it was as seldom as can be.

import { afterAll, expect, test } from 'vitest'
import { describeVectors, vectors } from '../frame/vectors.js'
import { nearMisses } from './nearmiss.js'
import { playsOf } from './plays.js'
import type { Play } from './verdict.js'

/** Variants that lead to the very same report, at most. */
const CEILING = 2

describeVectors('near misses', () => {
  const counts = { variants: 0, same: 0 }
  const fooled: string[] = []

  test(`${CEILING} at most are reported as the real thing`, () => {
    for (const vector of vectors?.values() ?? []) {
      const alone = [{ lines: [vector.id] }]
      const real = findings(playsOf(alone))
      if (real.size === 0) continue
      for (const { what, bytes } of nearMisses(vector)) {
        counts.variants++
        const same = [...findings(playsOf(alone, () => bytes))].filter((one) => real.has(one))
        if (same.length === 0) continue
        counts.same++
        fooled.push(`    ${vector.id}, ${what}: ${same[0] ?? ''}`)
      }
    }
    expect(counts.variants).toBeGreaterThan(0)
    expect(counts.same, fooled.join('\n')).toBeLessThanOrEqual(CEILING)
  })

  afterAll(() => {
    const { variants, same } = counts
    process.stdout.write(
      `${fooled.join('\n')}\nnear misses: ${same} of ${variants} are reported as the real thing\n`,
    )
  })
})

/** What is reported, with all values. */
function findings(plays: readonly (readonly [id: string, play: Play])[]): ReadonlySet<string> {
  return new Set(
    plays.flatMap(([, { reports }]) =>
      reports.map(
        ({ kind, signature, values }) =>
          `${kind} ${signature.name} ${JSON.stringify([...values]).slice(0, 200)}`,
      ),
    ),
  )
}
