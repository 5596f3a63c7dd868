// imids list: the signatures, or the taxonomy's words.

import { Command } from 'commander'
import { bundledTaxonomy } from '../language/taxonomy.js'
import { bundledPack } from '../pack/bundled.js'
import { columns } from './columns.js'

export function listCommand(): Command {
  return new Command('list')
    .summary('list the bundled signatures')
    .description('Lists the bundled signatures, or those whose name begins with a prefix.')
    .argument('[prefix]', 'such as msn, or msn.file')
    .option('--taxonomy', 'list classes, risks, severities, outcomes and products instead', false)
    .option('--json', 'as JSON', false)
    .action(runList)
}

function runList(prefix: string | undefined, flags: { taxonomy: boolean; json: boolean }): void {
  process.stdout.write(flags.taxonomy ? taxonomyText() : signatureText(prefix ?? '', flags.json))
}

function signatureText(prefix: string, json: boolean): string {
  const signatures = bundledPack().program.signatures.filter(({ name }) => name.startsWith(prefix))
  if (json)
    return `${JSON.stringify(
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
      null,
      2,
    )}\n`
  return columns(
    signatures.map(({ id, name, severity, title }) => [String(id), name, severity, title]),
  )
}

function taxonomyText(): string {
  const { products, classes, risks, severities, confidences, outcomes } = bundledTaxonomy()
  const lists: [string, string[][]][] = [
    ['products', [...products].map(([word, { appProto }]) => [word, `app_proto ${appProto}`])],
    ['classes', [...classes].map(([word, { text }]) => [word, text])],
    ['risks', [...risks].map(([word, text]) => [word, text])],
    [
      'severities',
      [...severities].map(([word, { eve, text }]) => [word, `${eve} in EVE: ${text}`]),
    ],
    ['confidences', [...confidences].map(([word, text]) => [word, text])],
    ['outcomes', [...outcomes].map(([word, text]) => [word, text])],
  ]
  return lists.map(([title, rows]) => `${title}\n${columns(rows, '  ')}`).join('\n')
}
