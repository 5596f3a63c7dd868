// Flows that have just begun and said nothing yet: an expectation that comes a moment late may still be meant for one.

import type { FlowId, Micros } from '../front/front.js'

/** Nobody looks further back. */
export const LOOK_BACK: Micros = 2_000_000

export class SilentFlows {
  /** Oldest first. */
  private readonly times = new Map<FlowId, Micros>()

  has(flow: FlowId): boolean {
    return this.times.has(flow)
  }

  /** When a flow that is here began. */
  began(flow: FlowId): Micros {
    return this.times.get(flow) ?? 0
  }

  add(flow: FlowId, clock: Micros): void {
    this.times.delete(flow)
    this.times.set(flow, clock)
  }

  /** It spoke, ended, or has been silent for too long. */
  remove(flow: FlowId): void {
    this.times.delete(flow)
  }

  /** Those that began at `since` or later, oldest first. */
  since(since: Micros): FlowId[] {
    return [...this.times].filter(([, began]) => began >= since).map(([flow]) => flow)
  }
}
