// Whole scans, as processes: the CPU time of `imids scan` with both fronts, and of tcpdump copying the same capture.

import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

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

/** @returns CPU seconds by program, and how many times tcpdump's the fast front takes */
export function scanFigures(capture) {
  const scan = (front) =>
    cpuSeconds(process.execPath, CLI, 'scan', capture, '--front', front, '--eve', '/dev/null')
  demandEqual(capture)
  const figures = {
    bytes: statSync(capture).size,
    start: cpuSeconds(process.execPath, CLI, 'scan', SAMPLE, '--eve', '/dev/null'),
    node: cpuSeconds(process.execPath, '-e', '0'),
    core: scan('core'),
    plain: scan('plain'),
    tcpdump: cpuSeconds('tcpdump', '-r', capture, '-w', '/dev/null'),
  }
  const { core, tcpdump } = figures
  const ratio = core === null || tcpdump === null ? null : Number((core / tcpdump).toFixed(2))
  const row = Object.entries({ ...figures, ratio }).map(([name, value]) => `${name} ${value}`)
  console.log(row.join('  '))
  return { ...figures, ratio }
}
