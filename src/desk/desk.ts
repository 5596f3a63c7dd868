// The desk: reads the front's ledgers in the order of packets, and tells the consumer what happens on flows.
//
// A front may be a whole chunk ahead of it, or a single packet: nobody can tell. What the desk decides depends on pieces
// alone, each looked at in its turn; a wish that is made at a piece holds from the next piece of that flow on, for which
// the pieces that are there already are put on the agenda. A front may put more on the agenda than was wished for, so
// what nobody wants is passed over as if it had not been there.

import type { Framer, Message, Side } from '../frame/framer.js'
import { segmentsMessage } from '../frame/segments.js'
import { tunnelMessage } from '../frame/tunnel.js'
import type { FlowId, Front, Micros, Offset, PieceId } from '../front/front.js'
import { KIND, PIECE } from '../front/front.js'
import type { Consumer, Flow, FlowEnd, PacketRef, Requests } from './consumer.js'
import { behind } from './backlog.js'
import type { Stretch } from './backlog.js'
import { Counts } from './counts.js'
import { Deadlines } from './deadlines.js'
import type { Hint, Surroundings } from './direction.js'
import { TrackedFlow } from './flow.js'
import type { FlowObserver } from './flow.js'
import { Keep } from './keep.js'
import { LedgerView, widen } from './ledger-view.js'
import type { DeskPlan } from './plan.js'
import type { ReassemblyLimits, Released } from './reassembly.js'
import { LOOK_BACK, SilentFlows } from './silence.js'
import { Signs } from './signs.js'
import { SlowFlows } from './slow-flows.js'
import { Turns } from './turns.js'
import { Wishes } from './wishes.js'

export interface DeskOptions {
  /** Bytes that all flows together may keep: unfinished messages, and what waits behind holes. */
  readonly keptBytes: number
  readonly reassembly: ReassemblyLimits
  /** Tunnels within tunnels, at most. */
  readonly tunnelDepth: number
}

const ENDS = KIND.fin | KIND.reset | KIND.timeout | KIND.reused | KIND.evicted
/** On the first piece of a flow these speak of the flow before it. */
const ENDS_OF_ANOTHER = KIND.timeout | KIND.reused

export class Desk implements Requests {
  readonly consumer: Consumer
  private readonly view = new LedgerView()
  private readonly counted = new Counts()
  private readonly keep: Keep
  private readonly around: Surroundings
  private readonly deadlines = new Deadlines()
  private readonly silent = new SilentFlows()
  private readonly wishes: Wishes
  private readonly slow: SlowFlows
  private readonly flows = new Map<FlowId, TrackedFlow>()
  /** Inner flows on which nothing was reported yet. */
  private readonly tunnelled = new Set<TrackedFlow>()
  private fileName = ''
  /** Pieces before it are done with. */
  private cursor = 0
  private bornMarked = false

  /** @param consumer makes the consumer from what it may ask of the desk */
  constructor(
    private readonly front: Front,
    private readonly plan: DeskPlan,
    consumer: (requests: Requests) => Consumer,
    options: DeskOptions,
  ) {
    this.keep = new Keep(options.keptBytes)
    this.around = {
      clock: 0,
      plan,
      keep: this.keep,
      counts: this.counted,
      tunnelDepth: options.tunnelDepth,
    }
    this.wishes = new Wishes(front, this.view)
    this.slow = new SlowFlows(
      front,
      this.view,
      this.keep,
      this.counted,
      options.reassembly,
      this.takeFed,
    )
    this.consumer = consumer(this)
  }

  /** What was dropped or given up so far, by name. */
  get counts(): ReadonlyMap<string, number> {
    return this.counted.all
  }

  /** The packets that follow are of this file. */
  file(name: string): void {
    this.fileName = name
  }

  // ---- batches

  /** Takes the ledger that the front has just filled. */
  consume(): void {
    const { view, consumer, deadlines } = this
    view.open(this.front.ledger)
    this.wishes.nextBatch()
    this.cursor = 0
    this.bornMarked = false
    if (this.plan.expects) this.markBorn()
    for (;;) {
      if (!this.bornMarked && consumer.wantsFlows) this.markBorn()
      const piece = view.nextOnAgenda(this.cursor)
      const reached = piece < view.pieces ? view.micros(piece, PIECE.clock) : view.clock
      const due = Math.min(consumer.deadline, deadlines.next)
      if (due <= reached) this.fire(due)
      else if (piece === view.pieces) break
      else {
        this.cursor = piece + 1
        this.visit(piece)
      }
    }
    this.slow.endBatch()
  }

  /** The input has ended, and every ledger was taken. */
  finish(): void {
    this.consumer.advance(this.view.clock)
    for (const flow of this.flows.values()) this.end(flow)
    this.consumer.settled()
    this.consumer.finish()
    for (const flow of this.flows.values()) this.forget(flow, 'shutdown', this.view.clock)
    this.consumer.settled()
  }

  private markBorn(): void {
    this.bornMarked = true
    for (let nth = 0; nth < this.view.born; nth++) {
      const piece = this.view.bornPiece(nth)
      if (piece >= this.cursor) this.view.mark(piece)
    }
  }

  /** Timers take effect at the packet whose time reaches them, be it on the agenda or not. */
  private fire(due: Micros): void {
    this.cursor = this.view.firstAt(due, this.cursor)
    this.wishes.cursor = this.cursor
    this.around.clock = due
    this.consumer.advance(due)
    this.settle()
    while (this.deadlines.fire(due)) this.settle()
  }

  // ---- pieces

  private visit(piece: number): void {
    const { view, consumer } = this
    this.wishes.cursor = this.cursor
    const kind = view.word(piece, PIECE.kind) & 0xffff
    const record = view.flow(piece)
    if (this.plan.expects) this.noteSilence(piece, kind, record)
    const flow = this.flows.get(record) ?? this.meet(piece, kind, record)
    if (flow === null) return
    this.wishes.at(record, piece)
    const packet = this.packetOf(piece)
    this.around.clock = view.micros(piece, PIECE.clock)
    consumer.advance(this.around.clock)
    if (kind & KIND.born && consumer.wantsFlows) this.open(flow, packet)
    const side = view.side(piece)
    if (kind & KIND.raw) this.takeRaw(flow, piece, packet)
    else if (kind & KIND.datagram) this.takeDatagram(flow, side, piece, packet)
    else if (view.word(piece, PIECE.end) > view.word(piece, PIECE.start))
      this.takeStream(flow, side, piece, packet)
    const end = endOf(kind)
    if (end === null) this.steer(flow)
    else this.close(flow, end, this.around.clock)
    this.settle()
    this.keep.settle()
  }

  /** A flow that nobody has looked at: is it worth it, for this piece? */
  private meet(piece: number, kind: number, record: FlowId): TrackedFlow | null {
    const worth =
      kind & KIND.raw ||
      (kind & KIND.born && this.consumer.wantsFlows) ||
      (kind & KIND.datagram
        ? this.candidatesOfDatagram(piece, this.stretchOf(piece, 0, NO_PACKET)).length > 0
        : this.opensStream(piece) || this.showsWay(piece, record))
    if (!worth) return null
    this.wishes.at(record, piece)
    return this.track(record)
  }

  private opensStream(piece: number): boolean {
    const { view, plan } = this
    const empty = view.word(piece, PIECE.end) === view.word(piece, PIECE.start)
    if (empty || view.word(piece, PIECE.offset) !== 0) return false
    const takers = plan.starters.takersOf('tcp', view.word(piece, PIECE.probes))
    if (takers.length === 0) return false
    const midway = this.front.flow(view.flow(piece)).opener === null
    if (plan.turns && !midway) return true
    return this.fitting(takers, midway, this.stretchOf(piece, 0, NO_PACKET)).length > 0
  }

  /** Into a flow that was met in the middle. */
  private showsWay(piece: number, record: FlowId): boolean {
    const hints = this.hints((each) => this.view.hitsOf(piece, each), 0)
    return hints.length > 0 && this.front.flow(record).opener === null
  }

  private track(record: FlowId): TrackedFlow {
    const key = this.front.flow(record)
    const first = { number: key.firstPacket, time: key.firstTime, file: this.fileName }
    const flow = new TrackedFlow(record, key, first, this.around, this.observer)
    this.flows.set(record, flow)
    if (key.transport === 'tcp' && this.plan.turns && !flow.midstream) flow.turns = new Turns()
    if (key.transport === 'tcp' && this.plan.segments) flow.signs = new Signs()
    this.wishes.watch(record)
    this.awaitEnd(flow, this.front.idleDeadline(record))
    return flow
  }

  private takeStream(flow: TrackedFlow, side: Side, piece: number, packet: PacketRef): void {
    const { position } = flow.directions[side]
    const stretch = this.stretchOf(piece, position, packet)
    this.noteSigns(flow, piece, packet, 0, false)
    this.takeBytes(flow, side, piece, stretch, (each) => this.view.hitsOf(piece, each))
  }

  private takeRaw(flow: TrackedFlow, piece: number, packet: PacketRef): void {
    const { ahead, differs } = this.slow.take(flow, piece, packet)
    this.noteSigns(flow, piece, packet, ahead, differs)
    if (!differs || flow.differed) return
    flow.differed = true
    this.consumer.anomaly(flow, 'stream.reassembly_overlap_different_data', packet)
  }

  private noteSigns(
    flow: TrackedFlow,
    piece: number,
    packet: PacketRef,
    ahead: number,
    differs: boolean,
  ): void {
    const { view } = this
    const side = view.side(piece)
    const length = view.word(piece, PIECE.end) - view.word(piece, PIECE.start)
    const timeToLive = view.word(piece, PIECE.window) >>> 16
    for (const one of flow.insideOut) {
      const signs = one.signs?.take(side, { timeToLive, length, ahead, differs }, this.around.clock)
      for (const { sign, idle, index } of signs ?? [])
        this.announce(one, side, 'segments', segmentsMessage({ sign, idle }), index, packet)
    }
  }

  /** Bytes of a slow flow that are in order now. */
  private readonly takeFed = (flow: TrackedFlow, piece: PieceId, released: Released): void => {
    const { side, offset, gapBefore, packet } = released
    if (gapBefore > 0) flow.lose(side, offset - gapBefore, offset)
    const stretch = { ...this.stretchOf(piece, offset, packet), offset }
    this.takeBytes(flow, side, piece, stretch, (each) =>
      this.view.hitsOfFed(piece, this.front.ledger, each),
    )
  }

  private takeBytes(
    flow: TrackedFlow,
    side: Side,
    piece: number,
    stretch: Stretch,
    hits: (each: (literal: number, end: number) => void) => void,
  ): void {
    const direction = flow.directions[side]
    if (stretch.offset === 0 && direction.position === 0)
      direction.open(this.plan.starters.takersOf('tcp', this.view.word(piece, PIECE.probes)))
    const hints = flow.searches(side) ? this.hints(hits, stretch.offset) : []
    if (behind(stretch) <= flow.wanted(side) && hints.length === 0) return
    flow.take(side, stretch, hints)
  }

  private takeDatagram(flow: TrackedFlow, side: Side, piece: number, packet: PacketRef): void {
    const direction = flow.directions[side]
    const stretch = this.stretchOf(piece, direction.position, packet)
    flow.datagrams.take(side, stretch, this.candidatesOfDatagram(piece, stretch))
    direction.position = behind(stretch)
  }

  private candidatesOfDatagram(piece: number, stretch: Stretch): Framer[] {
    const { view, plan } = this
    const takers = plan.starters.takersOf('udp', view.word(piece, PIECE.probes))
    const candidates = this.fitting(takers, true, stretch)
    view.hitsOf(piece, (literal) => candidates.push(...(plan.datagramGates[literal] ?? [])))
    return candidates
  }

  /** Framers among `takers` whose own probes fit as well. */
  private fitting(
    takers: readonly Framer[],
    midway: boolean,
    { bytes, start, end }: Stretch,
  ): Framer[] {
    return takers.filter((framer) => this.plan.fits(framer, midway, bytes, start, end) !== 'no')
  }

  /** What literals propose. */
  private hints(
    hits: (each: (literal: number, end: number) => void) => void,
    near: Offset,
  ): Hint[] {
    const hints: Hint[] = []
    hits((literal, end) => {
      for (const proposal of this.plan.proposals[literal] ?? [])
        hints.push({ proposal, end: widen(end, near) })
    })
    return hints
  }

  private stretchOf(piece: number, near: Offset, packet: PacketRef): Stretch {
    const { view } = this
    return {
      bytes: view.memory,
      start: view.word(piece, PIECE.start),
      end: view.word(piece, PIECE.end),
      history: view.word(piece, PIECE.history),
      offset: widen(view.word(piece, PIECE.offset), near),
      packet,
    }
  }

  private packetOf(piece: number): PacketRef {
    const { view } = this
    return {
      number: view.word(piece, PIECE.packet),
      time: view.micros(piece, PIECE.time),
      file: this.fileName,
    }
  }

  /** Reports are written; what they say of tunnels is told on the flows to the proxies, which may lead to more. */
  private settle(): void {
    this.consumer.settled()
    for (const flow of this.tunnelled) {
      if (!flow.alerted) continue
      this.tunnelled.delete(flow)
      this.tellFinding(flow)
    }
  }

  private tellFinding(inner: TrackedFlow): void {
    const { outer } = inner
    const via = inner.via?.at(-1)
    if (outer === null || via === undefined) return
    const finding = tunnelMessage({
      kind: via.kind,
      target: `${via.host}:${via.port}`,
      found: inner.app ?? 'unknown',
    })
    this.announce(outer, 0, 'tunnel', finding, 0, inner.first)
    this.consumer.settled()
  }

  // ---- flows

  private readonly observer: FlowObserver = {
    deliver: (flow, side, framer, ready) => {
      const { messages, index, offset, length, packet } = ready
      this.open(flow, packet)
      messages.forEach((message, nth) =>
        this.consumer.message(flow, {
          message,
          framer: framer.info.name,
          side,
          offset,
          length,
          index: index + nth,
          packet,
        }),
      )
    },
    turn: (flow, turn) => {
      this.open(flow, turn.packet)
      this.consumer.message(flow, { ...turn, framer: 'turn' })
    },
    awaitTurn: (flow, deadline) =>
      this.deadlines.add(deadline, () => {
        flow.expireTurn(deadline)
        this.steer(flow.outermost)
      }),
    gap: (flow, side, from, to) => {
      if (flow.opened) this.consumer.gap(flow, side, from, to - from)
    },
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

  private open(flow: TrackedFlow, packet: PacketRef): void {
    if (flow.opened) return
    flow.opened = true
    if (flow.outer !== null && this.plan.findings) this.tunnelled.add(flow)
    this.consumer.opened(flow, packet)
  }

  private close(flow: TrackedFlow, end: FlowEnd, time: Micros): void {
    this.end(flow)
    this.forget(flow, end, time)
  }

  /** What is unfinished, or waits behind holes, is looked at as it is. */
  private end(flow: TrackedFlow): void {
    this.slow.flush(flow)
    this.slow.forget(flow)
    flow.end()
  }

  private forget(flow: TrackedFlow, end: FlowEnd, time: Micros): void {
    this.flows.delete(flow.record)
    this.wishes.forget(flow.record)
    this.silent.remove(flow.record)
    const counters = this.front.counters(flow.record)
    for (const one of flow.insideOut) {
      this.tunnelled.delete(one)
      if (one.opened) this.consumer.closed(one, end, time, counters)
    }
  }

  private awaitEnd(flow: TrackedFlow, deadline: Micros): void {
    this.deadlines.add(deadline, () => {
      if (flow.ended) return
      const until = this.front.idleDeadline(flow.record)
      if (until > deadline) this.awaitEnd(flow, until)
      else this.close(flow, 'timeout', until)
    })
  }

  /** Tells the front what is wanted of a flow from here on. */
  private steer(flow: TrackedFlow): void {
    if (flow.ended) return
    for (const side of [0, 1] as const) {
      const direction = flow.directions[side]
      const all = flow.datagrams.wanted || this.silent.has(flow.record)
      const wanted = all ? 0 : flow.wanted(side)
      this.wishes.deliver(flow.record, side, wanted, direction.position)
      if (
        flow.settled(side) &&
        wanted > direction.promised &&
        this.wishes.skip(flow.record, side, direction.position, wanted)
      )
        direction.promised = wanted
    }
  }

  private noteSilence(piece: number, kind: number, record: FlowId): void {
    const { view, silent, wishes } = this
    const speaks = view.word(piece, PIECE.end) > view.word(piece, PIECE.start)
    if (kind & KIND.born && !speaks && endOf(kind) === null) {
      const clock = view.micros(piece, PIECE.clock)
      silent.add(record, clock)
      this.deadlines.add(clock + LOOK_BACK, () => this.lookAway(record, clock))
      wishes.at(record, piece)
      wishes.watch(record)
      for (const side of [0, 1] as const) wishes.deliver(record, side, 0, 0)
    } else if (silent.has(record) && (speaks || endOf(kind) !== null))
      this.lookAway(record, silent.began(record))
  }

  /** The flow that began then spoke, or has been silent for too long. */
  private lookAway(record: FlowId, began: Micros): void {
    if (!this.silent.has(record) || this.silent.began(record) !== began) return
    this.silent.remove(record)
    if (this.flows.has(record)) return
    for (const side of [0, 1] as const) this.wishes.deliver(record, side, Infinity, 0)
    this.wishes.forget(record)
  }

  // ---- what the consumer asks for

  frame(flow: Flow, name: string, side: Side | null, from: Offset | null): void {
    const framer = this.plan.framers.find(({ info }) => info.name === name)
    if (framer === undefined) throw new Error(`the program does not use the framer ${name}`)
    const tracked = this.trackedOf(flow)
    if (tracked === null || tracked.ended) return
    if (tracked.transport === 'udp') tracked.datagrams.start(framer)
    else if (name === 'turn') tracked.turns ??= new Turns()
    else if (name === 'segments') tracked.signs ??= new Signs()
    else
      for (const one of side === null ? ([0, 1] as const) : [side]) {
        const direction = tracked.directions[one]
        direction.start(framer, from)
      }
    this.steer(tracked.outermost)
  }

  silentFlows(since: Micros): readonly Flow[] {
    return this.silent.since(since).map((record) => {
      const flow = this.flows.get(record) ?? this.track(record)
      flow.opened = true
      return flow
    })
  }

  missing(flow: Flow, side: Side, from: Offset, to: Offset): boolean {
    return this.trackedOf(flow)?.directions[side].gaps.touch(from, to) ?? false
  }

  position(flow: Flow, side: Side): Offset {
    return this.trackedOf(flow)?.directions[side].position ?? 0
  }

  private trackedOf(flow: Flow): TrackedFlow | null {
    return flow instanceof TrackedFlow ? flow : null
  }
}

const NO_PACKET: PacketRef = { number: 0, time: 0, file: '' }

function endOf(kind: number): FlowEnd | null {
  const ends = kind & (kind & KIND.born ? ENDS & ~ENDS_OF_ANOTHER : ENDS)
  if (ends === 0) return null
  if (ends & KIND.reset) return 'rst'
  if (ends & KIND.fin) return 'fin'
  if (ends & KIND.timeout) return 'timeout'
  return ends & KIND.reused ? 'reused' : 'evicted'
}
