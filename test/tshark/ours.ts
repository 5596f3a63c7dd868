// What this project makes of a capture.

import { printAddress } from '../../src/front/address.js'
import { KIND, PIECE, PIECE_WORDS } from '../../src/front/front.js'
import type { FlowId, FlowKey, Front, Side } from '../../src/front/front.js'
import { compileBundled } from '../../src/pack/bundled.js'
import { frontMaker } from '../../src/scan/front-choice.js'
import { defaultLimits, loadProgram } from '../../src/scan/pipeline.js'
import { scanCaptures } from '../../src/scan/scan.js'
import type { FlowEvent } from '../../src/output/sink.js'
import { watchedFront } from '../support/watched-front.js'
import type { FrontWatcher } from '../support/watched-front.js'
import { line, lost } from './figures.js'
import type { Figures } from './figures.js'

const { program, applications } = compileBundled()
const loaded = loadProgram(program, new Map(applications))

export async function ours(path: string): Promise<Figures> {
  let packets = 0
  const streams = new Streams()
  const sink = {
    report: () => undefined,
    flow: ({ flow, counters }: FlowEvent) => {
      if (flow.via !== null) return // inside another, which has these packets
      packets += counters.packets[0] + counters.packets[1]
    },
    anomaly: () => undefined,
    end: () => undefined,
  }
  const make = frontMaker('plain', false)
  const { counts } = await scanCaptures([path], loaded, sink, {
    makeFront: (literals, options) => streams.of(make(literals, options)),
    limits: defaultLimits,
    reveal: false,
    everyFlow: true,
    continued: false,
    decoder: {},
    onProblem: () => undefined,
    interrupted: () => false,
  })
  return {
    flows: counts.get('flows') ?? 0,
    packets: packets + (counts.get('late packets') ?? 0),
    reassembled: counts.get('reassembled packets') ?? 0,
    streams: streams.lines(),
  }
}

interface Stream {
  readonly key: FlowKey
  readonly parts: readonly [Uint8Array[], Uint8Array[]]
}

/** The bytes of all TCP streams: those that were in order, and those that the reassembler put in order. */
class Streams implements FrontWatcher {
  private readonly all: Stream[] = []
  private readonly open = new Map<FlowId, Stream>()

  of(front: Front): Front {
    return watchedFront(front, this)
  }

  took(front: Front): void {
    const { ledger } = front
    for (let piece = 0; piece < ledger.pieces; piece++) {
      const word = (name: keyof typeof PIECE) =>
        ledger.words[ledger.pieceAt + piece * PIECE_WORDS + PIECE[name]] ?? 0
      const kind = word('kind')
      if (kind & KIND.datagram) continue
      const flow = (word('flow') >>> 1) as FlowId
      if (kind & KIND.born) this.begin(flow, front.flow(flow))
      if (kind & KIND.raw) continue
      this.add(flow, word('flow') & 1 ? 1 : 0, ledger.memory.slice(word('start'), word('end')))
    }
  }

  fed(flow: FlowId, side: Side, bytes: Uint8Array, gapBefore: number): void {
    if (gapBefore > 0) this.add(flow, side, lost(gapBefore))
    this.add(flow, side, bytes.slice())
  }

  private begin(flow: FlowId, key: FlowKey): void {
    const stream: Stream = { key, parts: [[], []] }
    this.all.push(stream)
    this.open.set(flow, stream)
  }

  private add(flow: FlowId, side: Side, bytes: Uint8Array): void {
    this.open.get(flow)?.parts[side].push(bytes)
  }

  lines(): string[] {
    return this.all
      .flatMap(({ key, parts }) => {
        const end = (side: Side) => `${printAddress(key.addresses[side])}:${key.ports[side]}`
        return [line(end(0), end(1), parts[0]), line(end(1), end(0), parts[1])]
      })
      .sort()
  }
}
