// A flow that something happens on: what the desk knows of it, and its two directions.

import type { Framer, Framing, Side } from '../frame/framer.js'
import type { FlowId, FlowKey, Offset } from '../front/front.js'
import { printAddress } from './address.js'
import type { Flow, PacketRef, Via } from './consumer.js'
import { Datagrams } from './datagrams.js'
import { Direction } from './direction.js'
import type { Surroundings } from './direction.js'
import { flowId } from './flow-id.js'
import type { Ready } from './framing.js'

/** Hears what happens on flows. */
export interface FlowObserver {
  deliver(flow: TrackedFlow, side: Side, framer: Framer, ready: Ready): void
  /** `[from, to)` was lost. */
  gap(flow: TrackedFlow, side: Side, from: Offset, to: Offset): void
}

export class TrackedFlow implements Flow {
  readonly id: number
  readonly transport: 'tcp' | 'udp'
  readonly version: 4 | 6
  readonly vlans: readonly number[]
  readonly addresses: readonly [string, string]
  readonly ports: readonly [number, number]
  opener: Side | null
  readonly midstream: boolean
  gap = false
  readonly via: readonly Via[] | null = null
  readonly outer: Flow | null = null
  alerted = false
  app: string | null = null

  readonly directions: readonly [Direction, Direction]
  readonly datagrams: Datagrams
  /** The consumer has heard of it. */
  opened = false
  ended = false
  /** Bytes came twice, and not the same. */
  differed = false
  private readonly framings = new Map<Framer, Framing>()

  constructor(
    /** Its record in the front. */
    readonly record: FlowId,
    readonly key: FlowKey,
    readonly first: PacketRef,
    around: Surroundings,
    private readonly observer: FlowObserver,
  ) {
    this.id = flowId(key)
    this.transport = key.transport
    this.version = key.version
    this.vlans = key.vlans
    this.addresses = [printAddress(key.addresses[0]), printAddress(key.addresses[1])]
    this.ports = key.ports
    this.opener = key.opener
    this.midstream = key.transport === 'tcp' && key.opener === null
    this.directions = [
      new Direction(0, this, around, !this.midstream),
      new Direction(1, this, around, !this.midstream),
    ]
    this.datagrams = new Datagrams(
      around.plan,
      around.counts,
      (framer) => this.framing(framer),
      (side, framer, ready) => this.deliver(side, framer, ready),
    )
  }

  /** Nothing follows: what is unfinished is delivered as it is. */
  end(): void {
    if (this.ended) return
    this.ended = true
    for (const direction of this.directions) direction.end()
  }

  framing(framer: Framer): Framing {
    let framing = this.framings.get(framer)
    if (framing === undefined) {
      framing = framer.open(this.transport)
      this.framings.set(framer, framing)
      if (this.midstream) for (const side of [0, 1] as const) framing.reset(side)
    }
    return framing
  }

  lost(side: Side, from: Offset, to: Offset, unharmed: readonly Framer[]): void {
    this.gap = true
    for (const [framer, framing] of this.framings)
      if (!unharmed.includes(framer)) framing.reset(side)
    this.observer.gap(this, side, from, to)
  }

  deliver(side: Side, framer: Framer, ready: Ready): void {
    this.observer.deliver(this, side, framer, ready)
  }
}
