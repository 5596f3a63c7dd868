// Messages: framers, and clauses with the fields that they select.

import type { FieldInfo } from '../../frame/framer.js'
import type { Clause, MessageTrigger, Name } from '../ast.js'
import { error, lint } from '../complaint.js'
import { didYouMean } from '../suggest.js'
import { messagesOf } from '../walk.js'
import { checkPattern } from './atoms.js'
import type { Context } from './context.js'
import { fieldAt, messagePlace, type Place } from './fields.js'
import { checkPipes } from './holes.js'

export function checkPatterns(context: Context): void {
  for (const dialogue of context.signature.dialogues) {
    for (const message of messagesOf(dialogue)) checkMessage(message, dialogue.transports, context)
  }
}

function checkMessage(
  { framer, pattern, clauses }: MessageTrigger,
  transports: readonly Name[],
  context: Context,
): void {
  const { framers, say } = context
  const info = framers.get(framer.text)?.info
  if (info === undefined) {
    const names = [...framers.keys()]
    say(
      error('unknown-framer', framer.span, `there is no framer \`${framer.text}\``, {
        label: 'how are the bytes cut into messages?',
        help: didYouMean(framer.text, names) ?? `framers are ${names.join(' ')}`,
      }),
    )
  } else {
    const reads = new Set<string>(info.transports)
    const other = transports.find(({ text }) => /^(tcp|udp)$/.test(text) && !reads.has(text))
    if (other) {
      say(
        error('unknown-framer', framer.span, `\`${framer.text}\` does not read ${other.text}`, {
          label: `reads ${info.transports.join(' and ')}`,
          notes: [{ span: other.span, label: 'asked for here' }],
        }),
      )
    }
    const [first] = pattern
    if (first && info.main === null) {
      say(
        error('unknown-field', first.span, `messages of \`${framer.text}\` have no main text`, {
          label: 'nothing to match this against',
          help: `name a field, for example \`.${info.fields[0]?.path ?? 'size'}\``,
        }),
      )
    }
  }
  checkPattern(pattern, { whole: false, numeric: false }, context)
  // Nothing can be said of the fields of a framer that is not known.
  const place = info && clauses.length > 0 ? messagePlace(info) : null
  for (const clause of clauses) checkClause(clause, place, false, context)
}

// ---- clauses

function checkClause(
  clause: Clause,
  place: Place | null,
  inRecord: boolean,
  context: Context,
): void {
  const { say } = context
  const field = place && fieldAt(clause.path, place, context)
  switch (clause.kind) {
    case 'absent':
      return
    case 'field':
      if (field?.type === 'record') {
        const path = `.${field.path}`
        say(
          error('type-mismatch', clause.path.span, `\`${path}\` is a record`, {
            label: 'it has fields, and no text of its own',
            help: `write \`some ${path} { … }\` for one of them, \`each ${path} { … }\` for all`,
          }),
        )
      }
      return checkFieldClause(clause, field, context)
    case 'some':
    case 'each':
      if (inRecord) {
        say(
          error('nested-each', clause.span, `\`${clause.kind}\` stands inside another`, {
            label: 'records have no records',
            help: 'write it beside the other',
          }),
        )
      }
      if (field && !field.fields) {
        say(
          error('type-mismatch', clause.path.span, `\`.${field.path}\` is not a record`, {
            label: 'it has no fields of its own',
            help: `write a pattern behind \`.${field.path}\`: the first occurrence that matches is taken`,
          }),
        )
      }
      for (const one of clause.clauses) {
        const inside = field?.fields
        const name = field && `\`.${field.path}\``
        checkClause(one, inside && name ? { name, fields: inside } : null, true, context)
      }
  }
}

function checkFieldClause(
  { pattern, pipes }: Extract<Clause, { kind: 'field' }>,
  field: FieldInfo | null,
  context: Context,
): void {
  const { say } = context
  const numeric = field?.type === 'number'
  checkPipes(pipes, numeric, context)
  checkPattern(pattern, { whole: true, numeric: field === null ? null : numeric }, context)
  const last = pattern[pattern.length - 1]
  if (last?.kind === 'end') {
    say(
      lint('redundant-end', last.span, '`end` says nothing here', {
        label: 'a field is matched as a whole',
        help: 'leave it out',
      }),
    )
  }
  pattern.forEach((atom, index) => {
    const before = pattern[index - 1]
    if (atom.kind !== 'string' || before?.kind !== 'string') return
    say(
      lint('adjacent-literals', atom.span, 'two literals in a row', {
        label: 'part of the field, not of the main text',
        notes: [{ span: before.span, label: 'the field begins here' }],
        help: 'the pattern for the main text stands before all fields; or write one literal',
      }),
    )
  })
}
