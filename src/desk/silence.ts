// Flows that have just begun and said nothing yet: an expectation that comes a moment late may still be meant for one.

import type { FlowId, Micros } from '../front/front.js'
import type { Deadline } from './deadlines.js'

/** Nobody looks further back. */
export const LOOK_BACK: Micros = 2_000_000

interface Silence {
  readonly began: Micros
  /** When it is too old. */
  readonly until: Deadline
}

export class SilentFlows {
  /** Oldest first. */
  private readonly silences = new Map<FlowId, Silence>()

  has(flow: FlowId): boolean {
    return this.silences.has(flow)
  }

  add(flow: FlowId, silence: Silence): void {
    this.silences.set(flow, silence)
  }

  /** It spoke, ended, or has been silent for too long. */
  remove(flow: FlowId): Silence | undefined {
    const silence = this.silences.get(flow)
    this.silences.delete(flow)
    return silence
  }

  /** Those that began at `since` or later, oldest first. */
  since(since: Micros): FlowId[] {
    return [...this.silences].filter(([, { began }]) => began >= since).map(([flow]) => flow)
  }
}
