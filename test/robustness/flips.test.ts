// A slice of what `npm run flips` does: damaged captures, scanned whole with both fronts. `BothFronts` throws where a scan
// throws, where the fronts differ, or where the work is out of proportion.

import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { random } from '../support/random.js'
import { shared } from '../support/shared.js'
import { BothFronts } from './both-fronts.js'
import { capturesBelow } from './captures.js'
import { flips, truncations } from './damage.js'
import { disproportion, Work } from './work.js'

const samples = fileURLToPath(new URL('../../samples', import.meta.url))
const others = ['captures/im-p2p', 'captures/adjacent'].flatMap((name) => shared(name) ?? [])
const captures = capturesBelow([samples, ...others], 16_384)
const fronts = new BothFronts()

test('300 flipped bytes', async () => {
  const whole = new Set<string>()
  for (const { name, bytes } of flips(captures, 300, random(5))) {
    const { problems } = await fronts.scan(bytes).catch((error: unknown) => {
      throw new Error(name, { cause: error })
    })
    expect(problems.length).toBeLessThan(2)
    if (problems.length === 0) whole.add(name)
  }
  // Most flips are in packets, and go by unnoticed in the file.
  expect(whole.size).toBeGreaterThan(150)
})

test('a truncation loses what is behind it, and nothing else', async () => {
  const [{ path, bytes } = { path: '', bytes: new Uint8Array(0) }] = captures
  const all = await fronts.scan(bytes)
  let before = 0
  for (const cut of truncations(path, bytes, 11)) {
    const { packets, problems } = await fronts.scan(cut.bytes)
    expect([before, before + 1]).toContain(packets)
    expect(problems.length).toBeLessThan(2)
    before = packets
  }
  expect(before).toBe(all.packets - 1)
})

describe('work out of proportion is noticed', () => {
  test.each(Object.keys(new Work()) as (keyof Work)[])('%s', (name) => {
    const work = new Work()
    expect(disproportion(work, 1000, 10)).toBeNull()
    work[name] = 1_000_000
    expect(disproportion(work, 1000, 10)).toContain(`${name} 1000000`)
  })
})
