// Counts: of what, by which keys, and what their texts can say.

import type { Name, Signature, Tally } from '../ast.js'
import { error } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import { didYouMean } from '../suggest.js'
import { builtins } from '../types.js'
import type { Context } from './context.js'
import { unknownSignature } from './expectations.js'
import { notAName, placeholdersOf } from './placeholders.js'

/** The most that is counted of one tuple. */
const LARGEST_COUNT = 1_000

export function checkCount(context: Context): void {
  const { signature, pack, say } = context
  const { tally } = signature
  if (tally === null) return
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
      say(notAName(span))
    } else if (name.text !== 'count' && !per.some(({ text }) => text === name.text)) {
      say(notAKey(name, per))
    } else if (pack.scope(counted).isSecretValue(name.text)) {
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
