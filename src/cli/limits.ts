// `--policy`, `--limit`, `--timeout` and `--jobs`: what a scan may hold, for how long, whose bytes it believes, and how many
// threads it may use.

import { InvalidArgumentError } from 'commander'
import type { OverlapPolicy } from '../desk/overlap.js'
import type { EngineLimits } from '../engine/limits.js'
import type { FragmentOptions } from '../front/plain/decode/fragments.js'
import { nearest } from '../language/suggest.js'
import type { Limits } from '../scan/pipeline.js'

export const POLICIES: readonly OverlapPolicy[] = [
  'first',
  'last',
  'bsd',
  'linux',
  'windows',
  'solaris',
]

/** One setting of the command line, put into effect. */
export type Change = (limits: Limits) => Limits

/** More flows would not fit beside everything else in the fast front's memory. */
const MOST_FLOWS = 0x40_0000
const MOST = 0x7fff_ffff

const LIMITS: Readonly<Record<string, (limits: Limits, value: number) => Limits>> = {
  flows: (limits, flows) => ({ ...limits, flows }),
  'kept-bytes': (limits, keptBytes) => ({ ...limits, keptBytes }),
  'hole-bytes': (limits, bytes) => ({ ...limits, reassembly: { ...limits.reassembly, bytes } }),
  'hole-segments': (limits, segments) => ({
    ...limits,
    reassembly: { ...limits.reassembly, segments },
  }),
  tunnels: (limits, tunnelDepth) => ({ ...limits, tunnelDepth }),
  'fragmented-packets': ofFragments('packets'),
  'fragment-bytes': ofFragments('bytes'),
  instances: ofEngine('instances'),
  waiting: ofEngine('waiting'),
  'captured-bytes': ofEngine('captured'),
  facts: ofEngine('facts'),
  'fact-bytes': ofEngine('factBytes'),
  rows: ofEngine('rows'),
  'row-bytes': ofEngine('rowBytes'),
  tuples: ofEngine('tuples'),
  firings: ofEngine('firings'),
  expectations: ofEngine('expectations'),
}

const TIMEOUTS: Readonly<Record<string, keyof Limits['timeouts']>> = {
  'tcp-opening': 'tcpOpening',
  tcp: 'tcpEstablished',
  'udp-one-way': 'udpOneWay',
  udp: 'udpTwoWay',
}

export const LIMIT_NAMES = Object.keys(LIMITS)
export const TIMEOUT_NAMES = Object.keys(TIMEOUTS)

/** @param setting `flows=1000`. @throws InvalidArgumentError saying what is wrong with it */
export function limitSetting(setting: string): Change {
  const [name, value] = parse(setting, LIMIT_NAMES)
  return (limits) => LIMITS[name]?.(limits, value) ?? limits
}

/** @param setting `udp=30`, in seconds. @throws InvalidArgumentError saying what is wrong with it */
export function timeoutSetting(setting: string): Change {
  const [name, seconds] = parse(setting, TIMEOUT_NAMES)
  const key = TIMEOUTS[name]
  if (key === undefined) return (limits) => limits
  return (limits) => ({ ...limits, timeouts: { ...limits.timeouts, [key]: seconds * 1_000_000 } })
}

/** One policy for TCP segments and for IP fragments. */
export function policySetting(policy: OverlapPolicy): Change {
  return (limits) => ({
    ...limits,
    reassembly: { ...limits.reassembly, policy },
    fragments: { ...limits.fragments, policy },
  })
}

/** @param text a number from 1 on. @throws InvalidArgumentError if it is none */
export function jobsSetting(text: string): number {
  if (!/^0*[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It is a number, 1 or more.')
  return Number(text)
}

function ofFragments(key: keyof Pick<FragmentOptions, 'packets' | 'bytes'>) {
  return (limits: Limits, value: number): Limits => ({
    ...limits,
    fragments: { ...limits.fragments, [key]: value },
  })
}

function ofEngine(key: keyof EngineLimits) {
  return (limits: Limits, value: number): Limits => ({
    ...limits,
    engine: { ...limits.engine, [key]: value },
  })
}

function parse(setting: string, names: readonly string[]): [name: string, value: number] {
  const [name = '', digits = ''] = setting.split('=', 2)
  if (!names.includes(name)) {
    const close = nearest(name, names)
    throw new InvalidArgumentError(
      close === null ? `There are ${names.join(', ')}.` : `Did you mean ${close}?`,
    )
  }
  const value = Number(digits)
  const most = name === 'flows' ? MOST_FLOWS : MOST
  if (!/^\d+$/.test(digits) || value < 1 || value > most)
    throw new InvalidArgumentError(`It is written ${name}=NUMBER, from 1 to ${most}.`)
  return [name, value]
}
