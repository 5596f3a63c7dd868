// What dialogues tell each other: facts of a flow, rows of tables, flows that are expected. All of it takes effect when
// every signature has seen the message.

import type { CompiledExpect, CompiledRecall, CompiledRemember } from '../compile/program.js'
import type { Flow } from '../desk/consumer.js'
import { LOOK_BACK } from '../desk/silence.js'
import type { Micros } from '../front/front.js'
import { canonicalHost, type Expectation, Expectations, isHostName } from './expectation.js'
import type { Instance } from './instance.js'
import { keyOf, latin1 } from './key.js'
import { evaluate, holds } from './operand.js'
import type { Setting } from './setting.js'
import { Table } from './tables.js'
import type { Trace } from './trace.js'
import type { Value } from './value.js'

export class Relations {
  readonly #tables: readonly Table[]
  readonly #expectations: Expectations

  /** @param met tells an instance that what it announced was used */
  constructor(
    private readonly setting: Setting,
    private readonly met: (instance: Instance) => void,
    private readonly trace: Trace | null,
  ) {
    const { plan, limits } = setting
    this.#tables = plan.program.tables.map(() => new Table(limits))
    this.#expectations = new Expectations(limits.expectations)
  }

  /** Flows are expected. */
  get expecting(): boolean {
    return this.#expectations.size > 0
  }

  /** May a flow between these ports be one of them? */
  expects(ports: readonly [number, number]): boolean {
    return this.#expectations.awaits(ports)
  }

  /** When the next expectation ends. */
  get deadline(): Micros {
    return this.#expectations.deadline
  }

  // ---- facts

  setFact(instance: Instance, name: string, value: Value | null): void {
    if (value === null) return
    const { conversation, last } = instance
    this.setting.moment.later(() => {
      const limit = conversation.facts.set(name, value, this.setting.limits)
      if (limit !== null) this.setting.losses.reached(limit, conversation.flow, last.packet)
    })
  }

  // ---- tables

  remember(stage: CompiledRemember, instance: Instance): void {
    const table = this.#tables[stage.table]
    const keys = stage.keys.map((operand) => evaluate(operand, instance))
    if (table === undefined || keys.includes(null)) return
    const row = {
      columns: stage.columns.map((operand) => evaluate(operand, instance)),
      deadline: this.setting.moment.now + stage.lifetimeMs * 1000,
      owner: instance.plan.awaitsMet ? instance : null,
    }
    this.setting.moment.later(() => {
      const limit = table.remember(keyOf(keys), row)
      if (limit !== null) this.setting.losses.reached(limit, instance.flow, instance.last.packet)
    })
  }

  /** Is there nothing that could be recalled? */
  isEmpty(table: number): boolean {
    return this.#tables[table]?.size === 0
  }

  /** @returns false if there is no row, and one is needed */
  recall(stage: CompiledRecall, instance: Instance): boolean {
    const keys = stage.keys.map((operand) => evaluate(operand, instance))
    const row = keys.includes(null)
      ? null
      : (this.#tables[stage.table]?.recall(keyOf(keys), this.setting.moment.now) ?? null)
    const before = instance.slots
    const complete = stage.columns.every(({ slot, optional }, column) => {
      const value = row?.columns[column] ?? null
      if (value !== null) instance.set(slot, value)
      return value !== null || optional
    })
    if (row !== null && complete && stage.where.every((one) => holds(one, instance))) {
      const { owner } = row
      if (owner !== null && owner.flow !== instance.flow)
        this.setting.moment.later(() => this.met(owner))
      return true
    }
    instance.slots = before
    return stage.columns.every(({ optional }) => optional)
  }

  // ---- expectations

  expect(stage: CompiledExpect, instance: Instance): void {
    const host = stage.host === null ? null : hostOf(evaluate(stage.host, instance))
    const port = stage.port === null ? null : portOf(evaluate(stage.port, instance))
    if (host === undefined || port === undefined) return
    if (host !== null && isHostName(host)) this.setting.losses.count('expectations.host-name')
    const announcement = {
      endpoint: { transport: stage.transport, host, port },
      signature: stage.signature,
      args: this.#argumentsFor(stage, instance),
      deadline: this.setting.moment.now + stage.withinMs * 1000,
      announcer: instance.plan.awaitsMet ? instance : null,
    }
    this.trace?.armed(stage.transport, host, port)
    this.setting.moment.later(() => {
      const { now } = this.setting.moment
      const expectation = this.#expectations.announce(announcement, now)
      if (this.#expectations.pushedOut)
        this.setting.losses.reached('expectations', instance.flow, instance.last.packet)
      for (const flow of this.setting.requests.silentFlows(now - LOOK_BACK))
        if (this.#expectations.waitingFor(flow).includes(expectation)) this.#arm(flow, expectation)
    })
  }

  /** A flow began: is it one of those that are expected? */
  opened(flow: Flow): void {
    if (!this.expecting) return
    for (const expectation of this.#expectations.waitingFor(flow)) this.#arm(flow, expectation)
  }

  /** A flow passed the entry of an expected signature. */
  use(expectation: Expectation): void {
    this.#expectations.use(expectation)
    for (const announcer of expectation.announcers)
      this.setting.moment.later(() => this.met(announcer))
  }

  /** Time has passed. */
  expire(now: Micros): void {
    this.#expectations.expire(now)
  }

  #arm(flow: Flow, expectation: Expectation): void {
    const dialogues = this.setting.plan.dialoguesOf(expectation.signature, flow.transport)
    if (dialogues.length === 0) return
    const { armed } = this.setting.conversations.of(flow).attend(expectation.signature)
    if (armed.includes(expectation)) return
    armed.push(expectation)
    if (armed.length > this.setting.limits.instances) {
      armed.shift()
      this.setting.losses.reached('instances', flow, flow.first)
    }
    for (const framer of new Set(dialogues.flatMap(({ entryFramers }) => entryFramers)))
      this.setting.requests.frame(flow, framer, null, null)
  }

  /** In the slots of the signature that is armed. */
  #argumentsFor(stage: CompiledExpect, instance: Instance): (Value | null)[] {
    const slots = this.setting.plan.program.signatures[stage.signature]?.slots ?? []
    return slots.map((slot, index) => {
      const operand = stage.args[index]
      const value = operand === undefined ? null : evaluate(operand, instance)
      return value !== null && slot.secret ? { ...value, secret: true } : value
    })
  }
}

/** @returns undefined for what is no host */
function hostOf(value: Value | null): string | undefined {
  if (value === null || value.kind !== 'text' || value.bytes.length === 0) return undefined
  return canonicalHost(latin1(value.bytes))
}

/** @returns undefined for what is no port */
function portOf(value: Value | null): number | undefined {
  if (value === null || value.kind === 'list') return undefined
  const port = value.kind === 'number' ? value.value : Number(latin1(value.bytes))
  return Number.isInteger(port) && port > 0 && port <= 0xffff ? port : undefined
}
