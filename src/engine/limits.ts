// How much the engine keeps, and what is told when something had to go.

import type { Flow, PacketRef } from '../desk/consumer.js'
import type { Sink } from '../output/sink.js'

export interface EngineLimits {
  /** Instances of a signature that wait on one flow; the oldest goes. Also expectations that wait for one flow's entry. */
  readonly instances: number
  /** Instances that wait on all flows together, and the bytes that they captured; the oldest goes. */
  readonly waiting: number
  readonly captured: number
  /** Facts of a flow, and bytes of each; what is beyond is not set. */
  readonly facts: number
  readonly factBytes: number
  /** Rows of a table, and bytes of all its rows; the least recently used goes. */
  readonly rows: number
  readonly rowBytes: number
  /** Key tuples of a signature's `once per`, or of a count; the least recently used goes. */
  readonly tuples: number
  /** Firings that a count keeps for all its tuples together; the least recently used tuple goes. */
  readonly firings: number
  /** Expectations at a time; the oldest goes. */
  readonly expectations: number
}

export const defaultLimits: EngineLimits = {
  instances: 8,
  waiting: 16_384,
  captured: 1 << 24,
  facts: 16,
  factBytes: 256,
  rows: 65_536,
  rowBytes: 1 << 24,
  tuples: 16_384,
  firings: 262_144,
  expectations: 4_096,
}

export type LimitName = keyof EngineLimits

/** Counts what was done and lost, and says once per flow that a limit was reached on it. */
export class Losses {
  readonly counts = new Map<string, number>()
  readonly #told = new WeakMap<Flow, Set<LimitName>>()

  constructor(private readonly sink: Sink) {}

  count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
  }

  /** Something went, or was not kept, because of what `flow` did in `packet`. */
  reached(limit: LimitName, flow: Flow, packet: PacketRef): void {
    this.count(`limit.${limit}`)
    let told = this.#told.get(flow)
    if (told === undefined) {
      told = new Set()
      this.#told.set(flow, told)
    }
    if (told.has(limit)) return
    told.add(limit)
    this.sink.anomaly({
      type: 'applayer',
      event: `imids.limit.${limit}`,
      time: packet.time,
      packet,
      flow,
    })
  }
}
