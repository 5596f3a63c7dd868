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

  const words = askedFor(process.argv.slice(2))
  const [named = ''] = words
  const makers = Object.hasOwn(COMMANDS, named) ? [COMMANDS[named]] : Object.values(COMMANDS)
  for (const make of makers) if (make !== undefined) program.addCommand(await make())

  for (const command of [program, ...program.commands])
    command
      .exitOverride()
      .showHelpAfterError('(--help says more)')
      .configureOutput({ outputError: (text, write) => write(inOurWords(text)) })

  try {
    if (!Object.hasOwn(COMMANDS, named) && named !== 'help' && existsSync(named))
      program.error(`error: ${named} is no command; to look into it: imids scan ${named}`)
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage
  }
}

/** Help on a command that there is not is the same mistake as to call it. */
function askedFor(words: readonly string[]): readonly string[] {
  const [first, topic = ''] = words
  const isUnknown = /^[^-]/.test(topic) && topic !== 'help' && !Object.hasOwn(COMMANDS, topic)
  return first === 'help' && isUnknown ? [topic] : words
}

/** What the parser says of the command line. Who comes from tcpdump, tshark, Suricata or Zeek writes `-r lan.pcap`. */
function inOurWords(error: string): string {
  const named = /^error: unknown option '-r(.*)'/.exec(error)?.[1]
  if (named === undefined) return error.replace(/^error: /, 'imids: ')
  const capture = named || (process.argv[process.argv.indexOf('-r') + 1] ?? 'CAPTURE')
  return `imids: captures are named without an option: imids scan ${capture}\n`
}

/** Whoever read the output has gone, as `head` does: nobody is left to work for. */
function leaveWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit()
}
