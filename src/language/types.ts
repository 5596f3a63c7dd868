// The types that a hole may have, and the transforms behind `|>`: their names, and what the checker has to know.

export interface TypeInfo {
  /** Of the value, before any transform. */
  readonly kind: 'text' | 'bytes' | 'number'
  /**
   * What stands in parentheses: `size` a number of bytes or digits; `expression` a regular expression; `value` the one
   * value that is admitted, in any spelling. With `?` it may be left out.
   */
  readonly argument: 'size' | 'size?' | 'expression' | 'value?' | 'none'
  /** Bytes that it always takes. */
  readonly length: number | null
}

const textual: TypeInfo = { kind: 'text', argument: 'value?', length: null }
const integer: TypeInfo = { kind: 'number', argument: 'value?', length: null }
const binary = (length: number): TypeInfo => ({ kind: 'number', argument: 'value?', length })

export const types: ReadonlyMap<string, TypeInfo> = new Map<string, TypeInfo>([
  ['text', { ...textual, argument: 'none' }],
  ...['word', 'token', 'digits', 'blank', 'quoted', 'email', 'host', 'url'].map(
    (name) => [name, textual] as const,
  ),
  ...['guid', 'ipv4', 'ipv6', 'cstring'].map((name) => [name, textual] as const),
  ['hex', { ...textual, argument: 'size' }],
  ['re', { ...textual, argument: 'expression' }],
  ['int', integer],
  ['port', integer],
  ['bytes', { kind: 'bytes', argument: 'size?', length: null }],
  ['u8', binary(1)],
  ...['u16', 'u16le'].map((name) => [name, binary(2)] as const),
  ...['u32', 'u32le'].map((name) => [name, binary(4)] as const),
  ...['u64', 'u64le'].map((name) => [name, binary(8)] as const),
  ['ip4', { ...textual, length: 4 }],
  ['uuid', { ...textual, length: 16 }],
])

/** What comes out: `same` what went in. */
export const transforms: ReadonlyMap<string, 'text' | 'bytes' | 'same'> = new Map([
  ['xor', 'bytes'],
  ['urldecode', 'same'],
  ['base64', 'bytes'],
  ['unhex', 'bytes'],
  ...['text', 'latin1', 'utf16le', 'utf16be', 'lower', 'trim', 'screenname'].map(
    (name) => [name, 'text'] as const,
  ),
])

/** What writes the length of what is inside before it, in tests. */
export const lengths: ReadonlySet<string> = new Set([
  ...['len8', 'len16', 'len32', 'len16le', 'len32le'],
])

export type Kind = 'text' | 'bytes' | 'number' | 'list' | 'unknown'

/**
 * Known on every flow; `flow.user` is its account where that is known, else the address of the client; `flow.via` is known
 * inside a tunnel only. Any other `flow.x` is a fact, which may be unknown.
 */
export const builtins: ReadonlyMap<string, Kind> = new Map([
  ['flow.id', 'number'],
  ['flow.client', 'text'],
  ['flow.server', 'text'],
  ['flow.client-port', 'number'],
  ['flow.server-port', 'number'],
  ['flow.user', 'text'],
  ['flow.gap', 'text'],
  ['flow.app', 'text'],
  ['flow.end', 'text'],
  ['flow.via', 'text'],
])

/** Numeric fields that every message has. */
export const messageFields = ['size', 'index', 'offset']

/** Keys of `alert.context` that the engine writes. */
export const engineKeys: ReadonlySet<string> = new Set([
  ...['message', 'evidence', 'trigger', 'truncated', 'gap', 'repeats', 'count'],
])
