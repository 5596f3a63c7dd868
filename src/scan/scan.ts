// A scan: every capture through a pipeline, one timeline each, or all of them on one.

import { openCaptures } from '../capture/captures.js'
import { openTimeline } from '../capture/timeline.js'
import type { Census } from '../capture/captures.js'
import type { Capture, CaptureProblem, Opened } from '../capture/capture.js'
import type { DecoderOptions } from '../front/plain/decode/decoder.js'
import type { Sink } from '../output/sink.js'
import { assemble } from './pipeline.js'
import type { LoadedProgram, PipelineOptions } from './pipeline.js'
import { Timeline } from './timeline.js'
import { Totals } from './totals.js'
import type { ScanResult } from './totals.js'

export interface ScanOptions extends PipelineOptions, ScanObserver {
  /** The captures are one timeline, in the order of their first packets: flows go on from one to the next. */
  readonly continued: boolean
  readonly decoder: Partial<DecoderOptions>
}

/** Who looks on while a scan runs. */
export interface ScanObserver {
  /** Hears what is wrong with a capture as soon as it is known. */
  readonly onProblem: (problem: CaptureProblem) => void
  /** Asked between chunks: true ends the scan early, with all that was found until then. */
  readonly interrupted: () => boolean
  /** Hears between chunks how many bytes were read of all captures so far. */
  readonly onRead?: (bytes: number) => void
}

/** Scans the captures that `names` name, one after the other. What is wrong with one is said, and the next is scanned. */
export async function scanCaptures(
  names: readonly string[],
  loaded: LoadedProgram,
  sink: Sink,
  options: ScanOptions,
): Promise<ScanResult> {
  const census: Census = { captures: 0, skipped: 0, packed: 0 }
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

/** One timeline of a scan, of which no capture was read yet. */
export function openTimelineOf(
  loaded: LoadedProgram,
  sink: Sink,
  options: PipelineOptions & Pick<ScanOptions, 'decoder'>,
): Timeline {
  return new Timeline(
    assemble(loaded, sink, options),
    { fragments: options.limits.fragments, ...options.decoder },
    (event, packet) =>
      sink.anomaly({ type: 'decode', event, time: packet.time, packet, flow: null }),
  )
}

class Scan {
  interrupted = false
  private readonly totals: Totals
  private timeline: Timeline | null = null
  /** Of the captures before this one. */
  private bytes = 0

  constructor(
    private readonly loaded: LoadedProgram,
    private readonly sink: Sink,
    private readonly options: ScanOptions,
  ) {
    this.totals = new Totals(options.onProblem)
  }

  async capture(capture: Capture): Promise<void> {
    try {
      this.timeline ??= openTimelineOf(this.loaded, this.sink, this.options)
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
    this.totals.problem(problem)
  }

  finish(census: Census): ScanResult {
    this.endTimeline()
    return this.totals.finish(census, this.sink, this.interrupted)
  }

  private endTimeline(): void {
    if (this.timeline === null) return
    const counts = this.timeline.end()
    this.totals.add(counts, this.timeline.clock)
    this.timeline = null
  }
}
