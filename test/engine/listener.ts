// A desk that plays what a test says, and a sink that keeps what comes out.

import type { Flow, FlowEnd, PacketRef, Requests } from '../../src/desk/consumer.js'
import { Engine, type EngineOptions } from '../../src/engine/engine.js'
import type { Message, Side } from '../../src/frame/framer.js'
import type { Anomaly, FlowEvent, Report, Sink } from '../../src/output/sink.js'

export class Kept implements Sink {
  readonly reports: Report[] = []
  readonly flows: FlowEvent[] = []
  readonly anomalies: Anomaly[] = []
  /** Everything in the order in which it came: messages of reports, and names of the rest. */
  readonly all: string[] = []
  report(report: Report): void {
    this.reports.push(report)
    this.all.push(report.message)
  }
  flow(event: FlowEvent): void {
    this.flows.push(event)
    this.all.push(`flow ${event.flow.id} ${event.end}`)
  }
  anomaly(anomaly: Anomaly): void {
    this.anomalies.push(anomaly)
    this.all.push(anomaly.event)
  }
  end(): void {}

  /** The reports as a person reads them. */
  get messages(): string[] {
    return this.reports.map(({ message }) => message)
  }
}

/** What a message is cut from, and how. */
export interface Said {
  readonly framer?: string
  /** Its place in the stream, where it does not follow the one before. */
  readonly offset?: number
  /** It has not ended, and comes again. */
  readonly grows?: boolean
  /** The packet's own time in milliseconds, where it is not the clock's. */
  readonly time?: number
}

/** Plays packets, a millisecond apart. Times are in milliseconds. */
export class Listener implements Requests {
  readonly sink = new Kept()
  readonly engine: Engine
  /** What `frame` was asked for: flow, framer, side and offset. */
  readonly framed: string[] = []
  /** Flows that began and said nothing yet. */
  readonly silent: Flow[] = []
  /** Stretches that `missing` finds. */
  readonly holes: { readonly side: Side; readonly at: number }[] = []
  #now = 0
  #packet = 0
  readonly #positions = new Map<Flow, [number, number]>()

  constructor(options: Omit<EngineOptions, 'sink' | 'requests' | 'applications'>) {
    this.engine = new Engine({
      sink: this.sink,
      requests: this,
      applications: {
        products: new Map([
          ['sketch', 'sketched'],
          ['aim', 'aim'],
          ['icq', 'icq'],
        ]),
        framer: (name) => ({ toc: 'toc', dns: 'none' })[name],
      },
      ...options,
    })
  }

  // ---- what a test plays

  /** A flow begins with a packet that carries nothing. */
  open(flow: Flow): void {
    this.packet(() => {
      if (this.engine.wantsFlows) this.engine.opened(flow)
      else this.silent.push(flow)
    })
  }

  /** A packet with one message, or several. */
  say(flow: Flow, side: Side, ...messages: string[]): void {
    this.packet((packet) => {
      for (const message of messages) this.deliver(flow, side, message, packet)
    })
  }

  packet(play: (packet: PacketRef) => void): void {
    this.wait(1)
    play({ number: ++this.#packet, time: this.#now * 1000, file: 'test.pcap' })
    this.engine.settled()
  }

  /** A message of the packet that is being played. */
  deliver(flow: Flow, side: Side, message: string, packet: PacketRef, said: Said = {}): void {
    const positions = this.#positionsOf(flow)
    const offset = said.offset ?? positions[side]
    const cut = messageOf(message, said.grows ?? false)
    positions[side] = offset + cut.size
    this.engine.message(flow, {
      message: cut,
      framer: said.framer ?? 'line',
      side,
      offset,
      length: cut.size,
      index: offset,
      packet: said.time === undefined ? packet : { ...packet, time: said.time * 1000 },
    })
  }

  lose(flow: Flow, side: Side, length: number): void {
    const positions = this.#positionsOf(flow)
    flow.gap = true
    this.holes.push({ side, at: positions[side] })
    this.engine.gap(flow)
    positions[side] += length
  }

  wait(ms: number): void {
    this.#now += ms
    this.engine.advance(this.#now * 1000)
  }

  close(flow: Flow, end: FlowEnd = 'fin'): void {
    const time = this.#now * 1000
    const counters = { packets: [0, 0], bytes: [0, 0], last: time, tcpFlags: [0, 0] } as const
    this.engine.closed(flow, end, time, counters)
    this.engine.settled()
  }

  /** Milliseconds. */
  get now(): number {
    return this.#now
  }

  // ---- what the engine asks

  frame(flow: Flow, framer: string, side: Side | null, from: number | null): void {
    this.framed.push(`${flow.id} ${framer} ${side} ${from}`)
  }

  silentFlows(since: number): readonly Flow[] {
    return this.silent.filter(({ first }) => first.time >= since)
  }

  missing(_flow: Flow, side: Side, from: number, to: number): boolean {
    return this.holes.some((hole) => hole.side === side && hole.at >= from && hole.at < to)
  }

  position(flow: Flow, side: Side): number {
    return this.#positionsOf(flow)[side]
  }

  hasSpoken(flow: Flow, side: Side): boolean {
    return this.position(flow, side) > 0
  }

  #positionsOf(flow: Flow): [number, number] {
    let positions = this.#positions.get(flow)
    if (positions === undefined) this.#positions.set(flow, (positions = [0, 0]))
    return positions
  }
}

/** All of it is main text. */
function messageOf(characters: string, grows: boolean): Message {
  const bytes = Buffer.from(characters, 'latin1')
  const place = { start: 0, end: bytes.length }
  return {
    bytes,
    ...place,
    size: bytes.length,
    main: {
      kind: 'text',
      bytes,
      ...place,
      wireStart: 0,
      wireEnd: bytes.length,
      verbatim: true,
      cut: grows,
      grows,
    },
    get: () => [],
  }
}
