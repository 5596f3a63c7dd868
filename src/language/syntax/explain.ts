// Why a piece of a file is not a constant or signature. Three sources, in this order: mistakes that the lexer
// names, situations that are known, and the parser's chart.

import type nearley from 'nearley'
import type { Span } from '../ast.js'
import { error } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'
import type { Token } from '../lexer.js'
import { didYouMean } from '../suggest.js'
import { describe, wantedBy } from './chart.js'
import { foreignOptions, foreignRule } from './foreign.js'
import { situationOf } from './situations.js'
import { tokenMistakes } from './tokens.js'

/** Words that are named in a message before it says `…`. */
const NAMED = 6

/** What can be said of a piece without parsing it. */
export function knownMistakes(tokens: readonly Token[]): Diagnostic[] {
  const begins = tokens[0]?.value === 'const' || tokens[0]?.value === 'signature'
  const rule = begins ? null : foreignRule(tokens)
  const options = foreignOptions(tokens)
  if (rule) return [rule, ...options]
  return options.length > 0 ? options : tokenMistakes(tokens)
}

/** @param stop index of the token that the parser could not take, or null where all were taken and more was wanted */
export function explain(
  parser: nearley.Parser,
  tokens: readonly Token[],
  stop: number | null,
): Diagnostic {
  const wanted = wantedBy(parser, stop === null)
  const token = stop === null ? undefined : tokens[stop]
  if (stop === null || token === undefined) return unfinished(tokens, wanted.reading)
  const before = tokens.slice(0, stop).reverse()
  const known = situationOf({ stop: token, wanted, before, next: tokens[stop + 1] })
  if (known) return known

  const expected = describe(wanted)
  const words = expected.slice(0, NAMED).join(', ') + (expected.length > NAMED ? ', …' : '')
  const written = token.value.length > 40 ? token.value.slice(0, 39) + '…' : token.value
  const keyword = token.type === 'keyword' ? 'keyword ' : ''
  return error('syntax', token.span, `unexpected ${keyword}\`${written}\``, {
    label: `while reading ${wanted.reading}`,
    expected: words === '' ? [] : [`expected ${words}`],
    help: /^\w/.test(token.value) ? didYouMean(token.value, wanted.words) : null,
  })
}

/** The tokens ran out. Most often a brace is missing, so the innermost open one is shown. */
function unfinished(tokens: readonly Token[], reading: string): Diagnostic {
  const last = tokens[tokens.length - 1]
  if (last === undefined) throw new Error('a piece of a file has a token')
  const open: Token[] = []
  for (const token of tokens) {
    if (/^[({[]$/.test(token.value)) open.push(token)
    if (/^[)}\]]$/.test(token.value)) open.pop()
  }
  const brace = open[open.length - 1]
  const { source, end } = last.span
  const behind: Span = { source, start: end, end }
  const rest = source.text.slice(end).replace(/^\s*(?:#[^\n]*\s*)*/, '')
  const where = rest === '' ? 'end of file' : `\`${/^\S+/.exec(rest)?.[0]}\``
  return error('syntax', behind, `unexpected ${where}`, {
    label: `while reading ${reading}`,
    notes: brace ? [{ span: brace.span, label: 'opened here' }] : [],
    help: brace ? `end it with \`${CLOSING[brace.value] ?? ''}\`` : null,
  })
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' }
