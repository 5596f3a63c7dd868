// A test of a signature, from its body.

import type { Test } from '../../src/language/ast.js'
import { parse } from '../../src/language/parse.js'

/** @param body plays, then what is wanted */
export function parseTest(body: string): Test {
  const text = `signature a.b {\n id 1\n rev 1\n title "t"\n class message\n severity low\n dialogue tcp { -> line "x" alert "y" }\n test "t" {\n${body}\n}\n}\n`
  const { items, diagnostics } = parse({ path: 'test', text })
  const [item] = items
  const [found] = item?.kind === 'signature' ? item.tests : []
  if (found === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'))
  return found
}
