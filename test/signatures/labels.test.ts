// Real recordings against their labels, flow by flow.

import { afterAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/output/sink.js'
import { shared } from '../support/shared.js'
import { scan } from './captures.js'
import { isCertain, isOn, labels, missingFrom, reportsOf, toldBefore } from './labels.js'
import type { LabelledCapture } from './labels.js'

/** Certain findings that are reported, at least; with every value, at least. */
const FLOOR = { reported: 111, whole: 111 }
/** Alerts on flows that hold nothing of ours, at most. */
const FALSE_ALARMS = 0

describe.skipIf(labels === null)('labels', () => {
  const captures = [...(labels ?? [])]
  const scans = new Map<string, Promise<readonly Report[]>>()
  const reportsIn = (name: string) => {
    const known = scans.get(name) ?? scan(pathOf(name))
    scans.set(name, known)
    return known
  }

  const counts = { certain: 0, reported: 0, whole: 0 }
  const wrong: string[] = []

  test(`${FLOOR.reported} findings at least are reported, ${FLOOR.whole} with all values`, async () => {
    for (const [name, { flows }] of captures) {
      const all = await reportsIn(name)
      for (const { flow, findings } of flows) {
        const ours = all.filter((report) => isOn(report, flow))
        for (const finding of findings.filter(isCertain)) {
          counts.certain++
          const found = reportsOf(finding, ours)
          const missing = missingFrom(finding, found)
          const told = toldBefore(finding, all)
          if (found.length > 0 || told) counts.reported++
          if ((found.length > 0 && missing.length === 0) || told) counts.whole++
          else {
            const why = found.length === 0 ? 'not reported' : `without ${missing.join(', ')}`
            const frames = finding.frames.join(', ')
            wrong.push(`    ${name} ${flow.join(' ')} ${finding.what} frames ${frames}: ${why}`)
          }
        }
      }
    }
    expect(counts.reported, wrong.join('\n')).toBeGreaterThanOrEqual(FLOOR.reported)
    expect(counts.whole, wrong.join('\n')).toBeGreaterThanOrEqual(FLOOR.whole)
  })

  test('flows with nothing in them raise no alert', async () => {
    const alarms: string[] = []
    for (const [name, { flows }] of captures) {
      const alerts = (await reportsIn(name)).filter(({ kind }) => kind === 'alert')
      for (const { flow, findings } of flows) {
        if (findings.some(({ alert }) => alert !== false)) continue
        for (const report of alerts.filter((one) => isOn(one, flow)))
          alarms.push(`${name} ${flow.join(' ')}: ${report.signature.name}`)
      }
    }
    expect(alarms.length, alarms.join('\n')).toBeLessThanOrEqual(FALSE_ALARMS)
  })

  const quoted = captures.filter(([, { icmp_quotes: quotes }]) => quotes !== undefined)
  test.each(quoted)('what ICMP errors quote in %s is not reported', async (name, capture) => {
    for (const { evidence } of await reportsIn(name))
      for (const { packet } of evidence) expect(capture.icmp_quotes).not.toContain(packet)
  })

  const withSecrets = captures.filter(([, capture]) => secretsIn(capture).length > 0)
  test.each(withSecrets)('no secret of %s is written', async (name, capture) => {
    const written = JSON.stringify(
      (await scan(pathOf(name), false)).map(({ message, values }) => [message, [...values]]),
    )
    for (const secret of secretsIn(capture))
      expect(written).not.toContain(JSON.stringify(secret).slice(1, -1))
  })

  afterAll(() => {
    const { certain, reported, whole } = counts
    process.stdout.write(
      `${wrong.join('\n')}\nlabels: ${reported} of ${certain} certain findings reported, ${whole} with all values\n`,
    )
  })
})

function pathOf(name: string): string {
  return shared(`captures/${name}`) ?? ''
}

/** Without those that stand in another place as well, where nothing calls them a secret. */
function secretsIn({ flows }: LabelledCapture): readonly string[] {
  const findings = flows.flatMap((flow) => flow.findings)
  const entries = findings.flatMap(({ values, secret = [] }) =>
    Object.entries(values).map(([key, value]) => ({
      value: String(value),
      secret: secret.includes(key),
    })),
  )
  const open = new Set(entries.flatMap(({ value, secret }) => (secret ? [] : [value])))
  return entries.flatMap(({ value, secret }) => (secret && !open.has(value) ? [value] : []))
}
