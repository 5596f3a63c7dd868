// How long something takes, and what it is compared by.

import Benchmark from 'benchmark'

const SECONDS = 0.4

/** Seconds of CPU that a round takes: unlike those of the clock, they are its own on a machine that others use too. */
export function measure(round) {
  let rounds = 0
  const before = process.cpuUsage()
  new Benchmark({
    fn: () => {
      rounds++
      round()
    },
    maxTime: SECONDS,
    minSamples: 3,
  }).run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6 / rounds
}

/** @throws unless both are the same: a figure about a wrong result says nothing */
export function demand(what, found, expected) {
  if (found !== expected) throw new Error(`${what}: expected ${expected}, got ${found}`)
}

export function rounded(number) {
  return Number(number.toPrecision(3))
}

/** Prints a row of figures, and hands it back. */
export function row(name, figures) {
  const cells = Object.entries(figures).map(([what, figure]) => `${what} ${figure}`)
  console.log(`${name.padEnd(24)} ${cells.join('  ')}`)
  return figures
}
