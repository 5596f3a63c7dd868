// Tokens with a value of their own, and rules that add nothing.

import type * as ast from '../ast.js'
import type { Token } from '../lexer.js'
import { all, nameOf, rule } from './rule.js'

export const first = rule(<T>(node: T) => node)
export const second = rule(<T>(_: Token, node: T) => node)
export const list = rule(all)

export const name = rule(nameOf)

const ESCAPED: Readonly<Record<string, number>> = { r: 13, n: 10, t: 9, '"': 34, '\\': 92 }

export const string = rule(({ value, span }: Token): ast.StringLiteral => {
  const ignoreCase = value.endsWith('i')
  const written = value.slice(1, ignoreCase ? -2 : -1)
  return { kind: 'string', bytes: plain(written) ?? unescaped(written), ignoreCase, span }
})

const BACKSLASH = 0x5c

/** Bytes of ASCII letters without escapes: nearly all strings. An array made for its length is a light one. */
function plain(written: string): Uint8Array | null {
  const bytes = new Uint8Array(written.length)
  for (let at = 0; at < written.length; at++) {
    const letter = written.charCodeAt(at)
    if (letter === BACKSLASH || letter > 0x7f) return null
    bytes[at] = letter
  }
  return bytes
}

function unescaped(written: string): Uint8Array {
  const bytes: number[] = []
  for (const [piece] of written.matchAll(/\\x..|\\.|[^\\]+/g)) {
    if (piece.startsWith('\\x')) bytes.push(parseInt(piece.slice(2), 16))
    else if (piece.startsWith('\\')) bytes.push(ESCAPED[piece.charAt(1)] ?? 0)
    else for (const byte of Buffer.from(piece)) bytes.push(byte)
  }
  return Uint8Array.from(bytes)
}

export const hex = rule(({ value, span }: Token): ast.HexLiteral => ({
  kind: 'hex',
  bytes: [...value.matchAll(/[0-9a-f?]{2}/gi)].map(([pair]) =>
    pair === '??' ? null : parseInt(pair, 16),
  ),
  span,
}))

export const number = rule(({ value, span }: Token): ast.NumberLiteral => ({
  kind: 'number',
  value: Number(value),
  span,
}))

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

export const duration = rule(({ value, span }: Token): ast.Duration => {
  const [count = '', unit = ''] = value.split(/(?=[a-z])(?<=\d)/)
  return { ms: Number(count) * (MS[unit] ?? 0), span }
})

export const ip = rule(({ value, span }: Token): ast.AddressLiteral => ({
  kind: 'ip',
  text: value.replace(/[[\]]/g, ''),
  span,
}))
