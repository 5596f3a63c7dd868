// A parser that looks ahead against one that does not: the same sentences, the same trees, less work.

import nearley from 'nearley'
import { expect, test } from 'vitest'
import compiled from '../../src/language/grammar.js'
import { lex, TokenFeed, type Token } from '../../src/language/lexer.js'
import { LookaheadFeed, LookaheadGrammar } from '../../src/language/lookahead.js'
import { randomFrom, Sentences } from './sentences.js'
import { withoutSpans } from './tree.js'

const SEED = 20030828
const plain = nearley.Grammar.fromCompiled(compiled)
const lookahead = new LookaheadGrammar(compiled)

function parserOf(tokens: readonly Token[], ahead: boolean): nearley.Parser {
  const lexer = ahead ? new LookaheadFeed(tokens, lookahead) : new TokenFeed(tokens)
  const grammar = ahead ? lookahead.grammar : plain
  return new nearley.Parser(grammar, { lexer, keepHistory: true })
}

/** @returns all readings, or at which token there is none */
function readings(tokens: readonly Token[], ahead: boolean): readonly unknown[] | number {
  const parser = parserOf(tokens, ahead)
  try {
    return parser.feed('').results
  } catch (error) {
    return (error as { offset: number }).offset
  }
}

/** Rows of the chart, which nearley's declarations leave out. */
function states(tokens: readonly Token[], ahead: boolean): number {
  const { table } = parserOf(tokens, ahead).feed('') as unknown as {
    table: readonly { readonly states: readonly unknown[] }[]
  }
  return table.reduce((sum, column) => sum + column.states.length, 0)
}

const random = randomFrom(SEED)
const sentences = new Sentences(random)
const texts = Array.from({ length: 1_000 }, () => sentences.next(6 + random(18)))
  .filter((words) => words.length < 200)
  .map((words) => words.join(' '))
const tokensOf = (text: string) => lex({ path: 'a.sig', text }).tokens

test(`${texts.length} sentences have one reading and the same one, seed ${SEED}`, () => {
  for (const text of texts) {
    const tokens = tokensOf(text)
    const wanted = readings(tokens, false)
    expect(wanted, text).toHaveLength(1)
    expect(withoutSpans(readings(tokens, true)), text).toBe(withoutSpans(wanted))
  }
})

test('with a token taken out, or another in its place, both have none, or the same', () => {
  for (const text of texts) {
    const tokens = [...tokensOf(text)]
    const [other] = tokens.slice(random(tokens.length))
    tokens.splice(random(tokens.length), 1, ...(random(2) === 0 && other ? [other] : []))
    const wanted = readings(tokens, false)
    const found = readings(tokens, true)
    if (typeof wanted === 'number') expect(found, text).toSatisfy(isNone)
    else expect(withoutSpans(found), text).toBe(withoutSpans(wanted))
  }
})

test('a fourth of the states', () => {
  const text = `signature a.b { dialogue tcp within 60s {
    hello:  -> msnp "USR " trid:int " MD5 I " account:word end
    answer: <- msnp "USR " =trid " MD5 S " challenge:word end
         or after 30s  set outcome = unanswered
    alert "{account}"
  } }`
  const tokens = tokensOf(text)
  expect(states(tokens, true)).toBeLessThan(states(tokens, false) / 4)
})

function isNone(found: readonly unknown[] | number): boolean {
  return typeof found === 'number' || found.length === 0
}
