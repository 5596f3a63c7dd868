// The way back into a stream whose beginning was not seen, or that has a gap.
//
// A literal proposes where a message starts; the framer's `cut` must then find two messages in a row there, or one that
// stands for itself, before anything is delivered. That is tried out on a copy of the bytes, by a framing of its own. When
// it succeeds, the framer starts there and reads the same bytes again, this time for good.
//
// Which proposals are tried is a matter of bytes alone, so that no division of the stream can be seen: in the order in
// which their literals end; after one that failed, those that start behind it.

import type { Framer, Framing, Side } from '../frame/framer.js'
import type { Offset } from '../front/front.js'
import { Backlog, behind } from './backlog.js'
import type { Stretch } from './backlog.js'
import type { DeskLimit } from './counts.js'
import type { Keep, Keeper } from './keep.js'
import type { Proposal } from './front-literals.js'

/** Proposals that wait for one framer while an earlier one is tried, at most. */
const MOST_WAITING = 64

export interface Found {
  readonly framer: Framer
  readonly begin: Offset
  readonly backlog: Backlog
}

export class Search {
  /** One for each framer that was proposed: a flow mostly has none, and never many. */
  private attempts: readonly Attempts[] = NONE

  /** @param from nothing before this offset belongs to the stretch that is searched */
  constructor(
    private readonly side: Side,
    private from: Offset,
    private readonly keep: Keep,
    private readonly owner: { reached(limit: DeskLimit): void },
  ) {}

  /** A gap ended here: whatever was tried is void. */
  restart(from: Offset): void {
    this.from = from
    this.forget()
  }

  forget(): void {
    for (const attempts of this.attempts) attempts.trial?.forget()
    this.attempts = NONE
  }

  /** Offset of the first byte that a trial has yet to see; Infinity without trials. */
  get needs(): Offset {
    let needs = Infinity
    for (const { trial } of this.attempts)
      if (trial !== null) needs = Math.min(needs, trial.backlog.behind)
    return needs
  }

  /**
   * A literal ended at `end`, in `stretch`, so that a message may start before it.
   * @param reading where the framer's next message begins if it is at work: the proposal waits for that to fail
   */
  hit(proposal: Proposal, end: Offset, stretch: Stretch, reading: Offset | null): void {
    const begin = end - proposal.back
    const at = stretch.start + begin - stretch.offset
    if (begin < this.from || at < stretch.history) return
    const { framer } = proposal
    const attempts = this.of(framer)
    if (reading !== null) attempts.failed = Math.max(attempts.failed, reading)
    if (begin <= (attempts.trial?.begin ?? attempts.failed)) return
    if (attempts.trial === null && reading === null) {
      const backlog = new Backlog(begin)
      backlog.append(stretch)
      attempts.trial = new Trial(framer, this.side, backlog, this.keep)
      return
    }
    const waiting = attempts.waiting.filter((start) => start > attempts.failed)
    if (waiting.length < MOST_WAITING) waiting.push(begin)
    else this.owner.reached('proposals')
    attempts.waiting = waiting
  }

  /** Tries `framer` on bytes that are there already. */
  tryAt(framer: Framer, backlog: Backlog): void {
    this.of(framer).trial ??= new Trial(framer, this.side, backlog, this.keep)
  }

  /** The framer left: the next proposal behind `at`, if one waits, is tried on what remains. */
  left(framer: Framer, at: Offset, remains: () => Backlog): void {
    const attempts = this.of(framer)
    attempts.failed = Math.max(attempts.failed, at)
    if (attempts.waiting.some((start) => start > at)) this.tryNext(framer, attempts, remains())
  }

  /** Tries on, with what the stretch adds. @returns the framers that have found their way back */
  run(stretch: Stretch | null, final: boolean): readonly Found[] {
    if (this.attempts.every(({ trial }) => trial === null)) return NONE
    const found: Found[] = []
    for (const attempts of this.attempts) {
      const { framer } = attempts
      while (attempts.trial !== null) {
        const { trial } = attempts
        const verdict = trial.run(stretch, final)
        if (verdict === 'waiting') break
        attempts.trial = null
        trial.forget()
        if (trial.givenUp) attempts.waiting = NONE
        if (verdict === 'confirmed')
          found.push({ framer, begin: trial.begin, backlog: trial.backlog })
        else {
          attempts.failed = trial.begin
          this.tryNext(framer, attempts, trial.backlog)
        }
      }
    }
    return found
  }

  private tryNext(framer: Framer, attempts: Attempts, backlog: Backlog): void {
    const next = attempts.waiting.findIndex((start) => start > attempts.failed)
    const begin = attempts.waiting[next]
    attempts.waiting = next < 0 ? NONE : attempts.waiting.slice(next + 1)
    if (begin === undefined) return
    backlog.drop(begin)
    attempts.trial = new Trial(framer, this.side, backlog, this.keep)
  }

  private of(framer: Framer): Attempts {
    let attempts = this.attempts.find((one) => one.framer === framer)
    if (attempts === undefined) {
      attempts = { framer, trial: null, failed: -1, waiting: NONE }
      this.attempts = [...this.attempts, attempts]
    }
    return attempts
  }
}

interface Attempts {
  readonly framer: Framer
  trial: Trial | null
  /** No start up to here is tried any more. */
  failed: Offset
  /** In the order in which they were proposed. */
  waiting: readonly Offset[]
}

const NONE: readonly never[] = []

/** Nobody wants the messages of a trial: the head is enough to know one by. */
const NOBODY = () => false

class Trial implements Keeper {
  private readonly framing: Framing
  private at: Offset
  private scanned = 0
  private atLeast = 0
  private messages = 0
  givenUp = false
  readonly begin: Offset

  constructor(
    private readonly framer: Framer,
    private readonly side: Side,
    readonly backlog: Backlog,
    private readonly keep: Keep,
  ) {
    this.begin = backlog.offset
    this.at = backlog.offset
    this.framing = framer.open('tcp')
    this.framing.reset(side)
    keep.add(this, backlog.weight)
  }

  giveUp(): void {
    this.givenUp = true
  }

  forget(): void {
    this.keep.release(this)
  }

  run(stretch: Stretch | null, final: boolean): 'waiting' | 'confirmed' | 'failed' {
    if (this.givenUp) return 'failed'
    if (stretch !== null && behind(stretch) > this.backlog.behind) {
      const before = this.backlog.weight
      if (this.backlog.append(stretch)) this.keep.add(this, this.backlog.weight - before)
    }
    for (;;) {
      const { bytes, end } = this.backlog
      const length = this.backlog.behind - this.at
      if (length <= 0 || (!final && length < this.atLeast)) return final ? 'failed' : 'waiting'
      const { scanned } = this
      const isWanted = this.framer.glance && NOBODY
      const window = { bytes, start: end - length, end, scanned, final, first: false, isWanted }
      const cut = this.framing.cut(this.side, window)
      if (cut.kind === 'lost') return 'failed'
      if (cut.kind === 'passed') return 'confirmed'
      if (cut.kind === 'more') {
        const atLeast = Math.max(cut.atLeast, length + 1)
        if (final || atLeast > this.framer.limit) return 'failed'
        this.scanned = length
        this.atLeast = atLeast
        return 'waiting'
      }
      if (cut.length <= 0) return 'failed'
      if (cut.kind === 'message') {
        if (cut.length > this.framer.limit) return 'failed'
        if (cut.certain) return 'confirmed'
        const whole = cut.message.size <= length
        if (whole && ++this.messages === 2) return 'confirmed'
      }
      this.at += cut.length + (cut.kind === 'message' ? cut.skip : 0)
      this.scanned = 0
      this.atLeast = 0
      if (this.at - this.begin > 2 * this.framer.limit) return 'failed'
    }
  }
}
