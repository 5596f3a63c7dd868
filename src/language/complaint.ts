// Short ways to write a diagnostic, and the list of all that can be said.

import type { Span } from './ast.js'
import type { Diagnostic } from './diagnostic.js'

/** Mistakes: a pack with one of them does not compile. */
export const errorCodes = [
  ...(['syntax', 'unterminated-string', 'bad-hex', 'unknown-arrow', 'missing-unit'] as const),
  ...(['missing-value', 'foreign-rule'] as const),
] as const

/** Advice. */
export const lintCodes = [] as const

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

const NOTHING_MORE = { label: '', notes: [], expected: [], help: null }
