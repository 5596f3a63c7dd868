import { expect, test } from 'vitest'
import { renderAll } from '../../src/language/render.js'
import { BUNDLED, openPack } from '../../src/pack/pack.js'

test('the bundled pack draws no complaint, not even a lint', () => {
  const { diagnostics, problems } = openPack([BUNDLED], BUNDLED)
  expect(renderAll(diagnostics)).toBe('')
  expect(problems).toEqual([])
})
