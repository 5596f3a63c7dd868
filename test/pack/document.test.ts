// The page about the signatures says what they are now.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { documentPack } from '../../src/pack/document.js'

test('docs/signatures.md is current', async () => {
  const page = readFileSync(new URL('../../docs/signatures.md', import.meta.url), 'utf8')
  const current = page === (await documentPack())
  expect(current, 'the signatures have changed: npm run build && npm run docs').toBe(true)
})
