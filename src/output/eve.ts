// EVE lines, as Suricata writes them and what reads Suricata's output expects: one JSON object a line, valid against
// Suricata's schema. What is ours stands where that schema leaves room: `alert.context`, `alert.metadata`.
//
// What lines have in common is kept as the text that it is in them: of a flow its endpoints, of a signature what it says.

import type { CompiledSignature } from '../compile/program.js'
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
  private readonly flowTexts = new WeakMap<Flow, FlowText>()
  private readonly signatureTexts = new WeakMap<CompiledSignature, Map<string, string>>()
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
    const { time, flow, sender, packet, app } = report
    const header = this.header('alert', time, flow, sender, packet.number)
    const alert = `${this.signatureText(report)},"context":${JSON.stringify(contextOf(report))}`
    this.line(`${header},"alert":{${alert}}`, {
      ...(app === null ? {} : { app_proto: app }),
      direction: directionOf(report),
      stream: flow.transport === 'tcp' ? 1 : 0,
      pcap_filename: packet.file,
    })
  }

  flow(event: FlowEvent): void {
    const { flow, counters } = event
    const alerted = this.alerted.has(flow)
    if (this.flows === 'none' || (this.flows === 'alerted' && !alerted)) return
    const client = clientSide(flow)
    const server = (1 - client) as Side
    this.line(this.header('flow', event.time, flow, client, null), {
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
    const { time, packet } = anomaly
    const header =
      flow === null
        ? members({
            timestamp: eveTimestamp(time),
            pcap_cnt: packet.number,
            event_type: 'anomaly',
          })
        : this.header('anomaly', time, flow, clientSide(flow), packet.number)
    this.line(header, {
      anomaly: { type: anomaly.type, event: anomaly.event },
      pcap_filename: packet.file,
    })
  }

  end(counts: ReadonlyMap<string, number>, time: Micros): void {
    this.line(members({ timestamp: eveTimestamp(time), event_type: 'stats' }), {
      stats: {
        decoder: { pkts: counts.get('packets') ?? 0, bytes: counts.get('bytes') ?? 0 },
        flow: { total: counts.get('flows') ?? 0 },
        detect: { alert: this.alerts },
      },
    })
  }

  private header(
    type: string,
    time: Micros,
    flow: Flow,
    sender: Side,
    packet: number | null,
  ): string {
    const { ends, communityId } = this.flowText(flow)
    const [count, source] =
      packet === null ? ['', ''] : [`,"pcap_cnt":${packet}`, ',"pkt_src":"wire/pcap"']
    return (
      `"timestamp":"${eveTimestamp(time)}","flow_id":${flow.id}${count},"event_type":"${type}",` +
      `${ends[sender]}${source},"community_id":"${communityId}"`
    )
  }

  private flowText(flow: Flow): FlowText {
    let text = this.flowTexts.get(flow)
    if (text === undefined) {
      text = { ends: [endsOf(flow, 0), endsOf(flow, 1)], communityId: communityId(flow) }
      this.flowTexts.set(flow, text)
    }
    return text
  }

  /** What the signature says of all its reports of this kind and product. */
  private signatureText(report: Report): string {
    const { signature, kind, product } = report
    // A product that was read from the traffic may be any text, and is not kept.
    if (!signature.products.includes(product)) return members(alertOf(report))
    let texts = this.signatureTexts.get(signature)
    if (texts === undefined) this.signatureTexts.set(signature, (texts = new Map()))
    const which = `${kind} ${product}`
    let text = texts.get(which)
    if (text === undefined) texts.set(which, (text = members(alertOf(report))))
    return text
  }

  /** @param header the first members, as text */
  private line(header: string, others: object): void {
    this.write(`{${header},${members(others)}}\n`)
  }
}

interface FlowText {
  /** Endpoints and protocol as a packet of each side has them. */
  readonly ends: readonly [string, string]
  readonly communityId: string
}

/** What stands between the braces. */
function members(object: object): string {
  return JSON.stringify(object).slice(1, -1)
}

function endsOf(flow: Flow, sender: Side): string {
  const receiver = (1 - sender) as Side
  return members({
    ...(flow.vlans.length === 0 ? {} : { vlan: flow.vlans.slice(0, 3) }),
    src_ip: flow.addresses[sender],
    src_port: flow.ports[sender],
    dest_ip: flow.addresses[receiver],
    dest_port: flow.ports[receiver],
    proto: flow.transport.toUpperCase(),
    ip_v: flow.version,
  })
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

function alertOf(report: Report): object {
  const { signature, kind } = report
  return {
    action: 'allowed',
    gid: 1,
    signature_id: signature.id,
    rev: signature.rev,
    signature: signature.title,
    category: signature.category,
    severity: kind === 'record' ? SEVERITY.info : SEVERITY[signature.severity],
    metadata: metadataOf(report),
  }
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
  const context: Record<string, unknown> = { message: report.message }
  for (const [name, value] of report.values) context[name] = value
  if (via !== null)
    context['via'] = via.map(({ kind, host, port }) => `${kind} ${host}:${port}`).join(', ')
  if (report.trigger !== null) context['trigger'] = report.trigger
  if (report.truncated) context['truncated'] = true
  if (midstream) context['midstream'] = true
  if (report.gap) context['gap'] = true
  if (report.repeats > 0) context['repeats'] = report.repeats
  context['evidence'] = report.evidence
  return context
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
