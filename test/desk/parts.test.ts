// The small things that the desk is made of.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Backlog } from '../../src/desk/backlog.js'
import { Deadlines } from '../../src/desk/deadlines.js'
import { flowId, innerFlowId } from '../../src/desk/flow-id.js'
import { Gaps } from '../../src/desk/gaps.js'
import { Keep } from '../../src/desk/keep.js'
import { widen } from '../../src/desk/ledger-view.js'
import { printAddress } from '../../src/front/address.js'
import type { FlowKey } from '../../src/front/front.js'

describe('a backlog', () => {
  test('holds what was appended and not dropped, and knows which packet brought each byte', () => {
    const step = fc.record({ bytes: fc.uint8Array({ maxLength: 200 }), drop: fc.nat(250) })
    fc.assert(
      fc.property(fc.nat(1e6), fc.array(step, { maxLength: 40 }), (offset, steps) => {
        const backlog = new Backlog(offset)
        const model: { byte: number; packet: number }[] = []
        let dropped = 0
        steps.forEach(({ bytes, drop }, number) => {
          const { behind } = backlog
          const packet = { number, time: 0, file: '' }
          backlog.append({ bytes, start: 0, end: bytes.length, history: 0, offset: behind, packet })
          bytes.forEach((byte) => model.push({ byte, packet: number }))
          dropped = Math.min(dropped + drop, model.length)
          backlog.drop(offset + dropped)
        })
        const left = model.slice(dropped)
        expect([...backlog.bytes.subarray(backlog.start, backlog.end)]).toEqual(
          left.map(({ byte }) => byte),
        )
        expect(left.map((_, at) => backlog.packetAt(offset + dropped + at)?.number)).toEqual(
          left.map(({ packet }) => packet),
        )
        expect([...backlog.copy().bytes.subarray(0, left.length)]).toEqual(
          left.map(({ byte }) => byte),
        )
      }),
      { seed: 64, numRuns: 200 },
    )
  })

  test('takes of a stretch only what it does not have', () => {
    const backlog = new Backlog(10)
    const stretch = (offset: number, text: string) => {
      const bytes = Buffer.from(text)
      const packet = { number: offset, time: 0, file: '' }
      return { bytes, start: 0, end: bytes.length, history: 0, offset, packet }
    }
    expect(backlog.append(stretch(8, 'xxab'))).toBe(true)
    expect(backlog.append(stretch(9, 'xab'))).toBe(false)
    expect(backlog.append(stretch(11, 'bc'))).toBe(true)
    expect(Buffer.from(backlog.bytes.subarray(backlog.start, backlog.end)).toString()).toBe('abc')
  })
})

test('deadlines fire in their order: by time, by rank, by age; and not when they were taken back', () => {
  const entry = fc.record({ at: fc.nat(20), rank: fc.nat(2), removed: fc.boolean() })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const deadlines = new Deadlines()
      const fired: number[] = []
      const added = entries.map(({ at, rank }, nth) =>
        deadlines.add(at, () => fired.push(nth), rank),
      )
      entries.forEach(({ removed }, nth) => {
        const deadline = added[nth]
        if (removed && deadline !== undefined) deadlines.remove(deadline)
      })
      while (deadlines.fire(10));
      expect(deadlines.next).toBeGreaterThan(10)
      while (deadlines.fire(100));
      expect(deadlines.next).toBe(Infinity)
      const order = entries
        .map((one, nth) => ({ ...one, nth }))
        .filter(({ removed }) => !removed)
        .sort((a, b) => a.at - b.at || a.rank - b.rank || a.nth - b.nth)
      expect(fired).toEqual(order.map(({ nth }) => nth))
    }),
    { seed: 7, numRuns: 300 },
  )
})

test('who kept nothing new for the longest time gives up first', () => {
  const gave: string[] = []
  const keeper = (name: string) => ({ giveUp: () => gave.push(name) })
  const keep = new Keep(100)
  const [a, b, c] = [keeper('a'), keeper('b'), keeper('c')]
  keep.add(a, 40)
  keep.add(b, 40)
  keep.add(a, 10)
  keep.settle()
  expect(gave).toEqual([])
  keep.add(c, 20)
  keep.settle()
  expect(gave).toEqual(['b'])
  expect(keep.bytes).toBe(70)
  keep.release(a, 30)
  keep.release(c)
  expect(keep.bytes).toBe(20)
})

test('gaps are remembered, the oldest of many only roughly', () => {
  const gaps = new Gaps()
  for (let at = 0; at < 400; at += 10) gaps.add(at, at + 2)
  expect(gaps.touch(390, 400)).toBe(true)
  expect(gaps.touch(392, 400)).toBe(false)
  expect(gaps.touch(0, 1)).toBe(true)
  expect(gaps.touch(400, Infinity)).toBe(false)
})

test('offsets are widened to the nearest', () => {
  const GIB = 2 ** 30
  for (const [offset, near] of [
    [5, 0],
    [3 * GIB, 0],
    [5 * GIB + 7, 4 * GIB],
    [4 * GIB - 1, 4 * GIB],
    [9 * GIB, 9 * GIB + 100],
  ] as const)
    expect(widen(offset % 2 ** 32, near)).toBe(offset)
})

describe('flow ids', () => {
  const key: FlowKey = {
    transport: 'tcp',
    version: 4,
    vlans: [],
    addresses: [Uint8Array.of(10, 0, 0, 1), Uint8Array.of(10, 0, 0, 2)],
    ports: [1025, 5190],
    firstPacket: 7,
    firstTime: 1_000_000_000_000_000,
    opener: 0,
  }

  test('of a file differ by the number of the first packet alone', () => {
    const ids = Array.from({ length: 1000 }, (_, firstPacket) => flowId({ ...key, firstPacket }))
    expect(new Set(ids).size).toBe(1000)
    for (const id of ids) expect(id >= 0 && id < 2 ** 51 && Number.isInteger(id)).toBe(true)
  })

  test('of two files differ by what else is known, and are the same everywhere', () => {
    const others = [
      key,
      { ...key, firstTime: key.firstTime + 1 },
      { ...key, ports: [1026, 5190] as const },
      { ...key, transport: 'udp' as const },
      { ...key, vlans: [5] },
      { ...key, addresses: [Uint8Array.of(10, 0, 0, 3), key.addresses[1]] as const },
    ]
    expect(new Set(others.map(flowId)).size).toBe(others.length)
    expect(flowId(key)).toBe(flowId({ ...key }))
    expect(innerFlowId(flowId(key), 9)).not.toBe(innerFlowId(flowId(key), 10))
  })
})

test.each([
  ['0a000001', '10.0.0.1'],
  ['20010db8000000000000000000000001', '2001:db8::1'],
  ['00000000000000000000000000000000', '::'],
  ['20010db8000100020003000400050006', '2001:db8:1:2:3:4:5:6'],
  ['20010db8000000010000000000000001', '2001:db8:0:1::1'],
  ['20010000000400050006000700080009', '2001:0:4:5:6:7:8:9'],
])('the address %s is printed as %s', (hex, printed) => {
  expect(printAddress(Buffer.from(hex, 'hex'))).toBe(printed)
})
