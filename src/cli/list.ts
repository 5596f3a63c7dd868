// imids list: the signatures, the framers, or the words of the taxonomy.

import { Command, Option } from 'commander'
import type { CompiledSignature } from '../compile/program.js'
import { framers } from '../frame/catalog.js'
import type { Taxonomy } from '../language/taxonomy.js'
import { bundledPack } from '../pack/bundled.js'
import { BUNDLED, compilePack, openPack } from '../pack/pack.js'
import { wordsFor } from '../pack/words.js'
import { columns } from './columns.js'
import { tellErrors } from './complaints.js'
import { EXIT } from './exit.js'
import { complain } from './terminal.js'

interface ListFlags {
  readonly taxonomy: boolean
  readonly framers: boolean
  readonly json: boolean
  readonly pack: string
}

export function listCommand(): Command {
  return new Command('list')
    .summary('list signatures, framers, or the words of the taxonomy')
    .description('Lists the signatures of a pack, or those whose name begins with a prefix.')
    .argument('[prefix]', 'such as msn, or msn.file')
    .option('--taxonomy', 'list the closed lists instead: products, classes, risks, …', false)
    .addOption(
      new Option('--framers', 'list the framers instead, and what they read')
        .default(false)
        .conflicts('taxonomy'),
    )
    .option('--pack <directory>', 'the pack, or a directory of your own signatures', BUNDLED)
    .option('--json', 'as JSON', false)
    .action(runList)
}

function runList(prefix = '', { taxonomy, framers, json, pack }: ListFlags): void {
  const text = taxonomy
    ? taxonomyText(pack, json)
    : framers
      ? framerText(json)
      : signatureText(prefix, pack, json)
  if (text === null) process.exitCode = EXIT.input
  else process.stdout.write(text)
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function signatureText(prefix: string, pack: string, json: boolean): string | null {
  const all = signaturesIn(pack)
  if (all === null) return null
  const signatures = all.filter(({ name }) => name.startsWith(prefix))
  if (signatures.length === 0 && prefix !== '') {
    complain(`no name of a signature begins with ${prefix}; \`imids list\` has all of them`)
    return null
  }
  if (!json)
    return columns(
      signatures.map(({ id, name, severity, title }) => [String(id), name, severity, title]),
    )
  return asJson(
    signatures.map(
      ({ id, rev, name, title, class: kind, severity, confidence, risks, products }) => ({
        id,
        rev,
        name,
        title,
        class: kind,
        severity,
        confidence,
        risks,
        products,
      }),
    ),
  )
}

/** @returns null if they have mistakes, which are said */
function signaturesIn(path: string): readonly CompiledSignature[] | null {
  if (path === BUNDLED) return bundledPack().program.signatures
  const pack = openPack([path], BUNDLED)
  if (!tellErrors(pack)) return null
  const own = new Set(pack.own.map(({ name }) => name.text))
  return compilePack(pack).signatures.filter(({ name }) => own.has(name))
}

function framerText(json: boolean): string {
  const known = framers.map(({ info }) => info)
  if (json)
    return asJson(known.map(({ name, transports, summary }) => ({ name, transports, summary })))
  return columns(
    known.map(({ name, transports, summary }) => [name, transports.join(', '), summary]),
  )
}

function taxonomyText(pack: string, json: boolean): string | null {
  const { taxonomy, problems } = wordsFor([pack], BUNDLED)
  for (const { path, message } of problems) complain(`${path}: ${message}`)
  if (problems.length > 0) return null
  const lists = listsOf(taxonomy)
  if (json)
    return asJson(
      Object.fromEntries(lists.map(([title, rows]) => [title, Object.fromEntries(rows)])),
    )
  return lists.map(([title, rows]) => `${title}\n${columns(rows, '  ')}`).join('\n')
}

/** Each list with its words, and what each of them means. */
function listsOf(taxonomy: Taxonomy): [title: string, rows: [word: string, text: string][]][] {
  const { products, classes, risks, severities, confidences, outcomes, names } = taxonomy
  return [
    ['products', [...products].map(([word, { appProto }]) => [word, `app_proto ${appProto}`])],
    ['classes', [...classes].map(([word, { text }]) => [word, text])],
    ['risks', [...risks]],
    [
      'severities',
      [...severities].map(([word, { eve, text }]) => [word, `${eve} in EVE: ${text}`]),
    ],
    ['confidences', [...confidences]],
    ['outcomes', [...outcomes]],
    ['names of values', [...names].map(([word, { text }]) => [word, text])],
  ]
}
