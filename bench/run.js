// npm run bench [capture]: measures, prints, and keeps the figures in bench/results/.

import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, hostname, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { frontFigures } from './fronts.js'
import { literalFigures } from './literals.js'
import { scanFigures } from './scan.js'
import { signatureFigures } from './signatures.js'
import { stageFigures } from './stages.js'

const [capture] = process.argv.slice(2)
const load = loadavg()
const figures = {
  date: new Date().toISOString(),
  node: process.version,
  machine: `${cpus().length} x ${cpus()[0]?.model}`,
  load: load.map((one) => Math.round(one * 10) / 10),
  signatures: signatureFigures(),
  literals: literalFigures(),
  stages: await stageFigures(),
  fronts: capture === undefined ? null : await frontFigures(capture),
  scan: capture === undefined ? null : scanFigures(capture),
}
if (capture === undefined)
  console.log(
    'no capture was named: fronts and whole scans were not measured (see bench/README.md)',
  )

const results = fileURLToPath(new URL('results/', import.meta.url))
mkdirSync(results, { recursive: true })
const name = `${figures.date.slice(0, 10)}-${hostname().replace(/[^a-z0-9]+/gi, '-')}.json`
writeFileSync(results + name, `${JSON.stringify(figures, null, 2)}\n`)
console.log(`bench/results/${name}`)
