// What the engine keeps of a flow on which something matched, or is expected.

import type { Delivery, Flow, FlowEnd } from '../desk/consumer.js'
import type { Offset } from '../front/front.js'
import type { Expectation } from './expectation.js'
import { Facts } from './facts.js'
import type { Instance } from './instance.js'

/** What waits on a flow for one signature. */
export interface Attention {
  /** Index into the program's signatures. */
  readonly signatureIndex: number
  /** Both: the oldest first. */
  readonly instances: Instance[]
  readonly armed: Expectation[]
}

/** A message, and the dialogues that took it. */
interface Taken {
  readonly offset: Offset
  readonly index: number
  readonly dialogues: Set<number>
}

export class Conversation {
  readonly facts = new Facts()
  /** By ascending signature; only those for which something waits. */
  readonly attention: Attention[] = []
  /** Of each framer and side, the message that was taken last; of messages that come again. */
  #taken: Map<string, [Taken | null, Taken | null]> | null = null
  /** What earlier reports decided that this is. */
  product: string | null = null
  end: FlowEnd | null = null

  constructor(readonly flow: Flow) {}

  /**
   * The dialogues that have taken this message before, by their index; null if none has. One that has not ended comes again,
   * longer.
   */
  takers({ framer, side, offset, index }: Delivery): ReadonlySet<number> | null {
    const taken = this.#taken?.get(framer)?.[side]
    return taken?.offset === offset && taken.index === index ? taken.dialogues : null
  }

  /** A dialogue takes it now, and it will come again. */
  take({ framer, side, offset, index }: Delivery, dialogue: number): void {
    this.#taken ??= new Map()
    let sides = this.#taken.get(framer)
    if (sides === undefined) this.#taken.set(framer, (sides = [null, null]))
    let taken = sides[side]
    if (taken?.offset !== offset || taken.index !== index)
      sides[side] = taken = { offset, index, dialogues: new Set() }
    taken.dialogues.add(dialogue)
  }

  /** Makes room if nothing waits for this signature yet. */
  attend(signatureIndex: number): Attention {
    const place = this.attention.findIndex((one) => one.signatureIndex >= signatureIndex)
    const there = place < 0 ? undefined : this.attention[place]
    if (there?.signatureIndex === signatureIndex) return there
    const attention: Attention = { signatureIndex, instances: [], armed: [] }
    this.attention.splice(place < 0 ? this.attention.length : place, 0, attention)
    return attention
  }

  /** Takes `instance` out. */
  leave(instance: Instance): void {
    const index = this.attention.findIndex(
      (one) => one.signatureIndex === instance.plan.dialogue.signature,
    )
    const attention = this.attention[index]
    if (attention === undefined) return
    const place = attention.instances.indexOf(instance)
    if (place >= 0) attention.instances.splice(place, 1)
    this.#drop(attention)
  }

  disarm(expectation: Expectation): void {
    const attention = this.attention.find((one) => one.signatureIndex === expectation.signature)
    if (attention === undefined) return
    const place = attention.armed.indexOf(expectation)
    if (place >= 0) attention.armed.splice(place, 1)
    this.#drop(attention)
  }

  /** What waits for the next signature behind this one. */
  after(signatureIndex: number): Attention | undefined {
    for (const one of this.attention) if (one.signatureIndex > signatureIndex) return one
    return undefined
  }

  #drop(attention: Attention): void {
    if (attention.instances.length + attention.armed.length === 0)
      this.attention.splice(this.attention.indexOf(attention), 1)
  }
}

/** By flow, until it ends. */
export class Conversations {
  readonly #flows = new Map<Flow, Conversation>()

  find(flow: Flow): Conversation | undefined {
    return this.#flows.get(flow)
  }

  of(flow: Flow): Conversation {
    let conversation = this.#flows.get(flow)
    if (conversation === undefined) {
      conversation = new Conversation(flow)
      this.#flows.set(flow, conversation)
    }
    return conversation
  }

  /** The flow ended. Instances that outlive it keep theirs. */
  close(flow: Flow, end: FlowEnd): Conversation | undefined {
    const conversation = this.#flows.get(flow)
    if (conversation === undefined) return undefined
    this.#flows.delete(flow)
    conversation.end ??= end
    return conversation
  }
}
