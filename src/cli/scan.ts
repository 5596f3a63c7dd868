// imids scan: captures in, findings out.

import { setFlagsFromString } from 'node:v8'
import { Command, Option } from 'commander'
import type { CaptureProblem } from '../capture/capture.js'
import { maybeSeveral } from '../capture/captures.js'
import { describeProblem } from '../capture/problem.js'
import type { OverlapPolicy } from '../desk/overlap.js'
import { EveSink } from '../output/eve.js'
import type { FlowChoice } from '../output/eve.js'
import type { Sink } from '../output/sink.js'
import { Summary } from '../output/summary.js'
import { summaryLines } from '../output/summary-text.js'
import { TerminalSink } from '../output/terminal.js'
import { tee } from '../output/tee.js'
import type { ScanChoices } from '../scan/choices.js'
import { FRONTS } from '../scan/front-choice.js'
import type { FrontChoice } from '../scan/front-choice.js'
import { scanInJobs } from '../scan/jobs.js'
import { defaultLimits } from '../scan/pipeline.js'
import { EXIT } from './exit.js'
import { jobsSetting, LIMIT_NAMES, limitSetting, POLICIES, policySetting } from './limits.js'
import { TIMEOUT_NAMES, timeoutSetting } from './limits.js'
import type { Change } from './limits.js'
import { openOutputs } from './outputs.js'
import type { OutputFlags } from './outputs.js'
import { programFor } from './program.js'
import { Progress, totalOf } from './progress.js'
import { complain } from './terminal.js'
import type { Writer } from './writer.js'

interface ScanFlags extends OutputFlags {
  readonly signatures?: readonly string[]
  readonly records: boolean
  readonly reveal: boolean
  readonly flows: FlowChoice
  readonly continue: boolean
  readonly checksums: boolean
  readonly front?: FrontChoice
  readonly policy: OverlapPolicy
  readonly limit?: readonly Change[]
  readonly timeout?: readonly Change[]
  readonly jobs: number
}

export function scanCommand(): Command {
  return new Command('scan')
    .summary('find instant messaging and peer-to-peer traffic in captures')
    .description(
      'Scans captures (pcap, pcapng; gzip, zstd, lz4, xz), directories of captures, or standard input (-).',
    )
    .argument('<capture...>', 'files, directories, or - for standard input')
    .option('--eve <file>', 'write EVE JSON lines to a file, or - for standard output')
    .addOption(
      new Option('--flows <which>', 'flows that get a flow event in EVE')
        .choices(['all', 'alerted', 'none'])
        .default('alerted'),
    )
    .option(
      '--signatures <path>',
      'report what these signatures find (a file or a directory; may be repeated) instead of the bundled ones',
      repeated((path) => path),
    )
    .addOption(
      new Option('--policy <system>', 'whose bytes win where TCP segments or IP fragments overlap')
        .choices(POLICIES)
        .default('first'),
    )
    .option(
      '--limit <name=number>',
      'how much to hold; may be repeated; the names are below',
      repeated(limitSetting),
    )
    .option(
      '--timeout <name=seconds>',
      'silence after which a flow has ended; may be repeated',
      repeated(timeoutSetting),
    )
    .option('--no-records', 'leave out messages and other records: alerts only')
    .option(
      '--summary <file>',
      'write the closing summary as JSON to a file, or - for standard output',
    )
    .option('--continue', 'the captures are parts of one: flows go on from file to file', false)
    .option('--checksums', 'drop packets with wrong checksums, and count them', false)
    .addOption(
      new Option(
        '--front <which>',
        'decode packets with the fast code or with the plain; findings are the same',
      ).choices(FRONTS),
    )
    .option(
      '--jobs <number>',
      'threads that scan captures side by side, with the same findings; a single capture, --continue and - take one',
      jobsSetting,
      1,
    )
    .option('--reveal', 'show passwords and other secrets instead of masking them', false)
    .addHelpText(
      'after',
      `\nLimits: ${LIMIT_NAMES.join(', ')}\nTimeouts: ${TIMEOUT_NAMES.join(', ')}`,
    )
    .action(scan)
}

/** The values of an option that may be given more than once. */
function repeated<T>(read: (text: string) => T) {
  return (text: string, before: readonly T[] = []): readonly T[] => [...before, read(text)]
}

async function scan(
  captures: readonly string[],
  flags: ScanFlags,
  command: Command,
): Promise<void> {
  if (flags.eve === undefined && command.getOptionValueSource('flows') === 'cli')
    command.error('error: --flows chooses among events of EVE, which --eve writes: name it as well')
  const program = await programFor(flags.signatures ?? [])
  if (program === null) {
    process.exitCode = EXIT.input
    return
  }
  // V8 lets garbage grow with what lives, up to four times as much, where there is room: a scan that has to stay in
  // 256 MB collects it sooner, for some 6 % more time.
  setFlagsFromString('--heap-growing-percent=40')
  setFlagsFromString('--semi-space-growth-factor=1')
  // Nor does it pay to compile hot functions together with all that they call: that took a sixth of a scan's time.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200')
  const outputs = await openOutputs(command, flags)
  const { standard: output, eve, screen } = outputs
  const summary = new Summary()
  const sinks: Sink[] = [summary]
  if (eve !== null) sinks.push(new EveSink((line) => eve.write(line), flags.flows))
  const progress = showsProgress(screen) ? progressOf(captures) : null
  if (screen) sinks.push(terminalSink(output, maybeSeveral(captures), progress))

  let stop = false
  const interrupt = () => (stop = true)
  process.once('SIGINT', interrupt)
  const choices: ScanChoices = {
    front: flags.front ?? null,
    limits: [policySetting(flags.policy), ...(flags.limit ?? []), ...(flags.timeout ?? [])].reduce(
      (limits, change) => change(limits),
      defaultLimits,
    ),
    reveal: flags.reveal,
    everyFlow: eve !== null && flags.flows === 'all',
    checksums: flags.checksums,
    continued: flags.continue,
  }
  const observer = {
    onProblem: (problem: CaptureProblem) => {
      progress?.erase()
      complain(describeProblem(problem))
    },
    ...(progress === null ? {} : { onRead: (bytes: number) => progress.reached(bytes) }),
    interrupted: () => stop || output.problem !== null,
  }
  const { loaded, reported } = program
  const sink = tee(sinks, reported, flags.records)
  const { problems } = await scanInJobs(flags.jobs, captures, loaded, sink, choices, observer)
  process.off('SIGINT', interrupt)
  progress?.erase()

  if (screen) for (const line of summaryLines(summary.data())) output.write(`${line}\n`)
  if (stop) complain('interrupted: what was found until then was written')
  outputs.summary?.write(`${JSON.stringify(summary.data(), null, 2)}\n`)
  const writers = new Set([output, eve, outputs.summary].filter((one) => one !== null))
  const written = [...writers].map((writer) => {
    writer.close()
    if (writer.problem !== null && !writer.closedByReader)
      complain(`${writer.name}: ${writer.problem.message}: not everything was written`)
    return writer.problem === null || writer.closedByReader
  })
  const well = problems.length === 0 && !stop && written.every(Boolean)
  process.exitCode = well ? EXIT.done : EXIT.input
}

/** Where somebody watches, and no other lines run through the same terminal. */
function showsProgress(screen: boolean): boolean {
  return process.stderr.isTTY && (screen || !process.stdout.isTTY)
}

function progressOf(captures: readonly string[]): Progress {
  return new Progress({
    write: (text) => process.stderr.write(text),
    columns: () => process.stderr.columns || 80,
    now: () => performance.now(),
    total: totalOf(captures),
  })
}

function terminalSink(output: Writer, severalFiles: boolean, progress: Progress | null): Sink {
  const colour = process.stdout.isTTY && process.stdout.hasColors() && !process.env['NO_COLOR']
  return new TerminalSink(
    (text) => {
      if (process.stdout.isTTY) progress?.erase()
      output.write(text)
      if (process.stdout.isTTY) output.flush()
    },
    colour,
    severalFiles,
  )
}
