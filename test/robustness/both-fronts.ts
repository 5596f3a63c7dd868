// A capture in memory, scanned with one front and with the other: what must be the same, whatever the bytes are.

import { openSource } from '../../src/capture/open.js'
import { describeProblem } from '../../src/capture/problem.js'
import { planDesk } from '../../src/desk/plan.js'
import { EveSink } from '../../src/output/eve.js'
import { compileBundled } from '../../src/pack/bundled.js'
import { frontMaker } from '../../src/scan/front-choice.js'
import type { FrontChoice } from '../../src/scan/front-choice.js'
import { defaultLimits, loadProgram } from '../../src/scan/pipeline.js'
import type { LoadedProgram } from '../../src/scan/pipeline.js'
import { scanOpened } from '../../src/scan/scan.js'
import { bytesSource } from '../support/bytes-source.js'
import { countedFramer, countedFront, disproportion, Work } from './work.js'

/** Few, so that each scan takes little memory, and that many captures reach the limit. */
const FLOWS = 500

/** Counted by one front alone. */
const OF_ONE_FRONT = 'packets decoded by the plain decoder'

export interface Outcome {
  /** EVE lines, secrets and all. */
  readonly lines: readonly string[]
  readonly problems: readonly string[]
  readonly packets: number
  /** All other counters that are not 0. */
  readonly counts: readonly string[]
}

export class BothFronts {
  private work = new Work()
  private readonly loaded: LoadedProgram

  constructor() {
    const { program, applications } = compileBundled()
    const loaded = loadProgram(program, new Map(applications))
    const framers = loaded.plan.framers.map((framer) => countedFramer(framer, () => this.work))
    this.loaded = { ...loaded, plan: planDesk(program, framers) }
  }

  /**
   * Scans a capture with both fronts.
   *
   * @returns what came out
   * @throws where a scan throws, where the two differ, or where one works out of proportion to the capture
   */
  async scan(bytes: Uint8Array): Promise<Outcome> {
    const plain = await this.scanWith('plain', bytes)
    const core = await this.scanWith('core', bytes)
    const different = firstDifference(plain, core)
    if (different !== null) throw new Error(different)
    return plain
  }

  async scanWith(front: FrontChoice, bytes: Uint8Array): Promise<Outcome> {
    const work = (this.work = new Work())
    const lines: string[] = []
    const make = frontMaker(front, false)
    const opened = await openSource('capture', bytesSource(bytes))
    const { counts, problems } = await scanOpened(
      [opened],
      this.loaded,
      new EveSink((line) => lines.push(line), 'all'),
      {
        makeFront: (program, options) => countedFront(make(program, options), work),
        limits: { ...defaultLimits, flows: FLOWS },
        reveal: true,
        continued: false,
        decoder: {},
        onProblem: () => undefined,
        interrupted: () => false,
      },
      { captures: 1, skipped: 0, packed: 0 },
    )
    work.lines = lines.length
    const packets = counts.get('packets') ?? 0
    const unpacked = counts.get('bytes') ?? 0
    const much = disproportion(work, unpacked, packets)
    if (much !== null) throw new Error(`${front} front: ${much}`)
    return {
      lines,
      problems: problems.map(describeProblem),
      packets,
      counts: [...counts]
        .filter(([name, count]) => count > 0 && name !== OF_ONE_FRONT)
        .map(([name, count]) => `${name}: ${count}`)
        .sort(),
    }
  }
}

function firstDifference(plain: Outcome, core: Outcome): string | null {
  for (const part of ['lines', 'problems', 'counts'] as const) {
    const [left, right] = [plain[part], core[part]]
    for (let at = 0; at < Math.max(left.length, right.length); at++)
      if (left[at] !== right[at])
        return `${part} differ\n  plain: ${left[at] ?? '(none)'}\n  core:  ${right[at] ?? '(none)'}`
  }
  return null
}
