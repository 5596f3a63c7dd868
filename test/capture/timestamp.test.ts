import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ticksPerSecond, timestampUs } from '../../src/capture/timestamp.js'

test('times agree with arithmetic of any precision, for every resolution', () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, (1n << 64n) - 1n),
      fc.oneof(fc.constantFrom(6, 9), fc.integer({ min: 0, max: 255 })),
      fc.bigInt(-(1n << 40n), 1n << 40n),
      (ticks, resolution, offset) => {
        const exponent = BigInt(resolution & 0x7f)
        const perSecond = resolution & 0x80 ? 1n << exponent : 10n ** exponent
        const us = (ticks * 1_000_000n) / perSecond + offset * 1_000_000n
        // Exact where a number can be: a hand's breadth before the limit, and powers of ten that a number holds.
        fc.pre(us < 1n << 52n && ticks / perSecond < 1n << 33n && (resolution & 0x7f) <= 22)
        const clamped = us < 0n ? 0 : Number(us)
        const origin = {
          linkType: 1,
          snapLength: 0,
          ticksPerSecond: ticksPerSecond(resolution),
          offsetSeconds: Number(offset),
        }
        const high = Number(ticks >> 32n)
        const low = Number(ticks & 0xffff_ffffn)
        expect(timestampUs(high, low, origin)).toBe(clamped)
      },
    ),
    { seed: 1, numRuns: 2000 },
  )
})
