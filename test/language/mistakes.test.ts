// Whatever is wrong with a text, something is said of it and nothing is thrown: random sentences that mean nothing,
// and a worked signature with random damage.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Diagnostic } from '../../src/language/diagnostic.js'
import { check } from '../../src/language/check.js'
import { parse } from '../../src/language/parse.js'
import { renderAll } from '../../src/language/render.js'
import { bundledTaxonomy } from '../../src/language/taxonomy.js'
import { catalog } from './catalog.js'
import { problemOf } from './expressions.js'
import { randomFrom, Sentences } from './sentences.js'

const SEED = 20020415

const taxonomy = bundledTaxonomy()
const reference = fileURLToPath(new URL('../../grammar/README.md', import.meta.url))

function everything(text: string): { read: number; said: Diagnostic[] } {
  const { items, diagnostics } = parse({ path: 'a.sig', text })
  const checked = check(items, { taxonomy, catalog, pack: [], expressions: problemOf })
  return { read: items.length, said: [...diagnostics, ...checked] }
}

test(`1,000 sentences without a meaning, seed ${SEED}`, () => {
  const random = randomFrom(SEED)
  const sentences = new Sentences(random)
  for (let n = 0; n < 1_000; n++) {
    const words = sentences.next(8 + random(16))
    if (words.length > 200) continue
    const text = words.join(' ')
    const { read, said } = everything(text)
    expect(read, text).toBe(1)
    // A constant of one value is hard to get wrong; everything else lacks at least its metadata.
    if (words[0] === 'signature') expect(said.length, text).toBeGreaterThan(0)
    expect(renderAll(said).split('\n').length, text).toBeGreaterThanOrEqual(said.length * 3)
  }
})

test(`1,000 damaged copies of a signature, seed ${SEED}`, () => {
  const random = randomFrom(SEED)
  const [, text = ''] = /^```imids\n([^]*?)^```$/m.exec(readFileSync(reference, 'utf8')) ?? []
  expect(everything(text).read).toBe(1)
  const debris = [
    ...'"|{}()[]:;.,?=<>-/\\#$!0x\n\t é漢\u0000',
    '',
    '...',
    '->',
    'signature ',
    ' end ',
  ]
  for (let n = 0; n < 1_000; n++) {
    let damaged = text
    for (let k = 0; k <= random(3); k++) {
      const at = random(damaged.length)
      const piece = debris[random(debris.length)] ?? ''
      damaged = damaged.slice(0, at) + piece + damaged.slice(at + random(3))
    }
    const { read, said } = everything(damaged)
    expect(read + said.length, damaged).toBeGreaterThan(0)
    for (const { span, message, label, help } of said) {
      expect(span.start, damaged).toBeLessThanOrEqual(span.end)
      expect(span.end, damaged).toBeLessThanOrEqual(damaged.length)
      expect(`${message}${label}${help}`, damaged).not.toContain('undefined')
    }
    expect(renderAll(said, 60), damaged).not.toContain('undefined')
  }
})
