// Compares what becomes of captures here with what becomes of them in tshark: flows, packets, packets put together of
// fragments, and the bytes of every TCP stream.
//
//     npm run tshark -- FOLDER [HOW-MANY]
//
// Prints where they differ. What was looked into is in `explained.ts`; the status is 1 when there is anything else.

import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { differences } from './differences.js'
import { EXPLAINED } from './explained.js'
import { ours } from './ours.js'
import { tsharks } from './theirs.js'

/** Evenly from the whole folder, so that they are of different kinds. */
function chooseFrom(folder: string, count: number): string[] {
  const names = readdirSync(folder).sort()
  const step = Math.max(1, names.length / count)
  return Array.from({ length: Math.min(count, names.length) }, (_, nth) =>
    join(folder, names[Math.floor(nth * step)] ?? ''),
  )
}

const [folder, count = '50'] = process.argv.slice(2)
if (folder === undefined) throw new Error('name a folder of captures')
const captures = chooseFrom(folder, Number(count))
let [same, explained, streams] = [0, 0, 0]
for (const path of captures) {
  const there = tsharks(path)
  if (there === null) {
    console.log(`${path}: tshark cannot read it`)
    continue
  }
  const found = differences(await ours(path), there)
  streams += there.streams.length
  const why = EXPLAINED.get(basename(path))
  if (found.length === 0) same++
  else if (why !== undefined) explained++
  if (found.length === 0) continue
  console.log(`${path}: ${why ?? 'NOT EXPLAINED'}`)
  for (const difference of found) console.log(`    ${difference}`)
}
console.log(
  `${same} of ${captures.length} captures the same, ${explained} different and explained; ${streams} directions of TCP`,
)
process.exitCode = same + explained === captures.length ? 0 : 1
