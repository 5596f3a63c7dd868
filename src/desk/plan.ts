// What the desk has to know of a program, worked out once: who is started on which first bytes, and what may be told from
// a literal.

import type { Program } from '../compile/program.js'
import type { Framer } from '../frame/framer.js'
import type { FrontProgram } from '../front/front.js'
import { httpConnect } from '../tunnel/http-connect.js'
import { socksRelay } from '../tunnel/socks-relay.js'
import { socks4, socks5 } from '../tunnel/socks.js'
import type { Tunnel } from '../tunnel/tunnel.js'
import { turnShapes } from './turn-shapes.js'
import type { TurnShape } from './turn-shapes.js'
import { FrontLiterals } from './front-literals.js'
import type { DatagramGate, Proposal } from './front-literals.js'
import { assignProbes } from './probes.js'
import type { ProbeTable } from './probes.js'
import { Starts } from './starts.js'

/** Framers whose messages are not cut from bytes: the desk makes them. */
const MADE_HERE: readonly string[] = ['turn', 'segments', 'tunnel']
const TUNNELS: readonly Tunnel[] = [socks4, socks5, httpConnect]

export interface DeskPlan {
  /** All that the program uses. */
  readonly framers: readonly Framer[]
  readonly tunnels: readonly Tunnel[]
  /** All of them: who goes first where messages end at the same byte. */
  readonly order: readonly Framer[]
  /** Framers that can pass over messages at a glance: none, where entries wait for what takes a tracked flow to notice. */
  readonly skimmed: readonly Framer[]
  /** Those that are offered streams from their start. */
  readonly streamStarters: readonly Framer[]
  readonly front: FrontProgram
  readonly starters: ProbeTable<Framer>
  readonly starts: Starts
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
  const cutters = framers.filter(({ info }) => !MADE_HERE.includes(info.name))
  const starts = new Starts(program)
  for (const framer of cutters) starts.add(framer)
  for (const tunnel of TUNNELS) starts.addTunnel(tunnel)
  if (framers.some(({ info }) => info.transports.includes('udp'))) starts.addRelay(socksRelay)
  const offers = starts.offers
  const turns = starts.hasEntry('turn', 'tcp')
  const segments = starts.hasEntry('segments', 'tcp')
  const turn = framers.find(({ info }) => info.name === 'turn')
  if (turn !== undefined && turns) offers.push({ to: turn, of: 'stream', probe: [] })
  const starters = assignProbes(offers)
  const literals = new FrontLiterals(program, cutters, starts)
  return {
    framers,
    tunnels: TUNNELS,
    order: [...framers, ...TUNNELS],
    skimmed: turns || segments ? [] : cutters.filter(({ glance }) => glance !== undefined),
    streamStarters: [
      ...new Set(offers.flatMap(({ to, of }) => (of === 'stream' && to !== null ? [to] : []))),
    ],
    front: {
      literals: literals.forFront(),
      probes: starters.probes,
      searched: starters.searched,
    },
    starters,
    starts,
    proposals: literals.proposals,
    datagramGates: literals.datagramGates,
    turns,
    turnShapes: turnShapes(program),
    segments,
    findings: framers.some(({ info }) => info.name === 'tunnel'),
    expects: program.stages.some(({ kind }) => kind === 'expect'),
  }
}
