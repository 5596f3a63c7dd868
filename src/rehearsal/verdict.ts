// What a test wanted beside what came.

import type { Pair, Test, TestValue, Wanted } from '../language/ast.js'
import type { PrintedValue, Report } from '../output/sink.js'

/** An expectation that was armed while a test ran; `after` so many reports. */
export interface Armed {
  readonly transport: string
  readonly host: string | null
  readonly port: number | null
  readonly after: number
}

export interface Outcome {
  readonly reports: readonly Report[]
  readonly armed: readonly Armed[]
}

export interface Verdict {
  readonly ok: boolean
  /** One row for each thing wanted or come, in order. A side is null where it has nothing. */
  readonly rows: readonly VerdictRow[]
}

export interface VerdictRow {
  readonly ok: boolean
  readonly wanted: string | null
  readonly came: string | null
}

/**
 * Compares in order. A test watches its own signature and those it names: of these an alert that is not wanted fails it,
 * and a record where records of that signature are wanted. `silent` wants nothing of its own signature, records included.
 */
export function judge(test: Test, signature: string, outcome: Outcome): Verdict {
  const wanted = test.wanted.filter((item) => item.kind !== 'expect')
  const came = outcome.reports.filter((report) => isWatched(report, test, signature))
  const rows: VerdictRow[] = []
  for (let index = 0; index < Math.max(wanted.length, came.length); index++) {
    const [item, report] = [wanted[index], came[index]]
    rows.push({
      ok: item !== undefined && report !== undefined && fits(item, report, signature),
      wanted: item === undefined ? null : printWanted(item, signature),
      came: report === undefined ? null : printCame(report, item),
    })
  }
  for (const item of test.wanted) {
    if (item.kind !== 'expect') continue
    const found = outcome.armed.some((armed) => arms(item, armed))
    rows.push({
      ok: found,
      wanted: printExpect(item),
      came: found ? printExpect(item) : outcome.armed.map(printArmed).join(', ') || null,
    })
  }
  return { ok: rows.every(({ ok }) => ok), rows }
}

type WantedReport = Extract<Wanted, { kind: 'alert' | 'record' }>
type WantedExpectation = Extract<Wanted, { kind: 'expect' }>

function nameOf(item: WantedReport, own: string): string {
  return item.signature?.text ?? own
}

function isWatched(report: Report, test: Test, own: string): boolean {
  const { name } = report.signature
  const items = test.wanted.filter(
    (item): item is WantedReport => item.kind !== 'expect' && nameOf(item, own) === name,
  )
  if (test.wanted.length === 0) return name === own
  if (report.kind === 'alert') return name === own || items.length > 0
  return items.some(({ kind }) => kind === 'record')
}

function fits(item: WantedReport, report: Report, own: string): boolean {
  return (
    item.kind === report.kind &&
    nameOf(item, own) === report.signature.name &&
    item.pairs.every((pair) => holds(pair, report))
  )
}

function holds({ name, value }: Pair, report: Report): boolean {
  const found = valueOf(report, name.text)
  if (isList(value)) {
    return (
      Array.isArray(found) &&
      found.length === value.length &&
      value.every((one, index) => same(one, (found as readonly (string | number)[])[index]))
    )
  }
  return same(value, found)
}

function isList(value: Pair['value']): value is readonly TestValue[] {
  return Array.isArray(value)
}

function same(wanted: TestValue, found: PrintedValue | boolean | undefined): boolean {
  switch (wanted.kind) {
    case 'name':
      if (wanted.text === 'none') return found === undefined
      if (wanted.text === 'redacted') return typeof found === 'string' && REDACTED.test(found)
      return String(found) === wanted.text
    case 'number':
      return found === wanted.value
    case 'string':
      return found === Buffer.from(wanted.bytes).toString()
    case 'ip':
      return found === wanted.text
  }
}

const REDACTED = /^\[redacted \d+ bytes\]$/

/** A capture, or one of the engine's own keys. */
function valueOf(report: Report, name: string): PrintedValue | boolean | undefined {
  switch (name) {
    case 'message':
      return report.message
    case 'trigger':
      return report.trigger ?? undefined
    case 'truncated':
      return report.truncated || undefined
    case 'gap':
      return report.gap || undefined
    case 'midstream':
      return report.flow.midstream || undefined
    case 'repeats':
      return report.repeats || undefined
    case 'product':
      return report.product
    default:
      return report.values.get(name)
  }
}

function arms({ transport, endpoint }: WantedExpectation, armed: Armed): boolean {
  return (
    transport.text === armed.transport &&
    endpoint.port === armed.port &&
    (armed.host === null || endpoint.address.text === armed.host)
  )
}

// ---- for people

function printWanted(item: WantedReport, own: string): string {
  const pairs = item.pairs.map(({ name, value }) => `${name.text} = ${printValue(value)}`)
  return `${item.kind} ${nameOf(item, own)} { ${pairs.join(', ')} }`
}

/** Of a report, the values that were asked for; all of them where nothing was. */
function printCame(report: Report, item: WantedReport | undefined): string {
  const names = item?.pairs.map(({ name }) => name.text) ?? [...report.values.keys()]
  const pairs = names.map((name) => `${name} = ${printFound(valueOf(report, name))}`)
  return `${report.kind} ${report.signature.name} { ${pairs.join(', ')} }`
}

function printExpect({ transport, endpoint }: WantedExpectation): string {
  return `expect ${transport.text} ${endpoint.address.text}:${endpoint.port}`
}

function printArmed({ transport, host, port }: Armed): string {
  return `expect ${transport} ${host ?? 'any'}:${port ?? 'any'}`
}

function printValue(value: Pair['value']): string {
  return isList(value) ? `[${value.map(printOne).join(', ')}]` : printOne(value)
}

function printOne(value: TestValue): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(Buffer.from(value.bytes).toString())
    case 'number':
      return String(value.value)
    default:
      return value.text
  }
}

function printFound(value: PrintedValue | boolean | undefined): string {
  if (value === undefined) return 'none'
  return JSON.stringify(value)
}
