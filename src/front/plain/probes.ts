// Which probes the first bytes of a stream or datagram fit. A probe admits a set of bytes at each of its positions; fewer
// bytes fit it as long as those that are there do, so that candidates only ever fall away.
//
//     words   two for each position and byte value: bit n says that the nth probe admits the byte there
//     enough  two for each length: the probes that so many bytes are enough for
//     bits    one word for each probe: what it says of a piece

import type { Beginning, FrontProbe } from '../front.js'
import { PROBE_LENGTH, PROBE_LIMIT } from '../front.js'

const VALUES = 256
const WORDS = 2

export interface ProbeTable {
  readonly words: Uint32Array
  readonly enough: Uint32Array
  readonly bits: Uint32Array
}

export function buildProbeTable(probes: readonly FrontProbe[], beginning: Beginning): ProbeTable {
  const those = probes.filter((probe) => probe.of === beginning)
  if (those.length > PROBE_LIMIT) throw new RangeError(`${those.length} probes of a ${beginning}`)
  const words = new Uint32Array(PROBE_LENGTH * VALUES * WORDS)
  const enough = new Uint32Array((PROBE_LENGTH + 1) * WORDS)
  const bits = new Uint32Array(PROBE_LIMIT)
  /** Of each position, the probes that admit every byte there. */
  const all = new Uint32Array(PROBE_LENGTH * WORDS)
  those.forEach((probe, index) => {
    bits[index] = probe.bits
    const needed = probe.positions.findLastIndex((position) => position !== null) + 1
    for (let length = needed; length <= PROBE_LENGTH; length++)
      enough[length * WORDS + (index >> 5)]! |= 1 << (index & 31)
    const bit = 1 << (index & 31)
    for (let position = 0; position < PROBE_LENGTH; position++) {
      const admitted = probe.positions[position] ?? null
      if (admitted === null) all[position * WORDS + (index >> 5)]! |= bit
      admitted?.forEach((left, word) => {
        for (; left !== 0; left = (left & (left - 1)) >>> 0) {
          const byte = word * 32 + 31 - Math.clz32(left & -left)
          words[(position * VALUES + byte) * WORDS + (index >> 5)]! |= bit
        }
      })
    }
  })
  for (let at = 0; at < words.length; at++)
    words[at]! |= all[Math.floor(at / (VALUES * WORDS)) * WORDS + (at % WORDS)]!
  return { words, enough, bits }
}

/** @param head `head[start, end)` begins with the first bytes. @returns the bits of all probes that they fit; 0 for no bytes */
export function classify(table: ProbeTable, head: Uint8Array, start: number, end: number): number {
  return start < end ? bitsOf(table, head, start, end, [-1, -1]) : 0
}

/** As `classify`, of a datagram: nothing follows that could make it fit. */
export function classifyWhole(
  table: ProbeTable,
  head: Uint8Array,
  start: number,
  end: number,
): number {
  const at = Math.min(end - start, PROBE_LENGTH) * WORDS
  return bitsOf(table, head, start, end, [table.enough[at]!, table.enough[at + 1]!])
}

/** Bits of those of the probes `among` that the first bytes fit. */
function bitsOf(
  { words, bits }: ProbeTable,
  head: Uint8Array,
  start: number,
  end: number,
  among: [number, number],
): number {
  const length = Math.min(end - start, PROBE_LENGTH)
  for (let position = 0; position < length; position++) {
    const at = (position * VALUES + head[start + position]!) * WORDS
    among[0] &= words[at]!
    among[1] &= words[at + 1]!
  }
  let all = 0
  bits.forEach((own, probe) => {
    if ((among[probe >> 5]! >>> (probe & 31)) & 1) all |= own
  })
  return all >>> 0
}
