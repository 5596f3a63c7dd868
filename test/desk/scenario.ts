// Runs packets through a fake front and a desk, and writes down all that the consumer hears.

import type { CompiledStage, Program } from '../../src/compile/program.js'
import type {
  Consumer,
  Delivery,
  Flow,
  FlowEnd,
  PacketRef,
  Requests,
} from '../../src/desk/consumer.js'
import { Desk } from '../../src/desk/desk.js'
import type { DeskOptions } from '../../src/desk/desk.js'
import { planDesk } from '../../src/desk/plan.js'
import type { Framer, Side } from '../../src/frame/framer.js'
import type { Micros } from '../../src/front/front.js'
import { ACK, FakeFront, FIN, SYN } from './fake-front.js'
import type { FakeOptions, Sent } from './fake-front.js'

/** A program that does nothing but use framers: what the desk sees of one. */
export function programOf(
  framers: readonly Framer[],
  more: {
    /** Literal of an entry, by framer: bytes, and their place in the message. */
    literals?: Record<string, { bytes: string; at: number | null }>
    /** Framers that no entry names. */
    later?: readonly Framer[]
    expects?: boolean
  } = {},
): Program {
  const literals = Object.entries(more.literals ?? {})
  const entries = framers.filter((framer) => !more.later?.includes(framer))
  const entry: CompiledStage = {
    kind: 'state',
    label: 'entry',
    events: entries.map((_, match) => ({
      on: 'message',
      direction: 'either',
      match,
      afterMs: 0,
      where: [],
      sets: [],
      next: 1,
    })),
  }
  return {
    version: 1,
    signatures: [{ armedOnly: false } as Program['signatures'][number]],
    dialogues: [
      {
        signature: 0,
        transports: ['tcp', 'udp'],
        peer: false,
        withinMs: null,
        stageFrom: 0,
        stageTo: 1,
        gates: entries.map(({ info }) => {
          const literal = literals.findIndex(([name]) => name === info.name)
          return {
            framer: info.name,
            literal: literal < 0 ? null : literal,
            cost: literal < 0 ? 'probe' : 'literal',
          } as const
        }),
      },
    ],
    stages: more.expects ? [entry, { kind: 'expect' } as CompiledStage] : [entry],
    matches: entries.map(({ info }) => ({ framer: info.name, main: -1, clauses: [] })),
    instructions: [],
    automata: [],
    literals: literals.map(([name, { bytes, at }]) => ({
      bytes,
      ignoreCase: false,
      at,
      framers: [name],
    })),
    tables: [],
    framers: framers.map(({ info }) => info.name),
  }
}

/** What a test does when something is heard. */
export interface Script {
  opened?(requests: Requests, flow: Flow, packet: PacketRef, recorder: Recorder): void
  message?(requests: Requests, flow: Flow, delivery: Delivery, recorder: Recorder): void
  /** Is a message with this head wanted? Absent: all are. */
  wants?(head: string): boolean
  /** Timers: what happens at which time of the clock. */
  at?: readonly { time: Micros; run(requests: Requests, recorder: Recorder): void }[]
}

export class Recorder implements Consumer {
  readonly log: string[] = []
  wantsFlows = false
  wantsFlow = (): boolean => true
  private readonly timers: { time: Micros; run(requests: Requests, recorder: Recorder): void }[]
  private readonly names = new Map<Flow, string>()
  /** Flows that a message was heard on: of these, all are wanted. */
  private readonly heard = new Set<Flow>()
  clock = 0

  constructor(
    private readonly requests: Requests,
    private readonly script: Script,
  ) {
    this.timers = [...(script.at ?? [])]
  }

  get deadline(): Micros {
    return this.timers[0]?.time ?? Infinity
  }

  advance(clock: Micros): void {
    if (clock < this.clock) throw new Error(`the clock went back from ${this.clock} to ${clock}`)
    this.clock = clock
    while (this.deadline <= clock) {
      const timer = this.timers.shift()
      this.log.push(`timer ${timer?.time}`)
      timer?.run(this.requests, this)
    }
  }

  /** A timer, behind those that are due no later. */
  schedule(time: Micros, run: (requests: Requests, recorder: Recorder) => void): void {
    const behind = this.timers.findIndex((timer) => timer.time > time)
    this.timers.splice(behind < 0 ? this.timers.length : behind, 0, { time, run })
  }

  wantsMessage(
    flow: Flow | null,
    _framer: string,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): boolean {
    if (flow !== null && this.heard.has(flow)) return true
    return this.script.wants?.(Buffer.from(bytes.subarray(start, end)).toString('latin1')) ?? true
  }

  opened(flow: Flow, packet: PacketRef): void {
    this.log.push(`opened ${this.name(flow)} at ${packet.number}`)
    this.script.opened?.(this.requests, flow, packet, this)
  }

  message(flow: Flow, delivery: Delivery): void {
    const { message, framer, side, offset, length, index, packet } = delivery
    const text = Buffer.from(message.bytes.subarray(message.start, message.end)).toString('latin1')
    if (text.length !== length) throw new Error(`a message of ${length} bytes has ${text.length}`)
    this.log.push(
      `${this.name(flow)} ${framer} ${side}@${offset} #${index} ${JSON.stringify(text)} at ${packet.number}`,
    )
    this.heard.add(flow)
    this.script.message?.(this.requests, flow, delivery, this)
  }

  gap(flow: Flow, side: Side, offset: number, length: number): void {
    this.log.push(`gap ${this.name(flow)} ${side}@${offset}+${length}`)
  }

  anomaly(flow: Flow, event: string, packet: PacketRef): void {
    this.log.push(`anomaly ${this.name(flow)} ${event} at ${packet.number}`)
  }

  closed(flow: Flow, end: FlowEnd, time: Micros): void {
    this.log.push(`closed ${this.name(flow)} ${end} at ${time}`)
  }

  settled(): void {}

  finish(): void {
    this.log.push('finish')
  }

  private name(flow: Flow): string {
    let name = this.names.get(flow)
    if (name === undefined) {
      name = `${flow.ports[0]}${flow.via === null ? '' : ` via ${flow.via.map((via) => `${via.kind} ${via.host}:${via.port}`).join(', ')}`}`
      this.names.set(flow, name)
    }
    return name
  }
}

export interface Run extends FakeOptions {
  readonly batch?: number
  readonly script?: Script
  readonly program?: Program
  readonly desk?: Partial<DeskOptions>
}

export interface Outcome {
  readonly log: readonly string[]
  readonly counts: ReadonlyMap<string, number>
}

export const OPTIONS: DeskOptions = {
  keptBytes: 1 << 20,
  reassembly: { policy: 'first', bytes: 1 << 16, segments: 4096 },
  tunnelDepth: 4,
}

export function run(framers: readonly Framer[], sent: readonly Sent[], how: Run = {}): Outcome {
  const plan = planDesk(how.program ?? programOf(framers), framers)
  const front = new FakeFront(plan.front, sent, how)
  let recorder: Recorder | null = null
  const desk = new Desk(
    front,
    plan,
    (requests) => (recorder = new Recorder(requests, how.script ?? {})),
    { ...OPTIONS, ...how.desk },
  )
  desk.file('test.pcap')
  while (front.batch(how.batch ?? 1)) desk.consume()
  desk.finish()
  return { log: (recorder as Recorder | null)?.log ?? [], counts: desk.counts }
}

/** The same packets in batches of different sizes, and with different agendas. */
export const WAYS: readonly FakeOptions[] = [
  { liberal: true },
  {},
  { skips: true },
  { looks: true },
]
export const BATCHES = [1, 7, 300] as const

/** Runs every way, and demands that nobody can tell. @returns what all of them gave */
export function runEveryWay(
  framers: readonly Framer[],
  sent: readonly Sent[],
  how: Run,
  same: (left: readonly string[], right: readonly string[]) => void,
): Outcome {
  const first = run(framers, sent, { ...how, batch: 1, liberal: true })
  for (const batch of BATCHES)
    for (const way of WAYS) same(run(framers, sent, { ...how, ...way, batch }).log, first.log)
  return first
}

// ---- conversations

/** What each side says in turn, as TCP segments behind a handshake. */
export function tcp(
  flow: string,
  said: readonly (readonly [Side, string])[],
  how: { midstream?: boolean; close?: boolean; cut?: number } = {},
): Sent[] {
  const next: [number, number] = [1000, 0xffff_fff0]
  const sent: Sent[] = []
  const both = (side: Side) => ({ flow, side, seq: next[side], ack: next[side ? 0 : 1] })
  if (!how.midstream) {
    sent.push({ ...both(0), flags: SYN }, { ...both(1), flags: SYN | ACK })
    next[0]++
    next[1]++
  }
  for (const [side, text] of said) {
    for (let at = 0; at < text.length; at += how.cut ?? text.length) {
      const bytes = text.slice(at, at + (how.cut ?? text.length))
      sent.push({ ...both(side), flags: ACK, bytes })
      next[side] = (next[side] + bytes.length) >>> 0
    }
  }
  if (how.close) {
    sent.push({ ...both(0), flags: FIN | ACK }, { ...both(1), flags: FIN | ACK })
    next[1]++
    sent.push({ ...both(0), flags: ACK })
  }
  return sent
}

/** Several conversations at once, a packet of each in turn. */
export function together(...conversations: readonly (readonly Sent[])[]): Sent[] {
  const longest = Math.max(...conversations.map((one) => one.length))
  const sent: Sent[] = []
  for (let at = 0; at < longest; at++)
    for (const one of conversations) {
      const packet = one[at]
      if (packet !== undefined) sent.push(packet)
    }
  return sent
}

/** A message of the framer `frames`. */
export function frame(text: string, kind = '1'): string {
  return `FM${kind}${String.fromCharCode(text.length >> 8, text.length & 0xff)}${text}`
}
