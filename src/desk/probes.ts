// Which framers could read a stream, told by its first eight bytes.
//
// The front looks the bytes up in a table of at most 32 probes, one bit each, and shows only what fits one of them. A
// framer may have many probes, and the framers of a program more than 32 together: then the most alike are merged into
// wider ones, which show too much and hide nothing. So the desk asks again, with the framer's own probes (`fits`).

import type { Framer, Probe } from '../frame/framer.js'
import type { FrontProbe } from '../front/front.js'

export const PROBE_LENGTH = 8
const MOST_PROBES = 32

export type Transport = 'tcp' | 'udp'
/** `maybe`: not enough bytes are there to say so. */
export type Verdict = 'yes' | 'no' | 'maybe'

/** A framer, or one of the desk's own readers, and the first bytes on which it is to be started. */
export interface Offer<T> {
  readonly to: T
  readonly transport: Transport
  readonly probe: Probe
}

export interface ProbeTable<T> {
  readonly probes: readonly FrontProbe[]
  /** Whom PIECE.probes concerns, in the order of the offers. */
  takersOf(transport: Transport, bits: number): readonly T[]
}

/** Assigns the front's 32 bits. */
export function assignProbes<T>(offers: readonly Offer<T>[]): ProbeTable<T> {
  const groups = merged(
    offers.filter(({ probe }) => probe.every((position) => !admitsNothing(position))),
  )
  const order = [...new Set(offers.map(({ to }) => to))]
  const known = { tcp: new Map<number, readonly T[]>(), udp: new Map<number, readonly T[]>() }
  return {
    probes: groups.map(({ transport, positions }) => ({ transport, positions })),
    takersOf(transport, bits) {
      const before = known[transport].get(bits)
      if (before !== undefined) return before
      const fitting = groups.filter(
        (group, bit) => group.transport === transport && (bits >>> bit) & 1,
      )
      const takers = order.filter((to) => fitting.some((group) => group.takers.has(to)))
      known[transport].set(bits, takers)
      return takers
    },
  }
}

/** Probes of the framers, as they are without a program. */
export function probeTable(framers: readonly Framer[]): {
  readonly probes: readonly FrontProbe[]
  framersOf(bit: number): readonly Framer[]
} {
  const table = assignProbes(framers.flatMap((framer) => startOffers(framer, framer.probes)))
  return {
    probes: table.probes,
    framersOf: (bit) => {
      const transport = table.probes[bit]?.transport
      return transport === undefined ? [] : table.takersOf(transport, 1 << bit)
    },
  }
}

/** On which first bytes a framer may be wanted, whether the beginning of the stream was seen or not. */
export function startOffers(framer: Framer, probes: readonly Probe[]): Offer<Framer>[] {
  const { messageProbes } = framer
  return [...offersOf(framer, probes), ...(messageProbes ? offersOf(framer, messageProbes) : [])]
}

/** `probes` on each transport of the framer. None at all: every stream. */
function offersOf(framer: Framer, probes: readonly Probe[]): Offer<Framer>[] {
  return framer.info.transports.flatMap((transport) =>
    (probes.length === 0 ? [[]] : probes).map((probe) => ({ to: framer, transport, probe })),
  )
}

/** Do the first bytes `head[start, end)` fit one of the probes? Without probes any byte does. */
export function fits(
  probes: readonly Probe[],
  head: Uint8Array,
  start: number,
  end: number,
): Verdict {
  const length = end - start
  if (probes.length === 0) return length > 0 ? 'yes' : 'maybe'
  let verdict: Verdict = 'no'
  for (const probe of probes) {
    const known = Math.min(length, probe.length)
    let at = 0
    while (at < known && admits(probe[at] ?? null, head[start + at] ?? 0)) at++
    if (at < known) continue
    if (known === probe.length && length > 0) return 'yes'
    verdict = 'maybe'
  }
  return verdict
}

type Position = Probe[number]

function admits(position: Position, byte: number): boolean {
  if (position === null) return true
  return typeof position === 'number' ? position === byte : position.includes(byte)
}

function admitsNothing(position: Position): boolean {
  return position !== null && typeof position !== 'number' && position.length === 0
}

// ---- merging

interface Group<T> {
  readonly transport: Transport
  readonly positions: readonly (Uint32Array | null)[]
  readonly takers: Set<T>
}

function merged<T>(offers: readonly Offer<T>[]): Group<T>[] {
  const groups: Group<T>[] = []
  for (const { to, transport, probe } of offers) {
    const positions = Array.from({ length: PROBE_LENGTH }, (_, at) => byteSet(probe[at] ?? null))
    const same = groups.find(
      (group) => group.transport === transport && alike(group.positions, positions),
    )
    if (same === undefined) groups.push({ transport, positions, takers: new Set([to]) })
    else same.takers.add(to)
  }
  const costs = new Costs<T>()
  while (groups.length > MOST_PROBES) mergeClosest(groups, costs)
  return groups
}

/** Merges the two groups whose union admits the fewest streams that neither of them did. */
function mergeClosest<T>(groups: Group<T>[], costs: Costs<T>): void {
  let best: { readonly left: Group<T>; readonly right: Group<T>; readonly cost: number } | null =
    null
  for (const [index, left] of groups.entries())
    for (const right of groups.slice(index + 1)) {
      if (left.transport !== right.transport) continue
      const cost = costs.of(left, right)
      if (best === null || cost < best.cost) best = { left, right, cost }
    }
  if (best === null) throw new Error('of three probes, two have the same transport')
  const { left, right } = best
  groups.splice(groups.indexOf(right), 1)
  groups[groups.indexOf(left)] = {
    transport: left.transport,
    positions: left.positions.map((set, at) => union(set, right.positions[at] ?? null)),
    takers: new Set([...left.takers, ...right.takers]),
  }
}

/** Of merging two groups. Each pair is asked for in every round until one of the two is merged, so they are kept. */
class Costs<T> {
  private readonly known = new Map<Group<T>, Map<Group<T>, number>>()

  of(left: Group<T>, right: Group<T>): number {
    let row = this.known.get(left)
    if (row === undefined) this.known.set(left, (row = new Map()))
    let cost = row.get(right)
    if (cost === undefined) {
      cost = breadth(left, right) - this.own(left, row) - this.own(right)
      row.set(right, cost)
    }
    return cost
  }

  private own(group: Group<T>, row = this.known.get(group)): number {
    if (row === undefined) this.known.set(group, (row = new Map()))
    let own = row.get(group)
    if (own === undefined) row.set(group, (own = breadth(group, group)))
    return own
  }
}

/** Share of random streams that the union of two groups admits. */
function breadth<T>(left: Group<T>, right: Group<T>): number {
  let share = 1
  for (let at = 0; at < PROBE_LENGTH; at++) {
    const one = left.positions[at] ?? null
    const other = right.positions[at] ?? null
    if (one === null || other === null) continue
    let admitted = 0
    for (let word = 0; word < one.length; word++)
      admitted += bitsIn((one[word] ?? 0) | (other[word] ?? 0))
    share *= admitted / 256
  }
  return share
}

/** 256 bits in 8 words; null for any byte. */
function byteSet(position: Position): Uint32Array | null {
  if (position === null) return null
  const set = new Uint32Array(8)
  for (const byte of typeof position === 'number' ? [position] : position)
    set[byte >> 5] = (set[byte >> 5] ?? 0) | (1 << (byte & 31))
  return set
}

function union(left: Uint32Array | null, right: Uint32Array | null): Uint32Array | null {
  if (left === null || right === null) return null
  return left.map((word, at) => word | (right[at] ?? 0))
}

function alike(
  left: readonly (Uint32Array | null)[],
  right: readonly (Uint32Array | null)[],
): boolean {
  return left.every((set, at) => {
    const other = right[at] ?? null
    if (set === null || other === null) return set === other
    return set.every((word, index) => word === other[index])
  })
}

/** Hacker's Delight, 5-1. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
