// Where and how a conversation travels changes nothing in what is found: any port, the middle of it, a proxy.

import { afterAll, describe, expect, test } from 'vitest'
import { filesBelow } from '../../src/capture/directory.js'
import type { Report } from '../../src/output/sink.js'
import { shared } from '../support/shared.js'
import { packetsOf } from './captures.js'
import { reportsOn } from './pack.js'
import { joinedLate, onOtherPorts, throughSocks, withoutHandshakes } from './rewrite.js'

const folder = shared('captures/recorded')
const captures = folder === null ? [] : [...filesBelow(folder)].map(({ path }) => path)
const rows = captures.map((path) => ({ name: path.split('/').at(-1) ?? '', path }))

const WAYS = [
  { way: 'on other ports', rewrite: onOtherPorts },
  { way: 'without the handshakes', rewrite: withoutHandshakes },
  { way: 'through SOCKS5', rewrite: throughSocks },
]

/** What does differ, and why. One that no longer does is struck off. */
const DIFFERENT = new Map([
  [
    'mldonkey_fasttrack_and_gnutella403.pcap without the handshakes',
    'twelve bytes without a magic say something at the start of a connection only',
  ],
])

/** Joined late, the visible half of a handshake, and a ping that stands alone, are told by reports of their own. */
const HALVES = new Set(['gnutella06_mldonkey_gtkg.pcap after 6'])

/**
 * Of what lies wholly behind the place where a capture begins, so much is not found, at most: where one message is all
 * that a side says behind it, a framer without a long magic has not seen the two that it asks for; and where a dialogue
 * began before, its end is reported by no other.
 */
const LOST = 2
const lost: string[] = []

describe.skipIf(folder === null).each(rows)('$name', ({ name, path }) => {
  const packets = packetsOf(path)
  const plain = packets.then((all) => reportsOn(all).filter(isOfContent))

  test.each(WAYS)('is the same $way', async ({ way, rewrite }) => {
    const found = reportsOn(rewrite(await packets)).filter(isOfContent)
    const wanted = (await plain).map(lineOf).sort()
    if (DIFFERENT.has(`${name} ${way}`)) expect(found.map(lineOf).sort()).not.toEqual(wanted)
    else expect(found.map(lineOf).sort()).toEqual(wanted)
  })

  test.each([6, 10, 16])('joined after %i packets, nothing else is found', async (count) => {
    const kept = joinedLate(await packets, count)
    const late = reportsOn(kept).filter(isOfContent)
    const known = await plain
    const others = late.filter((report) => !isKnown(report, known)).map(lineOf)
    if (HALVES.has(`${name} after ${count}`))
      expect(others.join()).toMatch(/gnutella\.(handshake|ping)/)
    else expect(others).toEqual([])

    const numbers = new Set(kept.map(({ number }) => number))
    for (const report of await plain) {
      const whole = report.evidence.every(({ packet }) => numbers.has(packet))
      if (whole && !late.some((other) => isSame(other, report)))
        lost.push(`    ${name} after ${count}: ${lineOf(report)}`)
    }
  })
})

test.skipIf(folder === null)(`of what is there, ${LOST} findings at most are lost`, () => {
  expect(lost.length, lost.join('\n')).toBeLessThanOrEqual(LOST)
})

afterAll(() => {
  process.stdout.write(`${lost.join('\n')}\nlost in captures joined late: ${lost.length}\n`)
})

/** Not what is said of the way itself. */
function isOfContent({ product }: Report): boolean {
  return product !== 'proxy'
}

function isSame(one: Report, other: Report): boolean {
  return one.signature === other.signature && one.packet.number === other.packet.number
}

/** Nothing in `late` is other than what was known. A session that is met midway may be said with another signature. */
function isKnown(late: Report, known: readonly Report[]): boolean {
  const ours = known.filter((report) => networkOf(report) === networkOf(late))
  return (
    ours.length > 0 &&
    valuesOf(late).every(
      ([name, value]) =>
        name === 'outcome' ||
        ours.some((report) =>
          valuesOf(report).some(([other, same]) => other === name && same === value),
        ),
    )
  )
}

/** AIM and ICQ are one network; which of them it is, the account tells, whose name may be lost. */
function networkOf({ product }: Report): string {
  return product === 'icq' ? 'aim' : product
}

function lineOf(report: Report): string {
  const { kind, signature, packet } = report
  const values = valuesOf(report).map(([name, value]) => `${name} ${value}`)
  return `${packet.number} ${kind} ${signature.name} ${values.join(', ')}`
}

const FLOW_IDS_ABOVE = 2 ** 33

/** Without the way, and without ids of flows, which depend on it. */
function valuesOf({ values }: Report): (readonly [name: string, value: string])[] {
  return [...values].flatMap(([name, value]) =>
    name === 'via' || (typeof value === 'number' && value > FLOW_IDS_ABOVE)
      ? []
      : [[name, JSON.stringify(value)] as const],
  )
}
