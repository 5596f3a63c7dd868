// imids try: why a signature reports nothing on a capture.

import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { openCaptures } from '../capture/captures.js'
import { describeProblem } from '../capture/problem.js'
import type { Flow } from '../desk/consumer.js'
import type { Signature } from '../language/ast.js'
import { applicationsOf, BUNDLED, compilePack, openPack, signaturesOf } from '../pack/pack.js'
import type { Pack } from '../pack/pack.js'
import { WhyNot } from '../rehearsal/why-not.js'
import type { Attempt } from '../rehearsal/why-not.js'
import { frontMaker } from '../scan/front-choice.js'
import { assemble, defaultLimits, loadProgram } from '../scan/pipeline.js'
import { Timeline } from '../scan/timeline.js'
import type { Report } from '../output/sink.js'
import { printable } from '../output/printable.js'
import { EXIT } from './exit.js'
import { tellErrors } from './complaints.js'
import { hintAt, signatureNamed } from './named.js'
import { complain } from './terminal.js'

export function tryCommand(): Command {
  return new Command('try')
    .summary('say how far a signature gets on a capture, and what stops it')
    .description(
      'For each flow that speaks the protocol: how far each instance of the signatures got, and what refused the next message.',
    )
    .argument(
      '<signatures>',
      'a signature file, a directory of them, or a signature of the pack: its name, such as msn.login.md5, or its id',
    )
    .argument('<capture...>', 'captures')
    .option('--pack <directory>', 'the pack that the file or signature belongs to', BUNDLED)
    .action(runTry)
}

async function runTry(
  wanted: string,
  captures: readonly string[],
  { pack: around }: { pack: string },
): Promise<void> {
  const isFile = existsSync(wanted) || /[\\/]|\.sig$/.test(wanted)
  const pack = openPack([isFile ? wanted : around], around)
  if (!tellErrors(pack)) {
    process.exitCode = EXIT.input
    return
  }
  const signatures = isFile ? signaturesOf(pack.own) : namedIn(pack, wanted)
  if (signatures === null) {
    process.exitCode = EXIT.usage
    return
  }
  const program = compilePack(pack)
  const loaded = loadProgram(program, applicationsOf(pack.taxonomy))
  const names = new Set(signatures.map(({ name }) => name.text))
  for await (const opened of openCaptures(captures)) {
    if (!opened.ok) {
      complain(describeProblem(opened.problem))
      process.exitCode = EXIT.input
      continue
    }
    const { capture } = opened
    const trace = new WhyNot(program, names)
    const reports: Report[] = []
    const pipeline = assemble(
      loaded,
      {
        report: (report) => void (names.has(report.signature.name) && reports.push(report)),
        flow: () => undefined,
        anomaly: () => undefined,
        end: () => undefined,
      },
      {
        makeFront: frontMaker(null, false),
        limits: defaultLimits,
        reveal: false,
        trace,
      },
    )
    const timeline = new Timeline(pipeline)
    await timeline.read(capture, () => false)
    timeline.end()
    capture.close()
    if (capture.problem !== null) {
      complain(describeProblem(capture.problem))
      process.exitCode = EXIT.input
    }
    process.stdout.write(describe(capture.name, trace.all(), reports, [...names]))
  }
}

function namedIn({ own }: Pack, name: string): readonly Signature[] | null {
  const signatures = signaturesOf(own)
  const signature = signatureNamed(name, signatures)
  if (signature !== undefined) return [signature]
  complain(`there is no file and no signature ${name}${hintAt(name, signatures)}`)
  return null
}

function describe(
  capture: string,
  attempts: readonly Attempt[],
  reports: readonly Report[],
  names: readonly string[],
): string {
  const lines = [printable(capture)]
  for (const [flow, said] of sentencesByFlow(attempts)) {
    lines.push(
      `  ${endpoint(flow, flow.opener ?? 0)} -> ${endpoint(flow, flow.opener === 1 ? 0 : 1)}`,
    )
    for (const [line, times] of said)
      lines.push(`    ${line}${times > 1 ? ` (${times} times)` : ''}`)
  }
  const silent = names.filter((name) => !attempts.some(({ signature }) => signature === name))
  for (const name of silent)
    lines.push(`  ${name}: no flow has a message of the framer that it begins with`)
  lines.push(`  ${reports.length} ${reports.length === 1 ? 'report' : 'reports'}`)
  return `${lines.join('\n')}\n`
}

/** Of each flow, in the order of the attempts: what is said of them, and how often. */
function sentencesByFlow(attempts: readonly Attempt[]): Map<Flow, Map<string, number>> {
  const flows = new Map<Flow, Map<string, number>>()
  for (const attempt of attempts) {
    const said = flows.get(attempt.flow) ?? new Map<string, number>()
    flows.set(attempt.flow, said)
    const line = `${attempt.signature}: ${sentence(attempt)}`
    said.set(line, (said.get(line) ?? 0) + 1)
  }
  return flows
}

function sentence({ passed, waitsIn, ended, refused }: Attempt): string {
  const closest = refused === null ? '' : `; packet ${refused.packet} came closest: ${refused.why}`
  if (waitsIn === null) return `its entry matched nothing${closest}`
  const way = passed.join(', ')
  switch (ended) {
    case 'done':
      return `passed ${way}, to the end`
    case 'goto':
      return `passed ${way}, and was told to forget it`
    case 'recall':
      return `passed ${way}; what it looked up was not there`
    case 'within':
      return `passed ${way}, then its time was over in \`${waitsIn}\`${closest}`
    case 'limit':
      return `passed ${way}, then a limit put it out`
    default:
      return `passed ${way}, then waited in \`${waitsIn}\`${closest}`
  }
}

function endpoint(flow: Flow, side: 0 | 1): string {
  return `${flow.addresses[side]}:${flow.ports[side]}`
}
