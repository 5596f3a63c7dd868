// One dialogue in progress: where it stands, what it captured, and what led there.

import type { Delivery, Flow, FlowEnd } from '../desk/consumer.js'
import type { Side } from '../frame/framer.js'
import type { Micros, Offset } from '../front/front.js'
import type { Conversation } from './conversation.js'
import type { Facts } from './facts.js'
import type { Scope } from './operand.js'
import { serverSide } from './orientation.js'
import type { DialoguePlan, StatePlan } from './plan.js'
import { Timer } from './timers.js'
import type { Value } from './value.js'

/** Messages of which an instance keeps a note: the first ones and the last. */
const EVIDENCE = 64

/** A message that an instance matched. */
export interface Witness {
  readonly state: string
  readonly side: Side
  readonly offset: Offset
  readonly length: number
  readonly framer: string
  readonly packet: Delivery['packet']
}

export class Instance implements Scope {
  /** Where it waits, or waited last. */
  state: StatePlan
  /** When the entry matched, and when the present state was entered. */
  readonly bornAt: Micros
  enteredAt: Micros
  /** How far each side's stream was read when the present state was entered. */
  enteredFrom: readonly [Offset, Offset] = [0, 0]
  readonly evidence: Witness[] = []
  /** Where the last message of each side ends that it took; null if there is none. */
  readonly ends: [Offset | null, Offset | null] = [null, null]
  /** The flow lost bytes while the instance waited. */
  gap = false
  /** It reported, which is what counts see of it. */
  fired = false
  /** Is among those that wait. */
  waiting = false
  /** Bytes of its captures, as far as they were counted. */
  weight = 0
  /** Number of the moment at which it last heard `met`. */
  metAt = -1
  /** Ends that it was told of, one for each state that it entered since. */
  endings = 0
  readonly timer: Timer<Instance>
  readonly count = null

  constructor(
    /** Numbers the instances from 1 on, in the order of their entries. */
    readonly id: number,
    readonly plan: DialoguePlan,
    readonly conversation: Conversation,
    /** Values of the signature; replaced, never changed, so that they can be kept. */
    public slots: readonly (Value | null)[],
    /** Who sent the entry. */
    readonly speaker: Side,
    now: Micros,
  ) {
    this.state = plan.entry
    this.bornAt = now
    this.enteredAt = now
    this.timer = new Timer<Instance>(this)
  }

  get flow(): Flow {
    return this.conversation.flow
  }

  get facts(): Facts {
    return this.conversation.facts
  }

  get end(): FlowEnd | null {
    return this.conversation.end
  }

  get server(): Side {
    return serverSide(this.flow, this.plan.signature.ports)
  }

  /** The message matched that it took last; the entry is the first. */
  get last(): Witness {
    const last = this.evidence.at(-1)
    if (last === undefined) throw new Error('an instance begins with a message')
    return last
  }

  witness({ side, offset, length, framer, packet }: Delivery): void {
    if (this.evidence.length === EVIDENCE) this.evidence.pop()
    this.evidence.push({ state: this.state.label, side, offset, length, framer, packet })
    this.ends[side] = offset + length
  }

  set(slot: number, value: Value | null): void {
    this.slots = this.slots.with(slot, value)
  }
}
