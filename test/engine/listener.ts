// A desk that plays what a test says, and a sink that keeps what comes out.

import type { Flow, FlowEnd, Requests } from '../../src/desk/consumer.js'
import { Engine, type EngineOptions } from '../../src/engine/engine.js'
import type { Side } from '../../src/frame/framer.js'
import type { Anomaly, FlowEvent, Report, Sink } from '../../src/output/sink.js'

export class Kept implements Sink {
  readonly reports: Report[] = []
  readonly flows: FlowEvent[] = []
  readonly anomalies: Anomaly[] = []
  report(report: Report): void {
    this.reports.push(report)
  }
  flow(event: FlowEvent): void {
    this.flows.push(event)
  }
  anomaly(anomaly: Anomaly): void {
    this.anomalies.push(anomaly)
  }
  end(): void {}

  /** The reports as a person reads them. */
  get messages(): string[] {
    return this.reports.map(({ message }) => message)
  }
}

/** Plays packets of one message each, a millisecond apart. Times are in milliseconds. */
export class Listener implements Requests {
  readonly sink = new Kept()
  readonly engine: Engine
  readonly framed: string[] = []
  /** Flows that began and said nothing yet. */
  readonly silent: Flow[] = []
  /** What `missing` says of each side. */
  holes: [boolean, boolean] = [false, false]
  #now = 0
  #packet = 0
  readonly #positions = new Map<Flow, [number, number]>()

  constructor(options: Omit<EngineOptions, 'sink' | 'requests' | 'applications'>) {
    this.engine = new Engine({
      sink: this.sink,
      applications: { products: new Map([['sketch', 'sketched']]), framer: () => undefined },
      requests: this,
      ...options,
    })
  }

  open(flow: Flow): void {
    if (this.engine.wantsFlows) this.engine.opened(flow)
    else this.silent.push(flow)
  }

  /** One packet for each message. */
  say(flow: Flow, side: Side, ...messages: string[]): void {
    for (const message of messages) {
      const packet = this.#next()
      this.say1(flow, side, message, packet)
      this.engine.settled()
    }
  }

  /** All messages in one packet. */
  sayTogether(flow: Flow, side: Side, ...messages: string[]): void {
    const packet = this.#next()
    for (const message of messages) this.say1(flow, side, message, packet)
    this.engine.settled()
  }

  say1(flow: Flow, side: Side, message: string, packet = this.#next(), framer = 'line'): void {
    const position = this.#positionsOf(flow)
    const bytes = Buffer.from(message, 'latin1')
    this.engine.message(flow, {
      message: {
        bytes,
        start: 0,
        end: bytes.length,
        size: bytes.length,
        main: null,
        get: () => [],
      },
      framer,
      side,
      offset: position[side],
      length: bytes.length,
      index: position[side],
      packet,
    })
    position[side] += bytes.length
  }

  wait(ms: number): void {
    this.#now += ms
    this.engine.advance(this.#now * 1000)
  }

  close(flow: Flow, end: FlowEnd = 'fin'): void {
    this.engine.closed(flow, end, this.#now * 1000, {
      packets: [0, 0],
      bytes: [0, 0],
      last: this.#now * 1000,
      tcpFlags: [0, 0],
    })
    this.engine.settled()
  }

  get time(): number {
    return this.#now
  }

  // ---- what the engine asks

  frame(flow: Flow, framer: string, side: Side | null, from: number | null): void {
    this.framed.push(`${flow.id} ${framer} ${side} ${from}`)
  }

  silentFlows(since: number): readonly Flow[] {
    return this.silent.filter(({ first }) => first.time >= since)
  }

  missing(_flow: Flow, side: Side): boolean {
    return this.holes[side]
  }

  position(flow: Flow, side: Side): number {
    return this.#positionsOf(flow)[side]
  }

  #next() {
    this.wait(1)
    return { number: ++this.#packet, time: this.#now * 1000, file: 'test.pcap' }
  }

  #positionsOf(flow: Flow): [number, number] {
    let positions = this.#positions.get(flow)
    if (positions === undefined) this.#positions.set(flow, (positions = [0, 0]))
    return positions
  }
}
