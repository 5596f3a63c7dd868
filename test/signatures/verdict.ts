// Whether what was reported is what a vector asks for.

import type { Report } from '../../src/output/sink.js'
import type { Vector } from '../frame/vectors.js'
import { holds, wantedOf } from './expected.js'
import { isAttack } from './pack.js'

/** One play in which a vector was said. */
export interface Play {
  readonly reports: readonly Report[]
  /** Number of the packet with the vector. */
  readonly packet: number
}

/** @returns why it is not right, null if it is: the reason of the play that came closest */
export function complaintOf(vector: Vector, plays: readonly Play[]): string | null {
  let closest: string | null = null
  for (const play of plays) {
    const complaint = complaintIn(vector, play)
    if (complaint === null) return null
    if (closest === null || complaint.startsWith('not captured')) closest = complaint
  }
  return closest
}

function complaintIn(vector: Vector, { reports, packet }: Play): string | null {
  const names = (list: readonly Report[]) =>
    [...new Set(list.map(({ signature }) => signature.name))].join(', ') || 'nothing'
  if (vector.protocol === 'negative')
    return reports.length === 0 ? null : `reported as ${names(reports)}`

  const attacks = reports.filter(isAttack)
  const { alert } = vector.expect
  if (alert === false && attacks.length > 0) return `reported as ${names(attacks)}`
  if (
    alert === true &&
    !attacks.some(({ evidence }) => evidence.some((one) => one.packet === packet))
  )
    return `no worm, exploit or denial of service, but ${names(reports)}`

  const ours = reports.filter((report) => isOfProtocol(report, vector))
  const wanted = wantedOf(vector)
  const missing = wanted.filter((one) => !ours.some((report) => holds(one, report)))
  const witnessed = ours.some(
    (report) =>
      report.evidence.some((one) => one.packet === packet) ||
      (vector.protocol === 'proxy' && report.flow.via !== null),
  )
  if (!witnessed && (wanted.length === 0 || missing.length === wanted.length))
    return `not reported, but ${names(reports)}`
  if (missing.length === 0) return null
  const pairs = missing.map(
    ({ key, names: under, values }) => `${key} ${String(values[0])} (as ${under.join('/')})`,
  )
  return `not captured by ${names(ours)}: ${pairs.join('; ')}`
}

/** Product by the first part of the vector's protocol, of those from which either is right by which account signs on. */
const PRODUCTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^oscar-icq$|^icq/, ['icq']],
  [/^oscar|^toc/, ['aim', 'icq']],
  [/^msn/, ['msn']],
  [/^yahoo/, ['yahoo']],
  [/^fasttrack/, ['kazaa']],
  [/^gnutella/, ['gnutella']],
]

function isOfProtocol(report: Report, { protocol }: Vector): boolean {
  if (protocol === 'proxy') return report.product === 'proxy' || report.flow.via !== null
  const products = PRODUCTS.find(([pattern]) => pattern.test(protocol))?.[1] ?? []
  return products.includes(report.product)
}
