// Tests: what is played, and what is wanted.

import type * as ast from '../ast.js'
import type { Token } from '../lexer.js'
import { all, between, lastOf, rule, type Either, type Rest, type Spanned } from './rule.js'

export const test = rule(
  (
    word: Token,
    title: ast.StringLiteral,
    transport: ast.Name | null,
    _: Token,
    plays: readonly ast.Play[],
    wanted: readonly ast.Wanted[],
    brace: Token,
  ): ast.Test => ({ title, transport, from: null, plays, wanted, span: between(word, brace) }),
)
export const captureTest = rule(
  (
    word: Token,
    title: ast.StringLiteral,
    _from: Token,
    from: ast.StringLiteral,
    _open: Token,
    wanted: readonly ast.Wanted[],
    brace: Token,
  ): ast.Test => ({ title, transport: null, from, plays: [], wanted, span: between(word, brace) }),
)

export const send = rule((arrow: Token, bytes: readonly ast.Bytes[]): ast.Play => ({
  kind: 'send',
  arrow: arrow.value as ast.Arrow,
  bytes,
  span: between(arrow, lastOf(bytes) ?? arrow),
}))
export const gap = rule((arrow: Token, _: Token, length: ast.NumberLiteral): ast.Play => ({
  kind: 'gap',
  arrow: arrow.value as ast.Arrow,
  length: length.value,
  span: between(arrow, length),
}))
export const wait = rule((word: Token, duration: ast.Duration): ast.Play => ({
  kind: 'wait',
  duration,
  span: between(word, duration),
}))
export const closing = rule(({ span }: Token): ast.Play => ({ kind: 'close', span }))
export const midstream = rule(({ span }: Token): ast.Play => ({ kind: 'midstream', span }))
export const flow = rule(
  (
    word: Token,
    transport: ast.Name,
    endpoint: ast.Endpoint,
    _: Token,
    plays: readonly ast.Play[],
    brace: Token,
  ): ast.Play => ({ kind: 'flow', transport, endpoint, plays, span: between(word, brace) }),
)
export const length = rule(
  (name: ast.Name, _: Token, bytes: readonly ast.Bytes[], close: Token): ast.Bytes => ({
    kind: 'length',
    name,
    bytes,
    span: between(name, close),
  }),
)
export const endpoint = rule(
  (address: ast.AddressLiteral, _: Token, port: ast.NumberLiteral): ast.Endpoint & Spanned => ({
    address,
    port: port.value,
    span: between(address, port),
  }),
)

export const silent = rule((): ast.Wanted[] => [])
export const wantedReport = rule(
  (
    [word]: Either<Token>,
    signature: ast.Name | null,
    _open: Token,
    pair: ast.Pair,
    rest: Rest<ast.Pair>,
    _comma: Token | null,
    brace: Token,
  ): ast.Wanted => ({
    kind: word.value as 'alert' | 'record',
    signature,
    pairs: all(pair, rest),
    span: between(word, brace),
  }),
)
export const wantedExpect = rule(
  (word: Token, transport: ast.Name, endpoint: ast.Endpoint & Spanned): ast.Wanted => ({
    kind: 'expect',
    transport,
    endpoint,
    span: between(word, endpoint),
  }),
)
export const pair = rule((name: ast.Name, _: Token, value: ast.TestValue): ast.Pair => ({
  name,
  value,
  span: between(name, value),
}))
export const listPair = rule(
  (
    name: ast.Name,
    _equals: Token,
    _open: Token,
    value: ast.TestValue,
    rest: Rest<ast.TestValue>,
    close: Token,
  ): ast.Pair => ({ name, value: all(value, rest), span: between(name, close) }),
)
