// Tables: that what is remembered and recalled under one name has one shape, in the whole pack.

import type { Name, Wish } from '../ast.js'
import { counted, error, lint } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import { didYouMean } from '../suggest.js'
import type { Knowledge } from './context.js'
import type { In, Table } from './pack.js'

export function checkTables({ pack }: Knowledge, say: (diagnostic: Diagnostic) => void): void {
  for (const [name, table] of pack.tables) {
    checkArity(name, table, say)
    checkSecrecy(name, table, pack, say)
    const [remembered] = table.remembered
    const [recalled] = table.recalled
    if (!remembered) {
      for (const { stage } of table.recalled) {
        say(
          error('never-remembered', stage.table.span, `nothing is remembered as \`${name}\``, {
            label: 'always empty',
            help: didYouMean(
              name,
              namesOf(pack, ({ remembered }) => remembered.length > 0),
            ),
          }),
        )
      }
    } else if (!recalled) {
      for (const { stage } of table.remembered) {
        say(
          lint('never-recalled', stage.table.span, `nothing recalls \`${name}\``, {
            label: 'remembered for nothing',
            help: didYouMean(
              name,
              namesOf(pack, ({ recalled }) => recalled.length > 0),
            ),
          }),
        )
      }
    }
  }
}

function namesOf(pack: Knowledge['pack'], fits: (table: Table) => boolean): string[] {
  return [...pack.tables].filter(([, table]) => fits(table)).map(([name]) => name)
}

type Use = In<{
  readonly keys: readonly Name[]
  readonly columns: readonly Wish[]
  readonly table: Name
}>

function checkArity(
  name: string,
  { remembered, recalled }: Table,
  say: (diagnostic: Diagnostic) => void,
) {
  const [first, ...others]: Use[] = [...remembered, ...recalled]
  if (first === undefined) return
  const shape = ({ stage }: Use) =>
    `${counted(stage.keys.length, 'key')} and ${counted(stage.columns.length, 'column')}`
  for (const use of others) {
    if (shape(use) === shape(first)) continue
    say(
      error('table-arity', use.stage.table.span, `\`${name}\` has ${shape(first)}`, {
        label: `${shape(use)} here`,
        notes: [{ span: first.stage.table.span, label: shape(first) }],
        help: 'keys and columns of a table are the same in the whole pack',
      }),
    )
  }
}

/** A column is secret in all of its rows, or in none. */
function checkSecrecy(
  name: string,
  { remembered }: Table,
  pack: Knowledge['pack'],
  say: (diagnostic: Diagnostic) => void,
): void {
  const columns = remembered[0]?.stage.columns.length ?? 0
  for (let index = 0; index < columns; index++) {
    const wishes = remembered.flatMap(({ signature, stage }) => {
      const wish = stage.columns[index]
      return wish
        ? [{ name: wish.name, secret: pack.scope(signature).isSecret(wish.name.text) }]
        : []
    })
    const marked = wishes.find(({ secret }) => secret)
    const open = wishes.find(({ secret }) => !secret)
    if (!marked || !open) continue
    say(
      error(
        'secret-mismatch',
        open.name.span,
        `column ${index + 1} of \`${name}\` is a secret elsewhere`,
        {
          label: 'not a secret here',
          notes: [{ span: marked.name.span, label: 'a secret here' }],
          help: 'a column is secret in the whole pack, or nowhere',
        },
      ),
    )
  }
}
