// imids scan: captures in, findings out.

import { Command, InvalidArgumentError, Option } from 'commander'
import { describeProblem } from '../capture/problem.js'
import { PlainFront } from '../front/plain/plain-front.js'
import { EveSink } from '../output/eve.js'
import type { FlowChoice } from '../output/eve.js'
import type { Sink } from '../output/sink.js'
import { Summary } from '../output/summary.js'
import { summaryLines } from '../output/summary-text.js'
import { TerminalSink } from '../output/terminal.js'
import { tee } from '../output/tee.js'
import { defaultLimits } from '../scan/pipeline.js'
import { scanCaptures } from '../scan/scan.js'
import { EXIT } from './exit.js'
import { programFor } from './program.js'
import { complain, standardOutput } from './terminal.js'
import { Writer } from './writer.js'

interface ScanFlags {
  readonly eve?: string
  readonly signatures?: readonly string[]
  readonly summary?: string
  readonly records: boolean
  readonly reveal: boolean
  readonly flows: FlowChoice
  readonly continue: boolean
  readonly checksums: boolean
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
      '--signatures <path...>',
      'report what these signatures find, instead of the bundled ones',
    )
    .option('--no-records', 'leave out messages and other records: alerts only')
    .option('--summary <file>', 'write the closing summary to a file, as JSON')
    .option('--continue', 'the captures are parts of one: flows go on from file to file', false)
    .option('--checksums', 'drop packets with wrong checksums, and count them', false)
    .option('--reveal', 'show passwords and other secrets instead of masking them', false)
    .action(scan)
}

async function scan(captures: readonly string[], flags: ScanFlags): Promise<void> {
  const program = programFor(flags.signatures ?? [])
  if (program === null) {
    process.exitCode = EXIT.input
    return
  }
  const output = standardOutput()
  const summaryFile = flags.summary === undefined ? null : openOutput('--summary', flags.summary)
  const eve =
    flags.eve === undefined ? null : flags.eve === '-' ? output : openOutput('--eve', flags.eve)
  const summary = new Summary()
  const sinks: Sink[] = [summary]
  if (eve !== null) sinks.push(new EveSink((line) => eve.write(line), flags.flows))
  if (eve !== output) sinks.push(terminalSink(output, captures.length > 1))

  let stop = false
  const interrupt = () => (stop = true)
  process.once('SIGINT', interrupt)
  const { problems, interrupted } = await scanCaptures(
    captures,
    program.loaded,
    tee(sinks, program.reported, flags.records),
    {
      makeFront: (literals, options) => new PlainFront(literals, options),
      limits: defaultLimits,
      reveal: flags.reveal,
      continued: flags.continue,
      decoder: { checksums: flags.checksums },
      onProblem: (problem) => complain(describeProblem(problem)),
      interrupted: () => stop || output.problem !== null,
    },
  )
  process.off('SIGINT', interrupt)

  if (eve !== output) for (const line of summaryLines(summary.data())) output.write(`${line}\n`)
  if (interrupted && stop) complain('interrupted: what was found until then is above')
  summaryFile?.write(`${JSON.stringify(summary.data(), null, 2)}\n`)
  const writers = [output, eve === output ? null : eve, summaryFile].filter((one) => one !== null)
  const written = writers.map((writer) => {
    writer.close()
    if (writer.problem !== null && !writer.closedByReader)
      complain(`${writer.name}: ${writer.problem.message}: not everything was written`)
    return writer.problem === null
  })
  const well = problems.length === 0 && !interrupted && written.every(Boolean)
  process.exitCode = well ? EXIT.done : EXIT.input
}

function openOutput(option: string, path: string): Writer {
  try {
    return Writer.file(path)
  } catch (error) {
    throw new InvalidArgumentError(`${option} ${path}: ${(error as Error).message}`)
  }
}

function terminalSink(output: Writer, severalFiles: boolean): Sink {
  const colour = process.stdout.isTTY && process.stdout.hasColors() && !process.env['NO_COLOR']
  return new TerminalSink(
    (text) => {
      output.write(text)
      if (process.stdout.isTTY) output.flush()
    },
    colour,
    severalFiles,
  )
}
