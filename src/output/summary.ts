// What a scan amounts to: who did what, who talked with whom, which programs ran where, and the threat matrix, as far as the
// captures show it. Gathered while the scan runs; bounded, whatever the captures hold.

import type { Flow } from '../desk/consumer.js'
import type { Micros } from '../front/front.js'
import type { Report, Sink } from './sink.js'

/** Different accounts, conversations, hosts that are kept; further ones are only counted. */
const LIMIT = 10_000

/** Columns of the threat matrix, in the order of the white paper that it comes from. */
export const MATRIX_PRODUCTS = ['aim', 'msn', 'yahoo', 'icq', 'kazaa', 'gnutella'] as const

/** Its rows. */
export const MATRIX_RISKS = [
  'unencrypted',
  'file-transfer',
  'buffer-overflow',
  'remote-control',
  'worm',
  'spyware',
  'social-engineering',
  'bandwidth-copyright',
  'virus',
] as const

/** Plain data: `--summary` writes it as JSON. */
export interface SummaryData {
  readonly alerts: number
  readonly records: number
  /** By signature name. */
  readonly signatures: Readonly<Record<string, number>>
  readonly accounts: readonly AccountActivity[]
  readonly conversations: readonly Conversation[]
  readonly hosts: readonly HostActivity[]
  /** Reports of a risk (row) about a product (column). */
  readonly matrix: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** What did not find room in the lists above. */
  readonly leftOut: {
    readonly accounts: number
    readonly conversations: number
    readonly hosts: number
  }
  readonly counts: Readonly<Record<string, number>>
}

/** What was seen of one account. */
export interface AccountActivity {
  readonly product: string
  readonly account: string
  /** Addresses of the clients that used it. */
  readonly hosts: readonly string[]
  /** Reports by class and outcome: `cleartext-credentials accepted`. */
  readonly did: Readonly<Record<string, number>>
}

export interface Conversation {
  readonly product: string
  readonly between: readonly [string, string]
  readonly messages: number
  readonly first: Micros
  readonly last: Micros
}

export interface HostActivity {
  readonly address: string
  /** As the programs name themselves. */
  readonly programs: readonly string[]
  readonly products: readonly string[]
}

interface Account {
  product: string
  account: string
  hosts: Set<string>
  did: Map<string, number>
}

interface Talk {
  product: string
  between: readonly [string, string]
  messages: number
  first: Micros
  last: Micros
}

interface Host {
  address: string
  programs: Set<string>
  products: Set<string>
}

export class Summary implements Sink {
  private alerts = 0
  private records = 0
  private readonly signatures = new Map<string, number>()
  private readonly accounts = new Bounded<Account>()
  private readonly talks = new Bounded<Talk>()
  private readonly hosts = new Bounded<Host>()
  private readonly matrix = new Map<string, number>()
  private counts: ReadonlyMap<string, number> = new Map()

  report(report: Report): void {
    if (report.kind === 'record') this.records++
    else this.alerts++
    count(this.signatures, report.signature.name)
    for (const risk of report.signature.risks) count(this.matrix, `${risk} ${report.product}`)
    this.noteAccount(report)
    this.noteTalk(report)
    this.noteHost(report)
  }

  flow(): void {}

  anomaly(): void {}

  end(counts: ReadonlyMap<string, number>): void {
    this.counts = counts
  }

  private noteAccount(report: Report): void {
    const { product, flow, signature } = report
    const account = stringOf(report, 'account')
    if (account === null) return
    const activity = this.accounts.of(`${product} ${account}`, () => ({
      product,
      account,
      hosts: new Set(),
      did: new Map(),
    }))
    if (activity === null) return
    activity.hosts.add(clientAddress(flow))
    const outcome = stringOf(report, 'outcome')
    count(activity.did, outcome === null ? signature.class : `${signature.class} ${outcome}`)
  }

  private noteTalk(report: Report): void {
    const { product, time } = report
    const peer = stringOf(report, 'peer')
    if (report.signature.class !== 'message' || peer === null || !report.values.has('text')) return
    const between = [stringOf(report, 'account') ?? 'somebody', peer].sort() as [string, string]
    const talk = this.talks.of(`${product} ${between.join('\0')}`, () => ({
      product,
      between,
      messages: 0,
      first: time,
      last: time,
    }))
    if (talk === null) return
    talk.messages++
    talk.last = time
  }

  private noteHost(report: Report): void {
    const { flow, product } = report
    const address = clientAddress(flow)
    const host = this.hosts.of(address, () => ({
      address,
      programs: new Set(),
      products: new Set(),
    }))
    if (host === null) return
    host.products.add(product)
    const program = stringOf(report, 'client') ?? stringOf(report, 'agent')
    if (program !== null) host.programs.add(program)
  }

  data(): SummaryData {
    return {
      alerts: this.alerts,
      records: this.records,
      signatures: Object.fromEntries([...this.signatures].sort(([a], [b]) => (a < b ? -1 : 1))),
      accounts: this.accounts.all.map(({ product, account, hosts, did }) => ({
        product,
        account,
        hosts: [...hosts],
        did: Object.fromEntries(did),
      })),
      conversations: this.talks.all,
      hosts: this.hosts.all.map(({ address, programs, products }) => ({
        address,
        programs: [...programs],
        products: [...products],
      })),
      matrix: Object.fromEntries(
        MATRIX_RISKS.map((risk) => [
          risk,
          Object.fromEntries(
            MATRIX_PRODUCTS.map((product) => [product, this.matrix.get(`${risk} ${product}`) ?? 0]),
          ),
        ]),
      ),
      leftOut: {
        accounts: this.accounts.leftOut,
        conversations: this.talks.leftOut,
        hosts: this.hosts.leftOut,
      },
      counts: Object.fromEntries(this.counts),
    }
  }
}

/** Entries by key, up to a limit. */
class Bounded<T> {
  private readonly entries = new Map<string, T>()
  leftOut = 0

  /** The entry of a key, made if there is room; null where there is none. */
  of(key: string, make: () => T): T | null {
    const known = this.entries.get(key)
    if (known !== undefined) return known
    if (this.entries.size === LIMIT) {
      this.leftOut++
      return null
    }
    const made = make()
    this.entries.set(key, made)
    return made
  }

  get all(): T[] {
    return [...this.entries.values()]
  }
}

function stringOf({ values }: Report, name: string): string | null {
  const value = values.get(name)
  return typeof value === 'string' ? value : null
}

/** Who opened, else the lower endpoint. */
function clientAddress(flow: Flow): string {
  return flow.addresses[flow.opener ?? 0]
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
