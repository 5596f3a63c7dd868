// Properties of the whole decoder: it takes any bytes, its work is bounded by them, it allocates nothing for ordinary
// packets, and it sees in real captures what is in them.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCapture } from '../../../../src/capture/open.js'
import { CaptureWindow } from '../../../../src/capture/window.js'
import { MAXIMUM_RECORD_LENGTH } from '../../../../src/capture/capture.js'
import { Decoder } from '../../../../src/front/plain/decode/decoder.js'
import { linkLayer } from '../../../../src/front/plain/decode/link-types.js'
import { shared } from '../../../support/shared.js'
import { bytes, decode, ethernet, hex, IPV4, ipv4, ipv6, recordOf, tcp, udp } from './build.js'

const LINK_TYPES = Array.from({ length: 300 }, (_, linkType) => linkType).filter(
  (linkType) => linkLayer(linkType) !== 'unknown link type',
)

/** Whatever comes out lies within what went in, or within what fragments were put together to. */
function check(decoder: Decoder, record: Uint8Array, linkType: number, wireLength: number): void {
  const packet = decoder.decode(record, recordOf(record, linkType, { wireLength }), 1)
  if (packet === null) return
  const { payloadStart, payloadEnd, wirePayload } = packet
  expect(payloadStart).toBeGreaterThan(0)
  expect(payloadEnd).toBeGreaterThanOrEqual(payloadStart)
  expect(payloadEnd).toBeLessThanOrEqual(packet.bytes.length)
  expect(wirePayload).toBeGreaterThanOrEqual(payloadEnd - payloadStart)
}

test('any bytes, under any link type, lead to a packet or to none', () => {
  const decoder = new Decoder({ checksums: false })
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(...LINK_TYPES),
      fc.nat(300),
      (record, linkType, wireLength) => check(decoder, record, linkType, wireLength),
    ),
    { seed: 1, numRuns: 20_000 },
  )
})

describe('packets that were good once', () => {
  const inner = ipv4(6, tcp(1, 2, "'payload'", { flags: 2, options: '0204 05b4 0303 07 00' }))
  const seeds = [
    { linkType: 1, record: ethernet('8100', `0001 8847 00010140 ${inner}`) },
    { linkType: 1, record: ethernet('8864', `1100 0001 00ff 0021 ${inner}`) },
    {
      linkType: 1,
      record: ethernet('86dd', ipv6(0, `2c00 000000000000 1100 0001 00000001 ${IPV4}`)),
    },
    {
      linkType: 101,
      record: ipv4(47, `b000 6558 00000000 00000001 00000002 ${ethernet('0800', inner)}`),
    },
    { linkType: 101, record: ipv4(47, `3081 880b 0040 0001 00000001 00000001 21 ${inner}`) },
    {
      linkType: 101,
      record: ipv4(17, udp(4789, 4789, `08000000 00000100 ${ethernet('0800', inner)}`)),
    },
    {
      linkType: 101,
      record: ipv4(17, udp(2152, 2152, `34ff 0040 00000001 00000085 01100000 ${inner}`)),
    },
    {
      linkType: 101,
      record: ipv4(
        17,
        udp(6081, 6081, `0200 6558 00000100 0000000000000000 ${ethernet('0800', inner)}`),
      ),
    },
    {
      linkType: 127,
      record: `0000 1a00 03000080 00000000 00000000 0000000000000000 20 00 8801 ${'00'.repeat(22)} 0000 0000 aaaa03 000000 0800 ${inner}`,
    },
    { linkType: 239, record: `02000000 0600 0a00 6162 0000 4000 0900 ${inner}` },
    { linkType: 258, record: `10000000 01000000 01000000 00000000 ${ethernet('0800', inner)}` },
  ].map(({ linkType, record }) => ({ linkType, record: bytes(record) }))

  test.each(seeds)('cut anywhere: link type $linkType', ({ linkType, record }) => {
    for (let cut = 0; cut <= record.length; cut++)
      for (const wireLength of [cut, record.length]) {
        // Behind the cut lies what a decoder must not see.
        const memory = new Uint8Array(record.length + 64).fill(0x45)
        memory.set(record.subarray(0, cut))
        const seen = new Decoder().decode(
          memory,
          recordOf(memory, linkType, { to: cut, wireLength }),
          1,
        )
        const alone = new Decoder().decode(
          record.slice(0, cut),
          recordOf(record, linkType, { to: cut, wireLength }),
          1,
        )
        expect(seen === null).toBe(alone === null)
        if (seen !== null) expect(seen.payloadEnd).toBeLessThanOrEqual(cut)
      }
  })

  test('with bytes changed', () => {
    const decoder = new Decoder({ checksums: true })
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        ({ linkType, record }, changes) => {
          const changed = record.slice()
          for (const [at, value] of changes) changed[at % changed.length] = value
          check(decoder, changed, linkType, changed.length)
        },
      ),
      { seed: 1, numRuns: 20_000 },
    )
  })
})

describe('work is bounded by the length of the record', () => {
  const LENGTH = 262_000
  const repeated = (unit: string) => {
    const pattern = bytes(unit)
    return Uint8Array.from({ length: LENGTH }, (_, index) => pattern[index % pattern.length] ?? 0)
  }
  test.each([
    { name: 'VLAN tags', linkType: 1, unit: '8100' },
    { name: 'MPLS labels', linkType: 1, unit: '8847' },
    { name: 'wrappers in wrappers', linkType: 192, unit: '0000 0800 c0000000' },
    { name: 'PPP in PPP', linkType: 9, unit: 'ff03 0031' },
    { name: 'attributes', linkType: 239, unit: '0400 0000' },
    { name: 'IPv6 options', linkType: 229, unit: '60000000 00000040' },
    { name: 'zeros', linkType: 1, unit: '00' },
    { name: 'ones', linkType: 239, unit: '04' },
  ])('$name', ({ linkType, unit }) => {
    const record = repeated(unit)
    const start = performance.now()
    for (let round = 0; round < 20; round++) check(new Decoder(), record, linkType, record.length)
    // A thousand times what it takes, so that a busy machine does not fail it; quadratic work would take minutes.
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

test('ordinary packets are put into the same object', () => {
  const decoder = new Decoder()
  const record = bytes(ethernet('0800', ipv4(6, tcp(1, 2, "'abc'"))))
  const first = decoder.decode(record, recordOf(record, 1), 1)
  const { source, vlans } = first ?? {}
  const second = decoder.decode(record, recordOf(record, 1), 2)
  expect(second).toBe(first)
  expect(second?.source).toBe(source)
  expect(second?.vlans).toBe(vlans)
})

test('records without a packet are counted, by why', () => {
  const decoder = new Decoder()
  for (const notation of [ethernet('0806', ''), ethernet('0806', ''), ethernet('0800', '55')]) {
    const record = bytes(notation)
    decoder.decode(record, recordOf(record, 1), 1)
  }
  expect([...decoder.counts]).toEqual([
    ['not IP', 2],
    ['decoder.ipv4.pkt_too_small', 1],
    ['reassembled packets', 0],
    ['fragments timed out', 0],
    ['fragments evicted', 0],
  ])
  expect(decode(ethernet('0806', '')).events).toEqual([])
})

const captures = shared('captures')
const labels = shared('captures/labels.json')

interface Labels {
  captures: Record<
    string,
    { flows: { flow: [transport: string, one: string, other: string]; frames: [number, number] }[] }
  >
}

interface DecodedCapture {
  decoder: Decoder
  records: number
  packets: number
  /** First and last packet of each five-tuple, sides in the order of the first packet. */
  flows: Map<string, [number, number]>
}

async function decodeCapture(path: string, options = {}): Promise<DecodedCapture> {
  const opened = await openCapture(path)
  if (!opened.ok) throw new Error(opened.problem.message)
  const buffer = new Uint8Array(MAXIMUM_RECORD_LENGTH)
  const window = new CaptureWindow(opened.capture, buffer)
  const decoder = new Decoder(options)
  const flows = new Map<string, [number, number]>()
  let packets = 0
  do
    while (window.next()) {
      const packet = decoder.decode(buffer, window.record, window.packets)
      if (packet === null) continue
      packets++
      const one = side(packet.source, packet.sourcePort)
      const other = side(packet.destination, packet.destinationPort)
      const reversed = `${packet.transport} ${other} ${one}`
      const key = flows.has(reversed) ? reversed : `${packet.transport} ${one} ${other}`
      flows.set(key, [flows.get(key)?.[0] ?? packet.number, packet.number])
    }
  while (await window.refill())
  opened.capture.close()
  return { decoder, records: window.packets, packets, flows }
}

function side(address: Uint8Array, port: number): string {
  if (address.length === 4) return `${address.join('.')}:${port}`
  const groups = hex(address).match(/.{4}/g) ?? []
  return `${new URL(`http://[${groups.join(':')}]`).hostname}:${port}`
}

describe.skipIf(captures === null || labels === null)(
  'real captures (needs the shared captures)',
  () => {
    const labelled =
      labels === null ? {} : (JSON.parse(readFileSync(labels, 'utf8')) as Labels).captures

    test.each(Object.keys(labelled))('%s has the flows that its labels name', async (name) => {
      const { flows } = await decodeCapture(`${captures}/${name}`)
      const frames = new Map([...flows].map(([key, frames]) => [sorted(key), frames]))
      const expected = labelled[name]?.flows ?? []
      expect(frames).toEqual(
        new Map(expected.map(({ flow, frames }) => [sorted(flow.join(' ')), frames])),
      )
    })

    test.each(Object.keys(labelled).filter((name) => name.startsWith('recorded/')))(
      '%s has right checksums',
      async (name) => {
        const { decoder, records, packets } = await decodeCapture(`${captures}/${name}`, {
          checksums: true,
        })
        const others = ['ICMP', 'not IP'].map((ending) => decoder.counts.get(ending) ?? 0)
        expect(packets + others.reduce((sum, count) => sum + count)).toBe(records)
      },
    )
  },
)

/** Without who sent first: labels put the sender of the SYN there. */
function sorted(key: string): string {
  return key.split(' ').sort().join(' ')
}
