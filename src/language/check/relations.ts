// Between signatures: expectations, tables and counts.

import type { Expect, Name, Signature, Tally, Wish } from '../ast.js'
import { error, lint } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import type { Scope } from '../scope.js'
import { didYouMean } from '../suggest.js'
import { builtins, type Kind } from '../types.js'
import { stagesOf } from '../walk.js'
import { checkPort, checkTransport } from './metadata.js'
import type { Context, Knowledge } from './context.js'
import type { In, Table } from './pack.js'
import { placeholdersOf } from './placeholders.js'

export function checkRelations(context: Context): void {
  const { signature, pack, say } = context
  for (const stage of stagesOf(signature)) if (stage.kind === 'expect') checkExpect(stage, context)
  if (signature.tally) checkTally(signature.tally, context)
  if (signature.params === null || pack.expected.has(signature.name.text)) return
  say(
    error('never-expected', signature.name.span, `nothing expects \`${signature.name.text}\``, {
      label: 'armed by an `expect` only, since it has parameters',
      help: `leave the parentheses out, or write \`expect … as ${signature.name.text}(…)\` somewhere`,
    }),
  )
}

// ---- expectations

function checkExpect(expect: Expect, context: Context): void {
  const { say } = context
  const { host, port, span } = expect
  checkTransport(expect.transport, context)
  if (host === 'any' && port === 'any') {
    say(
      error('any-any', span, '`any:any` expects every flow', {
        label: 'neither host nor port is said',
        help: 'capture the port or the address that is announced',
      }),
    )
  }
  if (port !== 'any' && port.kind === 'number') checkPort(port, context)
  if (host !== 'any' && host.kind === 'wish') checkEnd(host, 'host', ['text', 'unknown'], context)
  if (port !== 'any' && port.kind === 'wish') checkEnd(port, 'port', ['number', 'unknown'], context)
  checkTarget(expect, context)
}

function checkEnd(
  { name }: Wish,
  what: 'host' | 'port',
  kinds: readonly Kind[],
  { scope, say }: Context,
): void {
  const kind = scope.kindOfOperand(name)
  // A list is complained of wherever a value is wanted; a name without a meaning as well.
  if (scope.resolve(name.text) === null || kind === 'list' || kinds.includes(kind)) return
  say(
    error('type-mismatch', name.span, `\`${name.text}\` is no ${what}`, {
      label: `a ${kind === 'number' ? 'number' : 'text'} here`,
      help:
        what === 'host'
          ? 'capture the address with `ipv4`, `ip4` or `host`'
          : 'capture the port as a number: with `port`, `int` or `u16`',
    }),
  )
}

function checkTarget(expect: Expect, { pack, scope, say }: Context): void {
  const { signature: name, args, transport } = expect
  const target = pack.signatures.get(name.text)
  if (target === undefined) return say(unknownSignature(name, pack.signatures.keys()))
  const declared = { span: target.name.span, label: 'declared here' }
  if (target.params === null) {
    return say(
      error('fires-alone', name.span, `\`${name.text}\` needs no expectation`, {
        label: 'it would fire unarmed as well',
        notes: [declared],
        help: `write \`signature ${name.text}() {\` to have it armed only`,
      }),
    )
  }
  const speaks = target.dialogues.some((dialogue) =>
    dialogue.transports.some(({ text }) => text === transport.text),
  )
  if (!speaks && /^(tcp|udp)$/.test(transport.text)) {
    say(
      error(
        'unknown-transport',
        transport.span,
        `\`${name.text}\` has no ${transport.text} dialogue`,
        {
          label: 'no flow of this kind can be it',
          notes: [declared],
        },
      ),
    )
  }
  if (target.params.length !== args.length) {
    const wanted = target.params.map((param) => param.name.text).join(', ')
    return say(
      error(
        'expectation-arity',
        name.span,
        `\`${name.text}\` takes ${count(target.params.length, 'argument')}`,
        {
          label: `${count(args.length, 'argument')} here`,
          notes: [declared],
          help: `its parameters are (${wanted})`,
        },
      ),
    )
  }
  target.params.forEach((param, index) => {
    const arg = args[index]?.name
    if (arg === undefined || param.secret || !isSecretValue(arg, scope)) return
    say(
      error(
        'secret-mismatch',
        arg.span,
        `\`${arg.text}\` is a secret, \`${param.name.text}\` is not`,
        {
          label: 'it would be written there',
          notes: [{ span: param.name.span, label: 'the parameter' }],
          help: `write \`secret ${param.name.text}\` in the parameters of ${name.text}`,
        },
      ),
    )
  })
}

function isSecretValue(name: Name, scope: Scope): boolean {
  const reference = scope.resolve(name.text)
  return reference?.to === 'value' && reference.take === 'value' && scope.isSecret(reference.name)
}

function unknownSignature({ text, span }: Name, known: Iterable<string>): Diagnostic {
  return error('unknown-signature', span, `there is no signature \`${text}\``, {
    label: 'not in this pack',
    help: didYouMean(text, known) ?? 'the rest of the pack is named with `--pack DIR`',
  })
}

const count = (n: number, what: string) => `${n === 0 ? 'no' : n} ${what}${n === 1 ? '' : 's'}`

// ---- tables, of the whole pack

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
    `${count(stage.keys.length, 'key')} and ${count(stage.columns.length, 'column')}`
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

// ---- counts

/** The most that is counted of one tuple. */
const LARGEST_COUNT = 1_000

function checkTally(tally: Tally, context: Context): void {
  const { pack, say } = context
  const { threshold, signature: name, distinct, per, report } = tally
  if (threshold.value < 1 || threshold.value > LARGEST_COUNT) {
    say(
      error('type-mismatch', threshold.span, `a count goes from 1 to ${LARGEST_COUNT}`, {
        label: 'out of range',
      }),
    )
  }
  const counted = pack.signatures.get(name.text)
  if (counted === undefined) return say(unknownSignature(name, pack.signatures.keys()))
  if (counted.tally) {
    say(
      error('recursive-count', name.span, `\`${name.text}\` is a count itself`, {
        label: 'a count cannot be counted',
        notes: [{ span: counted.tally.span, label: 'counts here' }],
        help: `count \`${counted.tally.signature.text}\` instead`,
      }),
    )
  }
  for (const key of [...(distinct ? [distinct] : []), ...per]) checkKey(key, counted, context)
  checkTallyText(tally, counted, context)
  for (const key of report.once?.keys ?? []) {
    if (!per.some(({ text }) => text === key.text)) say(notAKey(key, per))
  }
}

function checkKey(key: Name, counted: Signature, { pack, say }: Context): void {
  const scope = pack.scope(counted)
  const reference = scope.resolve(key.text)
  if (reference === null || (reference.to === 'fact' && !pack.facts.has(reference.name))) {
    const known = [...scope.names(), ...builtins.keys()]
    say(
      error('unknown-capture', key.span, `\`${counted.name.text}\` captures no \`${key.text}\``, {
        label: 'not known there',
        notes: [{ span: counted.name.span, label: 'the signature that is counted' }],
        help: didYouMean(key.text, known) ?? `known there are ${known.join(' ')}`,
      }),
    )
  } else if (reference.to === 'value' && scope.kindOf(reference.name) === 'list') {
    say(
      error('list-as-value', key.span, `\`${key.text}\` is a list`, {
        label: 'one value is wanted here',
        notes: [{ span: counted.name.span, label: 'captured by `each` there' }],
      }),
    )
  }
}

/** A text of a count knows `count` and the keys. */
function checkTallyText({ report, per }: Tally, counted: Signature, { pack, say }: Context): void {
  for (const { name, span } of placeholdersOf(report.text)) {
    if (name === null) {
      say(
        error('syntax', span, 'there is no name in these braces', {
          label: 'expected `{name}` or `{name?}`',
          help: 'write `{{` for a brace',
        }),
      )
    } else if (name.text !== 'count' && !per.some(({ text }) => text === name.text)) {
      say(notAKey(name, per))
    } else if (isSecretValue(name, pack.scope(counted))) {
      say(
        error('secret-escapes', name.span, `\`${name.text}\` is a secret`, {
          label: 'a text would show it',
          help: 'leave it out of the text: it can be a key',
        }),
      )
    }
  }
}

function notAKey(name: Name, per: readonly Name[]): Diagnostic {
  const keys = ['count', ...per.map(({ text }) => text)]
  return error('unknown-capture', name.span, `this count has no key \`${name.text}\``, {
    label: 'not known here',
    help: didYouMean(name.text, keys) ?? `known are ${keys.join(' ')}`,
  })
}
