// Mistakes that are known by where they stand: the token that came, what could have come, and what came before.
// A row that knows its situation says more than the chart can.

import type { Span } from '../ast.js'
import { error } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import type { Token } from '../lexer.js'
import type { Wanted } from './chart.js'
import { foreignHeader, foreignOption } from './foreign.js'

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
/** What might stand behind some of them. */
const WORDS: Readonly<Record<string, string>> = {
  class: 'cleartext-credentials',
  severity: 'medium',
  confidence: 'high',
  product: 'msn',
  risk: 'unencrypted',
  attack: 'T1040',
}
const isKey = (token: Token | undefined): token is Token =>
  token !== undefined && METADATA.includes(token.value)

const ROWS: readonly Row[] = [
  function optionOfAnotherLanguage({ stop, before }) {
    const line = before.filter((token) => sameLine(token, stop))
    const word = line.find((_, index) => line[index - 1]?.value === ':')
    return foreignOption(stop) ?? (word ? foreignOption(word) : null)
  },

  function header({ stop, wanted, before: [word] }) {
    const report = word?.value === 'alert' && /^(tcp|udp|ip|icmp|http|any)$/.test(stop.value)
    const place = /^(any|port)$/.test(stop.value) || /^(number|arrow|ip)$/.test(stop.type)
    return report || (place && wanted.reading === 'a dialogue') ? foreignHeader(stop.span) : null
  },

  function comma({ stop, next, wanted }) {
    if (stop.value !== ',' || !inPattern(wanted)) return null
    const option = next && foreignOption(next)
    if (option) return option
    return error('syntax', stop.span, 'no comma stands in a pattern', {
      label: 'not wanted here',
      help: 'write one behind the other, with blanks between',
    })
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
    return late ? tooLate(stop) : null
  },

  function keyBehindReport({ before: [key], wanted }) {
    return isKey(key) && onlyWord(wanted, ':') ? tooLate(key) : null
  },

  function portWithoutTransport({ stop, before: [key] }) {
    if (key?.value !== 'ports' || stop.type !== 'number') return null
    return error('syntax', stop.span, 'a port stands behind its transport', {
      label: 'of tcp or udp?',
      help: `for example \`ports tcp/${stop.value}\``,
    })
  },

  function wordWanted({ stop, before: [key], wanted }) {
    if (!isKey(key) || !onlyTypes(wanted, 'name') || !/^(number|string)$/.test(stop.type))
      return null
    return error('syntax', stop.span, `\`${key.value}\` takes a word`, {
      label: `a ${stop.type} here`,
      help: `for example \`${key.value} ${WORDS[key.value] ?? 'name'}\`; \`imids list --taxonomy\` has the words`,
    })
  },

  function messageOutsideDialogue({ stop, next, wanted }) {
    const labelled = stop.type === 'name' && next?.value === ':'
    if (wanted.reading !== 'the signature metadata' || !(stop.type === 'arrow' || labelled))
      return null
    return error('syntax', stop.span, `\`${stop.value}\` stands outside of a dialogue`, {
      label: 'the first of what is said there',
      help: 'write `dialogue tcp {` in front of it, and `}` behind what it reports',
    })
  },

  function transportOutsideDialogue({ stop, next, wanted }) {
    if (wanted.reading !== 'the signature metadata' || !/^(tcp|udp)$/.test(stop.value)) return null
    if (!/^([{,]|peer|within)$/.test(next?.value ?? '')) return null
    return error('syntax', stop.span, `\`${stop.value}\` stands outside of a dialogue`, {
      label: 'the transport of one?',
      help: `write \`dialogue ${stop.value}\``,
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

  function conditionWithoutWhere({ stop, wanted }) {
    if (stop.type !== 'compare' || !inPattern(wanted)) return null
    return error('syntax', stop.span, `\`${stop.value}\` stands in conditions`, {
      label: 'a pattern compares nothing',
      help: 'a condition stands behind the pattern: `where name == "text"`; `=name` demands the same value again',
    })
  },

  function durationInPattern({ stop, wanted }) {
    if (stop.type !== 'duration' || !inPattern(wanted)) return null
    return error('syntax', stop.span, 'a duration has no place in a pattern', {
      label: 'what should happen then?',
      help: `write \`or after ${stop.value}\` as another event, or \`within ${stop.value}\` behind the transport`,
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

  function reportWithoutText({ stop, wanted, before: [word] }) {
    if (!/^(alert|record)$/.test(word?.value ?? '') || !wanted.types.has('string')) return null
    return error('missing-value', stop.span, `\`${word?.value}\` has no text`, {
      label: 'expected a "string"',
      help: `write for example \`${word?.value} "sign-on by {account}"\`: values stand in braces`,
    })
  },

  function valueBehindText({ before: [name, text, word], wanted }) {
    const report = text?.type === 'string' && /^(alert|record)$/.test(word?.value ?? '')
    if (!report || name?.type !== 'name' || !onlyWord(wanted, ':')) return null
    return error('syntax', name.span, `\`${name.value}\` stands behind the text`, {
      label: 'read as the label of another stage',
      help: `values are written into the text: \`{${name.value}}\``,
    })
  },

  function keyWithoutQuotes({ stop, before: [open, selector] }) {
    if (open?.value !== '[' || selector?.type !== 'selector' || stop.type !== 'name') return null
    return error('syntax', stop.span, 'a key stands in quotes', {
      label: 'not a string, nor a number',
      help: `write \`${selector.value}["${stop.value}"]\``,
    })
  },

  function braceNotClosed({ stop, before, wanted }) {
    const next = /^(test|dialogue|signature|const)$/.test(stop.value)
    const open = next && wanted.words.has('}') ? openBrace(before) : null
    if (open === null) return null
    return error('syntax', stop.span, `unexpected keyword \`${stop.value}\``, {
      label: `while reading ${wanted.reading}`,
      notes: [{ span: open.span, label: 'opened here' }],
      help: `end it with \`}\` before \`${stop.value}\``,
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

function tooLate({ value, span }: Token): Diagnostic {
  return error('syntax', span, `\`${value}\` comes too late`, {
    label: 'the dialogue has begun, or ended',
    help: 'metadata stands at the top of the signature, before its dialogues',
  })
}

/** @param before tokens, the nearest first */
function openBrace(before: readonly Token[]): Token | null {
  let closed = 0
  for (const token of before) {
    if (token.value === '}') closed++
    if (token.value === '{' && closed-- === 0) return token
  }
  return null
}

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

function inPattern({ words, types }: Wanted): boolean {
  return words.has('maybe') && types.has('hex')
}

function onlyWord({ words, types }: Wanted, word: string): boolean {
  return types.size === 0 && words.size === 1 && words.has(word)
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
