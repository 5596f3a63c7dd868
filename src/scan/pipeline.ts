// A program, made ready once, and the row of stages that runs it on one timeline of packets.

import type { Program } from '../compile/program.js'
import { Desk } from '../desk/desk.js'
import type { DeskOptions } from '../desk/desk.js'
import { planDesk } from '../desk/plan.js'
import type { DeskPlan } from '../desk/plan.js'
import type { Applications } from '../engine/application.js'
import { Engine } from '../engine/engine.js'
import type { EngineOptions } from '../engine/engine.js'
import { defaultLimits as engineLimits } from '../engine/limits.js'
import type { EngineLimits } from '../engine/limits.js'
import { matchMessage } from '../engine/match.js'
import { prepare } from '../engine/prepare.js'
import type { PreparedProgram } from '../engine/prepare.js'
import { framerInfo, framerNamed } from '../frame/catalog.js'
import type { Framer } from '../frame/framer.js'
import type { Front, FrontOptions, FrontProgram } from '../front/front.js'
import { FRAGMENT_OPTIONS } from '../front/plain/decode/fragments.js'
import type { FragmentOptions } from '../front/plain/decode/fragments.js'
import type { Sink } from '../output/sink.js'

/** A program and what every stage works out from it. Immutable: any number of pipelines may share it. */
export interface LoadedProgram {
  /** As it was compiled: plain data. */
  readonly compiled: Program
  readonly program: PreparedProgram
  readonly plan: DeskPlan
  readonly applications: Applications
}

/** @param products `app_proto` of each product that has one, of the taxonomy */
export function loadProgram(
  program: Program,
  products: ReadonlyMap<string, string>,
): LoadedProgram {
  const framers = program.framers.flatMap((name): Framer[] => {
    const framer = framerNamed(name)
    return framer === undefined ? [] : [framer]
  })
  return {
    compiled: program,
    program: prepare(program),
    plan: planDesk(program, framers),
    applications: { products, framer: (name) => framerInfo(name)?.appProto },
  }
}

export interface PipelineOptions {
  readonly makeFront: (program: FrontProgram, options: FrontOptions) => Front
  readonly limits: Limits
  readonly reveal: boolean
  /** The sink hears of the end of every TCP and UDP flow, also of those that held nothing known. Each is then looked at. */
  readonly everyFlow?: boolean
  readonly trace?: EngineOptions['trace']
}

/** What a scan may hold, and for how long. */
export interface Limits extends FrontOptions, DeskOptions {
  readonly fragments: FragmentOptions
  readonly engine: EngineLimits
}

const SECOND = 1_000_000

/**
 * Bounded, whatever the capture. A record of the fast front takes 384 bytes, a flow on which something goes on 4 to 20 KB, and
 * messengers' connections last long and are silent for most of it: they must outlive a host that asks thousands of peers.
 */
export const defaultLimits: Limits = {
  flows: 32_768,
  timeouts: {
    tcpOpening: 60 * SECOND,
    tcpEstablished: 3600 * SECOND,
    udpOneWay: 30 * SECOND,
    udpTwoWay: 300 * SECOND,
  },
  keptBytes: 24 * 1024 * 1024,
  reassembly: { policy: 'first', bytes: 1024 * 1024, segments: 8192 },
  tunnelDepth: 4,
  fragments: FRAGMENT_OPTIONS,
  engine: engineLimits,
}

export interface Pipeline {
  readonly front: Front
  readonly desk: Desk
  /** What its stages dropped, gave up or put out so far, by name. */
  readonly counts: () => ReadonlyMap<string, number>
}

/** One timeline: its flows, its clock, its instances. */
export function assemble(loaded: LoadedProgram, sink: Sink, options: PipelineOptions): Pipeline {
  const { program, plan, applications } = loaded
  const { limits, reveal, everyFlow = false, trace } = options
  const front = options.makeFront(plan.front, limits)
  let engine: Engine | undefined
  const desk = new Desk(
    front,
    plan,
    (requests) =>
      (engine = new Engine({
        program,
        match: (match, delivery, flow, slots) =>
          matchMessage(program, match, delivery, flow, slots),
        requests,
        sink,
        applications,
        reveal,
        limits: limits.engine,
        everyFlow,
        ...(trace === undefined ? {} : { trace }),
      })),
    limits,
  )
  const counts = () => new Map([...front.counts, ...desk.counts, ...(engine?.counts ?? [])])
  return { front, desk, counts }
}
