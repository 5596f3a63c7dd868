// Which probes the first bytes of a stream or datagram fit. A probe admits a set of bytes at each of its positions; fewer
// bytes fit it as long as those that are there do, so that candidates only ever fall away.
//
//     words   two for each position and byte value: bit n says that the nth probe admits the byte there
//     bits    one word for each probe: what it says of a piece

import type { Beginning, FrontProbe } from '../front.js'
import { PROBE_LENGTH, PROBE_LIMIT } from '../front.js'

const VALUES = 256
const WORDS = 2

export interface ProbeTable {
  readonly words: Uint32Array
  readonly bits: Uint32Array
}

export function buildProbeTable(probes: readonly FrontProbe[], beginning: Beginning): ProbeTable {
  const those = probes.filter((probe) => probe.of === beginning)
  if (those.length > PROBE_LIMIT) throw new RangeError(`${those.length} probes of a ${beginning}`)
  const words = new Uint32Array(PROBE_LENGTH * VALUES * WORDS)
  const bits = new Uint32Array(PROBE_LIMIT)
  those.forEach((probe, index) => {
    bits[index] = probe.bits
    for (let position = 0; position < PROBE_LENGTH; position++) {
      const admitted = probe.positions[position] ?? null
      for (let byte = 0; byte < VALUES; byte++)
        if (admitted === null || (admitted[byte >> 5]! >>> (byte & 31)) & 1)
          words[(position * VALUES + byte) * WORDS + (index >> 5)]! |= 1 << (index & 31)
    }
  })
  return { words, bits }
}

/** @param head `head[start, end)` begins with the first bytes. @returns the bits of all probes that they fit; 0 for no bytes */
export function classify(
  { words, bits }: ProbeTable,
  head: Uint8Array,
  start: number,
  end: number,
): number {
  const length = Math.min(end - start, PROBE_LENGTH)
  if (length <= 0) return 0
  let low = -1
  let high = -1
  for (let position = 0; position < length; position++) {
    const at = (position * VALUES + head[start + position]!) * WORDS
    low &= words[at]!
    high &= words[at + 1]!
  }
  return (bitsOf(low, bits, 0) | bitsOf(high, bits, 32)) >>> 0
}

function bitsOf(fitting: number, bits: Uint32Array, from: number): number {
  let all = 0
  for (let left = fitting; left !== 0; left &= left - 1)
    all |= bits[from + 31 - Math.clz32(left & -left)]!
  return all
}
