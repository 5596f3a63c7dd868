// What the parser wanted where it stopped, read from its chart. An Earley parser keeps, for each token, every
// rule that it might be in; those that wait for a token say which.

import type nearley from 'nearley'
import type { TokenType } from '../lexer.js'

/** What could have stood where the parser stopped. */
export interface Wanted {
  /** Words and signs, as they are written. */
  readonly words: ReadonlySet<string>
  readonly types: ReadonlySet<TokenType>
  /** What was being read: `a field clause`. */
  readonly reading: string
}

// nearley's own tables, which its type declarations leave out.
type Chart = { readonly table: readonly Column[] }
type Column = { readonly scannable: readonly State[] }
type State = {
  readonly rule: { readonly name: string; readonly symbols: readonly unknown[] }
  readonly dot: number
  readonly reference: number
  readonly wantedBy: readonly State[]
}
type Terminal = { readonly literal?: string; readonly type?: TokenType }

/** @param atEnd all tokens were taken, and more were wanted; else the last one fitted nothing */
export function wantedBy(parser: nearley.Parser, atEnd: boolean): Wanted {
  const { table } = parser as unknown as Chart
  const column = table[table.length - (atEnd ? 1 : 2)]
  const words = new Set<string>()
  const types = new Set<TokenType>()
  let latest: State | undefined
  for (const state of column?.scannable ?? []) {
    const { literal, type } = state.rule.symbols[state.dot] as Terminal
    if (literal !== undefined) words.add(literal)
    if (type !== undefined) types.add(type)
    const begun = nearestBegun(state, () => true)
    if (begun && (latest === undefined || begun.reference > latest.reference)) latest = begun
  }
  const known = latest && nearestBegun(latest, ({ rule }) => rule.name in NOUNS)
  return { words, types, reading: NOUNS[known?.rule.name ?? 'file'] ?? '' }
}

/** Follows a state to those that wait for it, up to one that has taken a token and fits. */
function nearestBegun(from: State, fits: (state: State) => boolean): State | undefined {
  const seen = new Set<State>()
  let state: State | undefined = from
  while (state !== undefined && !seen.has(state)) {
    if (state.dot > 0 && fits(state)) return state
    seen.add(state)
    state = state.wantedBy[0]
  }
  return undefined
}

const NOUNS: Readonly<Record<string, string>> = {
  hole: 'a capture',
  call: 'a type',
  clause: 'a field clause',
  selector: 'a field',
  trigger: 'an event',
  where: 'a condition',
  event: 'an event',
  once: '`once per`',
  expect: 'an expectation',
  remember: '`remember`',
  recall: '`recall`',
  report: 'a report',
  state: 'a state',
  dialogue: 'a dialogue',
  tally: 'a count',
  wanted: 'an expected report',
  test: 'a test',
  field: 'the signature metadata',
  params: 'parameters',
  signature: 'a signature',
  const: 'a constant',
  file: 'the file',
}

const TYPE_NAMES: Partial<Record<TokenType, string>> = {
  name: 'a name',
  string: 'a "string"',
  hex: 'a |hex| literal',
  number: 'a number',
  arrow: 'a direction (`->`, `<-` or `<>`)',
  duration: 'a duration such as `30s`',
  selector: 'a field such as `.path`',
  ip: 'an address',
  compare: 'a comparison',
}

/** As a person reads it: words in backquotes first, then kinds of tokens. */
export function describe({ words, types }: Wanted): string[] {
  return [
    ...[...words].map((word) => `\`${word}\``).sort(),
    ...[...types].map((type) => TYPE_NAMES[type] ?? type).sort(),
  ]
}
