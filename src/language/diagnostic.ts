// A complaint about a signature, as data. Rendered last, by `render.ts`; compared as it is in tests.

import type { Span } from './ast.js'

export interface Diagnostic {
  /** `error` fails a check; `lint` is advice. */
  readonly level: 'error' | 'lint'
  /** A word such as `unbound-capture`: heading of the language reference, name of the fixture, what `imids explain` takes. */
  readonly code: string
  /** Starts lower case, names the thing in backquotes, says what was found. */
  readonly message: string
  readonly span: Span
  /** The sentence beside the caret. */
  readonly label: string
  /** Other places that explain this one: `declared here first`. */
  readonly notes: readonly { readonly span: Span; readonly label: string }[]
  /** `expected …` lines, before the help. */
  readonly expected: readonly string[]
  readonly help: string | null
}
