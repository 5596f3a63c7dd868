// One direction of a TCP flow, or of what runs inside one: who reads it, and who might.
//
//     opening   the first bytes do not tell yet which framers could read them
//     readers   framers at work
//     search    the beginning was not seen, or bytes were lost: literals may show where a message starts

import type { Framer, Framing, Side } from '../frame/framer.js'
import type { Micros, Offset } from '../front/front.js'
import { PROBE_LENGTH } from '../front/front.js'
import { Backlog, behind } from './backlog.js'
import type { Stretch } from './backlog.js'
import type { Counts } from './counts.js'
import { Reader } from './framing.js'
import type { Ready, ReaderOwner } from './framing.js'
import { Gaps } from './gaps.js'
import type { Keep } from './keep.js'
import type { Proposal } from './front-literals.js'
import type { DeskPlan } from './plan.js'
import { Search } from './search.js'

/** What all flows share. */
export interface Surroundings {
  /** Of the packet that is looked at. */
  clock: Micros
  readonly plan: DeskPlan
  readonly keep: Keep
  readonly counts: Counts
  /** Tunnels within tunnels, at most. */
  readonly tunnelDepth: number
}

const NONE: readonly never[] = []

/** Framers that could read the stream, and the bytes so far, which do not tell yet; null: there are none. */
interface Opening {
  candidates: readonly Framer[]
  early: Backlog | null
}

/** The flow that a direction belongs to. */
export interface DirectionOwner extends ReaderOwner {
  /** Both directions of a flow share what a framer has opened. */
  framing(framer: Framer): Framing
  /** A framer is at work on this side. */
  began(side: Side, framer: Framer): void
  deliver(side: Side, framer: Framer, ready: Ready): void
  /**
   * A framer left at the offset `at`; `kept` are bytes from there on that it had to keep.
   * @returns whether what follows is not this flow's any more
   */
  left(side: Side, framer: Framer, at: Offset, kept: Backlog | null): boolean
  /** `[from, to)` of `side` is missing; framers that step over it are unharmed. */
  lost(side: Side, from: Offset, to: Offset, unharmed: readonly Framer[]): void
}

/** A literal that was found, by what it proposes. */
export interface Hint {
  readonly proposal: Proposal
  /** Stream offset behind the literal. */
  readonly end: Offset
}

export class Direction {
  /** Stream offset behind the last byte that was looked at. */
  position: Offset = 0
  readonly gaps = new Gaps()
  /** Bytes of it were lost on the wire. */
  private broken = false
  /** Bytes have gone by, though perhaps nobody looked at them. */
  private passed = false
  /** Nothing before this offset is looked at any more, whatever comes: the front was told so. */
  promised: Offset = 0
  private opening: Opening | null = null
  /** Framers that were asked for, and begin with the next byte. */
  private armed: readonly Framer[] = NONE
  /** Who goes first stands first. */
  private readers: readonly Reader[] = NONE
  private search: Search | null = null
  /** What is being looked at just now. */
  private current: Stretch | null = null
  /** What follows from this offset on belongs to a tunnel. */
  private closesAt: Offset | null = null
  /** Messages so far of framers that left. */
  private counted: Map<Framer, number> | null = null

  /** @param seen whether the beginning of the stream was */
  constructor(
    private readonly side: Side,
    private readonly owner: DirectionOwner,
    private readonly around: Surroundings,
    private readonly seen: boolean,
  ) {
    if (!seen) this.search = this.newSearch(0)
  }

  /** Offset from which bytes are wanted; Infinity for none. */
  get wanted(): Offset {
    return this.armed.length > 0 ? 0 : this.needs
  }

  /** The first byte that somebody who reads or tries has yet to see. */
  private get needs(): Offset {
    let needs = this.search?.needs ?? Infinity
    if (this.opening !== null) needs = Math.min(needs, this.opening.early?.behind ?? 0)
    for (const reader of this.readers) needs = Math.min(needs, reader.needs)
    return needs
  }

  /** Somebody reads, and nobody else might want what the readers step over. */
  get settled(): boolean {
    return (
      this.readers.length > 0 &&
      this.armed.length === 0 &&
      this.opening === null &&
      this.search === null
    )
  }

  get searches(): boolean {
    return this.search !== null
  }

  /**
   * And literals are looked for when the desk asks: a front may leave out what was seen from its beginning, and knows of what
   * was lost on the wire alone, not of what was not kept.
   */
  get mustAsk(): boolean {
    return this.searches && this.seen && !this.broken
  }

  get hasSpoken(): boolean {
    return this.passed || this.position > 0
  }

  /** Bytes have gone by, as the other side's tell. */
  pass(): void {
    this.passed = true
  }

  // ---- who reads

  /** Framers that could read the stream, if its first bytes are what they have to be. Before the first stretch. */
  open(candidates: readonly Framer[]): void {
    if (candidates.length > 0) this.opening = { candidates, early: null }
  }

  /**
   * Starts a framer whose first message begins at `from`; null: where the direction begins if nothing was read of it, else
   * at the next byte. A framer that asks for bytes which have gone by has to find its way back.
   */
  start(framer: Framer, from: Offset | null): void {
    const stretch = this.current
    if (this.closesAt !== null || this.reads(framer) || this.armed.includes(framer)) return
    const { opening } = this
    if (opening !== null && (from ?? 0) === 0) {
      opening.candidates = opening.candidates.filter((one) => one !== framer)
      this.read(framer, 0, this.seen, opening.early?.copy() ?? null)
    } else if (from === null) this.armed = [...this.armed, framer]
    else if (from >= (stretch?.offset ?? this.position) && from >= this.promised)
      this.read(framer, from, this.seen && from === 0, null)
    else {
      this.around.counts.add('late framers')
      if (this.search === null) this.searchFrom(stretch === null ? this.position : behind(stretch))
    }
  }

  /** Everything before `position` was passed over, and `framer`, if one reads, goes on with its message `index` at `at`. */
  resume(
    position: Offset,
    reading: { readonly framer: Framer; readonly at: Offset; readonly index: number } | null,
  ): void {
    this.position = position
    if (reading === null) return
    const { framer, at, index } = reading
    this.counted = new Map([[framer, index]])
    this.read(framer, at, false, null)
  }

  reads(framer: Framer): boolean {
    return this.readers.some((reader) => reader.framer === framer)
  }

  private read(framer: Framer, begin: Offset, first: boolean, backlog: Backlog | null): void {
    const { keep, plan } = this.around
    const index = this.counted?.get(framer) ?? 0
    const framing = this.owner.framing(framer)
    const reader = new Reader(
      framer,
      framing,
      this.side,
      begin,
      first,
      index,
      backlog,
      keep,
      this.owner,
    )
    const rank = (one: Reader) => plan.order.indexOf(one.framer)
    this.readers = [...this.readers, reader].sort((left, right) => rank(left) - rank(right))
    this.owner.began(this.side, framer)
  }

  // ---- bytes

  take(stretch: Stretch, hints: readonly Hint[]): void {
    const missing = this.needs
    if (missing < stretch.offset) this.gap(missing, stretch.offset)
    this.current = stretch
    const { armed } = this
    this.armed = NONE
    for (const framer of armed)
      this.read(framer, stretch.offset, this.seen && stretch.offset === 0, null)
    if (this.opening !== null) this.decide(this.opening, stretch)
    for (const { proposal, end } of hints)
      this.search?.hit(proposal, end, stretch, this.placeOf(proposal.framer))
    this.drain(stretch, false)
    this.current = null
    this.position = Math.max(this.position, behind(stretch))
  }

  /** Readers that waited for the other side are asked again. */
  nudge(framers: ReadonlyMap<Framer, unknown>): void {
    const waiting = this.readers.filter(({ framer }) => framers.has(framer))
    for (const reader of waiting) reader.nudge()
    if (waiting.length > 0) this.drain(null, false)
  }

  /** `[from, to)` was lost on the wire. */
  lose(from: Offset, to: Offset): void {
    this.broken = true
    this.gap(from, to)
  }

  /** `[from, to)` is missing. */
  private gap(from: Offset, to: Offset): void {
    this.gaps.add(from, to)
    this.position = Math.max(this.position, to)
    this.armed = NONE
    this.finishOpening()
    const over = this.readers.filter((reader) => reader.at >= to && reader.kept === null)
    this.drain(null, true)
    for (const reader of this.readers) if (!over.includes(reader)) this.remove(reader)
    this.owner.lost(
      this.side,
      from,
      to,
      over.map(({ framer }) => framer),
    )
    if (this.closesAt !== null) return
    this.searchFrom(to)
  }

  /** Nothing follows. */
  end(): void {
    this.finishOpening()
    this.drain(null, true)
    for (const reader of this.readers) this.remove(reader)
    this.search?.forget()
  }

  /** Which of the candidates the first bytes fit, now that there are more of them. */
  private decide(opening: Opening, stretch: Stretch): void {
    const { early } = opening
    const { bytes, start, end } = firstBytes(early, stretch)
    const { starts } = this.around.plan
    const beginning = this.seen ? 'stream' : 'midway'
    const undecided: Framer[] = []
    for (const framer of opening.candidates) {
      const verdict = starts.fits(framer, beginning, bytes, start, end)
      if (verdict === 'maybe' && end - start < PROBE_LENGTH) undecided.push(framer)
      else if (verdict === 'yes') this.begin(framer, early, stretch)
    }
    if (undecided.length === 0) this.opening = null
    else {
      opening.candidates = undecided
      opening.early ??= new Backlog(0)
      opening.early.append(stretch)
    }
  }

  private begin(framer: Framer, early: Backlog | null, stretch: Stretch | null): void {
    if (this.reads(framer)) return
    if (this.seen) this.read(framer, 0, true, early?.copy() ?? null)
    else {
      const bytes = early?.copy() ?? new Backlog(0)
      if (stretch !== null) bytes.append(stretch)
      this.search?.tryAt(framer, bytes)
    }
  }

  /** No more bytes will tell: who could still read them, reads them. */
  private finishOpening(): void {
    const { opening } = this
    this.opening = null
    if (opening === null || opening.early === null) return
    for (const framer of opening.candidates) this.begin(framer, opening.early, null)
  }

  private placeOf(framer: Framer): Offset | null {
    return this.readers.find((reader) => reader.framer === framer)?.at ?? null
  }

  // ---- messages

  /** Delivers what is whole by ascending end; after the last byte (`final`) what is not, too. */
  private drain(stretch: Stretch | null, final: boolean): void {
    for (;;) {
      for (const { framer, begin, backlog } of this.search?.run(stretch, final) ?? NONE)
        if (!this.reads(framer)) this.read(framer, begin, false, backlog)
      const before = this.readers.length
      const next = this.earliest(stretch, final)
      if (this.closesAt !== null && (next?.ready?.offset ?? Infinity) >= this.closesAt)
        return this.close()
      if (this.readers.length < before) continue // one that left may have a second chance, with a message that ends earlier
      if (next === null || next.ready === null) return
      this.owner.deliver(this.side, next.framer, next.ready)
      next.taken(stretch)
    }
  }

  /** The reader whose message ends first. Those that cannot read on leave. */
  private earliest(stretch: Stretch | null, final: boolean): Reader | null {
    let first: Reader | null = null
    for (const reader of this.readers) {
      if (reader.ready === null) reader.pull(stretch, final)
      if (!reader.alive) {
        if (this.owner.left(this.side, reader.framer, reader.at, reader.kept))
          this.closesAt = reader.at
        this.search?.left(reader.framer, reader.at, () => reader.remains(stretch))
        this.remove(reader)
      } else if (reader.ready !== null && endOf(reader.ready) < endOf(first?.ready ?? null))
        first = reader
    }
    return first
  }

  private close(): void {
    for (const reader of this.readers) this.remove(reader)
    this.opening = null
    this.armed = NONE
    this.search?.forget()
    this.search = null
  }

  private remove(reader: Reader): void {
    reader.forget()
    this.counted ??= new Map()
    this.counted.set(reader.framer, reader.index)
    this.readers = this.readers.filter((one) => one !== reader)
  }

  private searchFrom(from: Offset): void {
    if (this.search === null) this.search = this.newSearch(from)
    else this.search.restart(from)
  }

  private newSearch(from: Offset): Search {
    return new Search(this.side, from, this.around.keep, this.owner)
  }
}

/** The first bytes of a stream, as far as they are known; more of them than probes ask for, perhaps. */
function firstBytes(
  early: Backlog | null,
  stretch: Stretch,
): { readonly bytes: Uint8Array; readonly start: number; readonly end: number } {
  if (early === null) return stretch
  const { bytes, end } = stretch
  const start = stretch.start - stretch.offset
  if (stretch.offset === early.behind && start >= stretch.history) return { bytes, start, end }
  const head = early.copy()
  head.append(stretch)
  return head
}

function endOf(ready: Ready | null): Offset {
  return ready === null ? Infinity : ready.offset + ready.length
}
