// What all constructors are made with.

import type * as ast from '../ast.js'
import type { Token } from '../lexer.js'

export type Spanned = { readonly span: ast.Span }
/** What `("," x):*` becomes. */
export type Rest<T> = readonly (readonly [Token, T])[]
/** What `(a | b)` becomes. */
export type Either<T> = readonly [T]

/**
 * A constructor as nearley calls it, with the list of what the symbols of the rule became. That this list has
 * the shape that `make` declares is what the grammar says; it is believed here and nowhere else.
 */
export function rule<Parts extends readonly unknown[], Node>(make: (...parts: Parts) => Node) {
  return (parts: readonly unknown[]): Node => make(...(parts as Parts))
}

export function between(first: Spanned, last: Spanned): ast.Span {
  return { source: first.span.source, start: first.span.start, end: last.span.end }
}

export function all<T>(first: T, rest: Rest<T>): T[] {
  return [first, ...rest.map(([, next]) => next)]
}

export function lastOf<T>(list: readonly T[]): T | undefined {
  return list[list.length - 1]
}

export function nameOf({ value, span }: Token): ast.Name {
  return { kind: 'name', text: value, span }
}
