import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { stream } from '../../src/frame/stream.js'
import { messagesOf, runOf } from './cuts.js'
import { bytesOf, describeVectors } from './vectors.js'

const patterned = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31) & 0xff)

/** Lengths that are delivered when the direction comes in segments of these lengths, and which of them are cut. */
function deliveries(...segments: number[]): string[] {
  let at = 0
  const all = patterned(segments.reduce((sum, length) => sum + length, 0))
  const steps = segments.map((length) => ({
    side: 0 as const,
    bytes: all.subarray(at, (at += length)),
  }))
  return messagesOf(stream, steps).map(({ length, main, offset }) => {
    expect(offset).toBe(0)
    expect(main?.wire).toEqual([0, length])
    return `${length}${main?.cut ? ' …' : ''}`
  })
}

describe('growth', () => {
  test.each([
    { name: 'with every segment', segments: [3, 1, 4], lengths: ['3 …', '4 …', '8 …', '8'] },
    {
      name: 'at fixed lengths behind 512 bytes',
      segments: [500, 100, 40, 10],
      lengths: ['500 …', '576 …', '648 …', '650'],
    },
    {
      name: 'up to 64 KiB, and no further',
      segments: [65_535, 1, 1],
      lengths: ['63765 …', '65536 …'],
    },
    { name: 'to the longest that was reached', segments: [700], lengths: ['648 …', '700'] },
  ])('$name', ({ segments, lengths }) => {
    expect(deliveries(...segments)).toEqual(lengths)
  })

  it('delivers the same lengths behind 512 bytes however the direction is divided', () => {
    const segments = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(segments, (lengths) => {
        const total = lengths.reduce((sum, length) => sum + length, 0)
        const behind = (list: string[]) =>
          list.filter((text) => text.endsWith('…') && parseInt(text) > 512)
        const longest = behind(deliveries(...Array.from({ length: total }, () => 1)))
        for (const length of behind(deliveries(...lengths))) expect(longest).toContain(length)
        expect(behind(deliveries(...lengths)).at(-1)).toBe(longest.at(-1))
      }),
      { numRuns: 20 },
    )
  })

  it('keeps the work linear for one-byte segments', () => {
    const bytes = patterned(65_536)
    const framing = stream.open('tcp')
    let delivered = 0
    let calls = 0
    for (let end = 1, scanned = 0, atLeast = 0; end <= bytes.length; end++) {
      if (end < atLeast) continue
      const cut = framing.cut(0, { bytes, start: 0, end, scanned, final: false, first: true })
      if (cut.kind !== 'message') throw new Error(cut.kind)
      delivered += cut.length
      calls++
      scanned = end
      atLeast = cut.again ?? Infinity
    }
    expect(calls).toBeLessThan(560)
    expect(delivered).toBeLessThan(12 * bytes.length)
  })
})

it('does not know the beginning of a direction that was met in the middle, or lost bytes', () => {
  const { messages, lost } = runOf(stream, [{ side: 1, bytes: patterned(9) }], 'whole', {
    midstream: true,
  })
  expect(messages).toEqual([])
  expect(lost[1]?.why).toMatch(/beginning/)
})

describeVectors('vectors', () => {
  test.each(['yahoo.webcam.rvw', 'yahoo.webcam.rup'])('%s', (id) => {
    const messages = messagesOf(stream, [{ side: 0, bytes: bytesOf(id) }], 'bytes')
    const whole = Buffer.from(bytesOf(id)).toString('latin1')
    expect(messages.map(({ main }) => main?.text)).toContain(whole)
  })
})
