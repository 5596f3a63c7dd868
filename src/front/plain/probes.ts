// Which probes the first bytes of a stream fit. A probe admits a set of bytes at each of up to eight positions; a stream
// of fewer bytes fits it as long as those that are there do, so that candidates only ever fall away.

import type { FrontProbe } from '../front.js'

export const PROBE_LENGTH = 8

/** One word of probe bits for each position and byte value. */
export type ProbeTable = Uint32Array

/** @param probes at most 32; bit n of the result of `classify` is probe n. */
export function buildProbeTable(
  probes: readonly FrontProbe[],
  transport: 'tcp' | 'udp',
): ProbeTable {
  const table = new Uint32Array(PROBE_LENGTH * 256)
  probes.forEach((probe, bit) => {
    if (probe.transport !== transport) return
    for (let position = 0; position < PROBE_LENGTH; position++) {
      const admitted = probe.positions[position] ?? null
      for (let byte = 0; byte < 256; byte++)
        if (admitted === null || (admitted[byte >> 5]! >>> (byte & 31)) & 1)
          table[position * 256 + byte]! |= 1 << bit
    }
  })
  return table
}

/** @param head the first bytes of a stream, at most `PROBE_LENGTH` of which count. @returns the probes that they fit. */
export function classify(table: ProbeTable, head: Uint8Array, start: number, end: number): number {
  const length = Math.min(end - start, PROBE_LENGTH)
  let fitting = 0xffffffff
  for (let position = 0; position < length && fitting !== 0; position++)
    fitting &= table[position * 256 + head[start + position]!]!
  return fitting >>> 0
}
