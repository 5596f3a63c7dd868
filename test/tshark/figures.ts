// What is compared.

import { createHash } from 'node:crypto'

export interface Figures {
  /** TCP and UDP. */
  readonly flows: number
  /** In them, those included that come when a flow has ended. */
  readonly packets: number
  /** Packets that were put together of fragments. */
  readonly reassembled: number
  /** The bytes of each direction of a TCP flow in their order, as `line` prints them, sorted. */
  readonly streams: readonly string[]
}

/** What stands for lost bytes: tshark's own words, with the zero that it leaves behind them. */
export function lost(bytes: number): Uint8Array {
  return Buffer.from(`[${bytes} bytes missing in capture file]\0`)
}

/** @param from, to endpoints, as `10.0.0.1:1863` */
export function line(from: string, to: string, parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return `${from} > ${to} ${length} bytes ${hash.digest('hex').slice(0, 16)}`
}
