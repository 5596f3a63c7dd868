// What to say where the parser stopped.

import type nearley from 'nearley'
import type { Diagnostic } from './diagnostic.js'
import type { Token } from './lexer.js'

/** A parser that could not go on: at the token `stop`, or, where that is null, at the end of its tokens. */
export interface Failure {
  readonly parser: nearley.Parser
  readonly tokens: readonly Token[]
  readonly stop: Token | null
}

export function explain({ tokens, stop }: Failure): Diagnostic {
  const at = stop ?? tokens[tokens.length - 1]
  if (at === undefined) throw new Error('a parser fails at a token or behind one')
  return {
    level: 'error',
    code: 'syntax',
    message: stop ? `unexpected \`${stop.value}\`` : 'unexpected end',
    span: at.span,
    label: '',
    notes: [],
    expected: [],
    help: null,
  }
}
