// What the desk has to know of a program, worked out once: who is started on which first bytes, and what may be told from
// a literal.

import type { CompiledLiteral, Gate, Program } from '../compile/program.js'
import type { Framer, Probe, Sync } from '../frame/framer.js'
import type { FrontLiteral, FrontProgram } from '../front/front.js'
import { httpConnect } from '../tunnel/http-connect.js'
import { socks4, socks5 } from '../tunnel/socks.js'
import type { Tunnel } from '../tunnel/tunnel.js'
import { turnShapes } from './turn-shapes.js'
import type { TurnShape } from './turn-shapes.js'
import { assignProbes, fits, PROBE_LENGTH, startOffers } from './probes.js'
import type { Offer, ProbeTable, Verdict } from './probes.js'

/** Framers whose messages are not cut from bytes: the desk makes them. */
const MADE_HERE: readonly string[] = ['turn', 'segments', 'tunnel']
const TUNNELS: readonly Tunnel[] = [socks4, socks5, httpConnect]

/** Bytes before a piece that the front keeps: how far a literal may end behind the start of its message. */
export const LOOK_BACK = 48

/** Where a message of `framer` begins, if a literal that ends at E is what it seems: at E - `back`. */
export interface Proposal {
  readonly framer: Framer
  readonly back: number
  /** Stands around the literal. */
  readonly sync: Sync | null
}

export interface DatagramGate {
  readonly framers: readonly Framer[]
  readonly at: number | null
}

export interface DeskPlan {
  /** All that the program uses. */
  readonly framers: readonly Framer[]
  readonly tunnels: readonly Tunnel[]
  /** All of them: who goes first where messages end at the same byte. */
  readonly order: readonly Framer[]
  /** Those that are offered streams from their start. */
  readonly streamStarters: readonly Framer[]
  readonly front: FrontProgram
  readonly starters: ProbeTable<Framer>
  /**
   * Is the framer to be started on the first bytes `head[start, end)`? `midway`: of a stream whose beginning was not seen,
   * or of a datagram.
   */
  fits(framer: Framer, midway: boolean, head: Uint8Array, start: number, end: number): Verdict
  /** By literal: starts of messages that it proposes where a stream was met midway or behind a gap. */
  readonly proposals: readonly (readonly Proposal[])[]
  /** By literal: framers that are offered datagrams which hold it, and where: null is anywhere. */
  readonly datagramGates: readonly DatagramGate[]
  /** Entries wait for the first turns of every flow. */
  readonly turns: boolean
  /** What the first turns of a flow must be for that; null: anything. */
  readonly turnShapes: readonly TurnShape[] | null
  /** Entries wait for what reassembly notices, on any flow. */
  readonly segments: boolean
  /** Something waits for what was found inside tunnels. */
  readonly findings: boolean
  /** Signatures announce flows, so that flows which have not spoken yet must be known. */
  readonly expects: boolean
}

/** @param framers those that `program.framers` names, in the catalogue's order */
export function planDesk(program: Program, framers: readonly Framer[]): DeskPlan {
  const entries = entryGates(program)
  const literals = program.literals.map(frontLiteral)
  const proposals: Proposal[][] = program.literals.map((literal) => proposalsOf(literal, framers))
  for (const framer of framers)
    for (const sync of framer.syncs) addSync(framer, sync, literals, proposals)

  const datagramGates: Framer[][] = literals.map(() => [])
  const starts = new Map<Framer, readonly Probe[] | null>()
  for (const framer of framers) {
    const gates = entries.get(framer.info.name) ?? []
    starts.set(framer, startProbes(framer, gates, program))
    if (framer.probes.length > 0 || !framer.info.transports.includes('udp')) continue
    for (const { literal } of gates) {
      const ofLiteral = literal === null ? undefined : datagramGates[literal]
      if (ofLiteral?.includes(framer) === false) ofLiteral.push(framer)
    }
  }
  const offers: Offer<Framer>[] = framers.flatMap((framer) => {
    const probes = starts.get(framer) ?? null
    return probes === null ? [] : startOffers(framer, probes)
  })
  for (const tunnel of TUNNELS) {
    starts.set(tunnel, tunnel.probes)
    offers.push(...startOffers(tunnel, tunnel.probes))
  }
  const turn = framers.find(({ info }) => info.name === 'turn')
  if (turn !== undefined && entries.has('turn'))
    offers.push({ to: turn, transport: 'tcp', probe: [] })
  const starters = assignProbes(offers)
  return {
    framers,
    tunnels: TUNNELS,
    order: [...framers, ...TUNNELS],
    streamStarters: [
      ...new Set(offers.filter(({ transport }) => transport === 'tcp').map(({ to }) => to)),
    ],
    front: {
      literals: literals.map((literal, index) => ({
        ...literal,
        ...(proposals[index]?.length === 0 ? { streams: false as const } : {}),
        ...placeInDatagrams(datagramGates[index] ?? [], program.literals[index]),
      })),
      probes: starters.probes,
    },
    starters,
    fits(framer, midway, head, start, end) {
      const probes = starts.get(framer) ?? null
      if (probes === null || (midway && TUNNELS.some((tunnel) => tunnel === framer))) return 'no'
      return fits((midway ? framer.messageProbes : undefined) ?? probes, head, start, end)
    },
    proposals,
    datagramGates: datagramGates.map((gated, literal) => ({
      framers: gated,
      at: program.literals[literal]?.at ?? null,
    })),
    turns: entries.has('turn'),
    turnShapes: turnShapes(program),
    segments: entries.has('segments'),
    findings: framers.some(({ info }) => info.name === 'tunnel'),
    expects: program.stages.some(({ kind }) => kind === 'expect'),
  }
}

/** What a front has to look for, for this program. */
export function frontProgram(program: Program, framers: readonly Framer[]): FrontProgram {
  return planDesk(program, framers).front
}

/** Gates of the entries that are searched for in all traffic, by framer. */
function entryGates(program: Program): Map<string, Gate[]> {
  const gates = new Map<string, Gate[]>()
  for (const dialogue of program.dialogues) {
    if (program.signatures[dialogue.signature]?.armedOnly) continue
    for (const gate of dialogue.gates) {
      const ofFramer = gates.get(gate.framer)
      if (ofFramer === undefined) gates.set(gate.framer, [gate])
      else ofFramer.push(gate)
    }
  }
  return gates
}

/**
 * On which first bytes the framer is to be started, null for none. A framer without probes of its own would be offered
 * every stream, and every datagram: it is, if an entry asks for it and nothing narrows it down. What is known of the
 * beginning of a message is known of a datagram's, and of a stream's if all of it is one message.
 */
function startProbes(
  framer: Framer,
  gates: readonly Gate[],
  program: Program,
): readonly Probe[] | null {
  if (MADE_HERE.includes(framer.info.name)) return null
  if (framer.probes.length > 0) return framer.probes
  // A datagram with a literal is found by it.
  const ofDatagrams = framer.info.transports.includes('udp')
  if (!ofDatagrams && framer.info.name !== 'stream') return gates.length === 0 ? null : []
  const unfound = ofDatagrams ? gates.filter(({ literal }) => literal === null) : gates
  if (unfound.length === 0) return null
  const probes = unfound.map((gate) => probeOf(gate, program))
  return probes.some((probe) => probe === null) ? [] : probes.filter((probe) => probe !== null)
}

function probeOf({ literal, firstBytes }: Gate, program: Program): Probe | null {
  const known = literal === null ? undefined : program.literals[literal]
  return (
    (known === undefined ? null : literalProbe(known)) ??
    (firstBytes === undefined ? null : [bytesOf(firstBytes)])
  )
}

function literalProbe({ bytes, ignoreCase, at }: CompiledLiteral): Probe | null {
  if (at === null || at >= PROBE_LENGTH) return null
  const positions = Array.from(bytes, (character) => {
    const byte = character.charCodeAt(0)
    const letter = ignoreCase && /[a-z]/i.test(character)
    return letter ? [byte & ~0x20, byte | 0x20] : byte
  })
  return [...Array.from({ length: at }, () => null), ...positions].slice(0, PROBE_LENGTH)
}

function frontLiteral({ bytes, ignoreCase }: CompiledLiteral): FrontLiteral {
  return { bytes: Uint8Array.from(bytesOf(bytes)), ignoreCase }
}

/** Where in datagrams a literal tells anything. */
function placeInDatagrams(
  gated: readonly Framer[],
  literal: CompiledLiteral | undefined,
): Pick<FrontLiteral, 'datagrams'> {
  if (gated.length === 0) return { datagrams: null }
  const at = literal?.at ?? null
  return at === null ? {} : { datagrams: at }
}

function bytesOf(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0))
}

// ---- resynchronisation

function proposalsOf(literal: CompiledLiteral, framers: readonly Framer[]): Proposal[] {
  const { at, bytes } = literal
  if (at === null || at + bytes.length > LOOK_BACK) return []
  return framers
    .filter(({ info }) => info.transports.includes('tcp') && literal.framers.includes(info.name))
    .map((framer) => ({ framer, back: at + bytes.length, sync: null }))
}

/** The front looks for the longest run of fixed bytes; the desk looks at the rest. */
function addSync(
  framer: Framer,
  sync: Sync,
  literals: FrontLiteral[],
  proposals: Proposal[][],
): void {
  const { at, bytes } = longestRun(sync.bytes)
  // The byte before the start of a line is looked at too.
  if (at + bytes.length + (sync.startsLine ? 1 : 0) > LOOK_BACK) return
  const proposal = { framer, back: at + bytes.length, sync }
  const known = literals.findIndex((one) => !one.ignoreCase && sameBytes(one.bytes, bytes))
  if (known >= 0) proposals[known]?.push(proposal)
  else {
    literals.push({ bytes: Uint8Array.from(bytes), ignoreCase: false })
    proposals.push([proposal])
  }
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

function sameBytes(left: Uint8Array, right: readonly number[]): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
