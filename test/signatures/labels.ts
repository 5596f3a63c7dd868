// The ground truth of captures/labels.json, and whether a finding in it was reported.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { PrintedValue, Report } from '../../src/output/sink.js'
import { shared } from '../support/shared.js'
import { same, valuesUnder } from './expected.js'

export type Endpoints = readonly [transport: string, initiator: string, responder: string]

export interface Finding {
  readonly protocol: string
  readonly what: string
  readonly values: Readonly<Record<string, unknown>>
  readonly frames: readonly number[]
  readonly via?: { readonly destination: string }
  readonly secret?: readonly string[]
  /** Neither reporting it nor silence is a fault. */
  readonly optional?: boolean
  /** False: weak evidence, silence is no fault. */
  readonly certain?: boolean
  /** False: an alert is a false alarm. */
  readonly alert?: boolean
}

export interface LabelledFlow {
  readonly flow: Endpoints
  readonly findings: readonly Finding[]
}

export interface LabelledCapture {
  readonly icmp_quotes?: readonly number[]
  readonly flows: readonly LabelledFlow[]
}

const path = shared('captures/labels.json')

/** By the capture's path below captures/; null where the shared data is absent. */
export const labels: ReadonlyMap<string, LabelledCapture> | null =
  path === null
    ? null
    : new Map(
        Object.entries(
          (
            JSON.parse(readFileSync(path, 'utf8')) as {
              captures: Record<string, LabelledCapture>
            }
          ).captures,
        ),
      )

/** What must be found: neither optional, nor uncertain, nor a false alarm if it were. */
export function isCertain({ optional, certain, alert }: Finding): boolean {
  return optional !== true && certain !== false && alert !== false
}

export function isOn({ flow }: Report, [transport, initiator, responder]: Endpoints): boolean {
  const ends = flow.addresses.map((address, side) => `${address}:${String(flow.ports[side])}`)
  return flow.transport === transport && ends.includes(initiator) && ends.includes(responder)
}

/** Signatures that report a finding, by class or by name. */
const WHAT: Readonly<Record<string, RegExp>> = {
  'sign-on-roasted': /^cleartext-credentials /,
  'sign-on-http': /^cleartext-credentials /,
  'sign-on-md5': /^weak-authentication /,
  'sign-on-crypt': /^weak-authentication /,
  'sign-on-cram': /^weak-authentication /,
  'sign-on-cookie': /cookie|session/,
  redirect: /redirect|switchboard/,
  switchboard: /switchboard/,
  call: /switchboard|call/,
  join: /switchboard|join/,
  message: /^message /,
  typing: /typing/,
  capabilities: /capabilit/,
  'file-offer': /^file-transfer /,
  'file-accept': /^file-transfer /,
  'file-transfer': /^file-transfer /,
  handshake: /handshake/,
  ping: /^peer-to-peer (?!.*handshake)/,
  pong: /^peer-to-peer (?!.*handshake)/,
  query: /^peer-to-peer .*quer/,
  download: /^(peer-to-peer|file-transfer|file-sharing) /,
  'supernode-hello': /supernode/,
  tunnel: /^proxy /,
}

const PRODUCTS: Readonly<Record<string, string>> = {
  toc: 'aim',
  fasttrack: 'kazaa',
  gnutella2: 'gnutella',
}

/**
 * Reports of a finding: of its kind, and of the same packets. A tunnel is worth a report for what it carries, whenever that
 * comes.
 *
 * @param reports of its flow
 */
export function reportsOf(finding: Finding, reports: readonly Report[]): readonly Report[] {
  return reports.filter(
    (report) =>
      isOfKind(report, finding) &&
      (finding.what === 'tunnel' ||
        report.evidence.some(({ packet }) => finding.frames.includes(packet))),
  )
}

/** The same with the same values was reported before: `once per` may hold this one back. @param reports of the capture */
export function toldBefore(finding: Finding, reports: readonly Report[]): boolean {
  if (Object.keys(finding.values).every((key) => TOLD.has(key))) return false
  const first = Math.min(...finding.frames)
  return reports.some(
    (report) =>
      report.packet.number < first &&
      isOfKind(report, finding) &&
      missingFrom(finding, [report]).length === 0,
  )
}

function isOfKind({ signature, product }: Report, { protocol, what }: Finding): boolean {
  return (
    WHAT[what]?.test(`${signature.class} ${signature.name}`) === true &&
    (what === 'tunnel' || product === (PRODUCTS[protocol] ?? protocol))
  )
}

/** Names of the values that none of these reports has as the label has it. */
export function missingFrom(finding: Finding, reports: readonly Report[]): readonly string[] {
  const missing = Object.entries(finding.values).flatMap(([key, value]) =>
    TOLD.has(key) || reports.some((report) => has(report, key, value)) ? [] : [key],
  )
  const { via } = finding
  const found =
    via === undefined ||
    reports.some(({ flow }) =>
      (flow.via ?? []).some(({ host, port }) => `${host}:${port}` === via.destination),
    )
  return found ? missing : [...missing, 'via']
}

/**
 * Told by which signature fires (the form of a sign-on, which way a message goes), or by how often (`once per` holds back
 * the others).
 */
const TOLD = new Set(['form', 'direction', 'count'])

/** The words of the labels for an outcome, and what the pack says for the same. */
const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  connected: ['accepted', 'made'],
  ringing: ['accepted'],
}

/** Names of the labels that the pack has another word for, or one of its own for a product. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['host', ['server']],
  ['version', ['version', 'ymsg']],
])

function has(report: Report, key: string, value: unknown): boolean {
  const names = NAMES.get(key) ?? [key.replaceAll('-', '_')]
  const found = names.flatMap((name) => valuesUnder(report, name))
  const wanted = Array.isArray(value)
    ? (value as readonly unknown[])
    : [value, ...(key === 'outcome' ? (OUTCOMES[String(value)] ?? []) : [])]
  const holds = (one: unknown) => found.some((other) => same(one, other) || isDigest(one, other))
  return Array.isArray(value) ? wanted.every(holds) : wanted.some(holds)
}

/** `sha256:…` stands for bytes too long or not fit to print. */
function isDigest(wanted: unknown, found: PrintedValue): boolean {
  if (typeof wanted !== 'string' || !wanted.startsWith('sha256:')) return false
  const text = String(found)
  return [Buffer.from(text, 'hex'), Buffer.from(text, 'utf8'), Buffer.from(text, 'latin1')].some(
    (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}` === wanted,
  )
}
