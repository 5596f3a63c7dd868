// imids try: why a signature reports nothing on a capture.

import { existsSync } from 'node:fs'
import { Command } from 'commander'
import type { Capture, CaptureProblem } from '../capture/capture.js'
import { openCaptures } from '../capture/captures.js'
import { describeProblem } from '../capture/problem.js'
import type { Signature } from '../language/ast.js'
import { applicationsOf, BUNDLED, compilePack, openPack, signaturesOf } from '../pack/pack.js'
import type { Pack } from '../pack/pack.js'
import { WhyNot } from '../rehearsal/why-not.js'
import { Beginnings, whySilent } from '../rehearsal/silence.js'
import { frontMaker } from '../scan/front-choice.js'
import { assemble, defaultLimits, loadProgram } from '../scan/pipeline.js'
import type { LoadedProgram } from '../scan/pipeline.js'
import { Timeline } from '../scan/timeline.js'
import type { Sink } from '../output/sink.js'
import { printable } from '../output/printable.js'
import { describeAttempts } from './attempts.js'
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
  const program = loadProgram(compilePack(pack), applicationsOf(pack.taxonomy))
  const names = new Set(signatures.map(({ name }) => name.text))
  for await (const opened of openCaptures(captures)) {
    const problem = opened.ok ? await tryOn(opened.capture, program, names) : opened.problem
    if (problem === null) continue
    complain(describeProblem(problem))
    process.exitCode = EXIT.input
  }
}

/** Says how far the signatures of these names get. @returns what is wrong with the capture */
async function tryOn(
  capture: Capture,
  loaded: LoadedProgram,
  names: ReadonlySet<string>,
): Promise<CaptureProblem | null> {
  const { compiled } = loaded
  const trace = new WhyNot(compiled, names)
  const beginnings = new Beginnings()
  const reports: string[] = []
  const sink: Sink = {
    report(report) {
      trace.report(report)
      if (names.has(report.signature.name)) reports.push(report.signature.name)
    },
    flow: ({ flow }) => beginnings.add(flow),
    anomaly: () => undefined,
    end: () => undefined,
  }
  const options = {
    makeFront: frontMaker(null, false),
    limits: defaultLimits,
    reveal: false,
    everyFlow: true,
    trace,
  }
  const timeline = new Timeline(assemble(loaded, sink, options))
  await timeline.read(capture, () => false)
  timeline.end()
  capture.close()

  const attempts = trace.all()
  const heard = new Set([...reports, ...attempts.map(({ signature }) => signature)])
  const silent = compiled.signatures
    .filter(({ name }) => names.has(name) && !heard.has(name))
    .map((signature) => `${signature.name}: ${whySilent(signature, compiled, beginnings)}`)
  process.stdout.write(
    [
      printable(capture.name),
      ...describeAttempts(attempts).map((line) => `  ${line}`),
      ...silent.map((line) => `  ${line}`),
      `  ${reports.length} ${reports.length === 1 ? 'report' : 'reports'}\n`,
    ].join('\n'),
  )
  return capture.problem
}

function namedIn({ own }: Pack, name: string): readonly Signature[] | null {
  const signatures = signaturesOf(own)
  const signature = signatureNamed(name, signatures)
  if (signature !== undefined) return [signature]
  complain(`there is no file and no signature ${name}${hintAt(name, signatures)}`)
  return null
}
