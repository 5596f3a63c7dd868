// A framer at work on one direction: cuts its bytes into messages, and keeps only those of the message in progress.

import type { Framer, Framing, IsWanted, Message, Side, Window } from '../frame/framer.js'
import type { Offset } from '../front/front.js'
import { Backlog, behind } from './backlog.js'
import type { Stretch } from './backlog.js'
import type { PacketRef } from './consumer.js'
import type { DeskLimit } from './counts.js'
import type { Keep, Keeper } from './keep.js'

/** A message that is about to be delivered, and those behind it that were made of the same bytes. */
export interface Ready {
  readonly messages: readonly Message[]
  readonly offset: Offset
  /** Bytes of it that are there. */
  readonly length: number
  readonly index: number
  readonly packet: PacketRef
}

/** The flow. */
export interface ReaderOwner {
  reached(limit: DeskLimit): void
  /** May a message with this head mean anything to anybody? */
  wants(framer: Framer, ...head: Parameters<IsWanted>): boolean
}

export class Reader implements Keeper {
  /** Stream offset at which the next message begins. */
  at: Offset
  /** False when this is not, or no longer, the framer's protocol. */
  alive = true
  ready: Ready | null = null
  /** Bytes from `at` on that came in earlier stretches; null for none. */
  private backlog: Backlog | null
  private scanned = 0
  private atLeast = 0
  /** Of the message that is `ready`: bytes up to the start of the next; null if it has not ended. */
  private step: number | null = null
  private readonly isWanted: IsWanted | undefined

  /**
   * @param begin where the first message begins; `first` if that is where the stream begins, and it was seen
   * @param index messages before it
   * @param backlog bytes from there on that are already gone by; the reader's own from now on
   */
  constructor(
    readonly framer: Framer,
    private readonly framing: Framing,
    private readonly side: Side,
    private readonly begin: Offset,
    private readonly first: boolean,
    public index: number,
    backlog: Backlog | null,
    private readonly keep: Keep,
    private readonly owner: ReaderOwner,
  ) {
    this.isWanted = framer.glance && ((bytes, start, end) => owner.wants(framer, bytes, start, end))
    this.at = begin
    this.backlog = backlog
    if (backlog !== null) keep.add(this, backlog.weight)
  }

  /**
   * Looks for the next message, which is then `ready`. Called again with the same stretch as often as one was `taken`.
   *
   * @param stretch what follows the bytes so far; null if nothing does
   * @param final nothing comes behind it: the flow ends, or a gap begins
   */
  pull(stretch: Stretch | null, final: boolean): void {
    while (this.alive && this.ready === null) {
      const window = this.window(stretch, final)
      if (window === null) return
      if (!final && window.end - window.start < this.atLeast) return this.stash(stretch)
      if (!this.cut(window, stretch)) return
    }
  }

  /** The message was delivered: on to the next. */
  taken(stretch: Stretch | null): void {
    const { step, ready } = this
    this.ready = null
    this.step = null
    if (step === null) this.stash(stretch)
    else {
      this.index += ready?.messages.length ?? 0
      this.advance(step, stretch)
    }
  }

  /** Stream offset of the first byte that it has yet to see. */
  get needs(): Offset {
    return this.backlog?.behind ?? this.at
  }

  /** The bytes from `at` on that came before the stretch that is looked at, and are kept. */
  get kept(): Backlog | null {
    return this.backlog
  }

  /** The other side has moved on: what could not be said may be said now. */
  nudge(): void {
    this.atLeast = 0
  }

  giveUp(): void {
    this.alive = false
    this.owner.reached('kept')
    this.forget()
  }

  /** Lets go of the bytes that it keeps. */
  forget(): void {
    this.backlog = null
    this.keep.release(this)
  }

  /** What is there from `at` on, when the framer has left; the caller's own. */
  remains(stretch: Stretch | null): Backlog {
    const backlog = this.backlog ?? new Backlog(this.at)
    if (stretch !== null) backlog.append(stretch)
    this.forget()
    return backlog
  }

  private exceed(): void {
    this.alive = false
    this.owner.reached('message')
  }

  /** The bytes from `at` on, as far as they are there; null for none. */
  private window(stretch: Stretch | null, final: boolean): Window | null {
    const { scanned, isWanted } = this
    const first = this.first && this.at === this.begin
    if (this.backlog !== null) {
      if (stretch !== null) this.append(this.backlog, stretch)
      const { bytes, start, end } = this.backlog
      return { bytes, start, end, scanned, final, first, isWanted }
    }
    if (stretch === null || this.at >= behind(stretch)) return null
    const start = stretch.start + this.at - stretch.offset
    return { bytes: stretch.bytes, start, end: stretch.end, scanned, final, first, isWanted }
  }

  /** @returns whether to go on */
  private cut(window: Window, stretch: Stretch | null): boolean {
    const length = window.end - window.start
    const cut = this.framing.cut(this.side, window)
    switch (cut.kind) {
      case 'more': {
        const atLeast = Math.max(cut.atLeast, length + 1)
        if (atLeast > this.framer.limit && !window.final) this.exceed()
        else if (window.final) this.alive = false
        else {
          this.scanned = length
          this.atLeast = atLeast
          this.stash(stretch)
        }
        return false
      }
      case 'lost':
        this.alive = false
        return false
      case 'passed':
        this.index++
        this.advance(cut.length, stretch)
        return true
      case 'skip':
        if (cut.length <= 0) this.alive = false
        else this.advance(cut.length, stretch)
        return this.alive
      case 'message': {
        const there = Math.min(cut.length, length)
        if (there > this.framer.limit) this.exceed()
        else if (there <= 0) this.alive = false
        if (!this.alive) return false
        const packet = this.packetOf(this.at + there - 1, stretch)
        if (packet === null) return false
        const messages = cut.further === undefined ? [cut.message] : [cut.message, ...cut.further]
        this.ready = { messages, offset: this.at, length: there, index: this.index, packet }
        if (cut.again === undefined || window.final) this.step = cut.length + cut.skip
        else {
          this.scanned = length
          this.atLeast = Math.max(cut.again, length + 1)
        }
        return false
      }
    }
  }

  private packetOf(offset: Offset, stretch: Stretch | null): PacketRef | null {
    if (stretch !== null && offset >= stretch.offset) return stretch.packet
    return this.backlog?.packetAt(offset) ?? null
  }

  /** The next message begins `step` bytes on. What is left of the stretch is read in its place. */
  private advance(step: number, stretch: Stretch | null): void {
    this.at += step
    this.scanned = 0
    this.atLeast = 0
    const { backlog } = this
    if (backlog === null) return
    const inStretch = stretch !== null && this.at >= stretch.offset
    if (inStretch || this.at >= backlog.behind) this.forget()
    else backlog.drop(this.at)
  }

  /** Keeps what is there of the message in progress beyond the stretch. */
  private stash(stretch: Stretch | null): void {
    if (stretch === null || this.at >= behind(stretch)) return
    if (this.backlog === null) {
      this.backlog = new Backlog(this.at)
      this.keep.add(this, this.backlog.weight)
    }
    this.append(this.backlog, stretch)
  }

  private append(backlog: Backlog, stretch: Stretch): void {
    const before = backlog.weight
    if (backlog.append(stretch)) this.keep.add(this, backlog.weight - before)
  }
}
