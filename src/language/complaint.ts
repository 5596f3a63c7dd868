// Short ways to write a diagnostic, and the list of all that can be said.

import type { Span } from './ast.js'
import type { Diagnostic } from './diagnostic.js'

/** Mistakes: a pack with one of them does not compile. */
export const errorCodes = [
  // the text
  ...(['syntax', 'unterminated-string', 'bad-hex', 'unknown-arrow', 'missing-unit'] as const),
  ...(['missing-value', 'foreign-rule'] as const),
  // words
  ...(['unknown-type', 'unknown-transform', 'unknown-framer', 'unknown-field'] as const),
  ...(['unknown-class', 'unknown-severity', 'unknown-confidence', 'unknown-product'] as const),
  ...(['unknown-risk', 'unknown-signature', 'unknown-length', 'unknown-transport'] as const),
  // metadata and names
  ...(['missing-field', 'metadata-order', 'duplicate-id', 'id-range', 'duplicate-name'] as const),
  ...(['duplicate-label', 'bad-name', 'engine-name', 'const-is-type', 'mixed-const'] as const),
  // patterns
  ...(['bare-number', 'type-mismatch', 'nothing-to-run-to', 're-too-large', 're-syntax'] as const),
  ...(['numeric-field', 'nested-each', 'list-as-value', 'hole-entry'] as const),
  // dialogues
  ...(['entry-not-a-message', 'peer-entry', 'unknown-label', 'unreachable-state'] as const),
  ...(['unbounded-state', 'timer-loop', 'empty-done', 'unknown-capture'] as const),
  ...(['unbound-capture'] as const),
  // relations
  ...(['expectation-arity', 'never-expected', 'fires-alone', 'any-any', 'table-arity'] as const),
  ...(['never-remembered', 'secret-mismatch', 'secret-escapes', 'recursive-count'] as const),
] as const

/** Advice. */
export const lintCodes = [
  ...(['slow-entry', 'scans-everything', 'short-literal', 'no-test', 'no-silent-test'] as const),
  ...(['no-reference', 'cleartext-not-secret', 'synonym', 'mixed-type'] as const),
  ...(['shadowed-word', 'unknown-outcome', 'redundant-end', 'unreachable-alternative'] as const),
  ...(['adjacent-literals', 'silent-within', 'never-recalled'] as const),
] as const

export type ErrorCode = (typeof errorCodes)[number]
export type LintCode = (typeof lintCodes)[number]

type Rest = Partial<Pick<Diagnostic, 'label' | 'notes' | 'expected' | 'help'>>

/** @param message starts lower case and names the thing in backquotes */
export function error(code: ErrorCode, span: Span, message: string, rest: Rest = {}): Diagnostic {
  return { ...NOTHING_MORE, level: 'error', code, message, span, ...rest }
}

export function lint(code: LintCode, span: Span, message: string, rest: Rest = {}): Diagnostic {
  return { ...NOTHING_MORE, level: 'lint', code, message, span, ...rest }
}

/** `no key`, `1 key`, `2 keys`. */
export function counted(n: number, what: string): string {
  return `${n === 0 ? 'no' : n} ${what}${n === 1 ? '' : 's'}`
}

const NOTHING_MORE = { label: '', notes: [], expected: [], help: null }
