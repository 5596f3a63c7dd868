// Mistakes that the lexer names: known before anything is parsed.

import { isIPv4, isIPv6 } from 'node:net'
import { error } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import type { Token, TokenType } from '../lexer.js'

/** Brackets within brackets. Far more than a signature has; it keeps the depth of the tree small. */
const MAX_DEPTH = 32

/** Complains of each token that is none of the language. */
export function tokenMistakes(tokens: readonly Token[]): Diagnostic[] {
  const found: Diagnostic[] = []
  const strays = new Set<string>()
  let depth = 0
  for (const token of tokens) {
    // One of a kind: who ends lines with `;` ends all of them so.
    if (token.type === 'stray' && strays.has(token.value)) continue
    if (token.type === 'stray') strays.add(token.value)
    const mistake = MISTAKES[token.type]?.(token)
    if (mistake) found.push(mistake)
    if (token.value === '(' || token.value === '{') depth++
    if (token.value === ')' || token.value === '}') depth--
    if (depth > MAX_DEPTH) return [...found, tooDeep(token)]
  }
  return found
}

const MISTAKES: Partial<Record<TokenType, (token: Token) => Diagnostic | null>> = {
  open_string: ({ span }) =>
    error('unterminated-string', span, 'this string has no closing quote', {
      label: 'the string starts here and runs to the end of the line',
      help: 'end it with `"`; write a line break inside a string as `\\r\\n`',
    }),

  wrong_escape: ({ value, span }) => {
    const known = /^(?:[^\\]|\\[rnt"\\]|\\x[0-9a-fA-F]{2})*/.exec(value)?.[0].length ?? 0
    const escape = value.slice(known, known + 2)
    const start = span.start + known
    return error('syntax', { ...span, start, end: start + 2 }, `there is no escape \`${escape}\``, {
      label: 'in a string a backslash begins an escape',
      help: `write \`\\\\\` for a backslash; escapes are \`\\r \\n \\t \\" \\\\ \\xHH\``,
    })
  },

  wrong_comment: ({ span }) =>
    error('syntax', span, 'this is not a comment', {
      help: 'a comment begins with `#` and runs to the end of the line',
    }),

  wrong_expression: ({ value, span }) => {
    const [, expression = '', flags = ''] = /^\/(.*)\/([a-z]*)$/.exec(value) ?? []
    const written = `re("${expression.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"${flags.includes('i') ? 'i' : ''})`
    return error('syntax', span, 'a regular expression does not stand between slashes', {
      label: 'expected an atom',
      help: `write \`${written}\`, or name what it takes: \`name:${written}\``,
    })
  },

  open_hex: ({ value, span }) =>
    error('bad-hex', span, 'this is not a byte literal', {
      label: 'expected pairs of hex digits, or `??`, between bars',
      help: /^\|[\s\w?]*\|?$/.test(value)
        ? 'for example |2a 01 ?? 00|'
        : 'alternatives are written `any(a, b)`; bytes for example |2a 01 ?? 00|',
    }),

  wrong_arrow: ({ value, span }) =>
    error('unknown-arrow', span, `there is no \`${value}\` arrow`, {
      label: 'not a direction',
      help: 'use `->` to the server, `<-` to the client, `<>` for either',
    }),

  wrong_number: ({ value, span }) => {
    const [, count = '', unit = ''] = /^(\d+)([a-zA-Z]+)$/.exec(value) ?? []
    if (unit === '') return error('syntax', span, `\`${value}\` is not a number`, NUMBERS)
    return error('missing-unit', span, `\`${unit}\` is not a unit of time`, {
      label: 'neither a number nor a duration',
      help: `write \`${count}s\`; units are ms, s, m and h`,
    })
  },

  number: ({ value, span }) =>
    Number.isSafeInteger(Number(value))
      ? null
      : error('syntax', span, `\`${value}\` is too large`, {
          label: 'numbers go up to 9007199254740991',
          help: 'compare longer values as bytes, for example with |ff ff ff ff ff ff ff ff|',
        }),

  duration: ({ value, span }) =>
    parseInt(value, 10) <= 1e9
      ? null
      : error('syntax', span, `\`${value}\` is too long`, { label: 'no capture lasts so long' }),

  ip: ({ value, span }) => {
    const address = value.replace(/[[\]]/g, '')
    if (isIPv4(address) || isIPv6(address)) return null
    return error('syntax', span, `\`${value}\` is not an address`, {
      help: 'for example `10.0.0.1` or `[2001:db8::1]`',
    })
  },

  wrong_selector: ({ value, span }) =>
    error('syntax', span, `\`${value}\` is not a field`, {
      label: 'fields are lower case letters, digits and `_`',
      help: 'a name that the traffic chooses is a key: `.header["User-Agent"]`',
    }),

  stray: ({ value, span }) =>
    error('syntax', span, `unexpected character \`${value}\``, {
      label: 'nothing of the language begins with it',
      help: STRAYS[value] ?? null,
    }),
}

const NUMBERS = { label: 'digits, or `0x` and hex digits' }

const STRAYS: Readonly<Record<string, string>> = {
  ';': 'leave it out: nothing separates lines',
  '!': 'there is no negation: a field that must not be there is `.path absent`, a value is ruled out with `where x != "y"`',
  $: 'there are no variables: ports and addresses decide nothing here, and lists of values are constants',
  "'": 'strings stand in double quotes',
  '“': 'strings stand in plain double quotes `"`',
  '”': 'strings stand in plain double quotes `"`',
  '\u00a0': 'this is a no-break space: write an ordinary one',
  '*': 'write `...` for any bytes',
  '+': 'there is no arithmetic',
  '-': 'negative numbers are not needed: numbers on the wire are unsigned, `int` reads a sign',
  '&': 'there are no bit masks; conditions are joined with `and`',
  '.': 'a field is `.name`, any bytes are `...`, a range of ports is `6346..6349`',
}

function tooDeep({ span }: Token): Diagnostic {
  return error('syntax', span, 'this is nested too deeply', {
    label: `more than ${MAX_DEPTH} brackets are open here`,
  })
}
