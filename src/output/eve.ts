// EVE lines, as Suricata writes them and what reads Suricata's output expects: one JSON object a line, valid against
// Suricata's schema. What is ours stands where that schema leaves room: `alert.context`, `alert.metadata`.

import type { Flow } from '../desk/consumer.js'
import type { Side } from '../frame/framer.js'
import type { Micros } from '../front/front.js'
import { communityId } from './community-id.js'
import type { Anomaly, FlowEvent, Report, Sink } from './sink.js'
import { eveTimestamp } from './timestamp.js'

const SEVERITY = { critical: 1, high: 1, medium: 2, low: 3, info: 4 } as const

/** Which flows get a `flow` event when they end. */
export type FlowChoice = 'all' | 'alerted' | 'none'

/** Writes EVE. `write` gets whole lines, in order. */
export class EveSink implements Sink {
  private readonly communityIds = new WeakMap<Flow, string>()
  /** Flows of the reports that came through here: a filter before this sink may hold others back. */
  private readonly alerted = new WeakSet<Flow>()
  private alerts = 0

  constructor(
    private readonly write: (line: string) => void,
    private readonly flows: FlowChoice,
  ) {}

  report(report: Report): void {
    if (report.kind === 'alert') this.alerts++
    this.alerted.add(report.flow)
    this.line({
      ...this.header('alert', report.time, report.flow, report.sender, report.packet.number),
      alert: {
        action: 'allowed',
        gid: 1,
        signature_id: report.signature.id,
        rev: report.signature.rev,
        signature: report.signature.title,
        category: report.signature.category,
        severity: report.kind === 'record' ? SEVERITY.info : SEVERITY[report.signature.severity],
        metadata: metadataOf(report),
        context: contextOf(report),
      },
      ...(report.app === null ? {} : { app_proto: report.app }),
      direction: directionOf(report),
      stream: report.flow.transport === 'tcp' ? 1 : 0,
      pcap_filename: report.packet.file,
    })
  }

  flow(event: FlowEvent): void {
    const { flow, counters } = event
    const alerted = this.alerted.has(flow)
    if (this.flows === 'none' || (this.flows === 'alerted' && !alerted)) return
    const client = clientSide(flow)
    const server = (1 - client) as Side
    this.line({
      ...this.header('flow', event.time, flow, client, null),
      ...(flow.app === null ? {} : { app_proto: flow.app }),
      flow: {
        pkts_toserver: counters.packets[client],
        pkts_toclient: counters.packets[server],
        bytes_toserver: counters.bytes[client],
        bytes_toclient: counters.bytes[server],
        start: eveTimestamp(flow.first.time),
        end: eveTimestamp(counters.last),
        age: Math.max(0, Math.floor((counters.last - flow.first.time) / 1_000_000)),
        state: event.end === 'fin' || event.end === 'rst' ? 'closed' : stateOf(event),
        reason: REASON[event.end],
        alerted,
      },
      ...(flow.transport === 'tcp' ? { tcp: tcpOf(event, client) } : {}),
      pcap_filename: flow.first.file,
    })
  }

  anomaly(anomaly: Anomaly): void {
    const { flow } = anomaly
    this.line({
      ...(flow === null
        ? {
            timestamp: eveTimestamp(anomaly.time),
            pcap_cnt: anomaly.packet.number,
            event_type: 'anomaly',
          }
        : this.header('anomaly', anomaly.time, flow, clientSide(flow), anomaly.packet.number)),
      anomaly: { type: anomaly.type, event: anomaly.event },
      pcap_filename: anomaly.packet.file,
    })
  }

  end(counts: ReadonlyMap<string, number>, time: Micros): void {
    this.line({
      timestamp: eveTimestamp(time),
      event_type: 'stats',
      stats: {
        decoder: { pkts: counts.get('packets') ?? 0, bytes: counts.get('bytes') ?? 0 },
        flow: { total: counts.get('flows') ?? 0 },
        detect: { alert: this.alerts },
      },
    })
  }

  private header(type: string, time: Micros, flow: Flow, sender: Side, packet: number | null) {
    const receiver = (1 - sender) as Side
    return {
      timestamp: eveTimestamp(time),
      flow_id: flow.id,
      ...(packet === null ? {} : { pcap_cnt: packet }),
      event_type: type,
      ...(flow.vlans.length === 0 ? {} : { vlan: flow.vlans.slice(0, 3) }),
      src_ip: flow.addresses[sender],
      src_port: flow.ports[sender],
      dest_ip: flow.addresses[receiver],
      dest_port: flow.ports[receiver],
      proto: flow.transport.toUpperCase(),
      ip_v: flow.version,
      ...(packet === null ? {} : { pkt_src: 'wire/pcap' }),
      community_id: this.communityIdOf(flow),
    }
  }

  private communityIdOf(flow: Flow): string {
    let id = this.communityIds.get(flow)
    if (id === undefined) this.communityIds.set(flow, (id = communityId(flow)))
    return id
  }

  private line(event: object): void {
    this.write(`${JSON.stringify(event)}\n`)
  }
}

/** Who is called the client: who opened, else the lower endpoint. */
function clientSide(flow: Flow): Side {
  return flow.opener ?? 0
}

/** The last evidence's; it knows how the signature took the flow to be oriented. */
function directionOf(report: Report): 'to_server' | 'to_client' {
  return (
    report.evidence.at(-1)?.direction ??
    (report.sender === clientSide(report.flow) ? 'to_server' : 'to_client')
  )
}

function metadataOf({ signature, kind, product }: Report): Record<string, readonly string[]> {
  return {
    name: [signature.name],
    product: [product],
    ...(signature.risks.length === 0 ? {} : { risk: signature.risks }),
    ...(signature.attack.length === 0 ? {} : { attack: signature.attack }),
    confidence: [signature.confidence],
    ...(signature.caveat === null ? {} : { caveat: [signature.caveat] }),
    ...(kind === 'record' ? { kind: ['record'] } : {}),
  }
}

function contextOf(report: Report): Record<string, unknown> {
  const { via, midstream } = report.flow
  return {
    message: report.message,
    ...Object.fromEntries(report.values),
    ...(via === null
      ? {}
      : { via: via.map(({ kind, host, port }) => `${kind} ${host}:${port}`).join(', ') }),
    ...(report.trigger === null ? {} : { trigger: report.trigger }),
    ...(report.truncated ? { truncated: true } : {}),
    ...(midstream ? { midstream: true } : {}),
    ...(report.gap ? { gap: true } : {}),
    ...(report.repeats > 0 ? { repeats: report.repeats } : {}),
    evidence: report.evidence,
  }
}

const REASON = {
  fin: 'unknown',
  rst: 'unknown',
  timeout: 'timeout',
  reused: 'tcp_reuse',
  evicted: 'forced',
  shutdown: 'shutdown',
} as const

function stateOf({ counters }: FlowEvent): 'new' | 'established' {
  return counters.packets[0] > 0 && counters.packets[1] > 0 ? 'established' : 'new'
}

/** Both sides' flags, and those that were seen at all. */
function tcpOf({ counters }: FlowEvent, client: Side): Record<string, unknown> {
  const [toServer, toClient] = [counters.tcpFlags[client], counters.tcpFlags[client === 0 ? 1 : 0]]
  const all = toServer | toClient
  const hex = (flags: number) => flags.toString(16).padStart(2, '0')
  const seen = TCP_FLAGS.flatMap((name, bit) => ((all >> bit) & 1 ? [[name, true] as const] : []))
  return {
    tcp_flags: hex(all),
    tcp_flags_ts: hex(toServer),
    tcp_flags_tc: hex(toClient),
    ...Object.fromEntries(seen),
  }
}

const TCP_FLAGS = ['fin', 'syn', 'rst', 'psh', 'ack', 'urg', 'ecn', 'cwr'] as const
