// Makes of a piece what the rest of the desk speaks of: bytes in their place, the packet that brought them, who could
// read them, and what literals in them propose.

import type { Framer, Side } from '../frame/framer.js'
import type { Beginning, FlowKey, Front, Micros, Offset, PieceId } from '../front/front.js'
import { KIND, PIECE } from '../front/front.js'
import type { Stretch } from './backlog.js'
import type { PacketRef } from './consumer.js'
import { isReadable } from './datagrams.js'
import type { Hint } from './direction.js'
import { widen } from './ledger-view.js'
import type { LedgerView, OnHit } from './ledger-view.js'
import type { DeskPlan } from './plan.js'
import { fitsShape, shapesOf } from './turn-shapes.js'

const NO_PACKET: PacketRef = { number: 0, time: 0, file: '' }

/** What was worked out of the piece that was asked about last, which is asked about again. */
interface Asked {
  piece: number
  batch: number
  openers: readonly Framer[] | null
  hints: readonly Hint[] | null
  /** Of `hints`. */
  near: Offset
}

export class Pieces {
  private readonly asked: Asked = { piece: -1, batch: -1, openers: null, hints: null, near: 0 }
  /** Files of the timeline so far, and the clock when each began. */
  private readonly files: { readonly name: string; readonly from: Micros }[] = []

  constructor(
    private readonly view: LedgerView,
    private readonly plan: DeskPlan,
    private readonly front: Front,
  ) {}

  /** The packets that follow are of this file. */
  beginFile(name: string): void {
    this.files.push({ name, from: this.view.clock })
  }

  length(piece: number): number {
    return this.view.word(piece, PIECE.end) - this.view.word(piece, PIECE.start)
  }

  packet(piece: number): PacketRef {
    const { view } = this
    const number = view.word(piece, PIECE.packet)
    return { number, time: view.micros(piece, PIECE.time), file: this.files.at(-1)?.name ?? '' }
  }

  /** The first packet of a flow, which may be in a file before this one. */
  firstPacket({ firstPacket: number, firstTime: time }: FlowKey): PacketRef {
    const file = this.files.findLast(({ from }) => from <= time) ?? this.files[0]
    return { number, time, file: file?.name ?? '' }
  }

  /** @param near an offset of the direction that is known, so that 32 bits are enough to tell */
  stretch(piece: number, near: Offset, packet: PacketRef): Stretch {
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

  // ---- who could read it

  /** Framers that could read the stream that begins with this piece. */
  streamTakers(piece: number): readonly Framer[] {
    return this.plan.starters.takersOf(this.view.word(piece, PIECE.probes))
  }

  /** Does anybody want the stream that begins with this piece? */
  opensStream(piece: number, opener: Side | null): boolean {
    if (this.length(piece) === 0 || this.view.word(piece, PIECE.offset) !== 0) return false
    if (opener !== null && this.opensTurns(piece, opener)) return true
    return this.openers(piece, opener).length > 0
  }

  /** Framers that find their protocol, or may yet, in the stream that begins with this piece, on a flow that nobody reads. */
  openers(piece: number, opener: Side | null): readonly Framer[] {
    const takers = this.streamTakers(piece)
    if (takers.length === 0) return takers
    const asked = this.askedOf(piece)
    asked.openers ??= this.fitting(piece, takers, opener === null ? 'midway' : 'stream').filter(
      (framer) => this.mayRead(framer, piece, opener),
    )
    return asked.openers
  }

  /** First bytes that fit a probe may be another protocol's all the same, which is known when they are cut. */
  private mayRead(framer: Framer, piece: number, opener: Side | null): boolean {
    const { view, plan } = this
    if (framer.glance !== undefined || plan.tunnels.some((tunnel) => tunnel === framer)) return true
    const side = view.side(piece)
    const framing = framer.open('tcp')
    if (opener === null) framing.reset(side)
    const { kind } = framing.cut(side, {
      bytes: view.memory,
      start: view.word(piece, PIECE.start),
      end: view.word(piece, PIECE.end),
      scanned: 0,
      final: false,
      first: opener !== null,
    })
    return kind !== 'lost'
  }

  /** Are these the first bytes of a flow whose turns may begin a dialogue? The first to speak need not be who begins it. */
  private opensTurns(piece: number, opener: Side): boolean {
    const { view } = this
    const { turns, turnShapes } = this.plan
    if (!turns || view.word(piece, PIECE.kind) & KIND.answers) return false
    if (turnShapes === null) return true
    const side = view.side(piece)
    if (shapesOf(turnShapes, side ? 0 : 1, opener).length > 0) return true
    const first = view.memory[view.word(piece, PIECE.start)] ?? 0
    const length = this.length(piece)
    return shapesOf(turnShapes, side, opener).some((one) => fitsShape(one, first, length, false))
  }

  /** Does anybody find a message in the datagram? Many protocols cannot be told by their first bytes. */
  opensDatagrams(piece: number): boolean {
    const takers = this.datagramTakers(piece)
    if (takers.length === 0) return false
    const datagram = this.stretch(piece, 0, NO_PACKET)
    return takers.some((framer) => isReadable(framer, datagram, this.view.side(piece)))
  }

  /** Framers that could read the datagram, as its first bytes or a literal in it say. */
  datagramTakers(piece: number): readonly Framer[] {
    const { view, plan } = this
    const bits = view.word(piece, PIECE.probes)
    const takers = plan.starters.takersOf(bits)
    const fitting = takers.length === 0 ? [] : this.fitting(piece, takers, 'datagram')
    const searched = (bits & plan.front.searched) !== 0
    const offset = view.word(piece, PIECE.offset)
    view.hitsOf(piece, (literal, end, length) => {
      const gate = plan.datagramGates[literal]
      if (gate === undefined) return
      const at = (end - length - offset) >>> 0
      if (gate.at === null ? searched : gate.at === at) fitting.push(...gate.framers)
    })
    return fitting
  }

  /** The front's probes may be wider than the framers' own. */
  private fitting(piece: number, takers: readonly Framer[], beginning: Beginning): Framer[] {
    const { view, plan } = this
    const { memory } = view
    const start = view.word(piece, PIECE.start)
    const end = view.word(piece, PIECE.end)
    return takers.filter(
      (framer) => plan.starts.fits(framer, beginning, memory, start, end) !== 'no',
    )
  }

  // ---- literals

  hints(piece: number, near: Offset): readonly Hint[] {
    const asked = this.askedOf(piece)
    if (asked.hints !== null && asked.near === near) return asked.hints
    const hints: Hint[] = []
    const add: OnHit = (literal, end) => this.addHints(literal, end, near, hints)
    if (this.look(piece)) this.view.hitsOfFed(piece as PieceId, add)
    else this.view.hitsOf(piece, add)
    asked.hints = hints
    asked.near = near
    return hints
  }

  private askedOf(piece: number): Asked {
    const { asked, view } = this
    if (asked.piece === piece && asked.batch === view.batch) return asked
    asked.piece = piece
    asked.batch = view.batch
    asked.openers = null
    asked.hints = null
    return asked
  }

  /** Of a piece that was just fed. */
  hintsOfFed(piece: PieceId, near: Offset): Hint[] {
    const hints: Hint[] = []
    this.look(piece)
    this.view.hitsOfFed(piece, (literal, end) => this.addHints(literal, end, near, hints))
    return hints
  }

  /** Has literals looked for in a piece that the front has left out. @returns whether it had */
  private look(piece: number): boolean {
    if (!(this.view.word(piece, PIECE.kind) & KIND.unscanned)) return false
    this.front.look(piece as PieceId)
    this.view.refresh(this.front.ledger)
    return true
  }

  private addHints(literal: number, end: number, near: Offset, hints: Hint[]): void {
    for (const proposal of this.plan.proposals[literal] ?? [])
      hints.push({ proposal, end: widen(end, near) })
  }
}
