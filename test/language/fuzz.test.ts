// The grammar against itself: each random sentence has exactly one reading (the parser throws at a second), and the
// formatter keeps its tree and its comments, and leaves alone what it laid out.

import { expect, test } from 'vitest'
import type { Source } from '../../src/language/ast.js'
import { layout } from '../../src/language/format.js'
import { contextual, lex } from '../../src/language/lexer.js'
import { parse } from '../../src/language/parse.js'
import { randomFrom, Sentences } from './sentences.js'
import { withoutSpans } from './tree.js'

const SEED = 20030401
const SENTENCES = 20_000
const LEAST_USES = 100
const LONGEST = 200

test(`${SENTENCES} sentences, seed ${SEED}`, { timeout: 300_000 }, () => {
  const random = randomFrom(SEED)
  const sentences = new Sentences(random)
  const separators = [' ', ' ', ' ', ' ', ' ', '\n', '\n\n\n', ' # note\n']
  const separated = (word: string) => word + (separators[random(separators.length)] ?? '')
  for (let n = 0; n < SENTENCES;) {
    const words = sentences.next(8 + random(20))
    if (words.length > LONGEST) continue
    const text = words.map(separated).join('')
    const wrong = mistakeIn({ path: `${n++}.sig`, text })
    expect(wrong && `${wrong}:\n${text}`).toBeNull()
  }
  const rare = [...sentences.used].filter(([, times]) => times < LEAST_USES)
  expect(rare.map(([rule, times]) => `${times} x ${String(rule)}`)).toEqual([])
  expect([...sentences.names]).toEqual(expect.arrayContaining(contextual))
})

function mistakeIn(source: Source): string | null {
  const { items, diagnostics } = parse(source)
  if (items.length !== 1 || diagnostics.length > 0) return 'does not parse'
  const laidOut = { path: source.path, text: layout(source, items) }
  const again = parse(laidOut)
  if (again.diagnostics.length > 0) return 'its layout does not parse'
  if (withoutSpans(again.items) !== withoutSpans(items)) return 'its layout is another tree'
  if (layout(laidOut, again.items) !== laidOut.text) return 'its layout is laid out in another way'
  const comments = (from: Source) => lex(from).comments.length
  return comments(laidOut) === comments(source) ? null : 'its layout lost a comment'
}
