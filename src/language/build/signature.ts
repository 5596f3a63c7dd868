// Constants, signatures and their metadata.

import type * as ast from '../ast.js'
import type { Token } from '../lexer.js'
import { all, between, lastOf, nameOf, rule, type Rest } from './rule.js'

export const constant = rule(
  (
    word: Token,
    name: ast.Name,
    _: Token,
    value: ast.Literal,
    rest: Rest<ast.Literal>,
  ): ast.Const => {
    const values = all(value, rest)
    return { kind: 'const', name, values, span: between(word, lastOf(values) ?? value) }
  },
)

type Body = Pick<ast.Signature, 'dialogues' | 'tally'>

export const signature = rule(
  (
    word: Token,
    name: ast.Name,
    params: readonly ast.Param[] | null,
    _: Token,
    fields: readonly ast.Field[],
    body: Body,
    tests: readonly ast.Test[],
    brace: Token,
  ): ast.Signature => ({
    kind: 'signature',
    name,
    params,
    fields,
    ...body,
    tests,
    span: between(word, brace),
  }),
)

export const noParams = rule((): ast.Param[] => [])
export const params = rule((_: Token, param: ast.Param, rest: Rest<ast.Param>) => all(param, rest))
export const param = rule((secret: Token | null, name: ast.Name): ast.Param => ({
  name,
  secret: secret !== null,
}))

export const dialogues = rule((dialogues: readonly ast.Dialogue[]): Body => ({
  dialogues,
  tally: null,
}))
export const counted = rule((tally: ast.Tally): Body => ({ dialogues: [], tally }))

type FieldValue = ast.Field['values'][number]

export const fields = rule((key: Token, values: readonly FieldValue[]): ast.Field => {
  return { key: nameOf(key), values, span: between(key, lastOf(values) ?? key) }
})
export const field = rule((key: Token, value: FieldValue) => fields([key, [value]]))

export const portRange = rule(
  (
    transport: ast.Name,
    _slash: Token,
    from: ast.NumberLiteral,
    _range: Token,
    to: ast.NumberLiteral,
  ): ast.PortHint => ({
    kind: 'port',
    transport,
    from: from.value,
    to: to.value,
    span: between(transport, to),
  }),
)
export const port = rule((transport: ast.Name, slash: Token, port: ast.NumberLiteral) =>
  portRange([transport, slash, port, slash, port]),
)
