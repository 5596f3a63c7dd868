// The life of instances: an entry matches, steps are taken, stages run, and at some point it is over.
//
//   begin ──→ step ──→ run ──→ enter ──→ (waits) ──offer, ring, close, meet──→ step ──→ …
//                       └──→ end ←──────────┘

import { type CompiledEvent, type CompiledOperand, DROP } from '../compile/program.js'
import type { Delivery, Flow } from '../desk/consumer.js'
import type { Side } from '../frame/framer.js'
import type { Micros } from '../front/front.js'
import { Instance } from './instance.js'
import type { Captured } from './match.js'
import { evaluate, holds, textValue } from './operand.js'
import { isFrom, settleOpener } from './orientation.js'
import { type DialoguePlan, type Entry, type StatePlan, UNANSWERED } from './plan.js'
import type { Relations } from './relations.js'
import type { Reporter } from './reporter.js'
import type { Setting } from './setting.js'
import { type Timer, Timers } from './timers.js'
import type { Ending, Trace } from './trace.js'
import type { Value } from './value.js'
import { Waiting } from './waiting.js'

/** `matchMessage` of one program. */
export type Matcher = (
  match: number,
  delivery: Delivery,
  flow: Flow,
  slots: Slots,
) => Captured | null

export type Slots = readonly (Value | null)[]

const SIDES = [0, 1] as const
const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const

export class Dialogues {
  readonly #waiting: Waiting
  readonly #timers = new Timers<Instance>()
  #born = 0
  #finishing = false

  constructor(
    private readonly setting: Setting,
    private readonly match: Matcher,
    private readonly relations: Relations,
    private readonly reporter: Reporter,
    private readonly trace: Trace | null,
  ) {
    this.#waiting = new Waiting(setting.limits)
  }

  /** When the next timer is due; Infinity if there is none. */
  get deadline(): Micros {
    return this.#timers.next
  }

  // ---- what happens to them

  /**
   * Tries the entry of a dialogue on a message.
   * @param slots what the instance has from the start: its parameters
   * @returns whether it matched
   */
  begin({ plan, events }: Entry, flow: Flow, delivery: Delivery, slots: Slots): boolean {
    for (const event of events) {
      const captured = this.#match(plan, null, event, flow, delivery, slots)
      if (captured === null) continue
      const conversation = this.setting.conversations.of(flow)
      const { now } = this.setting.moment
      const instance = new Instance(this.#born + 1, plan, conversation, slots, delivery.side, now)
      if (!this.#take(instance, event, delivery, captured)) continue
      return true
    }
    return false
  }

  /** A message on its flow. @returns whether the instance took it */
  offer(instance: Instance, delivery: Delivery): boolean {
    const { plan, flow, slots } = instance
    for (const { event, framer } of instance.state.messages) {
      if (framer !== delivery.framer) continue
      const captured = this.#match(plan, instance, event, flow, delivery, slots)
      if (captured !== null && this.#take(instance, event, delivery, captured)) return true
    }
    return false
  }

  /** Takes out the instance whose timer is next, if that is due at or before `clock`. */
  due(clock: Micros): Timer<Instance> | null {
    return this.#timers.due(clock)
  }

  /** Its timer rang: an `after` of its state, or `within`. */
  ring(instance: Instance, deadline: Micros): void {
    const waited = (deadline - instance.enteredAt) / 1000
    const { afters } = instance.state
    const event = afters.find((one) => one.afterMs === waited && this.#admits(instance, one))
    if (event !== undefined) return this.#step(instance, event, afterText(event))
    const next = afters.find(({ afterMs }) => afterMs > waited)
    if (next === undefined) return this.#end(instance, 'within')
    this.#timers.schedule(instance.timer, instance.enteredAt + next.afterMs * 1000)
  }

  /** Its flow ended. What `met` may bring is on another flow, and is still waited for. */
  close(instance: Instance): void {
    const event = instance.state.closes.find((one) => this.#admits(instance, one))
    if (event !== undefined && this.#endsAgain(instance)) this.#step(instance, event, 'close')
    else if (event !== undefined || instance.state.mets.length === 0) this.#end(instance, 'close')
  }

  /** What it announced was used. Once a moment, so that two instances cannot keep each other busy. */
  meet(instance: Instance): void {
    const { ordinal } = this.setting.moment
    if (!instance.waiting || instance.metAt === ordinal) return
    instance.metAt = ordinal
    const event = instance.state.mets.find((one) => this.#admits(instance, one))
    if (event !== undefined) this.#step(instance, event, 'met')
  }

  /** The input ended: all that wait now, in the order in which they hear of it. */
  remaining(): Instance[] {
    this.#finishing = true
    return this.#waiting.inOrder()
  }

  /** The input ended: it takes its `close`, else its `after`. */
  finish(instance: Instance): void {
    const { closes, afters } = instance.state
    const event = [...closes, ...afters].find((one) => this.#admits(instance, one))
    if (event === undefined || !this.#endsAgain(instance)) this.#end(instance, 'close')
    else this.#step(instance, event, event.on === 'close' ? 'close' : afterText(event))
  }

  /** States that lead to each other by their ends would never come to one. */
  #endsAgain(instance: Instance): boolean {
    const { stageFrom, stageTo } = instance.plan.dialogue
    return instance.endings++ < stageTo - stageFrom
  }

  // ---- does an event fit

  #match(
    plan: DialoguePlan,
    instance: Instance | null,
    event: CompiledEvent,
    flow: Flow,
    delivery: Delivery,
    slots: Slots,
  ): Captured | null {
    const { trace } = this
    const speaker = instance === null ? delivery.side : instance.speaker
    if (!isFrom(delivery.side, event.direction, plan.dialogue, flow, speaker)) {
      trace?.refused({ flow, plan, instance, event, why: 'direction', delivery })
      return null
    }
    const captured = this.match(event.match, delivery, flow, slots)
    if (captured === null) trace?.refused({ flow, plan, instance, event, why: 'pattern', delivery })
    return captured
  }

  /** The pattern matched: if the guard holds as well, the instance moves on. */
  #take(instance: Instance, event: CompiledEvent, delivery: Delivery, captured: Captured): boolean {
    const { plan, flow, slots } = instance
    if (captured.values.size > 0) {
      const merged = [...slots]
      for (const [slot, value] of captured.values) merged[slot] = value
      instance.slots = merged
    }
    if (!this.#admits(instance, event)) {
      instance.slots = slots
      const known = instance.waiting ? instance : null
      this.trace?.refused({ flow, plan, instance: known, event, why: 'where', delivery })
      return false
    }
    this.#born = Math.max(this.#born, instance.id)
    settleOpener(flow, delivery.side, event.direction, plan.dialogue)
    for (const secret of captured.secrets) this.setting.secrets.mark(secret)
    instance.witness(delivery)
    this.#step(instance, event, null)
    return true
  }

  #admits(instance: Instance, event: CompiledEvent): boolean {
    return event.where.every((comparison) => holds(comparison, instance))
  }

  // ---- going on

  #step(instance: Instance, event: CompiledEvent, trigger: string | null): void {
    this.setting.moment.trigger = trigger
    for (const { to, value } of event.sets) {
      const set = evaluate(value, instance)
      if ('fact' in to) this.relations.setFact(instance, to.fact, set)
      else if (to.slot === instance.plan.outcome && isUnanswered(value) && this.#missed(instance))
        instance.set(to.slot, textValue('unknown'))
      else instance.set(to.slot, set)
    }
    this.#run(instance, event.next)
  }

  /** Runs stages from this one on, up to the next state or the end of the dialogue. */
  #run(instance: Instance, from: number): void {
    const { stages } = this.setting.plan
    const { stageTo } = instance.plan.dialogue
    if (from === DROP) return this.#end(instance, 'goto')
    for (let index = from; index < stageTo; index++) {
      const stage = stages[index]
      switch (stage?.kind) {
        case 'state':
          return this.#enter(instance, stage)
        case 'alert':
        case 'record':
          this.reporter.report(stage, index, instance)
          break
        case 'expect':
          this.relations.expect(stage, instance)
          break
        case 'remember':
          this.relations.remember(stage, instance)
          break
        case 'recall':
          if (!this.relations.recall(stage, instance)) return this.#end(instance, 'recall')
          break
      }
    }
    this.#end(instance, 'done')
  }

  #enter(instance: Instance, state: StatePlan): void {
    const { moment, requests } = this.setting
    instance.state = state
    instance.enteredAt = moment.now
    if (state.judgesSilence)
      instance.enteredFrom = [
        requests.position(instance.flow, 0),
        requests.position(instance.flow, 1),
      ]
    this.#wait(instance)
    this.trace?.waits(instance)
    this.#schedule(instance)
    if (!instance.waiting) return
    if (instance.end === null) this.#frame(instance)
    else if (!this.#finishing) this.close(instance)
  }

  #wait(instance: Instance): void {
    const { losses } = this.setting
    this.#waiting.add(instance)
    for (
      let excess = this.#waiting.excess(instance);
      excess !== null;
      excess = this.#waiting.excess(instance)
    ) {
      this.#end(excess.instance, 'limit')
      losses.reached(excess.limit, instance.flow, instance.last.packet)
    }
  }

  #schedule(instance: Instance): void {
    const { state, plan, bornAt, enteredAt } = instance
    const [after] = state.afters
    const { withinMs } = plan.dialogue
    if (after !== undefined) this.#timers.schedule(instance.timer, enteredAt + after.afterMs * 1000)
    else if (withinMs === null) this.#timers.cancel(instance.timer)
    else if (bornAt + withinMs * 1000 > enteredAt)
      this.#timers.schedule(instance.timer, bornAt + withinMs * 1000)
    else this.#end(instance, 'within')
  }

  /**
   * A state may name a framer that has not read for this dialogue yet: it begins behind what was matched. Nor need one read
   * the other side that has read the entry's: what finds an entry is asked of each side, and this one was not to be found.
   */
  #frame(instance: Instance): void {
    const { requests } = this.setting
    const { flow, evidence, ends } = instance
    for (const { event, framer } of instance.state.messages) {
      const witnesses = evidence.filter((witness) => witness.framer === framer)
      for (const side of SIDES) {
        const reads = witnesses.some((witness) => witness.side === side)
        if (reads || (witnesses.length > 0 && requests.hasSpoken(flow, side))) continue
        if (this.#awaits(instance, event, side)) requests.frame(flow, framer, side, ends[side])
      }
    }
  }

  /** Have bytes gone missing, since its state was entered, of a side that the state waits for? */
  #missed(instance: Instance): boolean {
    const { state, flow, enteredFrom } = instance
    return SIDES.some(
      (side) =>
        state.messages.some(({ event }) => this.#awaits(instance, event, side)) &&
        this.setting.requests.missing(flow, side, enteredFrom[side], Infinity),
    )
  }

  #awaits({ plan, flow, speaker }: Instance, { direction }: CompiledEvent, side: Side): boolean {
    return isFrom(side, direction, plan.dialogue, flow, speaker)
  }

  #end(instance: Instance, how: Ending): void {
    this.#timers.cancel(instance.timer)
    this.#waiting.remove(instance)
    this.trace?.ended(instance, how)
  }
}

function isUnanswered(operand: CompiledOperand): boolean {
  return operand.from === 'text' && operand.bytes === UNANSWERED
}

/** `after 30s`, in the largest unit that makes it whole. */
function afterText({ afterMs }: CompiledEvent): string {
  for (const [unit, ms] of UNITS)
    if (afterMs >= ms && afterMs % ms === 0) return `after ${afterMs / ms}${unit}`
  return `after ${afterMs}ms`
}
