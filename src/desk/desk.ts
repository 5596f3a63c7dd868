// The desk: reads the front's ledgers in the order of packets, and tells the consumer what happens on flows.
//
// A front may be a whole chunk ahead of it, or a single packet: nobody can tell. What the desk decides depends on pieces
// alone, each looked at in its turn; a wish that is made at a piece holds from the next piece of that flow on, for which
// the pieces that are there already are put on the agenda. A front may put more on the agenda than was wished for, so
// what nobody wants is passed over as if it had not been there.

import type { Side } from '../frame/framer.js'
import type { FlowId, Front, Micros, Offset } from '../front/front.js'
import { ENDS, KIND, PIECE } from '../front/front.js'
import { socksRelay } from '../tunnel/socks-relay.js'
import { behind } from './backlog.js'
import type { Stretch } from './backlog.js'
import type { Consumer, Flow, FlowEnd, PacketRef, Requests } from './consumer.js'
import { Counts } from './counts.js'
import { Deadlines } from './deadlines.js'
import type { Hint, Surroundings } from './direction.js'
import { TrackedFlow } from './flow.js'
import { FlowTable } from './flow-table.js'
import { Keep } from './keep.js'
import { LedgerView, widen } from './ledger-view.js'
import { Narrator } from './narrator.js'
import { Pieces } from './pieces.js'
import type { DeskPlan } from './plan.js'
import type { ReassemblyLimits } from './reassembly.js'
import { Signs } from './signs.js'
import { Births } from './silence.js'
import { Skimmer } from './skimmer.js'
import { SlowFlows } from './slow-flows.js'
import type { OnFed } from './slow-flows.js'
import { Turns } from './turns.js'
import { Wishes } from './wishes.js'

export interface DeskOptions {
  /** Bytes that all flows together may keep: unfinished messages, and what waits behind holes. */
  readonly keptBytes: number
  readonly reassembly: ReassemblyLimits
  /** Tunnels within tunnels, at most. */
  readonly tunnelDepth: number
}

const NO_HINTS: readonly Hint[] = []
const IN_ORDER = { ahead: 0, differs: false }
/** On the first piece of a flow these speak of the flow before it. */
const ENDS_OF_ANOTHER = KIND.timeout | KIND.reused

export class Desk implements Requests {
  readonly consumer: Consumer
  private readonly view = new LedgerView()
  private readonly counted = new Counts()
  private readonly deadlines = new Deadlines()
  private readonly around: Surroundings
  private readonly pieces: Pieces
  private readonly narrator: Narrator
  private readonly wishes: Wishes
  private readonly slow: SlowFlows
  private readonly flows: FlowTable
  private readonly skimmer: Skimmer
  /** Null where signatures announce no flows. */
  private readonly births: Births | null
  /** Pieces before it are done with. */
  private cursor = 0
  /** Flows of this batch that began before it, or are not wanted. */
  private born = 0

  /** @param consumer makes the consumer from what it may ask of the desk */
  constructor(
    private readonly front: Front,
    private readonly plan: DeskPlan,
    consumer: (requests: Requests) => Consumer,
    options: DeskOptions,
  ) {
    const { view, counted: counts, deadlines } = this
    const keep = new Keep(options.keptBytes)
    this.around = { clock: 0, plan, keep, counts, tunnelDepth: options.tunnelDepth }
    this.consumer = consumer(this)
    this.pieces = new Pieces(view, plan, front)
    this.narrator = new Narrator(this.consumer, plan.findings)
    this.wishes = new Wishes(front, view)
    this.births = plan.expects ? new Births(front, view) : null
    this.slow = new SlowFlows(front, view, keep, counts, options.reassembly, this.takeFed)
    this.flows = new FlowTable(
      front,
      this.pieces,
      this.around,
      this.narrator,
      this.wishes,
      this.slow,
      deadlines,
    )
    this.skimmer = new Skimmer(view, this.pieces, plan, front, this.consumer, this.wishes)
  }

  /** What was dropped or given up so far, by name. */
  get counts(): ReadonlyMap<string, number> {
    return this.counted.all
  }

  /** The packets that follow are of this file. */
  file(name: string): void {
    this.pieces.beginFile(name)
  }

  // ---- batches

  /** Takes the ledger that the front has just filled. */
  consume(): void {
    const { view, consumer, deadlines } = this
    view.open(this.front.ledger)
    this.wishes.nextBatch()
    this.skimmer.beginBatch()
    this.cursor = 0
    this.born = 0
    for (;;) {
      const piece = this.nextPiece()
      const reached = piece < view.pieces ? view.micros(piece, PIECE.clock) : view.clock
      const due = Math.min(consumer.deadline, deadlines.next)
      if (due <= reached) this.fire(due)
      else if (piece === view.pieces) break
      else if (view.isOnAgenda(piece)) this.visit(piece)
      else if (this.isWanted(view.flow(piece))) view.mark(piece)
      else this.born++
    }
    this.slow.endBatch()
    this.births?.endBatch()
  }

  /** The input has ended, and every ledger was taken. */
  finish(): void {
    const { clock } = this.view
    this.consumer.advance(clock)
    this.flows.finishAll()
    this.narrator.settle()
    this.consumer.finish()
    this.flows.forgetAll('shutdown', clock)
    this.narrator.settle()
  }

  /** The next one on the agenda, or the first of a flow while new flows are wanted; `pieces` if there is none. */
  private nextPiece(): number {
    const { view } = this
    const next = view.nextOnAgenda(this.cursor)
    if (!this.consumer.wantsFlows) return next
    while (this.born < view.born && view.bornPiece(this.born) < this.cursor) this.born++
    return this.born < view.born ? Math.min(next, view.bornPiece(this.born)) : next
  }

  /** Timers take effect at the packet whose time reaches them, be it on the agenda or not. */
  private fire(due: Micros): void {
    this.moveTo(this.view.firstAt(due, this.cursor), due)
    this.narrator.settle()
    while (this.deadlines.fire(due)) this.narrator.settle()
  }

  /** Pieces before `cursor` are done with, and wishes hold from there on. */
  private moveTo(cursor: number, clock: Micros): void {
    this.cursor = cursor
    this.wishes.cursor = cursor
    this.around.clock = clock
    this.consumer.advance(clock)
  }

  // ---- pieces

  private visit(piece: number): void {
    const { view, flows, pieces } = this
    this.moveTo(piece + 1, view.micros(piece, PIECE.clock))
    const kind = view.word(piece, PIECE.kind) & 0xffff
    const record = view.flow(piece)
    const known = flows.get(record)
    const end = endOf(kind)
    if (known === undefined && this.skimmer.take(piece, kind, record, end !== null)) return
    const flow = known ?? this.skimmer.waken(record, flows) ?? this.meet(piece, kind, record)
    if (flow === null) return
    this.wishes.at(record, piece)
    if (known !== undefined && this.passesBy(known, piece, kind)) return flows.steer(known)
    const packet = pieces.packet(piece)
    if (kind & KIND.born && this.isWanted(record)) this.narrator.open(flow, packet)
    if (kind & KIND.raw) this.takeRaw(flow, piece, packet)
    else if (kind & KIND.datagram) this.takeDatagram(flow, piece, packet)
    else if (pieces.length(piece) > 0) this.takeStream(flow, piece, packet)
    if (end === null) flows.steer(flow)
    else flows.close(flow, end, this.around.clock)
    this.narrator.settle()
    this.around.keep.settle()
  }

  /** Is it bytes that nobody wants any more? Wishes change behind a front that has run ahead. */
  private passesBy(flow: TrackedFlow, piece: number, kind: number): boolean {
    const { view, pieces } = this
    if (kind & (KIND.raw | KIND.datagram | ENDS) || pieces.length(piece) === 0) return false
    const side = view.side(piece)
    if (flow.signs !== null || flow.inner !== null || flow.searches(side)) return false
    const offset = view.word(piece, PIECE.offset)
    if (offset === 0) return false
    const wide = widen(offset, flow.directions[side].position)
    return wide + pieces.length(piece) <= flow.wanted(side)
  }

  /** A flow that nobody has looked at: is it worth it, for this piece? */
  private meet(piece: number, kind: number, record: FlowId): TrackedFlow | null {
    const { pieces } = this
    const born = (kind & KIND.born) !== 0 && this.isWanted(record)
    const worth =
      born ||
      (kind & KIND.raw) !== 0 ||
      (kind & KIND.datagram ? pieces.opensDatagrams(piece) : this.isWorthReading(piece, record))
    if (!worth) return null
    this.wishes.at(record, piece)
    return this.flows.track(record, this.isUnderway(piece, kind, record))
  }

  /** Is the flow to be opened, though nothing has happened on it? */
  private isWanted(record: FlowId): boolean {
    const { consumer, front } = this
    return consumer.wantsFlows && consumer.wantsFlow(front.ports(record))
  }

  /** Have bytes of the stream gone by before this piece? */
  private isUnderway(piece: number, kind: number, record: FlowId): boolean {
    if (kind & KIND.raw) return this.front.expected(record).offsets.some((offset) => offset > 0)
    return (kind & KIND.answers) !== 0 || this.view.word(piece, PIECE.offset) > 0
  }

  /** A stream that begins here, or that was met in the middle and may be entered here. */
  private isWorthReading(piece: number, record: FlowId): boolean {
    const opener = this.front.opener(record)
    if (this.pieces.opensStream(piece, opener)) return true
    return opener === null && this.pieces.hints(piece, 0).length > 0
  }

  private takeStream(flow: TrackedFlow, piece: number, packet: PacketRef): void {
    const { view, pieces } = this
    const side = view.side(piece)
    const stretch = pieces.stretch(piece, flow.directions[side].position, packet)
    this.noteSigns(flow, piece, packet, IN_ORDER)
    const hints = flow.searches(side) ? pieces.hints(piece, stretch.offset) : NO_HINTS
    const answers = (view.word(piece, PIECE.kind) & KIND.answers) !== 0
    this.takeBytes(flow, side, piece, stretch, hints, answers)
  }

  private takeRaw(flow: TrackedFlow, piece: number, packet: PacketRef): void {
    const noticed = this.slow.take(flow, piece, packet)
    this.noteSigns(flow, piece, packet, noticed)
    if (!noticed.differs || flow.differed) return
    flow.differed = true
    this.narrator.differ(flow, packet)
  }

  /** Bytes of a slow flow that are in order now. */
  private readonly takeFed: OnFed = (flow, piece, released, answers) => {
    const { pieces } = this
    const { side, offset, gapBefore, packet } = released
    if (gapBefore > 0) {
      if (answers) flow.directions[side ? 0 : 1].pass()
      flow.lose(side, offset - gapBefore, offset)
    }
    const stretch = pieces.stretch(piece, offset, packet)
    const hints = flow.searches(side) ? pieces.hintsOfFed(piece, offset) : NO_HINTS
    this.takeBytes(flow, side, piece, stretch, hints, answers)
  }

  /** @param answers the other side has sent bytes before */
  private takeBytes(
    flow: TrackedFlow,
    side: Side,
    piece: number,
    stretch: Stretch,
    found: readonly Hint[],
    answers: boolean,
  ): void {
    const direction = flow.directions[side]
    if (stretch.offset === 0 && direction.position === 0)
      direction.open(this.pieces.streamTakers(piece))
    // In what was promised to be skipped, literals may or may not have been looked for.
    const hints =
      direction.promised === 0
        ? found
        : found.filter(({ proposal, end }) => end - proposal.back >= direction.promised)
    if (behind(stretch) <= flow.wanted(side) && hints.length === 0) return
    if (answers) flow.directions[side ? 0 : 1].pass()
    flow.take(side, stretch, hints)
  }

  private takeDatagram(flow: TrackedFlow, piece: number, packet: PacketRef): void {
    const side = this.view.side(piece)
    const direction = flow.directions[side]
    const takers = this.pieces.datagramTakers(piece)
    if (takers.length === 0 && !flow.wantsDatagrams) return
    const datagram = this.pieces.stretch(piece, direction.position, packet)
    flow.last = packet
    flow.datagrams.take(side, datagram, takers)
    if (takers.includes(socksRelay)) flow.takeRelayed(side, datagram)
    direction.position = behind(datagram)
  }

  private noteSigns(
    flow: TrackedFlow,
    piece: number,
    packet: PacketRef,
    noticed: { readonly ahead: number; readonly differs: boolean },
  ): void {
    if (flow.signs === null && flow.inner === null) return
    const side = this.view.side(piece)
    const timeToLive = this.view.word(piece, PIECE.window) >>> 16
    const segment = { ...noticed, timeToLive, length: this.pieces.length(piece) }
    for (const one of flow.insideOut)
      for (const sign of one.signs?.take(side, segment, this.around.clock) ?? [])
        this.narrator.sign(one, side, sign, packet)
  }

  // ---- what the consumer asks for

  frame(flow: Flow, name: string, side: Side | null, from: Offset | null): void {
    const framer = this.plan.framers.find(({ info }) => info.name === name)
    if (framer === undefined) throw new Error(`the program does not use the framer ${name}`)
    if (!(flow instanceof TrackedFlow) || flow.ended) return
    if (!framer.info.transports.includes(flow.transport)) return
    if (flow.transport === 'udp') flow.datagrams.start(framer)
    else if (name === 'turn') flow.turns ??= new Turns(null, flow.opener)
    else if (name === 'segments') flow.signs ??= new Signs()
    else
      for (const one of side === null ? ([0, 1] as const) : [side])
        flow.directions[one].start(framer, from)
    this.flows.steer(flow.outermost)
  }

  silentFlows(since: Micros): readonly Flow[] {
    const silent = this.births?.silentSince(since, this.cursor, this.around.clock) ?? []
    return silent
      .filter((record) => this.consumer.wantsFlow(this.front.ports(record)))
      .map((record) => {
        const flow = this.flows.get(record) ?? this.flows.track(record, false)
        flow.opened = true
        return flow
      })
  }

  missing(flow: Flow, side: Side, from: Offset, to: Offset): boolean {
    return flow instanceof TrackedFlow && flow.directions[side].gaps.touch(from, to)
  }

  position(flow: Flow, side: Side): Offset {
    return flow instanceof TrackedFlow ? flow.directions[side].position : 0
  }

  hasSpoken(flow: Flow, side: Side): boolean {
    return flow instanceof TrackedFlow && flow.directions[side].hasSpoken
  }
}

function endOf(kind: number): FlowEnd | null {
  const ends = kind & (kind & KIND.born ? ENDS & ~ENDS_OF_ANOTHER : ENDS)
  if (ends === 0) return null
  if (ends & KIND.reset) return 'rst'
  if (ends & KIND.fin) return 'fin'
  if (ends & KIND.timeout) return 'timeout'
  return ends & KIND.reused ? 'reused' : 'evicted'
}
