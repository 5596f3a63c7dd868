// The engine: hears the desk, and decides what every message means to every signature.
//
// A message goes to the signatures in ascending order, and of each to the oldest instance that can take it; to the entries
// only if none did. What they report is held until the packet is settled.

import type { Program } from '../compile/program.js'
import type { Consumer, Delivery, Flow, FlowEnd, PacketRef, Requests } from '../desk/consumer.js'
import type { FlowCounters, Micros } from '../front/front.js'
import type { Sink } from '../output/sink.js'
import type { Applications } from './application.js'
import { type Attention, type Conversation, Conversations } from './conversation.js'
import { Dialogues, type Matcher, type Slots } from './dialogues.js'
import { defaultLimits, type EngineLimits, Losses } from './limits.js'
import { Moment } from './moment.js'
import { type Entry, planOf } from './plan.js'
import { Printer } from './print.js'
import { Relations } from './relations.js'
import { Reporter } from './reporter.js'
import { Reports } from './reports.js'
import { Secrets } from './secrets.js'
import type { Setting } from './setting.js'
import type { Trace } from './trace.js'

export interface EngineOptions {
  readonly program: Program
  readonly match: Matcher
  readonly sink: Sink
  /** Whom to ask for framers and flows. */
  readonly requests: Requests
  readonly applications: Applications
  /** Writes secrets instead of masking them. */
  readonly reveal?: boolean
  readonly limits?: Partial<EngineLimits>
  /** The end of every flow is to be written, also of those on which nothing is found. */
  readonly everyFlow?: boolean
  readonly trace?: Trace
}

type Takers = ReadonlySet<number> | null

export class Engine implements Consumer {
  readonly #setting: Setting
  readonly #sink: Sink
  readonly #reports: Reports
  readonly #relations: Relations
  readonly #dialogues: Dialogues
  /** A trace hears of every entry that did not match, and why. */
  readonly #tellsAll: boolean
  readonly #everyFlow: boolean
  #clock: Micros = 0

  constructor(options: EngineOptions) {
    const { program, match, sink, requests, applications, reveal, limits, trace } = options
    const secrets = new Secrets()
    this.#setting = {
      plan: planOf(program),
      conversations: new Conversations(),
      moment: new Moment(),
      secrets,
      limits: { ...defaultLimits, ...limits },
      losses: new Losses(sink),
      requests,
    }
    this.#sink = sink
    this.#tellsAll = trace !== undefined
    this.#everyFlow = options.everyFlow ?? false
    this.#reports = new Reports(sink, new Printer(secrets, reveal ?? false), applications)
    this.#relations = new Relations(
      this.#setting,
      (instance) => this.#dialogues.meet(instance),
      trace ?? null,
    )
    const reporter = new Reporter(this.#setting, this.#reports)
    this.#dialogues = new Dialogues(this.#setting, match, this.#relations, reporter, trace ?? null)
  }

  /** What was counted so far, by name. */
  get counts(): ReadonlyMap<string, number> {
    return this.#setting.losses.counts
  }

  get wantsFlows(): boolean {
    return this.#everyFlow || this.#relations.expecting
  }

  wantsFlow(ports: readonly [number, number]): boolean {
    return this.#everyFlow || this.#relations.expects(ports)
  }

  get deadline(): Micros {
    return Math.min(this.#dialogues.deadline, this.#relations.deadline)
  }

  advance(clock: Micros): void {
    const { moment } = this.#setting
    for (
      let timer = this.#dialogues.due(clock);
      timer !== null;
      timer = this.#dialogues.due(clock)
    ) {
      const { deadline, owner } = timer
      moment.begin(deadline, deadline)
      this.#reports.cause()
      this.#dialogues.ring(owner, deadline)
      moment.settle()
    }
    this.#clock = clock
    this.#relations.expire(clock)
    this.#reports.write()
  }

  opened(flow: Flow): void {
    this.#relations.opened(flow)
  }

  message(flow: Flow, delivery: Delivery): void {
    const { plan, conversations, moment } = this.#setting
    const { framer, message } = delivery
    const { bytes, start, end, verbatimEnd } = message
    const groups = this.#tellsAll
      ? plan.entries(framer, flow.transport)
      : plan.candidates(framer, flow.transport, bytes, start, verbatimEnd ?? end)
    const conversation = conversations.find(flow)
    if (groups.length === 0 && conversation === undefined) return
    moment.begin(this.#clock, delivery.packet.time)
    this.#reports.causedBy(flow, delivery)

    const before = conversation?.takers(delivery) ?? null
    let next = 0
    for (let signature = -1; ;) {
      const group = groups[next]
      const attention = conversation?.after(signature)
      signature = Math.min(group?.signatureIndex ?? Infinity, attention?.signatureIndex ?? Infinity)
      if (signature === Infinity) break
      const taken =
        conversation !== undefined &&
        attention?.signatureIndex === signature &&
        (this.#offer(conversation, attention, delivery, before) ||
          this.#fulfil(conversation, attention, delivery, before))
      if (group?.signatureIndex !== signature) continue
      next++
      if (taken) continue
      for (const entry of group.entries)
        this.#begin(entry, flow, delivery, entry.plan.unbound, before)
    }
    moment.settle()
  }

  /**
   * To the instances of a signature, the oldest first.
   * @param before dialogues that have taken a shorter form of the message
   * @returns whether one took it
   */
  #offer(
    conversation: Conversation,
    { instances, signatureIndex }: Attention,
    delivery: Delivery,
    before: Takers,
  ): boolean {
    const { plan } = this.#setting
    for (const instance of instances) {
      if (before?.has(instance.plan.index)) continue
      if (!this.#dialogues.offer(instance, delivery)) continue
      if (comesAgain(delivery))
        for (const { index } of plan.dialoguesOf(signatureIndex, conversation.flow.transport))
          conversation.take(delivery, index)
      return true
    }
    return false
  }

  /** To the entries of a signature that is expected here, for the oldest expectation first. @returns whether one matched */
  #fulfil(
    conversation: Conversation,
    { armed, signatureIndex }: Attention,
    delivery: Delivery,
    before: Takers,
  ): boolean {
    const { flow } = conversation
    const { plan } = this.#setting
    const entries = plan.armedEntries(signatureIndex, delivery.framer, flow.transport)
    for (const expectation of armed) {
      if (expectation.used) continue
      let passed = false
      for (const entry of entries)
        if (this.#begin(entry, flow, delivery, expectation.args, before)) passed = true
      if (!passed) continue
      this.#relations.use(expectation)
      conversation.disarm(expectation)
      return true
    }
    return false
  }

  #begin(entry: Entry, flow: Flow, delivery: Delivery, slots: Slots, before: Takers): boolean {
    if (before?.has(entry.plan.index)) return false
    if (!this.#dialogues.begin(entry, flow, delivery, slots)) return false
    if (comesAgain(delivery)) this.#setting.conversations.of(flow).take(delivery, entry.plan.index)
    return true
  }

  wantsMessage(
    flow: Flow | null,
    framer: string,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): boolean {
    if (this.#tellsAll) return true
    if (flow !== null && this.#setting.conversations.find(flow) !== undefined) return true
    for (const { entries } of this.#setting.plan.candidates(framer, 'tcp', bytes, start, end))
      if (entries.some((entry) => !this.#isVain(entry))) return true
    return false
  }

  /** Would the entry only find that there is nothing to recall? */
  #isVain({ recalls }: Entry): boolean {
    return recalls !== null && recalls.every((table) => this.#relations.isEmpty(table))
  }

  gap(flow: Flow): void {
    const conversation = this.#setting.conversations.find(flow)
    for (const { instances } of conversation?.attention ?? [])
      for (const instance of instances) instance.gap = true
  }

  anomaly(flow: Flow, event: string, packet: PacketRef): void {
    const type = event.startsWith('stream.') ? 'stream' : 'applayer'
    this.#sink.anomaly({ type, event, time: packet.time, packet, flow })
  }

  closed(flow: Flow, end: FlowEnd, time: Micros, counters: FlowCounters): void {
    const { conversations, moment } = this.#setting
    const conversation = conversations.close(flow, end)
    this.#reports.cause()
    if (conversation !== undefined) {
      moment.begin(this.#clock, time)
      for (const { instances } of [...conversation.attention])
        for (const instance of [...instances]) if (instance.waiting) this.#dialogues.close(instance)
      moment.settle()
    }
    this.#reports.holdEnd({ flow, end, time, counters })
    if (end === 'shutdown') this.#reports.write()
  }

  settled(): void {
    this.#reports.write()
  }

  finish(): void {
    const { moment } = this.#setting
    moment.truncated = true
    for (
      let round = this.#dialogues.remaining();
      round.length > 0;
      round = this.#dialogues.remaining()
    )
      for (const instance of round) {
        if (!instance.waiting) continue
        instance.conversation.end ??= 'shutdown'
        moment.begin(this.#clock, this.#clock)
        this.#reports.cause()
        this.#dialogues.finish(instance)
        moment.settle()
      }
    this.#reports.write()
  }
}

/** It has not ended: those that took it will have to pass over it. */
function comesAgain({ message: { main } }: Delivery): boolean {
  return main?.grows === true
}
