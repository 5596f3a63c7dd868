// Which framers could read a stream or datagram, told by its first bytes.
//
// The front looks the bytes up in a table of at most 64 probes for each beginning, and says by bits who could read what
// begins so. A program may have more probes: then the most alike are merged into wider ones, which show too much and hide
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
  const groups: Group<T>[] = []
  for (const { to, probe } of offers.filter(({ of }) => of === beginning)) {
    const positions = Array.from({ length: PROBE_LENGTH }, (_, at) => byteSet(probe[at] ?? null))
    const same = groups.find((group) => alike(group.positions, positions))
    if (same === undefined) groups.push({ positions, takers: new Set([to]) })
    else same.takers.add(to)
  }
  return groups.length > PROBE_LIMIT ? mergeClosest(groups) : groups
}

interface Pair<T> {
  readonly left: Group<T>
  readonly right: Group<T>
  /** How many more takers their union is offered to, of random streams. */
  readonly cost: number
}

/** Merges the two groups whose union costs least, until few enough are left. */
function mergeClosest<T>(groups: readonly Group<T>[]): Group<T>[] {
  let left = [...groups]
  let pairs = groups.flatMap((group, index) => pairsOf(group, groups.slice(index + 1)))
  while (left.length > PROBE_LIMIT) {
    const [first, ...others] = pairs
    if (first === undefined) break
    const best = others.reduce((least, pair) => (pair.cost < least.cost ? pair : least), first)
    const both = [best.left, best.right]
    const merged = {
      positions: best.left.positions.map((set, at) => union(set, best.right.positions[at] ?? null)),
      takers: new Set([...best.left.takers, ...best.right.takers]),
    }
    left = left.filter((group) => !both.includes(group))
    pairs = pairs.filter((pair) => !both.includes(pair.left) && !both.includes(pair.right))
    pairs.push(...pairsOf(merged, left))
    left.push(merged)
  }
  return left
}

function pairsOf<T>(left: Group<T>, others: readonly Group<T>[]): Pair<T>[] {
  const weight = (group: Group<T>) => breadth(group, group) * group.takers.size
  const own = weight(left)
  return others.map((right) => {
    const takers = left.takers.size + right.takers.size
    return { left, right, cost: breadth(left, right) * takers - own - weight(right) }
  })
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
