// What the engine tells those who ask why no alert came: how far each instance got, and what it turned down.

import type { CompiledEvent } from '../compile/program.js'
import type { Delivery, Flow } from '../desk/consumer.js'
import type { Instance } from './instance.js'
import type { DialoguePlan } from './plan.js'

/** Hears every step of every instance. Without one, nothing is spent on it. Instances are to be read, not kept. */
export interface Trace {
  /** It waits in its `state` now: its entry matched, or it went on. */
  waits(instance: Instance): void
  refused(refusal: Refusal): void
  ended(instance: Instance, how: Ending): void
  /** A flow is expected at an endpoint; null is any. */
  armed(transport: 'tcp' | 'udp', host: string | null, port: number | null): void
}

/** A message of the right framer did not fit an event. */
export interface Refusal {
  readonly flow: Flow
  readonly plan: DialoguePlan
  /** That waits for the event; null: it is the entry's. */
  readonly instance: Instance | null
  readonly event: CompiledEvent
  /** What of the event did not fit. */
  readonly why: 'direction' | 'pattern' | 'where'
  readonly delivery: Delivery
}

/**
 * It came to the end of its dialogue; or it was dropped: by `goto drop`, by a `recall` without a row, after `within`, by
 * a limit, or by the end of its flow.
 */
export type Ending = 'done' | 'goto' | 'recall' | 'within' | 'limit' | 'close'
