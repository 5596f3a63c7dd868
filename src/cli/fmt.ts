// imids fmt: signatures in their canonical layout.

import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { format } from '../language/format.js'
import { parse } from '../language/parse.js'
import { renderAll } from '../language/render.js'
import { readSources } from '../pack/sources.js'
import { EXIT } from './exit.js'
import { complain, terminalWidth } from './terminal.js'

export function fmtCommand(): Command {
  return new Command('fmt')
    .summary('lay out signatures as they should be')
    .description('Rewrites signature files in the canonical layout; comments stay where they are.')
    .argument('<path...>', 'signature files and directories')
    .option('--check', 'change nothing, and say which files are laid out otherwise', false)
    .action(runFmt)
}

function runFmt(paths: readonly string[], { check }: { check: boolean }): void {
  const { files, problems } = readSources(paths)
  for (const { path, message } of problems) complain(`${path}: ${message}`)
  let well = problems.length === 0
  for (const file of files) {
    const { diagnostics } = parse(file)
    if (diagnostics.length > 0) {
      process.stderr.write(`${renderAll(diagnostics, terminalWidth())}\n`)
      well = false
      continue
    }
    const formatted = format(file)
    if (formatted === file.text) continue
    if (!check && !rewrite(file.path, formatted)) {
      well = false
      continue
    }
    process.stdout.write(`${file.path}\n`)
    if (check) well = false
  }
  process.exitCode = well ? EXIT.done : EXIT.input
}

function rewrite(path: string, text: string): boolean {
  try {
    writeFileSync(path, text)
    return true
  } catch (error) {
    complain((error as Error).message)
    return false
  }
}
