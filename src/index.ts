// The library: what the commands do, for programs.
//
//     import { check, compile, scan } from 'imids'
//
//     const program = compile()                                   // the bundled pack
//     await scan(['lan-party.pcap'], program, { onReport: (report) => console.log(report.message) })

import type { CaptureProblem } from './capture/capture.js'
import type { Diagnostic } from './language/diagnostic.js'
import { renderAll } from './language/render.js'
import { EveSink } from './output/eve.js'
import type { FlowChoice } from './output/eve.js'
import type { Report, Sink } from './output/sink.js'
import { tee } from './output/tee.js'
import { bundledPack } from './pack/bundled.js'
import { applicationsOf, BUNDLED, compilePack, hasErrors, openPack } from './pack/pack.js'
import type { SourceProblem } from './pack/sources.js'
import type { FrontChoice } from './scan/front-choice.js'
import { defaultLimits, loadProgram } from './scan/pipeline.js'
import type { Limits, LoadedProgram } from './scan/pipeline.js'
import { scanInJobs } from './scan/jobs.js'
import type { ScanResult } from './scan/totals.js'

export type { Diagnostic, CaptureProblem, Report, Sink, ScanResult, Limits, SourceProblem }
export type { Anomaly, Evidence, FlowEvent, PrintedValue } from './output/sink.js'
export type { Flow, PacketRef, Via } from './desk/consumer.js'
export { render } from './language/render.js'
export { defaultLimits }

/** A compiled pack. Immutable; any number of scans may use it. */
export type Program = LoadedProgram

/** What is wrong with signatures, and files that could not be read. */
export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[]
  readonly problems: readonly SourceProblem[]
}

/**
 * Checks signature files, or all `.sig` files of directories.
 *
 * @param pack the folder of the pack that they belong to: names that they do not define are looked up there
 * @throws TypeError for anything but an array of names
 */
export function check(paths: readonly string[], pack = BUNDLED): CheckResult {
  demandNames(paths, 'signature files', 'own.sig')
  const { diagnostics, problems } = openPack(paths, pack)
  return { diagnostics, problems }
}

/**
 * Compiles signature files together with the bundled pack, or the bundled pack alone.
 *
 * @throws Error with the rendered diagnostics, if the signatures have mistakes or cannot be read
 * @throws TypeError for anything but an array of names
 */
export function compile(paths: readonly string[] = []): Program {
  demandNames(paths, 'signature files', 'own.sig')
  if (paths.length === 0) {
    const { program, applications } = bundledPack()
    return loadProgram(program, new Map(applications))
  }
  const pack = openPack(paths, BUNDLED)
  if (hasErrors(pack)) {
    const unread = pack.problems.map(({ path, message }) => `${path}: ${message}`)
    throw new Error([...unread, renderAll(pack.diagnostics)].join('\n'))
  }
  return loadProgram(compilePack(pack), applicationsOf(pack.taxonomy))
}

export interface ScanSettings {
  /** Hears each alert and record, in order. */
  readonly onReport?: (report: Report) => void
  /** Gets each EVE line, with its line feed. */
  readonly onEveLine?: (line: string) => void
  /** Flows that get a `flow` event in EVE: those with a report, unless said otherwise; `all` TCP and UDP flows, or none. */
  readonly flows?: FlowChoice
  /** Hears everything, as the outputs of the command line do. */
  readonly sink?: Sink
  readonly onProblem?: (problem: CaptureProblem) => void
  /** Show secrets instead of masking them. */
  readonly reveal?: boolean
  /** The captures are parts of one: flows go on from file to file. */
  readonly continued?: boolean
  /** Drop packets with wrong checksums, and count them. */
  readonly checksums?: boolean
  /** Each that is not named is as in `defaultLimits`. */
  readonly limits?: Partial<Limits>
  /** The code that decodes packets: the fast where it can run, unless said otherwise. Findings are the same. */
  readonly front?: FrontChoice
  /** Captures to scan side by side, each by a thread; 1 unless said otherwise. Findings are the same. */
  readonly jobs?: number
  /** Asked between chunks: true ends the scan. */
  readonly interrupted?: () => boolean
}

/**
 * Scans captures: files, directories, `-` for standard input. What is wrong with one is told, and the others are scanned;
 * nothing in their bytes makes it throw.
 *
 * @throws TypeError for anything but an array of names
 */
export async function scan(
  captures: readonly string[],
  program: Program,
  settings: ScanSettings = {},
): Promise<ScanResult> {
  demandNames(captures, 'captures', 'lan-party.pcap')
  const { onReport, onEveLine, flows = 'alerted', sink } = settings
  const sinks = [
    ...(onReport === undefined ? [] : [reportSink(onReport)]),
    ...(onEveLine === undefined ? [] : [new EveSink(onEveLine, flows)]),
    ...(sink === undefined ? [] : [sink]),
  ]
  const choices = {
    front: settings.front ?? null,
    limits: { ...defaultLimits, ...settings.limits },
    reveal: settings.reveal ?? false,
    everyFlow: onEveLine !== undefined && flows === 'all',
    checksums: settings.checksums ?? false,
    continued: settings.continued ?? false,
  }
  return scanInJobs(settings.jobs ?? 1, captures, program, tee(sinks, null), choices, {
    onProblem: settings.onProblem ?? (() => undefined),
    interrupted: settings.interrupted ?? (() => false),
  })
}

/** Callers without types: a single name would be taken for an array of its letters. */
function demandNames(names: unknown, what: string, example: string): void {
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return
  const found = typeof names === 'string' ? `the text ${JSON.stringify(names)}` : 'something else'
  throw new TypeError(`${what}: expected an array of names, as in ['${example}'], found ${found}`)
}

function reportSink(report: (report: Report) => void): Sink {
  return { report, flow: () => undefined, anomaly: () => undefined, end: () => undefined }
}
