// What a scan did, beside what it told the sink: added up as its captures end.

import type { CaptureProblem } from '../capture/capture.js'
import type { Census } from '../capture/captures.js'
import type { Micros } from '../front/front.js'
import type { Sink } from '../output/sink.js'

export interface ScanResult {
  readonly problems: readonly CaptureProblem[]
  /** By name: captures, packets, bytes, flows, and whatever was dropped or given up. */
  readonly counts: ReadonlyMap<string, number>
  readonly interrupted: boolean
}

export class Totals {
  private readonly problems: CaptureProblem[] = []
  private readonly counts = new Map<string, number>()
  /** Where the clock stood when the last timeline ended. */
  private clock: Micros = 0

  /** @param onProblem hears what is wrong with a capture as soon as it is known */
  constructor(private readonly onProblem: (problem: CaptureProblem) => void) {}

  problem(problem: CaptureProblem): void {
    this.problems.push(problem)
    this.onProblem(problem)
  }

  /** A timeline ended. */
  add(counts: Iterable<readonly [string, number]>, clock: Micros): void {
    for (const [name, count] of counts) this.counts.set(name, (this.counts.get(name) ?? 0) + count)
    this.clock = clock
  }

  /** The scan is over, which `sink` is told. */
  finish({ captures, skipped, packed }: Census, sink: Sink, interrupted: boolean): ScanResult {
    const { problems, counts, clock } = this
    counts.set('captures', captures)
    counts.set('skipped files', skipped)
    counts.set('packed files', packed)
    sink.end(counts, clock)
    return { problems, counts, interrupted }
  }
}
