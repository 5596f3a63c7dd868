// The stages before the desk, on a whole capture: reading, the core without literals, the core with the pack's and with more
// of them, and the plain front.

import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { openCapture } from '../dist/capture/open.js'
import { CaptureWindow } from '../dist/capture/window.js'
import { CoreFront } from '../dist/front/core/core-front.js'
import { STOP } from '../dist/front/front.js'
import { Decoder } from '../dist/front/plain/decode/decoder.js'
import { PlainFront } from '../dist/front/plain/plain-front.js'
import { storedPack } from '../dist/pack/stored.js'
import { defaultLimits, loadProgram } from '../dist/scan/pipeline.js'
import { demand, rounded, row } from './measure.js'
import { randomNumbers } from './texts.js'

const ROUNDS = 3
/** Share of the packets of a mixed capture that the core is to decode without help. */
const OWN_PATH = 0.99

export async function frontFigures(capture) {
  const { program, applications } = storedPack()
  const pack = loadProgram(program, new Map(applications)).plan.front
  const everywhere = {
    literals: pack.literals.map(({ bytes, ignoreCase }) => ({ bytes, ignoreCase })),
    probes: [...pack.probes, { of: 'datagram', positions: [], bits: pack.searched }],
    searched: pack.searched,
  }
  const core = (front, limits = defaultLimits) => walk(() => new CoreFront(front, limits), capture)
  const bare = await core({ ...pack, literals: [] })
  const fast = await core(pack)
  const plain = await walk(() => new PlainFront(pack, defaultLimits), capture, 1)
  demand('packets of the plain front', plain.packets, fast.packets)
  demand('flows of the plain front', plain.flows, fast.flows)
  const own = 1 - fast.odd / fast.packets
  if (own < OWN_PATH) throw new Error(`the core decodes only ${own} of the packets itself`)
  const all = await core(everywhere)
  const figures = {
    'read only': row('read only', read(capture)),
    'core, no literals': row('core, no literals', figuresOf(bare)),
    core: row('core', { ...figuresOf(fast), 'own path': rounded(own) }),
    plain: row('plain', figuresOf(plain)),
    'core, all literals in datagrams': row('core, all in datagrams', figuresOf(all)),
  }
  for (const more of [1000, 10_000]) {
    const literals = [...pack.literals, ...randomLiterals(more)]
    const name = `core, ${more} literals more`
    figures[name] = row(name, figuresOf(await core({ ...pack, literals })))
  }
  for (const flows of [1000, 10_000]) {
    const name = `core, ${flows} flows at most`
    figures[name] = row(name, figuresOf(await core(pack, { ...defaultLimits, flows })))
  }
  return figures
}

function figuresOf({ seconds, packets, bytes, hits }) {
  return {
    seconds: rounded(seconds),
    'GB/s': rounded(bytes / 1e9 / seconds),
    'ns/packet': rounded((seconds * 1e9) / packets),
    hits,
  }
}

function read(capture) {
  const buffer = new Uint8Array(512 * 1024)
  let least = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const seconds = cpuSeconds()
    const file = openSync(capture)
    while (readSync(file, buffer) > 0);
    closeSync(file)
    least = Math.min(least, seconds())
  }
  return { seconds: rounded(least), 'GB/s': rounded(statSync(capture).size / 1e9 / least) }
}

/** Random words of 4 to 15 letters: far more than any pack has. */
function randomLiterals(count) {
  const random = randomNumbers(1999)
  return Array.from({ length: count }, () => {
    const letters = Array.from({ length: 4 + (random() % 12) }, () => 97 + ((random() >>> 8) % 26))
    return { bytes: Uint8Array.from(letters), ignoreCase: random() % 2 === 0 }
  })
}

/** The best of some rounds through a front of its own each. */
async function walk(makeFront, capture, rounds = ROUNDS) {
  let best = null
  for (let round = 0; round < rounds; round++) {
    const walked = await walkOnce(makeFront(), capture)
    if (best !== null) demand('hits of another round', walked.hits, best.hits)
    if (best === null || walked.seconds < best.seconds) best = walked
  }
  return best
}

async function walkOnce(front, name) {
  const seconds = cpuSeconds()
  const opened = await openCapture(name)
  if (!opened.ok) throw new Error(opened.problem.message)
  const { capture } = opened
  const { memory, at, length } = front.lend()
  const window = new CaptureWindow(capture, memory, at, length)
  const decoder = new Decoder({})
  let revision = -1
  let odd = 0
  let hits = 0
  while (await window.refill())
    for (;;) {
      if (capture.section.revision !== revision) front.section(capture.section)
      revision = capture.section.revision
      window.at = front.run(window.at, window.end, window.packets)
      window.packets += front.ledger.packets
      hits += front.ledger.hits
      if (front.ledger.packets > 0) window.record.timeUs = front.ledger.time
      if (front.ledger.stop === STOP.full) continue
      if (!window.next()) break
      odd++
      const packet = decoder.decode(memory, window.record, window.packets)
      if (packet === null) front.pass(window.record.timeUs)
      else front.inject(packet)
      hits += front.ledger.hits
    }
  capture.close()
  const flows = front.counts.get('flows')
  front.release()
  return { seconds: seconds(), packets: window.packets, bytes: capture.position, odd, hits, flows }
}

function cpuSeconds() {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
}
