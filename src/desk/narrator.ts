// Tells the consumer what happens, so that it hears of a flow before anything on it, and of its end if it heard of it.

import type { Framer, IsWanted, Message, Side } from '../frame/framer.js'
import { segmentsMessage } from '../frame/segments.js'
import { tunnelMessage } from '../frame/tunnel.js'
import type { FlowCounters, Micros, Offset } from '../front/front.js'
import type { Consumer, FlowEnd, PacketRef } from './consumer.js'
import type { DeskLimit } from './counts.js'
import type { FlowObserver, TrackedFlow } from './flow.js'
import type { Ready } from './framing.js'
import type { Sign } from './signs.js'
import type { Turn } from './turns.js'

export class Narrator implements Omit<FlowObserver, 'awaitTurn'> {
  /** Inner flows on which nothing was reported yet. */
  private readonly silent = new Set<TrackedFlow>()

  /** @param tellsFindings something waits for what is found inside tunnels */
  constructor(
    private readonly consumer: Consumer,
    private readonly tellsFindings: boolean,
  ) {}

  open(flow: TrackedFlow, packet: PacketRef): void {
    if (flow.opened) return
    flow.opened = true
    if (flow.outer !== null && this.tellsFindings) this.silent.add(flow)
    this.consumer.opened(flow, packet)
  }

  deliver(flow: TrackedFlow, side: Side, { info }: Framer, ready: Ready): void {
    const { messages, index, offset, length, packet } = ready
    const framer = info.name
    this.open(flow, packet)
    let behind = index
    for (const message of messages)
      this.consumer.message(flow, {
        message,
        framer,
        side,
        offset,
        length,
        index: behind++,
        packet,
      })
  }

  wants(flow: TrackedFlow, { info }: Framer, ...head: Parameters<IsWanted>): boolean {
    return this.consumer.wantsMessage(flow, info.name, ...head)
  }

  turn(flow: TrackedFlow, turn: Turn): void {
    this.open(flow, turn.packet)
    this.consumer.message(flow, { ...turn, framer: 'turn' })
  }

  gap(flow: TrackedFlow, side: Side, from: Offset, to: Offset): void {
    if (flow.opened) this.consumer.gap(flow, side, from, to - from)
  }

  sign(flow: TrackedFlow, side: Side, { sign, idle, index }: Sign, packet: PacketRef): void {
    this.announce(flow, side, 'segments', segmentsMessage({ sign, idle }), index, packet)
  }

  limit(flow: TrackedFlow, limit: DeskLimit): void {
    this.consumer.anomaly(flow, `imids.limit.${limit}`, flow.last)
  }

  /** Bytes came twice, and not the same. */
  differ(flow: TrackedFlow, packet: PacketRef): void {
    this.consumer.anomaly(flow, 'stream.reassembly_overlap_different_data', packet)
  }

  closed(flow: TrackedFlow, end: FlowEnd, time: Micros, counters: FlowCounters): void {
    for (const one of flow.insideOut) {
      this.silent.delete(one)
      if (one.opened) this.consumer.closed(one, end, time, counters)
    }
  }

  /**
   * Reports are written. What they say of tunnels is told on the flows to the proxies, which may lead to more: also in a
   * tunnel around that, all of which belongs to the same packet.
   */
  settle(): void {
    this.consumer.settled()
    for (let inner = this.found(); inner !== null; inner = this.found()) {
      this.silent.delete(inner)
      this.tellFinding(inner)
      this.consumer.settled()
    }
  }

  /** An inner flow of which the finding has yet to be told. */
  private found(): TrackedFlow | null {
    for (const inner of this.silent) if (inner.alerted) return inner
    return null
  }

  private tellFinding(inner: TrackedFlow): void {
    const { outer, app } = inner
    const via = inner.via?.at(-1)
    if (outer === null || via === undefined) return
    const target = `${via.host}:${via.port}`
    const finding = tunnelMessage({ kind: via.kind, target, found: app ?? 'unknown' })
    this.announce(outer, inner.opener ?? 0, 'tunnel', finding, 0, inner.last)
  }

  /** A message that is not made of bytes. */
  private announce(
    flow: TrackedFlow,
    side: Side,
    framer: string,
    message: Message,
    index: number,
    packet: PacketRef,
  ): void {
    const offset = flow.directions[side].position
    this.open(flow, packet)
    this.consumer.message(flow, { message, framer, side, offset, length: 0, index, packet })
  }
}
