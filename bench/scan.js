// Whole scans, as processes: the CPU time of `imids scan` with both fronts and with further signatures, and of tcpdump copying
// the same capture.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { row, rounded } from './measure.js'
import { furtherSignatures } from './texts.js'

const CLI = fileURLToPath(new URL('../dist/bin/imids.js', import.meta.url))
const SAMPLE = fileURLToPath(new URL('../samples/msn-login.pcap', import.meta.url))
const ROUNDS = 3

/** @returns seconds of CPU, user and system, the least of some runs; null where the program does not run */
function cpuSeconds(...command) {
  let least = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const script = 'TIMEFORMAT="%3U %3S"; time "$@" > /dev/null 2> /dev/null'
    const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', ...command])
    if (status !== 0) return null
    const [user = NaN, system = NaN] = stderr.toString().trim().split(' ').map(Number)
    least = Math.min(least, user + system)
  }
  return least
}

/** Both fronts find the same, and not nothing, or their times mean nothing. */
function demandEqual(capture) {
  const [core, plain] = ['core', 'plain'].map((front) => {
    const scan = [CLI, 'scan', capture, '--front', front, '--eve', '-']
    return spawnSync(process.execPath, scan, { maxBuffer: 1 << 30 }).stdout
  })
  if (core.length === 0 || !core.equals(plain)) throw new Error('the fronts find different things')
}

const seconds = (what, ...options) =>
  cpuSeconds(process.execPath, CLI, 'scan', what, ...options, '--eve', '/dev/null')

/** What so many signatures more cost: to read and compile them, and then on the capture. */
function growth(capture, core, start, count) {
  const folder = mkdtempSync(join(tmpdir(), 'imids-'))
  const file = join(folder, 'further.sig')
  writeFileSync(file, furtherSignatures(count))
  const started = seconds(SAMPLE, '--signatures', file)
  const whole = seconds(capture, '--signatures', file)
  rmSync(folder, { recursive: true })
  if (started === null || whole === null) throw new Error(`${count} further signatures fail`)
  const times = rounded((whole - started) / (core - start))
  return row(`${count} signatures more`, { start: rounded(started), core: rounded(whole), times })
}

/** @returns CPU seconds by program, how many times tcpdump's the fast front takes, and what further signatures cost */
export function scanFigures(capture) {
  demandEqual(capture)
  const core = seconds(capture)
  const tcpdump = cpuSeconds('tcpdump', '-r', capture, '-w', '/dev/null')
  const figures = {
    bytes: statSync(capture).size,
    start: seconds(SAMPLE),
    node: cpuSeconds(process.execPath, '-e', '0'),
    core,
    plain: seconds(capture, '--front', 'plain'),
    tcpdump,
    ratio: core === null || tcpdump === null ? null : rounded(core / tcpdump),
  }
  row('whole processes', figures)
  const grown = [1000, 10_000].map((count) => [
    `${count} signatures more`,
    growth(capture, core, figures.start, count),
  ])
  return { ...figures, ...Object.fromEntries(grown) }
}
