// Tokens to syntax trees. A file is cut at its constants and signatures and each is parsed alone, by a parser of
// its own: a mistake in one hides nothing in the others, and the parser's tables stay small.

import nearley from 'nearley'
import type { Item, Source } from './ast.js'
import type { Diagnostic } from './diagnostic.js'
import compiled from './grammar.js'
import { lex, TokenFeed, type Token } from './lexer.js'
import { explain } from './syntax-error.js'

const grammar = nearley.Grammar.fromCompiled(compiled)

/**
 * Reads a whole file. An item with a mistake is left out of `items` and has at least one diagnostic, so that
 * a file without diagnostics was read completely.
 */
export function parse(source: Source): { items: Item[]; diagnostics: Diagnostic[] } {
  const items: Item[] = []
  const diagnostics: Diagnostic[] = []
  for (const tokens of cut(lex(source).tokens)) {
    const parser = new nearley.Parser(grammar, { lexer: new TokenFeed(tokens) })
    let stop: Token | null = null
    try {
      parser.feed('')
    } catch (error) {
      // Its own account of the failure is not for people: `explain` reads the parser's table instead.
      stop = tokens[(error as { offset?: number }).offset ?? -1] ?? null
      if (stop === null) throw error
    }
    const readings: Item[] = stop === null ? parser.results : []
    if (readings.length > 1) throw new Error(`ambiguous: ${readings.length} readings of one item`)
    const [item] = readings
    if (item) items.push(item)
    else diagnostics.push(explain({ parser, tokens, stop }))
  }
  return { items, diagnostics }
}

/**
 * Cuts before each `const` and `signature` outside of braces, and before each that begins a line: there, a brace
 * was forgotten. What stands in front of, between and behind the items is a piece as well, which no grammar takes.
 */
function cut(tokens: readonly Token[]): Token[][] {
  const pieces: Token[][] = []
  let depth = 0
  let between = true
  for (const token of tokens) {
    const begins = token.value === 'const' || token.value === 'signature'
    if (begins && beginsLine(token)) depth = 0
    if (between || (begins && depth === 0)) pieces.push([])
    if (token.value === '{') depth++
    if (token.value === '}' && depth > 0) depth--
    between = token.value === '}' && depth === 0
    pieces[pieces.length - 1]?.push(token)
  }
  return pieces
}

function beginsLine({ span }: Token): boolean {
  return span.start === 0 || span.source.text[span.start - 1] === '\n'
}
