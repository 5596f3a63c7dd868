// imids explain: what a signature waits for and reports, what a diagnostic means, what a framer's messages hold.

import { existsSync, readFileSync } from 'node:fs'
import { Command } from 'commander'
import { printProgram } from '../compile/print.js'
import { framerNamed, framers } from '../frame/catalog.js'
import type { FieldInfo, Framer } from '../frame/framer.js'
import { describeSignature } from '../language/describe.js'
import { BUNDLED, compilePack, hasErrors, openPack, signaturesOf } from '../pack/pack.js'
import { decodeExample } from '../frame/example.js'
import { columns } from './columns.js'
import { EXIT } from './exit.js'
import { tellErrors } from './complaints.js'
import { hintAt, signatureNamed } from './named.js'
import { complain } from './terminal.js'

const REFERENCE = new URL('../../grammar/README.md', import.meta.url)

interface ExplainFlags {
  readonly framer?: string
  readonly program: boolean
  readonly pack: string
}

export function explainCommand(): Command {
  return new Command('explain')
    .summary('say what a signature, a diagnostic or a framer is')
    .description('Explains a signature by its name, a diagnostic by its code, or a framer.')
    .argument(
      '[name]',
      'a signature, such as msn.login.md5 or by its id, or a code, such as unbound-capture',
    )
    .option('--framer <name>', 'explain the messages and fields of a framer')
    .option('--program', 'show what the signature compiles to', false)
    .option('--pack <directory>', 'the pack that holds the signature', BUNDLED)
    .action(runExplain)
}

function runExplain(name: string | undefined, flags: ExplainFlags, command: Command): void {
  const text =
    flags.framer !== undefined
      ? framerText(flags.framer)
      : name === undefined
        ? command.error('error: missing a name, or --framer')
        : (codeText(name) ?? knownFramerText(name) ?? signatureText(name, flags))
  if (text === null) process.exitCode = EXIT.usage
  else process.stdout.write(text)
}

function signatureText(name: string, { program, pack: folder }: ExplainFlags): string | null {
  const pack = openPack([folder], folder)
  if (!tellErrors(pack)) return null
  const signatures = signaturesOf(pack.own)
  const signature = signatureNamed(name, signatures)
  if (signature === undefined) {
    complain(`there is no signature or diagnostic ${name}${hintAt(name, signatures)}`)
    return null
  }
  if (program) return hasErrors(pack) ? null : printProgram(compilePack(pack), signature.name.text)
  return describeSignature(signature)
}

/** The section of the language reference about a code, or that a word is in the heading of; null if there is none. */
function codeText(code: string): string | null {
  if (!existsSync(REFERENCE) || !/^[\w-]+$/.test(code)) return null
  const sections = readFileSync(REFERENCE, 'utf8').split(/^(?=#{2,4} )/m)
  const headed = (heading: RegExp) =>
    sections.find((section) => heading.test(section.split('\n', 1)[0] ?? ''))
  const found =
    headed(new RegExp(`^#{2,4} \`?${code}\`?$`, 'i')) ??
    headed(new RegExp(`^#{2,3} .*\\b${code}\\b`, 'i'))
  return found === undefined ? null : `${found.trim()}\n`
}

function knownFramerText(name: string): string | null {
  return framerNamed(name) === undefined ? null : framerText(name)
}

function framerText(name: string): string | null {
  const framer = framerNamed(name)
  if (framer === undefined) {
    const names = framers.map(({ info }) => info.name)
    complain(`there is no framer ${name}; there are ${names.join(', ')}`)
    return null
  }
  const { info } = framer
  return [
    `${info.name} (${info.transports.join(', ')}): ${info.summary}\n`,
    `main text: ${info.main ?? 'none'}\n`,
    '\n',
    columns([
      ...info.fields.flatMap((field) => fieldRows(field, '')),
      ['.size', 'number', "the message's length in bytes, as declared"],
      ['.index', 'number', 'messages before it in its direction'],
      ['.offset', 'number', 'its place in the stream'],
    ]),
    exampleText(framer),
  ].join('')
}

function fieldRows(field: FieldInfo, indent: string): string[][] {
  const key = { none: '', number: '[n]', string: '["k"]', header: '["k"]' }[field.key]
  const kind = field.repeated ? `${field.type}, repeated` : field.type
  return [
    [`${indent}.${field.path}${key}`, kind, field.summary],
    ...(field.fields ?? []).flatMap((inner) => fieldRows(inner, `${indent}  `)),
  ]
}

function exampleText(framer: Framer): string {
  const { example } = framer.info
  if (example === null) return ''
  const decoded = decodeExample(framer)
  return `\nfor example, the ${example.length} bytes\n${hexDump(example)}hold\n${columns(decoded, '  ')}`
}

function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16)
    const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = [...row].map((byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.',
    )
    lines.push(`  ${hex.padEnd(47)}  ${text.join('')}\n`)
  }
  return lines.join('')
}
