// Which probes the first bytes of a stream or datagram fit. A probe admits a set of bytes at each of its positions; fewer
// bytes fit it as long as those that are there do, so that candidates only ever fall away.

import type { FrontProbe } from '../front.js'
import { PROBE_LENGTH } from '../front.js'

/** One word of probe bits for each position and byte value. */
export type ProbeTable = Uint32Array

/** Of the probes of one transport, at most 32: bit n of the result of `classify` is the nth. */
export function buildProbeTable(
  probes: readonly FrontProbe[],
  transport: 'tcp' | 'udp',
): ProbeTable {
  const length = PROBE_LENGTH[transport]
  const table = new Uint32Array(length * 256)
  const those = probes.filter((probe) => probe.transport === transport)
  those.forEach((probe, bit) => {
    for (let position = 0; position < length; position++) {
      const admitted = probe.positions[position] ?? null
      for (let byte = 0; byte < 256; byte++)
        if (admitted === null || (admitted[byte >> 5]! >>> (byte & 31)) & 1)
          table[position * 256 + byte]! |= 1 << bit
    }
  })
  return table
}

/** @param head `head[start, end)` are the first bytes, of which as many count as probes look at. @returns the probes that they fit. */
export function classify(table: ProbeTable, head: Uint8Array, start: number, end: number): number {
  const length = Math.min(end - start, table.length / 256)
  let fitting = 0xffffffff
  for (let position = 0; position < length && fitting !== 0; position++)
    fitting &= table[position * 256 + head[start + position]!]!
  return fitting >>> 0
}
