// Tokens to syntax trees. A file is cut at its constants and signatures and each is parsed alone, by a parser of
// its own: a mistake in one hides nothing in the others, and the parser's tables stay small.

import nearley from 'nearley'
import type { Item, Source } from './ast.js'
import type { Diagnostic } from './diagnostic.js'
import compiled from './grammar.js'
import { TokenFeed, tokensOf, type Token } from './lexer.js'
import { LookaheadFeed, LookaheadGrammar } from './lookahead.js'
import { explain, knownMistakes } from './syntax/explain.js'

const grammar = nearley.Grammar.fromCompiled(compiled)
const lookahead = new LookaheadGrammar(compiled)

/**
 * Reads a whole file. An item with a mistake is left out of `items` and has at least one diagnostic, so that
 * a file without diagnostics was read completely. Where the braces of such an item do not match, what seems to stand
 * behind it is the rest of it, and not complained about.
 */
export function parse(source: Source): { items: Item[]; diagnostics: Diagnostic[] } {
  const items: Item[] = []
  const diagnostics: Diagnostic[] = []
  let broken = false
  for (const tokens of cut(tokensOf(source))) {
    const begins = beginsItem(tokens[0])
    if (broken && !begins) continue
    const result = parseItem(tokens)
    broken = begins && Array.isArray(result)
    if (Array.isArray(result)) diagnostics.push(...result)
    else items.push(result)
  }
  return { items, diagnostics }
}

function parseItem(tokens: readonly Token[]): Item | Diagnostic[] {
  const known = knownMistakes(tokens)
  if (known.length === 0) {
    const item = itemOf(tokens)
    if (item !== null) return item
  }
  // The chart of a parser that does not look ahead holds all that was wanted.
  const parser = new nearley.Parser(grammar, { lexer: new TokenFeed(tokens) })
  const stop = feed(parser)
  if (known.length === 0) return [explain(parser, tokens, stop)]
  if (stop === null || !linesBefore(tokens[stop], known[0])) return known
  const first = explain(parser, tokens, stop)
  return first.code === 'foreign-rule' ? [first] : [first, ...known]
}

/** @returns null if the tokens are none */
function itemOf(tokens: readonly Token[]): Item | null {
  const lexer = new LookaheadFeed(tokens, lookahead)
  // Without history nearley deletes columns from its table, which costs more than they take.
  const parser = new nearley.Parser(lookahead.grammar, { lexer, keepHistory: true })
  if (feed(parser) !== null) return null
  const [item, ...others]: Item[] = parser.results
  if (others.length > 0) throw new Error(`${others.length + 1} readings of one item`)
  return item ?? null
}

/** @returns index of the token that the parser cannot take, or null when it took all of them */
function feed(parser: nearley.Parser): number | null {
  try {
    parser.feed('')
    return null
  } catch (error) {
    // nearley's own account of the failure is not for people: `explain` reads its tables instead.
    const { offset } = error as { offset?: number }
    if (offset === undefined) throw error
    return offset
  }
}

/**
 * Whether the parser stopped in an earlier line than that of the known mistake, and so for another one. In the
 * same line it is one and the same: a missing quote turns the literals before it inside out.
 */
function linesBefore(stop: Token | undefined, known: Diagnostic | undefined): boolean {
  if (stop === undefined || known === undefined) return false
  const { source, end } = stop.span
  return source.text.slice(end, known.span.start).includes('\n')
}

/**
 * Cuts before each `const` and `signature` outside of braces, and before each that begins a line: there, a brace
 * was forgotten. What stands in front of, between and behind the items is a piece as well, which no grammar takes.
 * A piece is handed out before the next is read, so that its tokens need not live long.
 */
function* cut(tokens: Iterable<Token>): Generator<Token[], void, undefined> {
  let piece: Token[] = []
  let depth = 0
  let between = false
  for (const token of tokens) {
    if (token.type === 'comment') continue
    const begins = beginsItem(token)
    if (begins && beginsLine(token)) depth = 0
    if (piece.length > 0 && (between || (begins && depth === 0))) {
      yield piece
      piece = []
    }
    if (token.value === '{') depth++
    if (token.value === '}' && depth > 0) depth--
    between = token.value === '}' && depth === 0
    piece.push(token)
  }
  if (piece.length > 0) yield piece
}

function beginsItem(token: Token | undefined): boolean {
  return token?.value === 'const' || token?.value === 'signature'
}

function beginsLine({ span }: Token): boolean {
  return span.start === 0 || span.source.text[span.start - 1] === '\n'
}
