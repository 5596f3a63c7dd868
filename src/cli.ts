// The command line. One file per command in `cli/`; here is only what they share.

import { existsSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { EXIT } from './cli/exit.js'
import { version } from './cli/version.js'

/** Loaded when it is called by its name; all of them when the names are asked for. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  scan: async () => (await import('./cli/scan.js')).scanCommand(),
  check: async () => (await import('./cli/check.js')).checkCommand(),
  test: async () => (await import('./cli/test.js')).testCommand(),
  fmt: async () => (await import('./cli/fmt.js')).fmtCommand(),
  list: async () => (await import('./cli/list.js')).listCommand(),
  explain: async () => (await import('./cli/explain.js')).explainCommand(),
  try: async () => (await import('./cli/try.js')).tryCommand(),
}

process.stdout.on('error', leaveWithReader)
void main()

async function main(): Promise<void> {
  const program = new Command('imids')
    .description('Intrusion detection for instant messaging and peer-to-peer networks, on captures')
    .version(version)

  const named = process.argv[2] ?? ''
  const makers = Object.hasOwn(COMMANDS, named) ? [COMMANDS[named]] : Object.values(COMMANDS)
  for (const make of makers) if (make !== undefined) program.addCommand(await make())

  for (const command of [program, ...program.commands])
    command
      .exitOverride()
      .showHelpAfterError('(--help says more)')
      .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'imids: ')) })

  try {
    if (!Object.hasOwn(COMMANDS, named) && named !== 'help' && existsSync(named))
      program.error(`error: ${named} is no command; to look into it: imids scan ${named}`)
    await program.parseAsync()
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage
  }
}

/** Whoever read the output has gone, as `head` does: nobody is left to work for. */
function leaveWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit()
}
