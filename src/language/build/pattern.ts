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

type Capture = Pick<ast.Hole, 'name' | 'secret'> & Spanned

export const hole = rule(
  (capture: Capture | null, type: ast.Call, pipes: readonly ast.Pipe[]): ast.Hole => ({
    kind: 'hole',
    name: capture?.name ?? null,
    secret: capture?.secret ?? false,
    type,
    pipes,
    span: between(capture ?? type, lastOf(pipes) ?? type),
  }),
)
export const capture = rule((secret: Token | null, name: ast.Name, colon: Token): Capture => {
  return { name, secret: secret !== null, span: between(secret ?? name, colon) }
})

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
