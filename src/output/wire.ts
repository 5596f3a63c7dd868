// Findings on their way from one thread to another, as text: a sink that packs them, and what unpacks them into a sink,
// for which it is as if they had never been away.
//
//     ["report", 3, {flow: {key: 7, fixed: {id, addresses, …}, opener, gap, alerted, app}, values: […], …}],
//     ["flow", {flow: {key: 7, opener, gap, alerted, app}, …}],
//     ["anomaly", …], ["end", …]
//
// JSON, because its length is known, by which what waits is bounded; a structured clone takes as long.
//
// A signature is its index in the program. A flow is one object for its whole life, and sinks go by that: from its first
// report on it has a key, and what never changes of it is sent only once. Its end gives the key back, so that neither side
// remembers more flows than the desk does. (A flow without a report has no key: with each anomaly it is an object anew.)

import type { CompiledSignature } from '../compile/program.js'
import type { Flow } from '../desk/consumer.js'
import type { Micros } from '../front/front.js'
import type { Anomaly, FlowEvent, PrintedValue, Report, Sink } from './sink.js'

/** What may change of a flow: as it was when the sink was called. */
type FlowState = Pick<Flow, 'opener' | 'gap' | 'alerted' | 'app'>

type FlowNature = Omit<Flow, keyof FlowState | 'outer'>

interface PackedFlow extends FlowState {
  /** null for a flow of which nothing was reported until now. */
  readonly key: number | null
  /** Absent when it was sent before, under the same key. */
  readonly fixed?: FlowNature & { readonly outer: PackedFlow | null }
}

type PackedReport = Omit<Report, 'signature' | 'flow' | 'values'> & {
  readonly flow: PackedFlow
  readonly values: readonly (readonly [string, PrintedValue])[]
}

type Packed =
  | readonly ['report', signature: number, PackedReport]
  | readonly ['flow', Omit<FlowEvent, 'flow'> & { readonly flow: PackedFlow }]
  | readonly ['anomaly', Omit<Anomaly, 'flow'> & { readonly flow: PackedFlow | null }]
  | readonly ['end', counts: readonly (readonly [string, number])[], time: Micros]

/** Findings that need not wait for more to be sent, in characters. */
const ENOUGH = 0x1_0000

/** Packs what it is told, until somebody takes it. */
export class Packer implements Sink {
  private packed: string[] = []
  private length = 0
  private readonly keys = new Map<Flow, number>()
  private nextKey = 0

  /**
   * @param indices of the program's signatures
   * @param onEnough hears when it is time to take what was packed
   */
  constructor(
    private readonly indices: ReadonlyMap<CompiledSignature, number>,
    private readonly onEnough: () => void,
  ) {}

  /** What was packed since it was last taken; empty if nothing was. */
  take(): string {
    if (this.length === 0) return ''
    const findings = `[${this.packed.join(',')}]`
    this.packed = []
    this.length = 0
    return findings
  }

  report(report: Report): void {
    const { signature, flow, values, ...rest } = report
    const index = this.indices.get(signature)
    if (index === undefined) throw new Error(`${signature.name} is not in the program`)
    this.pack(['report', index, { ...rest, flow: this.keyed(flow), values: [...values] }])
  }

  flow(event: FlowEvent): void {
    this.pack(['flow', { ...event, flow: this.mentioned(event.flow) }])
    this.keys.delete(event.flow)
  }

  anomaly(anomaly: Anomaly): void {
    const { flow } = anomaly
    this.pack(['anomaly', { ...anomaly, flow: flow === null ? null : this.mentioned(flow) }])
  }

  end(counts: ReadonlyMap<string, number>, time: Micros): void {
    this.pack(['end', [...counts], time])
  }

  private pack(finding: Packed): void {
    const text = JSON.stringify(finding)
    this.packed.push(text)
    this.length += text.length
    if (this.length >= ENOUGH) this.onEnough()
  }

  private keyed(flow: Flow): PackedFlow {
    if (this.keys.has(flow)) return this.mentioned(flow)
    const key = this.nextKey++
    this.keys.set(flow, key)
    return { ...this.whole(flow), key }
  }

  private mentioned(flow: Flow): PackedFlow {
    const key = this.keys.get(flow)
    return key === undefined ? this.whole(flow) : { key, ...stateOf(flow) }
  }

  private whole(flow: Flow): PackedFlow {
    const { id, transport, version, vlans, addresses, ports, first, midstream, via } = flow
    const outer = flow.outer === null ? null : this.mentioned(flow.outer)
    return {
      key: null,
      fixed: { id, transport, version, vlans, addresses, ports, first, midstream, via, outer },
      ...stateOf(flow),
    }
  }
}

function stateOf({ opener, gap, alerted, app }: Flow): FlowState {
  return { opener, gap, alerted, app }
}

/** Tells a sink what a `Packer` was told. */
export class Unpacker {
  private readonly flows = new Map<number, Flow>()

  /** @param signatures as the packer has them; the sink gets these objects */
  constructor(
    private readonly signatures: readonly CompiledSignature[],
    private readonly sink: Sink,
  ) {}

  /** @param findings what was taken from the packer, in the order in which it was */
  unpack(findings: string): void {
    if (findings === '') return
    for (const finding of JSON.parse(findings) as Packed[]) this.tell(finding)
  }

  private tell(finding: Packed): void {
    switch (finding[0]) {
      case 'report': {
        const [, index, packed] = finding
        const signature = this.signatures[index]
        if (signature === undefined) throw new Error(`the program has no signature ${index}`)
        const { flow, values } = packed
        const report = { ...packed, signature, flow: this.flow(flow), values: new Map(values) }
        return this.sink.report(report)
      }
      case 'flow': {
        const [, packed] = finding
        this.sink.flow({ ...packed, flow: this.flow(packed.flow) })
        if (packed.flow.key !== null) this.flows.delete(packed.flow.key)
        return
      }
      case 'anomaly': {
        const [, packed] = finding
        const flow = packed.flow === null ? null : this.flow(packed.flow)
        return this.sink.anomaly({ ...packed, flow })
      }
      case 'end':
        return this.sink.end(new Map(finding[1]), finding[2])
    }
  }

  private flow({ key, fixed, ...state }: PackedFlow): Flow {
    if (fixed === undefined) return this.known(key, state)
    const outer = fixed.outer === null ? null : this.flow(fixed.outer)
    const flow = { ...fixed, outer, ...state }
    if (key !== null) this.flows.set(key, flow)
    return flow
  }

  private known(key: number | null, state: FlowState): Flow {
    const flow = key === null ? undefined : this.flows.get(key)
    if (flow === undefined) throw new Error(`flow ${key} was not sent before`)
    return Object.assign(flow, state)
  }
}
