// A scan by several threads: each takes captures of its own, and nobody who reads the output can tell.

import { maybeSeveral, placesOf } from '../capture/captures.js'
import type { Sink } from '../output/sink.js'
import { stagesOf } from './choices.js'
import type { ScanChoices } from './choices.js'
import { Crew } from './crew.js'
import type { LoadedProgram } from './pipeline.js'
import { scanCaptures } from './scan.js'
import type { ScanObserver } from './scan.js'
import type { ScanResult } from './totals.js'
import type { Equipment } from './worker.js'

// Beside the bundle lies one as well.
const WORKER = new URL('./worker.js', import.meta.url)

/**
 * Scans the captures that `names` name, with up to `jobs` threads. What the sink and the observer hear, and the result, are
 * the same for any number of them, with two exceptions. A thread that dies is a problem of the capture that it scanned, and
 * another takes its place. And when the scan is interrupted, what every thread has found until then is replayed.
 *
 * One capture stays in one piece: announcements, tables, counts and `once` relate its flows to each other, in the order of
 * its packets. So does what is `continued`, and standard input is read by one thread only.
 */
export async function scanInJobs(
  jobs: number,
  names: readonly string[],
  loaded: LoadedProgram,
  sink: Sink,
  choices: ScanChoices,
  observer: ScanObserver,
): Promise<ScanResult> {
  if (!(jobs > 1) || choices.continued || names.includes('-') || !maybeSeveral(names))
    return scanCaptures(names, loaded, sink, { ...stagesOf(choices), ...observer })
  const { Worker } = await import('node:worker_threads') // 4 ms, which few scans need
  const { compiled: program, applications } = loaded
  const hire = (leash: SharedArrayBuffer) => {
    const equipment: Equipment = { program, products: applications.products, choices, leash }
    return new Worker(WORKER, { workerData: equipment })
  }
  const crew = new Crew(jobs, placesOf(names), hire, program.signatures, sink, observer)
  try {
    return await crew.scan()
  } finally {
    await crew.dismiss()
  }
}
