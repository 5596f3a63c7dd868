// The expression of `re("…")`. Reading it is the compiler's affair: what it says is put in its place here.

import type { Span, StringLiteral } from '../ast.js'
import { error } from '../complaint.js'
import type { Context } from './context.js'

export function checkExpression(literal: StringLiteral, { expressions, say }: Context): void {
  const source = Buffer.from(literal.bytes).toString('latin1')
  const problem = expressions(source, literal.ignoreCase)
  if (problem === null) return
  const large = problem.code === 're-too-large'
  say(
    error(problem.code, large ? literal.span : placeOf(literal, problem.at), problem.message, {
      label: large ? 'too many ways to match' : 'here',
      help: large
        ? 'bound repeats by less, or say it with atoms: they cost nothing'
        : 'known are `. [ ] [^ ] ( ) | ? * + {m,n}`, escapes and `\\\\d \\\\w \\\\s`',
    }),
  )
}

/** Where byte `index` of a string is written. */
function placeOf({ span, bytes }: StringLiteral, index: number): Span {
  const { source } = span
  const written = source.text.slice(span.start, span.end)
  let byte = 0
  for (const piece of written.slice(1).matchAll(/\\x..|\\.|[^"\\]/gu)) {
    const start = span.start + 1 + piece.index
    const width = piece[0].startsWith('\\') ? 1 : Buffer.byteLength(piece[0])
    if (byte + width > index) return { source, start, end: start + piece[0].length }
    byte += width
    if (byte >= bytes.length) return { source, start, end: start + piece[0].length }
  }
  return span
}
