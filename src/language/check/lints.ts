// Advice about a signature as a whole, and about the words it sets.

import type { SetClause } from '../ast.js'
import { error, lint } from '../complaint.js'
import { didYouMean } from '../suggest.js'
import { eventsOf, reportsOf, stagesOf } from '../walk.js'
import type { Context } from './context.js'
import { fieldOf, productsOf } from './metadata.js'

export function checkLints(context: Context): void {
  checkReference(context)
  checkTested(context)
  const sets = stagesOf(context.signature)
    .flatMap(eventsOf)
    .flatMap((event) => event.sets)
  for (const set of sets) checkSet(set, sets, context)
}

function checkReference(context: Context): void {
  const { signature, say } = context
  if (fieldOf(context, 'reference')) return
  say(
    lint('no-reference', signature.name.span, `\`${signature.name.text}\` has no \`reference\``, {
      label: 'where does the protocol say so?',
      help: 'name the document, the client or the capture that its bytes come from',
    }),
  )
}

/** A signature that reports has a test that fires, and one that does not. What is armed only is tested by who arms it. */
function checkTested({ signature, pack, say }: Context): void {
  const { name, tests, params } = signature
  if (reportsOf(signature).length === 0) return
  if (!pack.tested.has(name.text)) {
    say(
      lint('no-test', name.span, `no test wants a report of \`${name.text}\``, {
        label: 'does it ever fire?',
        help: params
          ? `write a test of what arms it that ends with \`alert ${name.text} { … }\``
          : 'write `test "…" { … alert { … } }`',
      }),
    )
  }
  if (params === null && !tests.some(({ wanted }) => wanted.length === 0)) {
    say(
      lint('no-silent-test', name.span, `no test of \`${name.text}\` is silent`, {
        label: 'does it ever not fire?',
        help: 'write a test of what is nearly like it: `test "…" { … silent }`',
      }),
    )
  }
}

/** `outcome` and `product` take words of closed lists; other words are free, unless they are values as well. */
function checkSet({ name, value }: SetClause, sets: readonly SetClause[], context: Context): void {
  const { taxonomy, scope, say } = context
  const products = productsOf(context).map(({ text }) => text)
  const words =
    name.text === 'outcome'
      ? [...taxonomy.outcomes.keys()]
      : name.text === 'product'
        ? products
        : []
  const word =
    value.kind === 'string'
      ? Buffer.from(value.bytes).toString()
      : value.kind === 'name'
        ? value.text
        : ''
  const isValue = value.kind === 'name' && scope.resolve(value.text) !== null
  if (isValue) {
    const asWord = sets.find(
      (other) =>
        other.name.text === name.text &&
        other.value.kind === 'name' &&
        scope.resolve(other.value.text) === null,
    )
    if (!words.includes(word) && !(asWord && scope.bindings(word).some(({ by }) => by !== 'set')))
      return
    const [binding] = scope.bindings(word)
    say(
      lint('shadowed-word', value.span, `\`${word}\` is a value here, not a word`, {
        label: 'its value is set',
        notes: binding ? [{ span: binding.name.span, label: 'gets its value here' }] : [],
        help: `write \`"${word}"\` for the word, or give the capture another name`,
      }),
    )
  } else if (name.text === 'outcome' && !words.includes(word)) {
    say(
      lint('unknown-outcome', value.span, `\`${word}\` is not an outcome`, {
        label: 'not a word of the taxonomy',
        help: didYouMean(word, words) ?? `outcomes are ${words.join(' ')}`,
      }),
    )
  } else if (name.text === 'product' && !words.includes(word)) {
    const list = fieldOf(context, 'product')
    say(
      error('unknown-product', value.span, `\`${word}\` is not a product of this signature`, {
        label: '`set product` narrows the list of the metadata',
        notes: list ? [{ span: list.span, label: 'the list' }] : [],
        help: didYouMean(word, words) ?? `write \`product ${[...words, word].join(', ')}\` there`,
      }),
    )
  }
}
