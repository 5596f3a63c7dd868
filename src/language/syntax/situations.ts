// Mistakes that are known by where they stand: the token that came, what could have come, and what came before.
// A row that knows its situation says more than the chart can.

import type { Span } from '../ast.js'
import { error } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import type { Token } from '../lexer.js'
import type { Wanted } from './chart.js'
import { foreignOption } from './foreign.js'

export interface Situation {
  /** The token that fitted nothing. */
  readonly stop: Token
  readonly wanted: Wanted
  /** Tokens of the item before it, the nearest first. */
  readonly before: readonly Token[]
  readonly next: Token | undefined
}

type Row = (situation: Situation) => Diagnostic | null

export function situationOf(situation: Situation): Diagnostic | null {
  for (const row of ROWS) {
    const found = row(situation)
    if (found) return found
  }
  return null
}

const METADATA = [
  ...['id', 'rev', 'title', 'caveat', 'class', 'severity', 'confidence', 'product', 'risk'],
  ...['attack', 'ports', 'reference'],
]
const isKey = (token: Token | undefined): token is Token =>
  token !== undefined && METADATA.includes(token.value)

const ROWS: readonly Row[] = [
  function optionOfAnotherLanguage({ stop, before }) {
    const line = before.filter((token) => sameLine(token, stop))
    const word = line.find((_, index) => line[index - 1]?.value === ':')
    return foreignOption(stop) ?? (word ? foreignOption(word) : null)
  },

  function keyWithColon({ stop, before: [key] }) {
    if (!isKey(key) || !/^[:=]$/.test(stop.value)) return null
    return error('syntax', stop.span, `no \`${stop.value}\` stands behind \`${key.value}\``, {
      label: 'not wanted here',
      help: `write \`${key.value}\` and its value, with blanks between`,
    })
  },

  function keyTakenForValue({ before: [value, key], wanted }) {
    if (!isKey(value) || !isKey(key) || wanted.reading === 'a field clause') return null
    return missing(value.span, key.value, `\`${value.value}\` was read as its value`)
  },

  function keyWithoutValue({ stop, before: [key], wanted }) {
    if (!isKey(key) || wanted.reading !== 'the signature metadata') return null
    if (stop.type !== 'keyword' && stop.value !== '}' && !isKey(stop)) return null
    return missing(key.span, key.value, 'its value should follow')
  },

  function keyBehindDialogue({ stop, wanted }) {
    const late = isKey(stop) && wanted.words.has('test') && !wanted.words.has(stop.value)
    if (!late) return null
    return error('syntax', stop.span, `\`${stop.value}\` comes too late`, {
      label: 'the dialogue has begun, or ended',
      help: 'metadata stands at the top of the signature, before its dialogues',
    })
  },

  function dialogueWithoutTransport({ stop, before: [word] }) {
    if (word?.value !== 'dialogue' || stop.type === 'name') return null
    return error('missing-value', word.span, '`dialogue` has no transport', {
      label: 'its transport should follow',
      help: 'write `dialogue tcp {`, `dialogue udp {` or `dialogue tcp, udp {`',
    })
  },

  function peerBehindWithin({ stop, wanted }) {
    if (stop.value !== 'peer' || wanted.reading !== 'a dialogue') return null
    return error('syntax', stop.span, '`peer` comes before `within`', {
      label: 'too late',
      help: 'for example `dialogue tcp peer within 60s {`',
    })
  },

  function durationWithoutUnit({ stop, wanted }) {
    if (!onlyTypes(wanted, 'duration') || stop.type !== 'number') return null
    return error('missing-unit', stop.span, 'a duration needs a unit', {
      label: `how long is ${stop.value}?`,
      help: `write \`${stop.value}s\`; units are ms, s, m and h`,
    })
  },

  function setWithoutValue({ before: [equals, name, word] }) {
    if (equals?.value !== '=' || word?.value !== 'set' || name === undefined) return null
    return missing(across(word, equals), `set ${name.value} =`, 'its value should follow')
  },

  function gotoWithoutLabel({ stop, before: [word] }) {
    if (word?.value !== 'goto' || stop.type === 'name') return null
    return missing(word.span, 'goto', 'a label, `done` or `drop` should follow')
  },

  function clauseOrder({ stop, wanted, before }) {
    if (!/^(where|set|goto)$/.test(stop.value) || wanted.reading !== 'a state') return null
    if (!before.some(({ value }) => /^(where|set|goto)$/.test(value))) return null
    return error('syntax', stop.span, `\`${stop.value}\` comes too late`, {
      label: 'the event has ended',
      help: 'the order is: pattern, `where`, `set`, `goto`; conditions are joined with `and`',
    })
  },

  function assignmentAsComparison({ stop, wanted }) {
    if (stop.value !== '=' || !wanted.types.has('compare')) return null
    return error('syntax', stop.span, '`=` does not compare', {
      label: 'expected a comparison',
      help: 'write `==`; others are `!=`, `<`, `<=`, `>` and `>=`',
    })
  },

  function comparisonAsAssignment({ stop, wanted }) {
    if (stop.value !== '==' || !wanted.words.has('=')) return null
    return error('syntax', stop.span, '`==` does not assign', {
      label: 'expected `=`',
      help: 'write `=` in `set`; `==` stands in `where`',
    })
  },

  function orInCondition({ stop, before: [or, ...earlier], next }) {
    const condition = next?.type === 'compare' && /^(name|string|number)$/.test(stop.type)
    if (or?.value !== 'or' || !condition || !earlier.some(({ value }) => value === 'where'))
      return null
    return error('syntax', or.span, 'conditions have no `or`', {
      label: 'begins another event',
      help: 'alternatives are events: write the message again behind `or`, with the other condition',
    })
  },

  function arrowWithoutFramer({ stop, wanted, before: [arrow] }) {
    if (arrow?.type !== 'arrow' || wanted.types.has('string')) return null
    return error('missing-value', stop.span, `\`${arrow.value}\` has no framer`, {
      label: 'how are the bytes cut into messages?',
      help: `write for example \`${arrow.value} line ${brief(stop.value)}\`; \`imids list --framers\` has them all`,
    })
  },

  function fieldWithoutPattern({ stop, wanted, before }) {
    if (!wanted.words.has('absent') || stop.type === 'pipe') return null
    const start = before.findIndex(({ type }) => type === 'selector')
    const field = before.slice(0, start + 1).reverse()
    const path = field.map(({ value }) => value).join('')
    const [first = stop] = field
    return error('missing-value', across(first, before[0] ?? first), `\`${path}\` has no pattern`, {
      label: 'what must it be?',
      help: `write a pattern behind it, \`...\` for anything, or \`absent\``,
    })
  },

  function testWithoutVerdict({ stop, wanted }) {
    if (stop.value !== '}' || !wanted.words.has('silent')) return null
    return error('missing-value', stop.span, 'this test wants nothing', {
      label: 'what should be reported by now?',
      help: 'end it with `silent`, or with what it raises: `alert { account = "buddy" }`',
    })
  },

  function numberAsBytes({ stop, wanted }) {
    const bytes = wanted.types.has('string') && wanted.types.has('hex')
    if (stop.type !== 'number' || !bytes) return null
    const byte = (Number(stop.value) % 256).toString(16).padStart(2, '0')
    return error('syntax', stop.span, 'a number has no place here', {
      label: 'neither bytes nor text',
      help: `write \`"${stop.value}"\` for text or |${byte}| for a byte`,
    })
  },

  function group({ stop, wanted }) {
    if (stop.value !== '(' || !wanted.words.has('maybe')) return null
    return error('syntax', stop.span, 'parentheses do not group', {
      label: 'expected an atom',
      help: 'write `any(a, b)` for alternatives, `maybe(a)` for what may be missing',
    })
  },

  function reservedName({ stop, wanted, next, before: [last] }) {
    const only = onlyTypes(wanted, 'name') || (next?.value === ':' && wanted.types.has('name'))
    if (stop.type === 'keyword' && only) return notAName(stop)
    return stop.value === ':' && last?.type === 'keyword' ? notAName(last) : null
  },
]

function missing(span: Span, what: string, label: string): Diagnostic {
  const help = what.startsWith('set')
    ? `for example \`${what} accepted\``
    : `write it behind \`${what}\``
  return error('missing-value', span, `\`${what}\` has no value`, { label, help })
}

function notAName({ value, span }: Token): Diagnostic {
  return error('syntax', span, `\`${value}\` cannot be a name`, {
    label: 'a word of the language',
    help: `choose another name, for example \`${value}_1\``,
  })
}

function onlyTypes({ words, types }: Wanted, type: 'duration' | 'name'): boolean {
  return words.size === 0 && types.size === 1 && types.has(type)
}

function across(first: Token, last: Token): Span {
  return { ...first.span, end: last.span.end }
}

function sameLine({ span }: Token, later: Token): boolean {
  return !span.source.text.slice(span.end, later.span.start).includes('\n')
}

function brief(text: string): string {
  return text.length > 40 ? text.slice(0, 39) + '…' : text
}
