// Atoms.

import type * as ast from '../ast.js'
import type { Token } from '../lexer.js'
import { all, between, lastOf, rule, type Rest, type Spanned } from './rule.js'

export const skip = rule(({ span }: Token): ast.Atom => ({ kind: 'skip', span }))
export const end = rule(({ span }: Token): ast.Atom => ({ kind: 'end', span }))
export const same = rule((sign: Token, name: ast.Name): ast.Atom => ({
  kind: 'same',
  name,
  span: between(sign, name),
}))
export const any = rule(
  (
    word: Token,
    _: Token,
    pattern: ast.Pattern,
    rest: Rest<ast.Pattern>,
    close: Token,
  ): ast.Atom => ({ kind: 'any', alternatives: all(pattern, rest), span: between(word, close) }),
)
export const maybe = rule(
  (word: Token, _: Token, pattern: ast.Pattern, close: Token): ast.Atom => ({
    kind: 'maybe',
    pattern,
    span: between(word, close),
  }),
)

export const unnamed = rule((type: ast.Call, pipes: readonly ast.Pipe[]) =>
  hole(null, false, type, pipes, type),
)
export const capture = rule(
  (name: ast.Name, _: Token, type: ast.Call, pipes: readonly ast.Pipe[]) =>
    hole(name, false, type, pipes, name),
)
export const secret = rule(
  (word: Token, name: ast.Name, _: Token, type: ast.Call, pipes: readonly ast.Pipe[]) =>
    hole(name, true, type, pipes, word),
)

function hole(
  name: ast.Name | null,
  secret: boolean,
  type: ast.Call,
  pipes: readonly ast.Pipe[],
  first: Spanned,
): ast.Hole {
  const span = between(first, lastOf(pipes) ?? type)
  return { kind: 'hole', name, secret, type, pipes, span }
}

export const bareCall = rule((name: ast.Name): ast.Call => ({ name, args: [], span: name.span }))
export const call = rule(
  (
    name: ast.Name,
    _: Token,
    arg: ast.Literal | ast.Name,
    rest: Rest<ast.Literal | ast.Name>,
    close: Token,
  ): ast.Call => ({ name, args: all(arg, rest), span: between(name, close) }),
)
