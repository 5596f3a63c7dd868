// Every test vector through the whole pipeline with all bundled signatures: alone, within its session, and within the
// conversations of contexts.ts. Right means: found as what it is, with its values under the standard names.

import { afterAll, expect, test } from 'vitest'
import { describeVectors, vector, vectors } from '../frame/vectors.js'
import type { Vector } from '../frame/vectors.js'
import { exceptions } from './exceptions.js'
import { playAll } from './plays.js'
import { complaintOf } from './verdict.js'

/** How many are right, at least: by what they are of. */
const FLOORS: readonly { group: string; pattern: RegExp; floor: number }[] = [
  { group: 'aim', pattern: /^(oscar(?!-icq)|toc)/, floor: 72 },
  { group: 'icq', pattern: /^(oscar-icq|icq)/, floor: 44 },
  { group: 'msn', pattern: /^msn/, floor: 76 },
  { group: 'yahoo', pattern: /^yahoo/, floor: 37 },
  { group: 'kazaa', pattern: /^fasttrack/, floor: 15 },
  { group: 'gnutella', pattern: /^gnutella/, floor: 47 },
  { group: 'proxy', pattern: /^proxy/, floor: 20 },
  { group: 'negative', pattern: /^negative/, floor: 12 },
]

describeVectors('test vectors', () => {
  const all = [...(vectors?.values() ?? [])]
  const plays = playAll(all)
  const lines: string[] = []
  const complaint = (of: Vector) => complaintOf(of, plays.get(of.id) ?? [])

  test.each(FLOORS)('$group: at least $floor are right', ({ group, pattern, floor }) => {
    const ours = all.filter(({ protocol }) => pattern.test(protocol))
    const wrong = ours.flatMap((of) => {
      const why = complaint(of)
      return why === null || exceptions.has(of.id) ? [] : [`    ${of.id}: ${why}`]
    })
    const right = ours.filter((of) => complaint(of) === null).length
    lines.push(`${group}: ${right} of ${ours.length}`, ...wrong)
    expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(floor)
  })

  test.each([...exceptions])('%s needs its exception: %s', (id) => {
    expect(complaint(vector(id))).not.toBeNull()
  })

  test('every vector is of one group', () => {
    for (const { id, protocol } of all)
      expect([id, FLOORS.filter(({ pattern }) => pattern.test(protocol)).length]).toEqual([id, 1])
  })

  afterAll(() => {
    const right = all.filter((of) => complaint(of) === null).length
    process.stdout.write(`${lines.join('\n')}\nvectors right: ${right} of ${all.length}\n`)
  })
})
