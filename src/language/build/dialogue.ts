// Dialogues: stages, events and what they wait for.

import type * as ast from '../ast.js'
import type { Token } from '../lexer.js'
import { all, between, lastOf, rule, type Either, type Rest, type Spanned } from './rule.js'

export const dialogue = rule(
  (
    word: Token,
    transports: readonly ast.Name[],
    peer: Token | null,
    within: ast.Duration | null,
    _: Token,
    stages: readonly ast.Stage[],
    brace: Token,
  ): ast.Dialogue => ({
    transports,
    peer: peer !== null,
    within,
    stages,
    span: between(word, brace),
  }),
)

export const stage = rule((label: ast.Name | null, [body]: Either<ast.Stage>): ast.Stage => {
  return { ...body, label, span: between(label ?? body, body) }
})

export const state = rule((event: ast.Event, rest: Rest<ast.Event>): ast.State => {
  const events = all(event, rest)
  return { kind: 'state', label: null, events, span: between(event, lastOf(events) ?? event) }
})

export const event = rule(
  (
    trigger: ast.Trigger,
    where: readonly ast.Comparison[] | null,
    sets: readonly ast.SetClause[],
    goto: ast.Name | null,
  ): ast.Event => {
    const end = goto ?? lastOf(sets) ?? lastOf(where ?? []) ?? trigger
    return { trigger, where: where ?? [], sets, goto, span: between(trigger, end) }
  },
)

export const message = rule(
  (
    arrow: Token,
    framer: ast.Name,
    pattern: ast.Pattern | null,
    clauses: readonly ast.Clause[],
  ): ast.Trigger => ({
    kind: 'message',
    arrow: arrow.value as ast.Arrow,
    framer,
    pattern: pattern ?? [],
    clauses,
    span: between(arrow, lastOf(clauses) ?? lastOf(pattern ?? []) ?? framer),
  }),
)
export const after = rule((word: Token, duration: ast.Duration): ast.Trigger => ({
  kind: 'after',
  duration,
  span: between(word, duration),
}))
export const close = rule(({ span }: Token): ast.Trigger => ({ kind: 'close', span }))
export const met = rule(({ span }: Token): ast.Trigger => ({ kind: 'met', span }))

export const fieldClause = rule(
  (
    path: ast.Path,
    optional: Token | null,
    pipes: readonly ast.Pipe[],
    pattern: ast.Pattern,
  ): ast.Clause => ({
    kind: 'field',
    path,
    optional: optional !== null,
    pipes,
    pattern,
    span: between(path, lastOf(pattern) ?? path),
  }),
)
export const absent = rule((path: ast.Path, word: Token): ast.Clause => ({
  kind: 'absent',
  path,
  span: between(path, word),
}))
export const records = rule(
  (
    [word]: Either<Token>,
    path: ast.Path,
    _: Token,
    clauses: readonly ast.Clause[],
    brace: Token,
  ): ast.Clause => ({
    kind: word.value as 'some' | 'each',
    path,
    clauses,
    span: between(word, brace),
  }),
)

export const path = rule((selectors: readonly [ast.Selector, ...ast.Selector[]]): ast.Path => {
  return { selectors, span: between(selectors[0], lastOf(selectors) ?? selectors[0]) }
})

type Key = { readonly key: string | number } & Spanned

export const selector = rule((word: Token, key: Key | null): ast.Selector => {
  return { name: word.value.slice(1), key: key?.key ?? null, span: between(word, key ?? word) }
})
export const key = rule(
  (open: Token, [key]: Either<ast.StringLiteral | ast.NumberLiteral>, close: Token): Key => ({
    key: key.kind === 'number' ? key.value : new TextDecoder().decode(key.bytes),
    span: between(open, close),
  }),
)

export const where = rule((_: Token, comparison: ast.Comparison, rest: Rest<ast.Comparison>) =>
  all(comparison, rest),
)
export const comparison = rule(
  (left: ast.Operand, operator: Token, right: ast.Operand): ast.Comparison => ({
    left,
    operator: operator.value as ast.Operator,
    right,
    span: between(left, right),
  }),
)
export const set = rule(
  (word: Token, name: ast.Name, _: Token, value: ast.Operand): ast.SetClause => ({
    name,
    value,
    span: between(word, value),
  }),
)
