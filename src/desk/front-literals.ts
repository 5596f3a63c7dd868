// What the front looks for in all traffic, and what finding it tells the desk. Most literals of signatures are not among
// it: in a stream whose messages are cut out anyway, the engine asks only the messages.

import type { CompiledLiteral, Program } from '../compile/program.js'
import type { Framer, Probe, Sync } from '../frame/framer.js'
import type { FrontLiteral } from '../front/front.js'
import type { Starts } from './starts.js'

/** Bytes before a piece that the front keeps: how far a literal may end behind the start of its message. */
export const LOOK_BACK = 48
/** What is shorter stands everywhere: framers name headers of their own that tell more. */
const SHORTEST_PROPOSAL = 4
const LF = 0x0a

/** Where a message of `framer` begins, if a literal that ends at E is what it seems: at E - `back`. */
export interface Proposal {
  readonly framer: Framer
  readonly back: number
}

export interface DatagramGate {
  readonly framers: Framer[]
  readonly at: number | null
}

export class FrontLiterals {
  private readonly all: FrontLiteral[] = []
  private readonly indices = new Map<string, number>()
  /** By literal: starts of messages that it proposes where a stream was met midway or behind a gap. */
  readonly proposals: Proposal[][] = []
  /** By literal: framers that are offered datagrams which hold it, and where: null is anywhere. */
  readonly datagramGates: DatagramGate[] = []

  constructor(program: Program, framers: readonly Framer[], starts: Starts) {
    for (const literal of program.literals)
      for (const framer of framers) this.addProposal(framer, literal)
    for (const framer of framers) {
      for (const sync of framer.syncs) this.addSync(framer, sync)
      for (const index of starts.of(framer, 'datagram')?.literals ?? []) {
        const literal = program.literals[index]
        if (literal !== undefined) this.addDatagramGate(framer, literal)
      }
    }
  }

  /** All of them, with where they tell anything. */
  forFront(): FrontLiteral[] {
    return this.all.map((literal, index) => {
      const { framers, at } = this.datagramGates[index] ?? { framers: [], at: null }
      return {
        ...literal,
        ...(this.proposals[index]?.length === 0 ? { streams: false as const } : {}),
        ...(framers.length === 0 ? { datagrams: null } : at === null ? {} : { datagrams: at }),
      }
    })
  }

  private addProposal(framer: Framer, literal: CompiledLiteral): void {
    const { info } = framer
    const { at, bytes, ignoreCase, framers } = literal
    if (!info.transports.includes('tcp') || !framers.includes(info.name)) return
    if (at === null || bytes.length < SHORTEST_PROPOSAL) return
    const before = sharedBytes(framer.messageProbes ?? framer.probes, at)
    this.propose(framer, before, Buffer.from(bytes, 'latin1'), ignoreCase)
  }

  /** The front looks for the longest run of fixed bytes, and at what stands before it; what follows is for the framer. */
  private addSync(framer: Framer, sync: Sync): void {
    const { at, bytes } = longestRun(sync.bytes)
    const before = sync.bytes.slice(0, at)
    if (sync.startsLine) this.propose(framer, [LF, ...before], Uint8Array.from(bytes), false, 1)
    else this.propose(framer, before, Uint8Array.from(bytes), false)
  }

  /** @param outside bytes before that are not the message's */
  private propose(
    framer: Framer,
    before: FrontLiteral['before'] & {},
    bytes: Uint8Array,
    ignoreCase: boolean,
    outside = 0,
  ): void {
    const length = before.length + bytes.length
    if (length > LOOK_BACK) return
    const proposals = this.proposals[this.indexOf({ bytes, before, ignoreCase }, null)]
    const back = length - outside
    if (proposals?.some((one) => one.framer === framer && one.back === back) === false)
      proposals.push({ framer, back })
  }

  private addDatagramGate(framer: Framer, { bytes, ignoreCase, at }: CompiledLiteral): void {
    const literal = { bytes: Buffer.from(bytes, 'latin1'), ignoreCase }
    const framers = this.datagramGates[this.indexOf(literal, at)]?.framers
    if (framers?.includes(framer) === false) framers.push(framer)
  }

  /** @param at of datagrams: null for anywhere, and where nothing is known of the literal yet */
  private indexOf(literal: FrontLiteral, at: number | null): number {
    const { bytes, before = [], ignoreCase } = literal
    const key = [at, ignoreCase, before, Buffer.from(bytes).toString('latin1')].join(' ')
    const known = this.indices.get(key)
    if (known !== undefined) return known
    this.indices.set(key, this.all.length)
    this.proposals.push([])
    this.datagramGates.push({ framers: [], at })
    return this.all.push(before.length === 0 ? { bytes, ignoreCase } : literal) - 1
  }
}

/** What the first `length` bytes are, whichever of the probes is fitted; null where that differs. */
function sharedBytes(probes: readonly Probe[], length: number): (number | null)[] {
  return Array.from({ length }, (_, at) => {
    const [first, ...others] = probes.map((probe) => probe[at] ?? null)
    const byte = typeof first === 'number' ? first : null
    return others.every((other) => other === byte) ? byte : null
  })
}

function longestRun(bytes: Sync['bytes']): { at: number; bytes: number[] } {
  let best = { at: 0, bytes: [] as number[] }
  let run: number[] = []
  bytes.forEach((byte, index) => {
    run = byte === null ? [] : [...run, byte]
    if (run.length > best.bytes.length) best = { at: index + 1 - run.length, bytes: run }
  })
  return best
}
