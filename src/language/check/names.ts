// Names: that each is given once, can be a key of EVE, and means the same everywhere.

import type { Clause, Const, Item, MessageTrigger, Name, Pattern, Signature, Span } from '../ast.js'
import { error, lint } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import type { Binding } from '../scope.js'
import { builtins, engineKeys, types, type Kind } from '../types.js'
import { messagesOf, stagesOf, eventsOf } from '../walk.js'
import type { Context, Knowledge } from './context.js'

type Say = (diagnostic: Diagnostic) => void

// ---- of the whole pack

export function checkPackNames(knowledge: Knowledge, say: Say): void {
  const { items } = knowledge.pack
  checkTwins(items, say)
  const signatures = items.filter((item) => item.kind === 'signature')
  checkIds(signatures, say)
  checkTypes(signatures, knowledge, say)
}

function checkTwins(items: readonly Item[], say: Say): void {
  const first = new Map<string, Item>()
  for (const item of items) {
    const { text, span } = item.name
    const twin = first.get(text)
    if (twin === undefined) first.set(text, item)
    else say(twice(span, twin.name.span, text, 'names are known in the whole pack'))
  }
}

function twice(span: Span, first: Span, text: string, help: string | null = null): Diagnostic {
  return error('duplicate-name', span, `\`${text}\` is declared twice`, {
    label: 'declared again',
    notes: [{ span: first, label: 'declared here first' }],
    help,
  })
}

function checkIds(signatures: readonly Signature[], say: Say): void {
  const first = new Map<number, Span>()
  for (const { fields } of signatures) {
    const id = fields.find(({ key }) => key.text === 'id')?.values[0]
    if (id?.kind !== 'number') continue
    const twin = first.get(id.value)
    if (twin === undefined) {
      first.set(id.value, id.span)
      continue
    }
    say(
      error('duplicate-id', id.span, `the id ${id.value} is taken`, {
        label: 'given again',
        notes: [{ span: twin, label: 'given here first' }],
      }),
    )
  }
}

/** One name has one type in EVE, in all signatures. */
function checkTypes(
  signatures: readonly Signature[],
  { pack, taxonomy }: Knowledge,
  say: Say,
): void {
  const first = new Map<string, { type: string; span: Span | null }>()
  for (const [name, { type }] of taxonomy.names) first.set(name, { type, span: null })
  for (const signature of signatures) {
    const scope = pack.scope(signature)
    for (const name of scope.names()) {
      const wrong = scope.bindings(name).find(({ kind, name: { span } }) => {
        const type = eveType(kind)
        const known = first.get(name)
        if (type !== null && known === undefined) first.set(name, { type, span })
        return type !== null && known !== undefined && known.type !== type
      })
      const known = first.get(name)
      if (wrong === undefined || known === undefined) continue
      const type = eveType(wrong.kind)
      say(
        lint('mixed-type', wrong.name.span, `\`${name}\` has two types in the pack`, {
          label: `a ${type} here`,
          notes: known.span ? [{ span: known.span, label: `a ${known.type} here` }] : [],
          help: known.span
            ? 'one name has one type: give one of them another name'
            : `\`${name}\` is a standard name, always a ${known.type}`,
        }),
      )
    }
  }
}

function eveType(kind: Kind): string | null {
  if (kind === 'unknown') return null
  return kind === 'number' || kind === 'list' ? kind : 'string'
}

// ---- of a constant

export function checkConstant({ name, values }: Const, say: Say): void {
  if (types.has(name.text)) {
    say(
      error('const-is-type', name.span, `\`${name.text}\` is a type`, {
        label: 'a constant cannot be called so',
        help: `choose another name, for example \`my.${name.text}\``,
      }),
    )
  }
  const [first, ...others] = values
  const numeric = first?.kind === 'number'
  const stranger = others.find(({ kind }) => (kind === 'number') !== numeric)
  if (!first || !stranger) return
  const [one, other] = numeric ? ['a number', 'bytes'] : ['bytes', 'a number']
  say(
    error('mixed-const', stranger.span, `\`${name.text}\` mixes numbers with bytes`, {
      label: other,
      notes: [{ span: first.span, label: one }],
      help: 'numbers are for numeric fields, strings and bytes for all others: write two constants',
    }),
  )
}

// ---- of a signature

export function checkNames(context: Context): void {
  const { signature, scope, say } = context
  if (/[A-Z]/.test(signature.name.text)) {
    say(
      error(
        'bad-name',
        signature.name.span,
        `\`${signature.name.text}\` is not a signature's name`,
        {
          label: 'expected lower case letters',
          help: `for example \`${signature.name.text.toLowerCase()}\``,
        },
      ),
    )
  }
  const params = new Map<string, Span>()
  for (const { name } of signature.params ?? []) {
    const first = params.get(name.text)
    if (first) say(twice(name.span, first, name.text))
    else params.set(name.text, name.span)
  }
  for (const name of scope.names()) checkBindings(scope.bindings(name), context)
  for (const { sets } of stagesOf(signature).flatMap(eventsOf)) {
    for (const { name } of sets) if (name.text.startsWith('flow.')) checkFact(name, context)
  }
  for (const message of signature.dialogues.flatMap(messagesOf)) checkCaptures(message, context)
}

const CAPTURE_NAME = /^[a-z][a-z0-9_]*$/
/** Names of captures that are hardly ever anything but a secret. Not `cookie`: offers have some that give nothing away. */
const SECRETS = ['password', 'ticket', 'auth', 'response']

function checkBindings(bindings: readonly Binding[], { taxonomy, say }: Context): void {
  const [first] = bindings
  if (first === undefined) return
  const { text, span } = first.name
  if (!CAPTURE_NAME.test(text)) {
    const better = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
    say(
      error('bad-name', span, `\`${text}\` cannot be the name of a value`, {
        label: 'expected lower case letters, digits and `_`',
        help: `it becomes a key of EVE: write for example \`${better}\``,
      }),
    )
  }
  if (engineKeys.has(text)) {
    say(
      error('engine-name', span, `\`${text}\` is a key of the engine's own`, {
        label: 'a report has it already',
        help: `choose another name; taken are ${[...engineKeys].join(' ')}`,
      }),
    )
  }
  const standard = [...taxonomy.names].find(([, { not }]) => not.includes(text))
  if (standard) {
    say(
      lint('synonym', span, `\`${text}\` has a standard name`, {
        label: `called \`${standard[0]}\` in other signatures`,
        help: `\`${standard[0]}\`: ${standard[1].text}`,
      }),
    )
  }
  const open = bindings.find(
    ({ by, secret }) => (by === 'capture' || by === 'parameter') && !secret,
  )
  if (SECRETS.includes(text) && open) {
    say(
      lint('cleartext-not-secret', open.name.span, `\`${text}\` is not marked as a secret`, {
        label: 'it will be written to every output',
        help: `write \`secret ${text}\``,
      }),
    )
  }
}

function checkFact(name: Name, { say }: Context): void {
  const { text, span } = name
  if (builtins.has(text)) {
    say(
      error('engine-name', span, `\`${text}\` is known by itself`, {
        label: 'it cannot be set',
        help: 'a fact of the flow needs a name of its own, for example `flow.account`',
      }),
    )
  } else if (!CAPTURE_NAME.test(text.slice('flow.'.length))) {
    say(
      error('bad-name', span, `\`${text}\` cannot be the name of a fact`, {
        label: 'expected lower case letters, digits and `_` behind `flow.`',
      }),
    )
  }
}

/** A name is captured once in a message, or once in each alternative. */
function checkCaptures({ pattern, clauses }: MessageTrigger, { say }: Context): void {
  const inPattern = (atoms: Pattern, seen: Map<string, Name>): void => {
    for (const atom of atoms) {
      if (atom.kind === 'any') atom.alternatives.forEach((one) => inPattern(one, new Map(seen)))
      if (atom.kind === 'maybe') inPattern(atom.pattern, seen)
      if (atom.kind !== 'hole' || atom.name === null) continue
      const { text, span } = atom.name
      const first = seen.get(text)
      if (first === undefined) {
        seen.set(text, atom.name)
        continue
      }
      say(
        error('duplicate-name', span, `\`${text}\` is captured twice in one message`, {
          label: 'captured again',
          notes: [{ span: first.span, label: 'captured here first' }],
          help: `write \`=${text}\` to demand the same value again`,
        }),
      )
    }
  }
  const inClause = (clause: Clause, seen: Map<string, Name>): void => {
    if (clause.kind === 'field') inPattern(clause.pattern, seen)
    if (clause.kind === 'some' || clause.kind === 'each') {
      clause.clauses.forEach((one) => inClause(one, seen))
    }
  }
  const seen = new Map<string, Name>()
  inPattern(pattern, seen)
  for (const clause of clauses) inClause(clause, seen)
}
