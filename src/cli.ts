#!/usr/bin/env node
// The command line. One file per command in `cli/`; here is only what they share.

import { setFlagsFromString } from 'node:v8'
import { Command, CommanderError } from 'commander'
import { EXIT } from './cli/exit.js'
import { checkCommand } from './cli/check.js'
import { explainCommand } from './cli/explain.js'
import { fmtCommand } from './cli/fmt.js'
import { listCommand } from './cli/list.js'
import { scanCommand } from './cli/scan.js'
import { testCommand } from './cli/test.js'
import { tryCommand } from './cli/try.js'
import { version } from './cli/version.js'

// V8 lets garbage grow with what lives, up to four times as much, where there is room: a scan that has to stay in 256 MB
// collects it sooner, for some 6 % more time.
setFlagsFromString('--heap-growing-percent=40')
setFlagsFromString('--semi-space-growth-factor=1')

const program = new Command('imids')
  .description('Intrusion detection for instant messaging and peer-to-peer networks, on captures')
  .version(version)
  .addCommand(scanCommand())
  .addCommand(checkCommand())
  .addCommand(testCommand())
  .addCommand(fmtCommand())
  .addCommand(listCommand())
  .addCommand(explainCommand())
  .addCommand(tryCommand())

for (const command of [program, ...program.commands])
  command
    .exitOverride()
    .showHelpAfterError('(--help says more)')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'imids: ')) })

process.stdout.on('error', leaveWithReader)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage
}

/** Whoever read the output has gone, as `head` does: nobody is left to work for. */
function leaveWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit()
}
