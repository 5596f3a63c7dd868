// Which framers could read a stream or datagram, told by its first bytes.
//
// The front looks the bytes up in a table of at most 64 probes for each beginning, and says by bits who could read what
// begins so. A program may have more probes: then those that are alike are merged into wider ones, which show too much and hide
// nothing. So the desk asks again, with the framer's own probes (`fits`).

import type { Probe } from '../frame/framer.js'
import type { Beginning, FrontProbe } from '../front/front.js'
import { PROBE_LENGTH, PROBE_LIMIT } from '../front/front.js'

const BEGINNINGS = ['stream', 'midway', 'datagram'] as const
/** Says of a datagram that it is to be searched for literals. */
const SEARCHED = 0x80000000
/** Those before it stand for takers; if there are more takers, some share one. */
const TAKER_BITS = 31

/** `maybe`: not enough bytes are there to say so. */
export type Verdict = 'yes' | 'no' | 'maybe'

/** A framer, or one of the desk's own readers, and the first bytes on which it is to be started. */
export interface Offer<T> {
  /** Null: the datagram is to be searched for literals. */
  readonly to: T | null
  readonly of: Beginning
  readonly probe: Probe
}

export interface ProbeTable<T> {
  readonly probes: readonly FrontProbe[]
  /** As `FrontProgram.searched`. */
  readonly searched: number
  /** Whom PIECE.probes concerns, in the order of the offers. */
  takersOf(bits: number): readonly T[]
}

/** Assigns the front's bits. */
export function assignProbes<T>(offers: readonly Offer<T>[]): ProbeTable<T> {
  const possible = offers.filter(({ probe }) => probe.every((position) => !admitsNothing(position)))
  const order = [...new Set(offers.map(({ to }) => to))].filter((to) => to !== null)
  const bitOf = (to: T | null) => (to === null ? SEARCHED : 1 << (order.indexOf(to) % TAKER_BITS))
  const known = new Map<number, readonly T[]>()
  return {
    probes: BEGINNINGS.flatMap((of) =>
      merged(possible, of).map(({ positions, takers }) => {
        const bits = [...takers].reduce((all, to) => all | bitOf(to), 0) >>> 0
        return { of, positions, bits }
      }),
    ),
    searched: SEARCHED,
    takersOf(bits) {
      let takers = known.get(bits)
      if (takers === undefined) {
        takers = order.filter((to) => (bits & bitOf(to)) !== 0)
        known.set(bits, takers)
      }
      return takers
    },
  }
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
  readonly positions: readonly (Uint32Array | null)[]
  readonly takers: Set<T | null>
}

function merged<T>(offers: readonly Offer<T>[], beginning: Beginning): Group<T>[] {
  const groups = new Map<string, Group<T>>()
  for (const { to, of, probe } of offers) {
    if (of !== beginning) continue
    const positions = Array.from({ length: PROBE_LENGTH }, (_, at) => byteSet(probe[at] ?? null))
    const name = positions.map((set) => set?.join() ?? '').join(' ')
    const same = groups.get(name)
    if (same === undefined) groups.set(name, { positions, takers: new Set([to]) })
    else same.takers.add(to)
  }
  return mergeNeighbours([...groups.values()])
}

/**
 * Until few enough are left, two groups become one: of those that stand side by side in the order of their first bytes, the
 * two whose union costs least. (Of all pairs there would be too many.)
 */
function mergeNeighbours<T>(groups: readonly Group<T>[]): Group<T>[] {
  if (groups.length <= PROBE_LIMIT) return [...groups]
  const left = groups.map((group) => ({ group, name: nameOf(group) }))
  left.sort((one, other) => (one.name < other.name ? -1 : 1))
  const row = left.map(({ group }) => group)
  const costs = row.map((_, at) => costAt(row, at))
  while (row.length > PROBE_LIMIT) {
    const at = indexOfLeast(costs)
    const [one, other] = [row[at], row[at + 1]]
    if (one === undefined || other === undefined) break
    row.splice(at, 2, united(one, other))
    costs.splice(at, 1)
    costs[at] = costAt(row, at)
    if (at > 0) costs[at - 1] = costAt(row, at - 1)
  }
  return row
}

/** Groups are alike if these begin alike. */
function nameOf<T>({ positions }: Group<T>): string {
  return positions.map((set) => String.fromCharCode(set === null ? 256 : lowestIn(set))).join('')
}

function lowestIn(set: Uint32Array): number {
  const word = set.findIndex((bits) => bits !== 0)
  const bits = set[word] ?? 0
  return word * 32 + 31 - Math.clz32(bits & -bits)
}

/** How many more takers the group and the next one are offered to as one, of random streams. */
function costAt<T>(row: readonly Group<T>[], at: number): number {
  const [one, other] = [row[at], row[at + 1]]
  if (one === undefined || other === undefined) return Infinity
  const weight = (group: Group<T>) => breadth(group, group) * group.takers.size
  return breadth(one, other) * (one.takers.size + other.takers.size) - weight(one) - weight(other)
}

function indexOfLeast(costs: readonly number[]): number {
  let least = 0
  for (let at = 1; at < costs.length; at++)
    if ((costs[at] ?? Infinity) < (costs[least] ?? Infinity)) least = at
  return least
}

function united<T>(one: Group<T>, other: Group<T>): Group<T> {
  return {
    positions: one.positions.map((set, at) => union(set, other.positions[at] ?? null)),
    takers: new Set([...one.takers, ...other.takers]),
  }
}

/** Share of random streams that the union of two groups admits. */
function breadth<T>(left: Group<T>, right: Group<T>): number {
  let share = 1
  for (let at = 0; at < left.positions.length; at++) {
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

/** Hacker's Delight, 5-1. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
