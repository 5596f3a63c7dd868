// Compares what the decoder and the flow table make of captures with what tshark makes of them, and prints where they differ:
//
//     npm run tshark -- FOLDER [HOW-MANY]
//
// Not a test: the two mean different things by some words, and somebody has to read the differences.

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PlainFront } from '../../src/front/plain/plain-front.js'
import type { FlowEvent } from '../../src/output/sink.js'
import { compileBundled } from '../../src/pack/bundled.js'
import { defaultLimits, loadProgram } from '../../src/scan/pipeline.js'
import { scanCaptures } from '../../src/scan/scan.js'

interface Figures {
  /** TCP and UDP. */
  readonly flows: number
  /** In them, those included that come when a flow has ended. */
  readonly packets: number
  /** Packets that were put together of fragments. */
  readonly reassembled: number
}

const { program, applications } = compileBundled()
const loaded = loadProgram(program, new Map(applications))

async function ours(path: string): Promise<Figures> {
  let packets = 0
  const sink = {
    report: () => undefined,
    flow: ({ flow, counters }: FlowEvent) => {
      if (flow.via !== null) return // inside another, which has these packets
      packets += counters.packets[0] + counters.packets[1]
    },
    anomaly: () => undefined,
    end: () => undefined,
  }
  const { counts } = await scanCaptures([path], loaded, sink, {
    makeFront: (literals, options) => new PlainFront(literals, options),
    limits: defaultLimits,
    reveal: false,
    continued: false,
    decoder: {},
    onProblem: () => undefined,
    interrupted: () => false,
  })
  return {
    flows: counts.get('flows') ?? 0,
    packets: packets + (counts.get('late packets') ?? 0),
    reassembled: counts.get('reassembled packets') ?? 0,
  }
}

const FIELDS = ['tcp.stream', 'udp.stream', 'ip.fragment.count', 'ipv6.fragment.count']

function tsharks(path: string): Figures | null {
  const fields = FIELDS.flatMap((field) => ['-e', field])
  const args = ['-n', '-r', path, '-T', 'fields', '-E', 'occurrence=l', ...fields]
  const { status, stdout } = spawnSync('tshark', args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) return null
  const streams = new Set<string>()
  let packets = 0
  let reassembled = 0
  for (const line of stdout.split('\n')) {
    const [tcp = '', udp = '', fragments = '', fragments6 = ''] = line.split('\t')
    const stream = tcp !== '' ? `tcp ${tcp}` : udp !== '' ? `udp ${udp}` : null
    if (stream !== null) {
      streams.add(stream)
      packets++
    }
    if (fragments !== '' || fragments6 !== '') reassembled++
  }
  return { flows: streams.size, packets, reassembled }
}

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
let same = 0
const captures = chooseFrom(folder, Number(count))
for (const path of captures) {
  const [here, there] = [await ours(path), tsharks(path)]
  const differing = (['flows', 'packets', 'reassembled'] as const).filter(
    (figure) => there !== null && here[figure] !== there[figure],
  )
  if (there === null) console.log(`${path}: tshark cannot read it`)
  else if (differing.length === 0) same++
  else
    console.log(
      `${path}: ${differing.map((figure) => `${figure} ${here[figure]}, tshark ${there[figure]}`).join('; ')}`,
    )
}
console.log(`${same} of ${captures.length} captures the same`)
