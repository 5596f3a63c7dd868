// The text of a report: `sign-on by {account} ({client?}): {outcome}`.

import type { Report, StringLiteral } from '../language/ast.js'
import type { Names } from './names.js'
import type { CompiledReport, TextPart } from './program.js'

export function compileReport(report: Report, names: Names): CompiledReport {
  return {
    kind: report.kind,
    text: compileText(report.text, names),
    once:
      report.once === null
        ? null
        : {
            keys: report.once.keys.map((key) => names.name(key.text)),
            withinMs: report.once.within?.ms ?? null,
          },
  }
}

/** `{name}` and `{name?}` are values, `{{` is a brace. The `?` matters to the checker alone. */
function compileText(literal: StringLiteral, names: Names): TextPart[] {
  const text = Buffer.from(literal.bytes).toString('utf8')
  const parts: TextPart[] = []
  let plain = ''
  for (const [found, name] of text.matchAll(/\{\{|\{([^{}]*?)\??\}|[^{]+|\{/g)) {
    if (name === undefined) plain += found === '{{' ? '{' : found
    else {
      if (plain !== '') parts.push({ literal: plain })
      plain = ''
      parts.push({ value: names.name(name) })
    }
  }
  if (plain !== '') parts.push({ literal: plain })
  return parts
}
