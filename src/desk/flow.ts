// A flow that something happens on: what the desk knows of it, and its two directions. If it carries a tunnel, what runs
// inside is a flow of its own, `inner`, and the bytes behind the proxy's handshake belong to that one alone.

import type { Framer, Framing, IsWanted, Side } from '../frame/framer.js'
import type { FlowId, FlowKey, Micros, Offset } from '../front/front.js'
import { printAddress } from '../front/address.js'
import { readRelayHeader } from '../tunnel/socks-relay.js'
import type { TunnelFraming } from '../tunnel/tunnel.js'
import { behind } from './backlog.js'
import type { Backlog, Stretch } from './backlog.js'
import type { Flow, PacketRef, Via } from './consumer.js'
import type { Deadline } from './deadlines.js'
import type { DeskLimit } from './counts.js'
import { Datagrams } from './datagrams.js'
import { Direction } from './direction.js'
import type { Hint, Surroundings } from './direction.js'
import { flowId, innerFlowId } from './flow-id.js'
import type { Ready } from './framing.js'
import type { Signs } from './signs.js'
import { Turns } from './turns.js'
import type { Turn } from './turns.js'

/** Hears what happens on flows. */
export interface FlowObserver {
  deliver(flow: TrackedFlow, side: Side, framer: Framer, ready: Ready): void
  /** May a message with this head mean anything to anybody? */
  wants(flow: TrackedFlow, framer: Framer, ...head: Parameters<IsWanted>): boolean
  /** For the first time on this flow. */
  limit(flow: TrackedFlow, limit: DeskLimit): void
  /** A turn is over. */
  turn(flow: TrackedFlow, turn: Turn): void
  /** `expireTurn` is to be called at `deadline`. */
  awaitTurn(flow: TrackedFlow, deadline: Micros): void
  /** `[from, to)` was lost. */
  gap(flow: TrackedFlow, side: Side, from: Offset, to: Offset): void
}

/** What never changes of a flow, and is the same for what runs inside. */
export type FlowIdentity = Pick<
  Flow,
  'id' | 'transport' | 'version' | 'vlans' | 'addresses' | 'ports' | 'opener'
>

export function identityOf(key: FlowKey): FlowIdentity {
  const { transport, version, vlans, addresses, ports, opener } = key
  return {
    id: flowId(key),
    transport,
    version,
    vlans,
    addresses: [printAddress(addresses[0]), printAddress(addresses[1])],
    ports,
    opener,
  }
}

const NONE: readonly never[] = []
const NO_INSIDES = [null, null] as const

/** Where an inner flow runs. */
interface Outside {
  readonly flow: TrackedFlow
  readonly via: Via
  readonly opener: Side | null
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
  readonly via: readonly Via[] | null
  readonly outer: TrackedFlow | null
  alerted = false
  app: string | null = null

  /** The packet that brought the last of its bytes that were looked at. */
  last: PacketRef
  readonly directions: readonly [Direction, Direction]
  /** Of a UDP flow, once they are asked for. */
  private ofDatagrams: Datagrams | null = null
  /** What runs inside, once the handshake is over on one side. */
  inner: TrackedFlow | null = null
  /** The consumer has heard of it. */
  opened = false
  ended = false
  /** Bytes came twice, and not the same. */
  differed = false
  /** Looked for on this flow; null: not. */
  turns: Turns | null = null
  signs: Signs | null = null
  /** Deadlines that it waits for. */
  endDeadline: Deadline | null = null
  turnDeadline: Deadline | null = null
  /** Limits that were reached on it. */
  private told: Set<DeskLimit> | null = null
  private framings: readonly { readonly framer: Framer; readonly framing: Framing }[] = NONE
  /** Handshakes of proxies, in progress or over. */
  private handshakes: Map<Framer, TunnelFraming> | null = null
  private insides: readonly [Inside | null, Inside | null] = NO_INSIDES

  constructor(
    /** Its record in the front, or the outermost flow's. */
    readonly record: FlowId,
    identity: FlowIdentity,
    readonly first: PacketRef,
    private readonly around: Surroundings,
    private readonly observer: FlowObserver,
    outside: Outside | null = null,
  ) {
    this.last = first
    const { transport, opener } = identity
    this.id = outside === null ? identity.id : innerFlowId(outside.flow.id, first.number)
    this.transport = transport
    this.version = identity.version
    this.vlans = identity.vlans
    this.addresses = identity.addresses
    this.ports = identity.ports
    this.opener = outside === null ? opener : outside.opener
    this.midstream = outside === null && transport === 'tcp' && opener === null
    this.outer = outside?.flow ?? null
    this.via = outside === null ? null : [...(outside.flow.via ?? []), outside.via]
    this.directions = [
      new Direction(0, this, around, !this.midstream),
      new Direction(1, this, around, !this.midstream),
    ]
  }

  get datagrams(): Datagrams {
    this.ofDatagrams ??= new Datagrams(this.around.plan, this)
    return this.ofDatagrams
  }

  /** Every datagram is wanted. */
  get wantsDatagrams(): boolean {
    return this.ofDatagrams?.wanted ?? false
  }

  /** The flow that packets belong to. */
  get outermost(): TrackedFlow {
    return this.outer?.outermost ?? this
  }

  /** This flow and what runs inside, the innermost first. */
  get insideOut(): TrackedFlow[] {
    return [...(this.inner?.insideOut ?? []), this]
  }

  // ---- bytes

  /** Stream offset from which bytes of `side` are wanted; Infinity for none. */
  wanted(side: Side): Offset {
    if (this.turns !== null || this.signs !== null) return 0
    const inside = this.insides[side]
    if (inside === null) return this.directions[side].wanted
    return inside.base + (this.inner?.wanted(side) ?? 0)
  }

  /** Somebody reads, and nobody else might want what the readers step over. */
  settled(side: Side): boolean {
    if (this.turns !== null || this.signs !== null) return false
    if (this.insides[side] === null) return this.directions[side].settled
    return this.inner?.settled(side) ?? false
  }

  /** Literals are wanted. */
  searches(side: Side): boolean {
    if (this.insides[side] === null) return this.directions[side].searches
    return this.inner?.searches(side) ?? false
  }

  /** Literals are wanted that the front need not look for by itself. */
  mustAsk(side: Side): boolean {
    if (this.insides[side] === null) return this.directions[side].mustAsk
    return this.inner?.mustAsk(side) ?? false
  }

  take(side: Side, stretch: Stretch, hints: readonly Hint[]): void {
    this.last = stretch.packet
    if (this.insides[side] === null) {
      this.takeTurn(side, stretch)
      this.directions[side].take(stretch, hints)
      this.shakeHands()
    }
    this.takeInside(side, stretch, hints)
  }

  /** `[from, to)` is lost. */
  lose(side: Side, from: Offset, to: Offset): void {
    this.gap = true
    const inside = this.insides[side]
    this.endTurns()
    if (inside === null) this.directions[side].lose(from, to)
    else this.inner?.lose(side, Math.max(from - inside.base, 0), to - inside.base)
    this.shakeHands()
  }

  /** Nothing follows: what is unfinished is delivered as it is. */
  end(): void {
    if (this.ended) return
    this.endTurns()
    for (const direction of this.directions) direction.end()
    this.shakeHands()
    this.inner?.end()
    this.ended = true
  }

  // ---- turns

  private takeTurn(side: Side, stretch: Stretch): void {
    const { turns } = this
    if (turns === null) return
    this.tellTurns(turns.take(side, stretch, this.around.clock))
    if (turns.over) this.turns = null
    else if (this.turnDeadline === null) this.observer.awaitTurn(this, turns.deadline)
  }

  /** The side whose turn it is has been silent until `clock`. */
  expireTurn(clock: Micros): void {
    const { turns } = this
    if (turns === null || this.ended || turns.deadline === Infinity) return
    if (turns.deadline > clock) return this.observer.awaitTurn(this, turns.deadline)
    this.tellTurns(turns.end())
    if (turns.over) this.turns = null
  }

  private endTurns(): void {
    const { turns } = this
    this.turns = null
    if (turns !== null) this.tellTurns(turns.end())
  }

  private tellTurns(turns: readonly Turn[]): void {
    for (const turn of turns) this.observer.turn(this, turn)
  }

  // ---- for the directions

  framing(framer: Framer): Framing {
    const known = this.framings.find((one) => one.framer === framer)
    if (known !== undefined) return known.framing
    const tunnel = this.around.plan.tunnels.find((one) => one === framer)
    const handshake = tunnel?.open()
    const framing = handshake ?? framer.open(this.transport)
    this.framings = [...this.framings, { framer, framing }]
    if (this.midstream) for (const side of [0, 1] as const) framing.reset(side)
    if (handshake === undefined) return framing
    this.handshakes ??= new Map()
    this.handshakes.set(framer, handshake)
    return framing
  }

  began(side: Side, framer: Framer): void {
    if (this.handshakes?.has(framer)) this.directions[side ? 0 : 1].start(framer, null)
  }

  deliver(side: Side, framer: Framer, ready: Ready): void {
    this.observer.deliver(this, side, framer, ready)
  }

  wants(framer: Framer, ...head: Parameters<IsWanted>): boolean {
    return this.observer.wants(this, framer, ...head)
  }

  lost(side: Side, from: Offset, to: Offset, unharmed: readonly Framer[]): void {
    this.gap = true
    for (const { framer, framing } of this.framings)
      if (!unharmed.includes(framer)) framing.reset(side)
    this.observer.gap(this, side, from, to)
  }

  reached(limit: DeskLimit): void {
    this.around.counts.add(`limit.${limit}`)
    this.told ??= new Set()
    if (this.told.has(limit)) return
    this.told.add(limit)
    this.observer.limit(this, limit)
  }

  // ---- tunnels

  left(side: Side, framer: Framer, at: Offset, kept: Backlog | null): boolean {
    const framing = this.handshakes?.get(framer)
    if (framing === undefined) return false
    if (!framing.inside(side)) {
      this.handshakes?.delete(framer)
      return false
    }
    const depth = this.via?.length ?? 0
    if (depth >= this.around.tunnelDepth) {
      this.reached('tunnels')
      return false
    }
    const inside = { base: at, framing, kept, received: at }
    this.insides = side === 0 ? [inside, this.insides[1]] : [this.insides[0], inside]
    this.turns = null
    return true
  }

  /** One side of a handshake may wait for the other: whichever has moved on, both are asked again. */
  private shakeHands(): void {
    const { handshakes } = this
    if (handshakes === null || handshakes.size === 0) return
    for (const direction of [...this.directions, ...this.directions]) direction.nudge(handshakes)
    for (const side of [0, 1] as const) {
      const inside = this.insides[side]
      if (inside === null || inside.kept === null) continue
      const { kept } = inside
      inside.kept = null
      for (const stretch of kept.stretches()) this.takeInside(side, stretch, [])
    }
  }

  /** Hands on what a stretch has of the inside. */
  private takeInside(side: Side, stretch: Stretch, hints: readonly Hint[]): void {
    const inside = this.insides[side]
    if (inside === null) return
    const { base, framing, received } = inside
    if (behind(stretch) <= received) return
    inside.received = behind(stretch)
    const { via, opener } = framing
    if (this.inner === null && via !== null) this.inner = this.enter(via, opener, stretch.packet)
    const at = (offset: Offset) => stretch.start + offset - stretch.offset
    const part = {
      ...stretch,
      start: Math.max(stretch.start, at(received)),
      history: Math.max(stretch.history, at(base)),
      offset: Math.max(stretch.offset, received) - base,
    }
    const shifted = hints.map(({ proposal, end }) => ({ proposal, end: end - base }))
    this.inner?.take(side, part, shifted)
  }

  /** A datagram that a proxy may have relayed. Those of the first target on this flow are followed. */
  takeRelayed(side: Side, datagram: Stretch): void {
    const header = readRelayHeader({ ...datagram, scanned: 0, final: true, first: true })
    if (header === null) return
    const { via, length } = header
    const inner = (this.inner ??= this.enter(via, this.opener, datagram.packet))
    const followed = inner.via?.at(-1)
    if (followed?.host !== via.host || followed.port !== via.port) return
    const direction = inner.directions[side]
    const inside = { ...datagram, start: datagram.start + length, offset: direction.position }
    const { bytes, start, end } = inside
    const { plan } = this.around
    // Literals were looked for in the whole datagram: whoever waits for one is offered what is inside.
    const takers = plan.framers.filter(
      (framer) =>
        (plan.starts.of(framer, 'datagram')?.literals.length ?? 0) > 0 ||
        plan.starts.fits(framer, 'datagram', bytes, start, end) === 'yes',
    )
    inner.last = datagram.packet
    inner.datagrams.take(side, inside, takers)
    direction.position = behind(inside)
  }

  private enter(via: Via, opener: Side | null, first: PacketRef): TrackedFlow {
    const outside = { flow: this, via, opener }
    const { record, around, observer } = this
    const inner = new TrackedFlow(record, this, first, around, observer, outside)
    for (const direction of inner.directions) direction.open(around.plan.streamStarters)
    if (around.plan.turns) inner.turns = new Turns(around.plan.turnShapes, opener)
    return inner
  }
}

/** Where the inside of one direction begins. */
interface Inside {
  readonly base: Offset
  readonly framing: TunnelFraming
  /** Its first bytes, as far as they had to wait for the other side. */
  kept: Backlog | null
  /** Behind what the inner flow was given. */
  received: Offset
}
