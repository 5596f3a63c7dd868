// Hands captures out to workers as they become free, and replays what they find in the order of the captures.
//
//              ┌─ path ─→ worker ─ findings ─→ ▒▒▒▒▒▒ capture 4, being replayed ─→ sink
//     places ─→┼─ path ─→ worker ─ findings ─→ ▒▒▒ capture 5, all of it
//              └─ path ─→ worker ─ findings ─→ ▒▒▒▒ capture 6
//
// What waits for its turn is bounded: findings by the leash of each worker, captures by AHEAD.

import type { CaptureProblem } from '../capture/capture.js'
import { isFile, Roll } from '../capture/captures.js'
import type { Census, Place } from '../capture/captures.js'
import type { CompiledSignature } from '../compile/program.js'
import type { Sink } from '../output/sink.js'
import { Unpacker } from '../output/wire.js'
import { Leash } from './leash.js'
import type { ScanObserver } from './scan.js'
import { Totals } from './totals.js'
import type { ScanResult } from './totals.js'
import type { Post } from './worker.js'

/** What the crew needs of a thread: it hears paths, and posts what it finds there. */
export interface Mate {
  postMessage(path: string): void
  on(event: 'message', hear: (post: Post) => void): unknown
  on(event: 'error', hear: (error: Error) => void): unknown
  on(event: 'exit', hear: (code: number) => void): unknown
  terminate(): Promise<unknown>
}

/** Captures that may be at work or wait for their turn. */
const AHEAD = 256

/** A place that was handed out, if it is a file. */
interface Task {
  readonly place: Place
  /** What is to be replayed when it is its turn. */
  waiting: (() => void)[]
  /** Nothing more is posted. */
  ended: boolean
  /** Of the capture, read so far. */
  bytes: number
  /** Why there is no capture. */
  unopened: CaptureProblem | null
  readonly unpacker: Unpacker
}

interface Member {
  readonly mate: Mate
  readonly leash: Leash
  task: Task | null
  /** What it died of. */
  error: string | null
}

export class Crew {
  /** In order: the first is being replayed. */
  private readonly tasks: Task[] = []
  private readonly members = new Set<Member>()
  private readonly census: Census = { captures: 0, skipped: 0, packed: 0 }
  private readonly roll = new Roll(this.census)
  private readonly totals: Totals
  private bytes = 0
  private stopped = false
  private settle: { resolve: () => void; reject: (error: unknown) => void } | null = null

  /**
   * @param size workers at most
   * @param hire starts one, which holds the other end of the leash
   * @param signatures of the program
   */
  constructor(
    private readonly size: number,
    private readonly places: Iterator<Place>,
    private readonly hire: (leash: SharedArrayBuffer) => Mate,
    private readonly signatures: readonly CompiledSignature[],
    private readonly sink: Sink,
    private readonly observer: ScanObserver,
  ) {
    this.totals = new Totals(observer.onProblem)
  }

  /** To be called once. @throws what the sink throws */
  async scan(): Promise<ScanResult> {
    await new Promise<void>((resolve, reject) => {
      this.settle = { resolve, reject }
      this.advance()
    })
    return this.totals.finish(this.census, this.sink, this.stopped)
  }

  /** Ends all workers, whatever they are at. */
  async dismiss(): Promise<void> {
    this.settle = null
    await Promise.all([...this.members].map(({ mate }) => mate.terminate()))
  }

  /** Something happened: does all that can be done by now. */
  private advance(): void {
    if (this.settle === null) return
    try {
      if (!this.stopped && this.observer.interrupted()) this.stop()
      // First, so that nobody waits for what was found elsewhere to be written.
      this.handOut()
      do this.replay()
      while (this.handOut())
      if (this.tasks.length === 0) this.settle.resolve()
    } catch (error) {
      this.settle.reject(error)
      this.settle = null
    }
  }

  private stop(): void {
    this.stopped = true
    for (const { leash } of this.members) leash.stop()
  }

  /** @returns whether there was something to hand out, and somebody to take it */
  private handOut(): boolean {
    const before = this.tasks.length
    while (!this.stopped && this.tasks.length < AHEAD) {
      const idle = [...this.members].find(({ task }) => task === null)
      if (idle === undefined && this.members.size >= this.size) break
      const { value: place } = this.places.next() as IteratorResult<Place, undefined>
      if (place === undefined) break
      const task = this.taskFor(place)
      this.tasks.push(task)
      if (task.ended) continue
      const member = idle ?? this.newMember()
      member.task = task
      member.mate.postMessage(place.path)
    }
    return this.tasks.length > before
  }

  private taskFor(place: Place): Task {
    const unpacker = new Unpacker(this.signatures, {
      report: (report) => this.sink.report(report),
      flow: (event) => this.sink.flow(event),
      anomaly: (anomaly) => this.sink.anomaly(anomaly),
      end: (counts, clock) => this.totals.add(counts, clock),
    })
    return { place, waiting: [], ended: !isFile(place), bytes: 0, unopened: null, unpacker }
  }

  // ---- workers

  private newMember(): Member {
    const leash = new Leash()
    const mate = this.hire(leash.memory)
    const member: Member = { mate, leash, task: null, error: null }
    this.members.add(member)
    mate.on('message', (post) => this.hear(member, post))
    mate.on('error', (error) => (member.error = error.message))
    mate.on('exit', (code) => this.lose(member, code))
    return member
  }

  private hear(member: Member, post: Post): void {
    const { task, leash } = member
    if (task === null) return
    const { findings, read, problem, state } = post
    this.bytes += read - task.bytes
    task.bytes = read
    this.observer.onRead?.(this.bytes)
    if (state === 'unopened') task.unopened = problem
    else
      task.waiting.push(() => {
        task.unpacker.unpack(findings)
        leash.replayed(findings.length)
        if (problem !== null) this.totals.problem(problem)
      })
    if (state !== 'reading') this.end(task, member)
    this.advance()
  }

  /** A worker ended, unasked if it was at work. What it had posted was heard before. */
  private lose(member: Member, code: number): void {
    this.members.delete(member)
    const { task, error } = member
    if (task === null) return
    const message = `the thread that scanned it ended: ${error ?? `exit code ${code}`}`
    const file = task.place.path
    const problem: CaptureProblem = { code: 'abandoned', file, at: task.bytes, message }
    task.waiting.push(() => this.totals.problem(problem))
    this.end(task, member)
    this.advance()
  }

  private end(task: Task, member: Member): void {
    task.ended = true
    member.task = null
  }

  // ---- what they found

  private replay(): void {
    for (;;) {
      const [task] = this.tasks
      if (task === undefined) return
      const { waiting } = task
      task.waiting = []
      for (const one of waiting) one()
      if (!task.ended) return
      this.tasks.shift()
      const problem = this.roll.note(task.place, task.unopened)
      if (problem !== null) this.totals.problem(problem)
    }
  }
}
