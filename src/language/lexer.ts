// Text to tokens. Everything that is not a token of the language is a token too: a mistake has a type of its
// own, so that it can be named (mistakes.ts) and never stops the reading of what follows.

import moo from 'moo'
import type { Source, Span } from './ast.js'

/** `value` is the token as it is written: quotes, bars and prefixes included. */
export type Token = { readonly type: TokenType; readonly value: string; readonly span: Span }

/** Words that are never a name. Whatever may stand behind a pattern is here: a pattern would take it for a type. */
export const reserved = [
  ...['signature', 'const', 'dialogue', 'within', 'or', 'after', 'close', 'met', 'where', 'and'],
  ...['set', 'goto', 'alert', 'record', 'expect', 'as', 'remember', 'recall', 'secret', 'any'],
  ...['maybe', 'end', 'some', 'each', 'absent', 'test', 'wait', 'flow', 'silent'],
]

/** Words that the grammar matches by their text, where it wants them. Free as names elsewhere. */
export const contextual = [
  ...['id', 'rev', 'title', 'caveat', 'class', 'severity', 'confidence', 'product', 'risk'],
  ...['attack', 'ports', 'reference', 'peer', 'once', 'per', 'from', 'for', 'of', 'count'],
  ...['gap', 'midstream'],
]

// Order is priority. A mistake comes behind what is right, except where the right one would take its beginning
// (`<-` of `<->`). What is most frequent comes first; the signs that begin nothing else moo finds by a table.
const rules = {
  punct: ['{', '}', '(', ')', ']', ',', ':', '?'],
  space: { match: /[ \t\r\n\uFEFF]+/, lineBreaks: true },
  name: {
    match: /[A-Za-z_](?:\w|-(?=[A-Za-z0-9]))*(?:\.[A-Za-z0-9_](?:\w|-(?=[A-Za-z0-9]))*)*/,
    type: moo.keywords({ keyword: reserved }),
  },
  comment: /#[^\n]*/,
  wrong_comment: { match: /\/\/[^\r\n]*|\/\*(?:[^*]|\*(?!\/))*\*\//, lineBreaks: true },
  string: /"(?:[^"\\\r\n]|\\[rnt"\\]|\\x[0-9a-fA-F]{2})*"(?:i(?!\w))?/,
  hex: /\|(?:[ \t]*(?:[0-9a-fA-F]{2}|\?\?))+[ \t]*\|/,
  wrong_escape: /"(?:[^"\\\r\n]|\\[^\r\n])*"(?:i(?!\w))?/,
  open_string: /"[^\r\n]*/,
  pipe: '|>',
  wrong_arrow: ['=>', '<=>', '<->', '-->', '<--', '→', '←', '↔'],
  arrow: ['->', '<-', '<>'],
  compare: ['==', '!=', '<=', '>=', '<', '>'],
  skip: '...',
  range: '..',
  ip: [/\d{1,3}(?:\.\d{1,3}){3}(?!\w)/, /\[[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F.]*\]/],
  duration: /\d+(?:ms|s|m|h)(?!\w)/,
  number: /(?:0x[0-9a-fA-F]+|\d+)(?!\w)/,
  wrong_number: /\d\w*/,
  selector: /\.[a-z][a-z0-9_]*(?![\w-])/,
  wrong_selector: /\.[\w-]+/,
  wrong_expression: /\/(?![\d\s])[^/\r\n]*\/[a-z]*/,
  sign: ['[', '=', '/'],
  open_hex: /\|[^|>\r\n]*\|?/,
  stray: /[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n]/,
}

export type TokenType = keyof typeof rules | 'keyword'

const types: ReadonlySet<string> = new Set([...Object.keys(rules), 'keyword'])

/** Every token of the file, in order, comments and mistakes included. */
export function* tokensOf(source: Source): Generator<Token, void, undefined> {
  const lexer = moo.compile(rules).reset(source.text)
  for (let read = lexer.next(); read !== undefined; read = lexer.next()) {
    const { type, value, offset } = read
    if (type === 'space') continue
    const span = { source, start: offset, end: offset + value.length }
    yield { type: type as TokenType, value, span }
  }
}

/** The same at once; what the grammar never sees is kept apart. */
export function lex(source: Source): { tokens: Token[]; comments: Token[] } {
  const tokens: Token[] = []
  const comments: Token[] = []
  for (const token of tokensOf(source)) (token.type === 'comment' ? comments : tokens).push(token)
  return { tokens, comments }
}

/** Gives tokens that were read before to nearley, which is fed once, and with nothing. */
export class TokenFeed {
  #next = 0

  constructor(readonly tokens: readonly Token[]) {}

  next(): Token | undefined {
    return this.tokens[this.#next++]
  }

  /** The token that `next` will give. */
  peek(): Token | undefined {
    return this.tokens[this.#next]
  }

  has(type: string): boolean {
    return types.has(type)
  }

  reset(): void {
    this.#next = 0
  }

  save(): object {
    return {}
  }

  formatError(): string {
    return ''
  }
}

/** What the compiled grammar asks for the types of tokens. */
export const lexer = new TokenFeed([])
