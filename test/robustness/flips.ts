// Damages captures, one byte at a time, and scans them with both fronts:
//
//     npm run flips -- FOLDER… [--count 10000] [--seed 1] [--most BYTES]
//     npm run flips -- FOLDER… --cuts 1           every truncation of every capture instead; or every second, every third …
//
// `--core 16` gives the fast front its turn at every 16th only: to make its memory takes longer than a small scan.
//
// Nothing may throw, the two fronts must write the same, and the work must stay in proportion. What fails is printed with what
// it takes to do it again; the status is then 1.

import { parseArgs } from 'node:util'
import { random } from '../support/random.js'
import { BothFronts } from './both-fronts.js'
import { capturesBelow } from './captures.js'
import { flips, truncations } from './damage.js'
import type { Damaged } from './damage.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '262144' },
    cuts: { type: 'string' },
    core: { type: 'string', default: '1' },
  },
})
const captures = capturesBelow(positionals, Number(values.most))
if (captures.length === 0) throw new Error('name folders of captures')

const fronts = new BothFronts()
const damaged: Iterable<Damaged> =
  values.cuts === undefined
    ? flips(captures, Number(values.count), random(Number(values.seed)))
    : cuts(Number(values.cuts))

function* cuts(step: number): Generator<Damaged> {
  for (const { path, bytes } of captures) yield* truncations(path, bytes, step)
}

const begin = performance.now()
const kinds = new Map<string, number>()
let scans = 0
let failures = 0
let slowest = { name: '', ms: 0 }
for (const { name, bytes } of damaged) {
  const before = performance.now()
  try {
    const { problems } = await (scans % Number(values.core) === 0
      ? fronts.scan(bytes)
      : fronts.scanWith('plain', bytes))
    const kind = problems[0]?.replace(/^capture: (byte \d+: )?/, '').replace(/\d+/g, 'N') ?? 'whole'
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  } catch (error) {
    failures++
    console.log(`${name}: ${error instanceof Error ? error.stack : String(error)}`)
  }
  const ms = performance.now() - before
  if (ms > slowest.ms) slowest = { name, ms }
  if (++scans % 1000 === 0)
    console.log(
      `${scans} scanned, ${failures} failed, ${((performance.now() - begin) / 1000).toFixed(0)} s`,
    )
}
for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 20))
  console.log(`${String(count).padStart(7)}  ${kind}`)
console.log(
  `${scans} damaged captures of ${captures.length}, with both fronts: ${failures} failed; slowest ${slowest.ms.toFixed(0)} ms (${slowest.name})`,
)
process.exitCode = failures === 0 ? 0 : 1
