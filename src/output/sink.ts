// What a scan finds, as data, and what takes it. No logic here. Everything in it is fit to be written: secrets are
// already masked, unless the user asked to see them.

import type { CompiledSignature } from '../compile/program.js'
import type { Flow, FlowEnd, PacketRef } from '../desk/consumer.js'
import type { Side } from '../frame/framer.js'
import type { FlowCounters, Micros } from '../front/front.js'

/** Takes findings in the order in which they are to be written. */
export interface Sink {
  report(report: Report): void
  flow(event: FlowEvent): void
  anomaly(anomaly: Anomaly): void
  /** The scan is over; `counts` are its counters by name, `time` is the last packet's. Nothing comes after. */
  end(counts: ReadonlyMap<string, number>, time: Micros): void
}

export interface Report {
  /** A record is a fact for the log, not an alarm. */
  readonly kind: 'alert' | 'record'
  readonly signature: CompiledSignature
  readonly flow: Flow
  /** Of the packet with the last evidence; `time` is what the report carries. */
  readonly packet: PacketRef
  readonly time: Micros
  /** Who sent that packet. */
  readonly sender: Side
  readonly message: string
  /** One of the signature's products, or what the dialogue or the flow decided. */
  readonly product: string
  readonly app: string | null
  /** Captured values by name, in the order of the signature's slots; a list is an array. */
  readonly values: ReadonlyMap<string, PrintedValue>
  readonly evidence: readonly Evidence[]
  /** `after 30s`, `close`, `met`; null for a message. */
  readonly trigger: string | null
  readonly truncated: boolean
  readonly gap: boolean
  /** Reports held back by `once per` since the last. */
  readonly repeats: number
}

export type PrintedValue = string | number | readonly (string | number)[]

export interface Evidence {
  readonly state: string
  readonly direction: 'to_server' | 'to_client'
  readonly offset: number
  readonly length: number
  readonly packet: number
}

/** A flow that ended. */
export interface FlowEvent {
  readonly flow: Flow
  readonly end: FlowEnd
  readonly time: Micros
  readonly counters: FlowCounters
}

/** Something odd on the wire, or a limit of our own that was reached. */
export interface Anomaly {
  readonly type: 'decode' | 'stream' | 'applayer'
  /** Suricata's name where it has one, else `imids.limit.<name>` and the like. */
  readonly event: string
  readonly time: Micros
  readonly packet: PacketRef
  readonly flow: Flow | null
}
