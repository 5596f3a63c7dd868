// A scan: every capture through a pipeline, one timeline each, or all of them on one.

import { openCaptures } from '../capture/captures.js'
import { openTimeline } from '../capture/timeline.js'
import type { Census } from '../capture/captures.js'
import type { Capture, CaptureProblem, Opened } from '../capture/capture.js'
import type { DecoderOptions } from '../front/plain/decode/decoder.js'
import type { Micros } from '../front/front.js'
import type { Sink } from '../output/sink.js'
import { assemble } from './pipeline.js'
import type { LoadedProgram, PipelineOptions } from './pipeline.js'
import { Timeline } from './timeline.js'

export interface ScanOptions extends PipelineOptions {
  /** The captures are one timeline, in the order of their first packets: flows go on from one to the next. */
  readonly continued: boolean
  readonly decoder: Partial<DecoderOptions>
  /** Hears what is wrong with a capture as soon as it is known. */
  readonly onProblem: (problem: CaptureProblem) => void
  /** Asked between chunks: true ends the scan early, with all that was found until then. */
  readonly interrupted: () => boolean
  /** Hears between chunks how many bytes were read of all captures so far. */
  readonly onRead?: (bytes: number) => void
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
  const census: Census = { captures: 0, skipped: 0 }
  const open = options.continued ? openTimeline : openCaptures
  return scanOpened(open(names, census), loaded, sink, options, census)
}

/**
 * As `scanCaptures`, for captures that somebody opened, wherever their bytes come from. They are closed here.
 *
 * @param census is looked at when the last of them was scanned
 */
export async function scanOpened(
  captures: AsyncIterable<Opened> | Iterable<Opened>,
  loaded: LoadedProgram,
  sink: Sink,
  options: ScanOptions,
  census: Census,
): Promise<ScanResult> {
  const scan = new Scan(loaded, sink, options)
  for await (const opened of captures) {
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
  /** Where the clock stood when the last timeline ended. */
  private clock: Micros = 0
  /** Of the captures before this one. */
  private bytes = 0

  constructor(
    private readonly loaded: LoadedProgram,
    private readonly sink: Sink,
    private readonly options: ScanOptions,
  ) {}

  async capture(capture: Capture): Promise<void> {
    this.timeline ??= new Timeline(
      assemble(this.loaded, this.sink, this.options),
      { fragments: this.options.limits.fragments, ...this.options.decoder },
      (event, packet) =>
        this.sink.anomaly({ type: 'decode', event, time: packet.time, packet, flow: null }),
    )
    try {
      await this.timeline.read(capture, () => this.pause(this.bytes + capture.position))
    } finally {
      this.bytes += capture.position
      capture.close()
    }
    if (capture.problem !== null) this.problem(capture.problem)
    if (!this.options.continued) this.endTimeline()
  }

  /** Between two chunks. @returns whether to stop there */
  private pause(bytes: number): boolean {
    this.options.onRead?.(bytes)
    return (this.interrupted ||= this.options.interrupted())
  }

  problem(problem: CaptureProblem): void {
    this.problems.push(problem)
    this.options.onProblem(problem)
  }

  finish({ captures, skipped }: Census): ScanResult {
    this.endTimeline()
    this.count('captures', captures)
    this.count('skipped files', skipped)
    this.sink.end(this.counts, this.clock)
    return { problems: this.problems, counts: this.counts, interrupted: this.interrupted }
  }

  private endTimeline(): void {
    if (this.timeline === null) return
    for (const [name, count] of this.timeline.end()) this.count(name, count)
    this.clock = this.timeline.clock
    this.timeline = null
  }

  private count(name: string, count: number): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count)
  }
}
