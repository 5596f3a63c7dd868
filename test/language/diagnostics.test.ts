// What is said of each mistake, word for word: `test/diagnostics/<code>.sig` has it, `<code>.txt` is the answer.
// After a change of words: `npx vitest run test/language/diagnostics -u`, and read the difference.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { errorCodes, lintCodes } from '../../src/language/complaint.js'
import { check } from '../../src/language/check.js'
import { problemOf } from './expressions.js'
import { parse } from '../../src/language/parse.js'
import { renderAll } from '../../src/language/render.js'
import { bundledTaxonomy } from '../../src/language/taxonomy.js'
import { catalog } from './catalog.js'

const folder = fileURLToPath(new URL('../diagnostics/', import.meta.url))
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.sig'))
  .map((file) => file.slice(0, -'.sig'.length))

const taxonomy = bundledTaxonomy()

/** Of lints only the one that the fixture is about: each would otherwise need a reference and two tests. */
function diagnose(name: string) {
  const path = `${name}.sig`
  const { items, diagnostics } = parse({ path, text: readFileSync(folder + path, 'utf8') })
  const checked = check(items, { taxonomy, catalog, pack: [], expressions: problemOf })
  return [...diagnostics, ...checked].filter(
    ({ level, code }) => level === 'error' || code === name,
  )
}

describe('every code', () => {
  test.each([...errorCodes, ...lintCodes])('%s has a fixture that shows it', (code) => {
    expect(fixtures).toContain(code)
    expect(diagnose(code).map((diagnostic) => diagnostic.code)).toContain(code)
  })
})

describe('every fixture', () => {
  test.each(fixtures)('%s', async (name) => {
    const golden = `${folder}${name}.txt`
    const updating = expect.getState().snapshotState.snapshotUpdateState !== 'none'
    expect(existsSync(golden) || updating).toBe(true)
    await expect(renderAll(diagnose(name))).toMatchFileSnapshot(golden)
  })
})
