// Every row of the scope is fired by something.

import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { filesBelow } from '../../src/capture/directory.js'
import { BUNDLED, openPack, signaturesOf } from '../../src/pack/pack.js'
import { vectors } from '../frame/vectors.js'
import { shared } from '../support/shared.js'
import { scan } from './captures.js'
import { loaded } from './pack.js'
import { playAll } from './plays.js'
import { rows } from './rows.js'

const { program } = loaded
const scope = shared('scope.md')
const recorded = shared('captures/recorded')

/** Patterns of rows that nothing fires, at most. */
const UNFIRED = 0

describe.skipIf(scope === null || recorded === null)('rows of the scope', () => {
  const fired = new Set<string>()
  /** Kinds of proxies through which something was found. */
  const carrying = new Set<string>()

  beforeAll(async () => {
    const plays = playAll([...(vectors?.values() ?? [])])
    const reports = [...plays.values()].flat().flatMap((play) => play.reports)
    for (const { path } of filesBelow(recorded ?? '')) reports.push(...(await scan(path)))
    for (const { flow } of reports) for (const { kind } of flow.via ?? []) carrying.add(kind)
    for (const { product, signature } of reports)
      fired.add(`${product} ${signature.class} ${signature.name}`)
    for (const tested of namesWithTests()) fired.add(tested)
  }, 60_000)

  test('are all in the table, and no others', () => {
    const headings = readFileSync(scope ?? '', 'utf8')
      .split(/^## /m)
      .slice(1)
    for (const { heading, rows: ours } of rows) {
      const text = headings.find((one) => one.startsWith(heading)) ?? ''
      const capabilities = [...text.matchAll(/^\| (?!capability|---)(.*?) \|/gm)].map(
        ([, cell]) => cell ?? '',
      )
      expect(capabilities.length).toBe(ours.length)
      ours.forEach(({ row }, index) => expect(capabilities[index]).toMatch(new RegExp(`^${row}`)))
    }
    expect(rows.flatMap(({ rows: ours }) => ours)).toHaveLength(52)
  })

  test(`are fired, but for ${UNFIRED} patterns at most`, () => {
    const unfired = rows.flatMap(({ heading, rows: ours }) =>
      ours.flatMap(({ row, fires, reason }) =>
        reason !== undefined
          ? []
          : fires
              .filter((pattern) => ![...fired].some((name) => pattern.test(name)))
              .map((pattern) => `${heading}: ${row}: ${pattern.source}`),
      ),
    )
    expect(unfired.length, unfired.join('\n')).toBeLessThanOrEqual(UNFIRED)
  })

  test('a proxy is a finding of low severity', () => {
    expect([...fired].filter((name) => name.startsWith('proxy proxy '))).not.toEqual([])
    expect([...carrying].sort()).toEqual(['connect', 'socks4', 'socks5'])
  })
})

/** `product class name` of signatures of which a test of their own wants a report. */
function namesWithTests(): string[] {
  return signaturesOf(openPack([BUNDLED], BUNDLED).own).flatMap((signature) => {
    const name = signature.name.text
    const fires = signature.tests.some(({ wanted }) =>
      wanted.some(
        (item) =>
          item.kind !== 'expect' && (item.signature === null || item.signature.text === name),
      ),
    )
    const one = program.signatures.find((compiled) => compiled.name === name)
    return fires && one !== undefined ? [`${name.split('.', 1)[0] ?? ''} ${one.class} ${name}`] : []
  })
}
