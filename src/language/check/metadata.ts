// The lines at the top of a signature: which there must be, in which order, and out of which lists their words come.

import type { Field, Name } from '../ast.js'
import { error } from '../complaint.js'
import type { ErrorCode } from '../complaint.js'
import { didYouMean } from '../suggest.js'
import type { IdRange } from '../taxonomy.js'
import { reportsOf } from '../walk.js'
import type { Context } from './context.js'

const ORDER = [
  ...['id', 'rev', 'title', 'caveat', 'class', 'severity', 'confidence', 'product', 'risk'],
  ...['attack', 'ports', 'reference'],
]
const REQUIRED = ['id', 'rev', 'title', 'class', 'severity']

export function checkMetadata(context: Context): void {
  checkPresence(context)
  checkOrder(context)
  checkWords(context)
  checkPorts(context)
  checkState(context)
  checkId(context)
}

export function fieldOf({ signature }: Context, key: string): Field | undefined {
  return signature.fields.find((field) => field.key.text === key)
}

/** The first word of a line, if it has one: `class`, `severity`. */
export function wordOf(context: Context, key: string): Name | undefined {
  return fieldOf(context, key)?.values.find((value) => value.kind === 'name')
}

/** The products of a signature: those it names, else the first part of its name. */
export function productsOf(context: Context): Name[] {
  const named = fieldOf(context, 'product')?.values.filter((value) => value.kind === 'name')
  return named ?? [firstPart(context)]
}

function firstPart({ signature }: Context): Name {
  const { span, text } = signature.name
  const [first = text] = text.split('.')
  return { kind: 'name', text: first, span: { ...span, end: span.start + first.length } }
}

function checkPresence(context: Context): void {
  const { signature, say } = context
  const needed = wordOf(context, 'class')?.text === 'state' ? REQUIRED : [...REQUIRED, 'risk']
  const missing = needed.filter((key) => !fieldOf(context, key))
  if (missing.length === 0) return
  const words = missing.map((key) => `\`${key}\``).join(', ')
  say(
    error('missing-field', signature.name.span, `\`${signature.name.text}\` has no ${words}`, {
      label: 'its metadata should follow',
      help: `a signature has ${REQUIRED.map((key) => `\`${key}\``).join(', ')}, and \`risk\` unless its class is \`state\``,
    }),
  )
}

function checkOrder({ signature, say }: Context): void {
  let last: Field | undefined
  for (const field of signature.fields) {
    const { text, span } = field.key
    if (last && ORDER.indexOf(text) <= ORDER.indexOf(last.key.text)) {
      const twice = text === last.key.text
      const message = twice
        ? `\`${text}\` stands here twice`
        : `\`${text}\` stands before \`${last.key.text}\``
      say(
        error('metadata-order', span, message, {
          label: twice ? 'the second' : 'too late',
          notes: [{ span: last.key.span, label: twice ? 'the first' : 'should follow it' }],
          help: `the order is ${ORDER.join(' ')}`,
        }),
      )
    } else last = field
  }
}

function checkWords(context: Context): void {
  const { taxonomy } = context
  const oneOf = (key: string, code: ErrorCode, words: ReadonlyMap<string, unknown>) => {
    for (const value of fieldOf(context, key)?.values ?? []) {
      if (value.kind === 'name') checkWord(value, key, code, words, context)
    }
  }
  oneOf('class', 'unknown-class', taxonomy.classes)
  oneOf('severity', 'unknown-severity', taxonomy.severities)
  oneOf('confidence', 'unknown-confidence', taxonomy.confidences)
  oneOf('risk', 'unknown-risk', taxonomy.risks)
  if (fieldOf(context, 'product')) return oneOf('product', 'unknown-product', taxonomy.products)
  const product = firstPart(context)
  if (taxonomy.products.has(product.text)) return
  context.say(
    error('unknown-product', product.span, `\`${product.text}\` is not a product`, {
      label: 'taken from the name, since no `product` is given',
      help: `write for example \`product ${[...taxonomy.products.keys()][0] ?? ''}\`; ${ADDED}`,
    }),
  )
}

function checkWord(
  { text, span }: Name,
  what: string,
  code: ErrorCode,
  words: ReadonlyMap<string, unknown>,
  { say }: Context,
): void {
  if (words.has(text)) return
  const list = [...words.keys()].map((word) => `\`${word}\``)
  const shown = list.slice(0, 6).join(', ') + (list.length > 6 ? ', …' : '')
  say(
    error(code, span, `there is no ${what} \`${text}\``, {
      label: `not a ${what}`,
      expected: [`expected ${shown}`],
      help: didYouMean(text, words.keys()) ?? helpWith(what),
    }),
  )
}

const LAST_PORT = 65_535

/** Lists to which `taxonomy.json` may add. */
const OPEN: readonly string[] = ['product', 'class', 'risk']
const ADDED = '`taxonomy.json` beside the file adds your own'

function helpWith(list: string): string {
  const words = '`imids list --taxonomy` has the words'
  return OPEN.includes(list) ? `${words}; ${ADDED}` : words
}

function checkPorts(context: Context): void {
  for (const value of fieldOf(context, 'ports')?.values ?? []) {
    if (value.kind !== 'port') continue
    checkTransport(value.transport, context)
    const { from, to, span } = value
    if (from <= to && to <= LAST_PORT) continue
    context.say(
      error(
        'type-mismatch',
        span,
        from > to ? 'this range runs backwards' : 'there is no such port',
        {
          label: `ports are numbers up to ${LAST_PORT}, the lower one first`,
        },
      ),
    )
  }
}

export function checkTransport({ text, span }: Name, { say }: Pick<Context, 'say'>): void {
  if (text === 'tcp' || text === 'udp') return
  say(
    error('unknown-transport', span, `there is no transport \`${text}\``, {
      label: 'expected `tcp` or `udp`',
      help: didYouMean(text, ['tcp', 'udp']),
    }),
  )
}

export function checkPort(port: { value: number; span: Name['span'] }, { say }: Context): void {
  if (port.value <= LAST_PORT) return
  say(
    error('type-mismatch', port.span, 'there is no such port', {
      label: `ports are numbers up to ${LAST_PORT}`,
    }),
  )
}

/** `state` is what a signature that reports nothing is. */
function checkState(context: Context): void {
  const word = wordOf(context, 'class')
  const [report] = reportsOf(context.signature)
  if (word === undefined || (word.text === 'state') === (report === undefined)) return
  const message = report
    ? 'a signature of class `state` reports nothing'
    : 'a signature that reports nothing has the class `state`'
  context.say(
    error('unknown-class', word.span, message, {
      label: report ? 'this class is never written' : 'nothing of this class is ever written',
      notes: report ? [{ span: report.span, label: 'a report' }] : [],
      help: report ? 'give it the class of its report' : 'write `class state`, or add an `alert`',
    }),
  )
}

/** An id lies in the range of its class, if that has one, else in that of its product; or it is a user's own. */
function checkId(context: Context): void {
  const { taxonomy, signature, say } = context
  const id = fieldOf(context, 'id')?.values[0]
  const word = wordOf(context, 'class')
  if (id?.kind !== 'number' || id.value >= taxonomy.ownIds) return
  const product = firstPart(context).text
  const ofClass = word && taxonomy.classes.get(word.text)?.ids
  const range: IdRange | null | undefined = ofClass ?? taxonomy.products.get(product)?.ids
  if (range && id.value >= range[0] && id.value <= range[1]) return
  const whose = ofClass ? `class \`${word.text}\`` : `\`${product}\``
  say(
    error('id-range', id.span, `\`${id.value}\` is not an id of \`${signature.name.text}\``, {
      label: range
        ? `ids of ${whose} are ${range[0]} to ${range[1]}`
        : `${whose} has no ids of its own`,
      help: `ids from ${taxonomy.ownIds} are for your own signatures`,
    }),
  )
}
