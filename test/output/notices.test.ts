// What the summary says about what a scan did not see.

import { expect, test } from 'vitest'
import type { DeskLimit } from '../../src/desk/counts.js'
import { defaultLimits } from '../../src/engine/limits.js'
import { NOTICES } from '../../src/output/notices.js'
import { Summary } from '../../src/output/summary.js'
import { summaryLines } from '../../src/output/summary-text.js'

function linesOf(counts: Readonly<Record<string, number>>): string[] {
  const summary = new Summary()
  summary.end(new Map(Object.entries(counts)))
  return summaryLines(summary.data())
}

const COUNTED = '0 captures, 0 packets, 0 flows: 0 alerts, 0 records'

test('what nobody need know is left out, and so is what did not happen', () => {
  expect(linesOf({ 'not IP': 7, ICMP: 2, 'late packets': 1, 'evicted flows': 0 })).toEqual([
    COUNTED,
  ])
})

test('what must not be overlooked has a line of its own', () => {
  expect(linesOf({ 'unknown link type': 1234, 'limit.rows': 1 })).toEqual([
    COUNTED,
    '  packets of an unknown link type, not looked into: 1,234',
    '  things remembered that had to make room (--limit rows): 1',
  ])
})

test('malformed packets are one line, whatever is wrong with them', () => {
  expect(linesOf({ 'decoder.ipv4.trunc_pkt': 2, 'decoder.udp.hlen_invalid': 3 })).toEqual([
    COUNTED,
    '  oddities of packets, which EVE has as anomalies: 5',
  ])
})

/** Typed so that none can be missing. */
const ofDesk: Readonly<Record<DeskLimit, true>> = {
  message: true,
  kept: true,
  segments: true,
  tunnels: true,
  proposals: true,
}

test.each([...Object.keys(defaultLimits), ...Object.keys(ofDesk)])(
  'when the limit %s was reached, it is said',
  (limit) => {
    expect(NOTICES.map(([counter]) => counter)).toContain(`limit.${limit}`)
  },
)
