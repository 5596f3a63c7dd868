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
const head = fc.uint8Array({ min: 97, max: 104, maxLength: 10 })

describe('the 32 probes of a front', () => {
  test('hide no framer whose own probe fits, however many there are', () => {
    const offers = fc.array(
      fc.record({
        to: fc.nat(20),
        transport: fc.constantFrom('tcp' as const, 'udp' as const),
        probe,
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(
        offers,
        fc.array(head, { minLength: 1, maxLength: 10 }),
        (all: Offer<number>[], heads) => {
          const table = assignProbes(all)
          for (const transport of ['tcp', 'udp'] as const) {
            const ofTransport = table.probes.filter((one) => one.transport === transport)
            expect(ofTransport.length).toBeLessThanOrEqual(32)
            const front = buildProbeTable(table.probes, transport)
            for (const bytes of heads) {
              const takers = table.takersOf(transport, classify(front, bytes, 0, bytes.length))
              for (const { to, transport: its, probe: own } of all)
                if (its === transport && fits([own], bytes, 0, bytes.length) !== 'no')
                  expect(takers).toContain(to)
            }
          }
        },
      ),
      { seed: 32, numRuns: 200 },
    )
  })

  test('are exact as long as there are no more than 32', () => {
    const offers = Array.from({ length: 32 }, (_, to) => ({
      to,
      transport: 'tcp' as const,
      probe: [65 + to],
    }))
    const table = assignProbes(offers)
    const front = buildProbeTable(table.probes, 'tcp')
    for (let to = 0; to < 32; to++)
      expect(table.takersOf('tcp', classify(front, Uint8Array.of(65 + to, 0), 0, 2))).toEqual([to])
    expect(table.takersOf('udp', 0xffffffff)).toEqual([])
  })

  test('leave out what admits nothing', () => {
    expect(assignProbes([{ to: 1, transport: 'tcp', probe: [[]] }]).probes).toEqual([])
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
