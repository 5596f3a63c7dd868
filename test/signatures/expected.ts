// What a vector says must be captured: keys of `expect` under the names that signatures use, and values that are compared
// however the wire, a program or a person spells them.

import type { PrintedValue, Report } from '../../src/output/sink.js'
import type { Vector } from '../frame/vectors.js'

/** One fact: any of these names holds one of these values. */
export interface Wanted {
  readonly key: string
  readonly names: readonly string[]
  readonly values: readonly unknown[]
  /** What is captured may go on behind the value. */
  readonly goesOn?: boolean
}

const SAME_NAME = (
  'text file size query reason random seed supernode url room vendor ultrapeer index ' +
  'roasted response'
).split(' ')

/** `code`, `status` and the like: an outcome in words, the number as `status`. */
const OUTCOMES = new Set(['status', 'result', 'error', 'code', 'rep', 'cd'])
const WORDS = 'accepted rejected refused connected ringing complete unanswered cancelled'.split(' ')

const NAMES = new Map<string, readonly string[]>([
  ...['screenname', 'uin', 'user', 'userid', 'nick'].map((key) => [key, ['account']] as const),
  ...['from', 'to'].map((key) => [key, ['peer']] as const),
  ...['password', 'password.clear'].map((key) => [key, ['password']] as const),
  ['password.roasted', ['roasted']],
  ...['challenge', 'key'].map((key) => [key, ['challenge']] as const),
  ...['resp6', 'passwd_digest'].map((key) => [key, ['response']] as const),
  ['resp96', ['response_96']],
  ['client', ['client']],
  ...['bos', 'addr', 'gw'].map((key) => [key, ['server']] as const),
  ['urn', ['hash']],
  ...['ip', 'verified_ip', 'dip', 'host'].map((key) => [key, ['address']] as const),
  ...['port', 'tcp_port', 'dport'].map((key) => [key, ['port']] as const),
  ['target', ['via']],
  ...['authcookie', 'sid'].map((key) => [key, ['cookie']] as const),
  ['net', ['network']],
  ['kb', ['kbytes']],
  // `files` is a list of names in the pack, wherever there is one.
  ['files', ['files', 'file_count']],
  ...['enc', 'enc_type'].map((key) => [key, ['encryption']] as const),
  ...SAME_NAME.map((key) => [key, [key]] as const),
])

/** Keys of one vector that say something else than elsewhere; null: which message it is, and nothing to capture. */
const OF_ONE = new Map<string, readonly string[] | null>([
  ['icq.v2.srv.online uin', ['peer']],
  ['icq.file.initack nick', ['peer']],
  ['msn.chg status', ['state']],
  ['msn.xfr.sb.s cookie', ['ticket']],
  ['msn.p2p.direct.hello text', null],
  ['msn.http.open server', null],
  ['gnu.gwebcache query', null],
  ['gnu.gwebcache2 query', null],
  ...['ft.get.index', 'gnu.get.index', 'gnu.get.index.04'].map(
    (id) => [`${id} path`, ['file']] as const,
  ),
  // An ordinary request names its host in a header: nobody is asked to connect there.
  ...['oscar.http.hello.aim', 'oscar.http.hello.icq'].map((id) => [`${id} host`, null] as const),
])

/** Values that are the beginning of what is on the wire: a program's name, without its version. */
const BEGINNINGS = new Set(['ft.reply.206 server', 'ft.altnet ua'])

/** A hash is on the wire in the place of the password, which is told so that a guess can be checked. */
const HASHED = ['hash', 'response', 'resp6']

export function wantedOf({ id, expect }: Vector): readonly Wanted[] {
  return Object.entries(expect).flatMap(([key, value]): Wanted[] => {
    const names = namesOf(id, key)
    if (names === null) return []
    if (key === 'password' && HASHED.some((other) => other in expect)) return []
    if (OUTCOMES.has(key) && names[0] === 'outcome') return [outcome(key, value)]
    if (names[0] === 'file' && key === 'path') return [{ key, names, values: [lastOf(value)] }]
    return [{ key, names, values: [value], goesOn: BEGINNINGS.has(`${id} ${key}`) }]
  })
}

function namesOf(id: string, key: string): readonly string[] | null {
  const own = OF_ONE.get(`${id} ${key}`)
  if (own !== undefined) return own
  if (key === 'hash') return id.startsWith('oscar.bucp.') ? ['response'] : ['hash']
  if (key === 'cookie') return ['cookie']
  if (key === 'ua') return ['agent', 'peer_agent']
  if (key === 'server') return /^(ft|gnu)\./.test(id) ? ['peer_agent'] : ['server']
  if (OUTCOMES.has(key)) return ['outcome', 'status']
  return NAMES.get(key) ?? null
}

function outcome(key: string, value: unknown): Wanted {
  return { key, names: ['outcome', 'status'], values: [value, ...WORDS] }
}

/** File name of a path. */
function lastOf(path: unknown): string {
  return String(path).split('/').filter(Boolean).at(-1) ?? ''
}

export function holds({ names, values, goesOn = false }: Wanted, report: Report): boolean {
  return names.some((name) =>
    valuesUnder(report, name).some((found) =>
      values.some((value) =>
        goesOn ? String(found).startsWith(String(value)) : same(value, found),
      ),
    ),
  )
}

/** Values under a name, or under its plural, which lists take; flat. */
export function valuesUnder({ flow, values }: Report, name: string): readonly PrintedValue[] {
  if (name === 'via')
    return [
      ...(flow.via ?? []).map(({ host, port }) => `${host}:${port}`),
      `${String(values.get('address'))}:${String(values.get('port'))}`,
    ]
  // Who a tunnel was asked for is told by what is found inside.
  const asked = (flow.via ?? []).flatMap(({ host, port }): PrintedValue[] =>
    name === 'address' ? [host] : name === 'port' ? [port] : [],
  )
  const plural = name.endsWith('s') ? `${name}es` : name.replace(/y$/, 'ie') + 's'
  return [values.get(name), values.get(plural), ...asked].flatMap((value): PrintedValue[] =>
    value === undefined ? [] : typeof value === 'object' ? [...value] : [value],
  )
}

export function same(wanted: unknown, found: PrintedValue): boolean {
  if (typeof found === 'object') return found.some((one) => same(wanted, one))
  return plain(wanted) === plain(found)
}

/** `"0x0A"` is 0a, `{ABC-D}` abcd, `{1}` 1: as much as two spellings of one value may differ. */
function plain(value: unknown): string {
  return String(value)
    .toLowerCase()
    .replace(/^0x/, '')
    .replace(
      /^\{?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{3,4})-([0-9a-f]{4})-([0-9a-f]{12})\}?$/,
      '$1$2$3$4$5',
    )
}
