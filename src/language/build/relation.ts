// What runs at once between the states, and counts.

import type * as ast from '../ast.js'
import type { Token } from '../lexer.js'
import { between, lastOf, rule, type Either, type Spanned } from './rule.js'

type Once = NonNullable<ast.Report['once']> & Spanned

export const report = rule(
  ([word]: Either<Token>, text: ast.StringLiteral, limit: Once | null): ast.Report => ({
    kind: word.value as 'alert' | 'record',
    label: null,
    text,
    once: limit === null ? null : { keys: limit.keys, within: limit.within },
    span: between(word, limit ?? text),
  }),
)
export const once = rule(
  (word: Token, _: Token, keys: readonly ast.Name[], within: ast.Duration | null): Once => ({
    keys,
    within,
    span: between(word, within ?? lastOf(keys) ?? word),
  }),
)

export const anywhere = rule(() => 'any' as const)

export const expect = rule(
  (
    word: Token,
    transport: ast.Name,
    host: ast.Expect['host'],
    _colon: Token,
    port: ast.Expect['port'],
    within: ast.Duration | null,
    _as: Token,
    signature: ast.Name,
    _open: Token,
    args: readonly ast.Wish[] | null,
    close: Token,
  ): ast.Expect => ({
    kind: 'expect',
    label: null,
    transport,
    host,
    port,
    within,
    signature,
    args: args ?? [],
    span: between(word, close),
  }),
)

export const remember = rule(
  (
    word: Token,
    keys: readonly ast.Name[],
    _as: Token,
    table: ast.Name,
    _open: Token,
    columns: readonly ast.Wish[],
    _close: Token,
    _for: Token,
    lifetime: ast.Duration,
  ): ast.Remember => ({
    kind: 'remember',
    label: null,
    keys,
    table,
    columns,
    lifetime,
    span: between(word, lifetime),
  }),
)

export const recall = rule(
  (
    word: Token,
    keys: readonly ast.Name[],
    _from: Token,
    table: ast.Name,
    _open: Token,
    columns: readonly ast.Wish[],
    close: Token,
    where: readonly ast.Comparison[] | null,
  ): ast.Recall => ({
    kind: 'recall',
    label: null,
    keys,
    table,
    columns,
    where: where ?? [],
    span: between(word, lastOf(where ?? []) ?? close),
  }),
)

export const wish = rule((name: ast.Name, optional: Token | null): ast.Wish => ({
  kind: 'wish',
  name,
  optional: optional !== null,
}))

export const tally = rule(
  (
    word: Token,
    threshold: ast.NumberLiteral,
    distinct: ast.Name | null,
    signature: ast.Name,
    within: ast.Duration,
    _per: Token,
    per: readonly ast.Name[],
    report: ast.Report,
  ): ast.Tally => ({
    threshold,
    distinct,
    signature,
    within,
    per,
    report,
    span: between(word, report),
  }),
)
