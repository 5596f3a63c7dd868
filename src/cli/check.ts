// imids check: what is wrong with signatures, and what could be better.

import { Command } from 'commander'
import { renderAll } from '../language/render.js'
import { BUNDLED, openPack, signaturesOf } from '../pack/pack.js'
import { EXIT } from './exit.js'
import { complain, terminalWidth } from './terminal.js'

interface CheckFlags {
  readonly pack: string
  readonly denyLints: boolean
}

export function checkCommand(): Command {
  return new Command('check')
    .summary('say what is wrong with signatures')
    .description('Checks signature files, or all .sig files of directories. Lints are advice.')
    .argument('<path...>', 'signature files and directories')
    .option('--pack <directory>', 'the pack that the files belong to', BUNDLED)
    .option('--deny-lints', 'take lints for errors', false)
    .action(runCheck)
}

function runCheck(paths: readonly string[], { pack: around, denyLints }: CheckFlags): void {
  const pack = openPack(paths, around)
  for (const { path, message } of pack.problems) complain(`${path}: ${message}`)
  if (pack.diagnostics.length > 0)
    process.stdout.write(`${renderAll(pack.diagnostics, terminalWidth())}\n`)
  const errors = pack.diagnostics.filter(({ level }) => level === 'error').length
  const lints = pack.diagnostics.length - errors
  const signatures = signaturesOf(pack.own).length
  if (pack.files.length > 0)
    process.stdout.write(
      `${counted(pack.files.length, 'file')}, ${counted(signatures, 'signature')}: ${counted(errors, 'error')}, ${counted(lints, 'lint')}\n`,
    )
  const well = pack.problems.length === 0 && errors === 0 && (lints === 0 || !denyLints)
  process.exitCode = well ? EXIT.done : EXIT.input
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
