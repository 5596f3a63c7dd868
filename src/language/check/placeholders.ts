// What stands in braces in the text of a report: `{name}`, or `{name?}`, which prints `-` without a value. `{{` is
// a brace.

import type { Name, Span, StringLiteral } from '../ast.js'
import { error } from '../complaint.js'
import type { Diagnostic } from '../diagnostic.js'

export interface Placeholder {
  /** null: it is no name. */
  readonly name: Name | null
  readonly optional: boolean
  /** With its braces. */
  readonly span: Span
}

const NAME = /^[A-Za-z_][\w-]*(?:\.[\w-]+)*$/

/** The text is read as it is written, since its places are wanted. No name has an escape in it. */
export function placeholdersOf({ span }: StringLiteral): Placeholder[] {
  const { source } = span
  const written = source.text.slice(span.start, span.end)
  return [...written.matchAll(/\{\{|\{([^{}"]*)\}?/g)].flatMap(({ 0: whole, 1: inside, index }) => {
    if (inside === undefined) return []
    const start = span.start + index
    const optional = inside.endsWith('?')
    const text = optional ? inside.slice(0, -1) : inside
    const at = { source, start: start + 1, end: start + 1 + text.length }
    const name =
      NAME.test(text) && whole.endsWith('}') ? { kind: 'name' as const, text, span: at } : null
    return [{ name, optional, span: { source, start, end: start + whole.length } }]
  })
}

export function notAName(span: Span): Diagnostic {
  return error('syntax', span, 'there is no name in these braces', {
    label: 'expected `{name}` or `{name?}`',
    help: 'write `{{` for a brace',
  })
}
