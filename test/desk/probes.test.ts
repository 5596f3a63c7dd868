import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignProbes, fits } from '../../src/desk/probes.js'
import type { Offer } from '../../src/desk/probes.js'
import type { Probe } from '../../src/frame/framer.js'
import { buildProbeTable, classify } from '../../src/front/plain/probes.js'

const position = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 97, max: 104 }),
  fc.uniqueArray(fc.integer({ min: 97, max: 104 }), { minLength: 1, maxLength: 4 }),
)
const probe: fc.Arbitrary<Probe> = fc.array(position, { maxLength: 8 })
const head = fc.uint8Array({ min: 97, max: 104, minLength: 1, maxLength: 10 })

describe('the probes of a front', () => {
  test('hide no framer whose own probe fits, however many there are', () => {
    const offers = fc.array(
      fc.record({
        to: fc.option(fc.nat(40)),
        of: fc.constantFrom('stream' as const, 'midway' as const, 'datagram' as const),
        probe,
      }),
      { maxLength: 150 },
    )
    fc.assert(
      fc.property(
        offers,
        fc.array(head, { minLength: 1, maxLength: 10 }),
        (all: Offer<number>[], heads) => {
          const table = assignProbes(all)
          for (const beginning of ['stream', 'midway', 'datagram'] as const) {
            const front = buildProbeTable(table.probes, beginning)
            for (const bytes of heads) {
              const bits = classify(front, bytes, 0, bytes.length)
              const takers = table.takersOf(bits)
              for (const { to, of, probe: own } of all) {
                if (of !== beginning || fits([own], bytes, 0, bytes.length) === 'no') continue
                if (to === null) expect(bits & table.searched).not.toBe(0)
                else expect(takers).toContain(to)
              }
            }
          }
        },
      ),
      { seed: 32, numRuns: 100 },
    )
  })

  test('are exact as long as there are no more than 64', () => {
    const offers = Array.from({ length: 64 }, (_, to) => ({
      to: to >> 2,
      of: 'stream' as const,
      probe: [65 + to],
    }))
    const table = assignProbes(offers)
    const front = buildProbeTable(table.probes, 'stream')
    for (let to = 0; to < 64; to++)
      expect(table.takersOf(classify(front, Uint8Array.of(65 + to, 0), 0, 2))).toEqual([to >> 2])
    const others = buildProbeTable(table.probes, 'datagram')
    expect(classify(others, Uint8Array.of(65), 0, 1)).toBe(0)
  })

  test('leave out what admits nothing', () => {
    expect(assignProbes([{ to: 1, of: 'stream', probe: [[]] }]).probes).toEqual([])
  })
})

describe('the first bytes of a stream', () => {
  test.each<{ name: string; probes: Probe[]; head: string; verdict: string }>([
    {
      name: 'fit when every position does',
      probes: [[0x61, null, [0x63, 0x64]]],
      head: 'axd',
      verdict: 'yes',
    },
    {
      name: 'fit perhaps while some are missing',
      probes: [[0x61, null, [0x63, 0x64]]],
      head: 'ax',
      verdict: 'maybe',
    },
    {
      name: 'do not fit when one does not',
      probes: [[0x61, null, [0x63, 0x64]]],
      head: 'axe',
      verdict: 'no',
    },
    {
      name: 'fit if one probe of several does',
      probes: [[0x61, 0x62], [0x61]],
      head: 'a',
      verdict: 'yes',
    },
    { name: 'fit where nothing is asked', probes: [], head: 'a', verdict: 'yes' },
    { name: 'are not there yet', probes: [], head: '', verdict: 'maybe' },
    { name: 'never fit an empty set', probes: [[[]]], head: 'a', verdict: 'no' },
  ])('$name', ({ probes, head, verdict }) => {
    const bytes = Buffer.from(`..${head}`)
    expect(fits(probes, bytes, 2, bytes.length)).toBe(verdict)
  })
})
