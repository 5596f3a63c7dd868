// A scan: every capture through a pipeline, one timeline each, or all of them on one.

import { openCaptures } from '../capture/captures.js'
import type { Census } from '../capture/captures.js'
import type { Capture, CaptureProblem } from '../capture/capture.js'
import { CaptureWindow } from '../capture/window.js'
import { Decoder } from '../front/plain/decode/decoder.js'
import { STOP } from '../front/front.js'
import type { Front } from '../front/front.js'
import type { Sink } from '../output/sink.js'
import { assemble } from './pipeline.js'
import type { LoadedProgram, Pipeline, PipelineOptions } from './pipeline.js'

export interface ScanOptions extends PipelineOptions {
  /** The captures are one timeline, in the order given: flows go on from one to the next. */
  readonly continued: boolean
  /** Hears what is wrong with a capture as soon as it is known. */
  readonly onProblem: (problem: CaptureProblem) => void
  /** Asked between chunks: true ends the scan early, with all that was found until then. */
  readonly interrupted: () => boolean
}

/** What a scan did, beside what it told the sink. */
export interface ScanResult {
  readonly problems: readonly CaptureProblem[]
  /** By name: captures, packets, bytes, flows, and whatever was dropped or given up. */
  readonly counts: ReadonlyMap<string, number>
  readonly interrupted: boolean
}

/** Scans the captures that `names` name, one after the other. What is wrong with one is said, and the next is scanned. */
export async function scanCaptures(
  names: readonly string[],
  loaded: LoadedProgram,
  sink: Sink,
  options: ScanOptions,
): Promise<ScanResult> {
  const scan = new Scan(loaded, sink, options)
  const census: Census = { captures: 0, skipped: 0 }
  for await (const opened of openCaptures(names, census)) {
    if (opened.ok) await scan.capture(opened.capture)
    else scan.problem(opened.problem)
    if (scan.interrupted) break
  }
  return scan.finish(census)
}

class Scan {
  interrupted = false
  private readonly problems: CaptureProblem[] = []
  private readonly counts = new Map<string, number>()
  private timeline: Timeline | null = null

  constructor(
    private readonly loaded: LoadedProgram,
    private readonly sink: Sink,
    private readonly options: ScanOptions,
  ) {}

  async capture(capture: Capture): Promise<void> {
    this.timeline ??= new Timeline(assemble(this.loaded, this.sink, this.options))
    try {
      await this.timeline.read(capture, () => (this.interrupted ||= this.options.interrupted()))
    } finally {
      capture.close()
    }
    if (capture.problem !== null) this.problem(capture.problem)
    if (!this.options.continued) this.endTimeline()
  }

  problem(problem: CaptureProblem): void {
    this.problems.push(problem)
    this.options.onProblem(problem)
  }

  finish({ captures, skipped }: Census): ScanResult {
    this.endTimeline()
    this.count('captures', captures)
    this.count('skipped files', skipped)
    this.sink.end(this.counts)
    return { problems: this.problems, counts: this.counts, interrupted: this.interrupted }
  }

  private endTimeline(): void {
    for (const [name, count] of this.timeline?.end() ?? []) this.count(name, count)
    this.timeline = null
  }

  private count(name: string, count: number): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count)
  }
}

/** Captures of which the packets follow one another. */
class Timeline {
  private readonly decoder = new Decoder()
  private packets = 0
  private bytes = 0

  constructor(private readonly pipeline: Pipeline) {}

  async read(capture: Capture, interrupted: () => boolean): Promise<void> {
    const { front, desk } = this.pipeline
    const { memory, at, length } = front.lend()
    const window = new CaptureWindow(capture, memory, at, length)
    desk.file(capture.name)
    while (!interrupted() && (await window.refill())) this.walk(window, front)
    this.packets += window.packets
    this.bytes += capture.position
  }

  private walk(window: CaptureWindow, front: Front): void {
    const { desk } = this.pipeline
    let revision = -1
    for (;;) {
      const { section } = window.capture
      if (section.revision !== revision) {
        revision = section.revision
        front.section(section)
      }
      window.at = front.run(window.at, window.end, window.packets)
      window.packets += front.ledger.packets
      desk.consume()
      if (front.ledger.stop === STOP.full) continue
      if (!window.next()) return
      this.decode(window, front)
      desk.consume()
    }
  }

  private decode({ buffer, record, packets }: CaptureWindow, front: Front): void {
    const packet = this.decoder.decode(buffer, record, packets)
    if (packet === null) front.pass(record.timeUs)
    else front.inject(packet)
  }

  /** @returns what was counted */
  end(): Map<string, number> {
    const { front, desk } = this.pipeline
    desk.finish()
    return new Map([
      ['packets', this.packets],
      ['bytes', this.bytes],
      ...front.counts,
      ...desk.counts,
      ...this.decoder.counts,
    ])
  }
}
