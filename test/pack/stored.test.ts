import { appendFileSync, cpSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileBundled } from '../../src/pack/bundled.js'
import { BUNDLED, sourcesOf } from '../../src/pack/stored.js'
import type * as Stored from '../../src/pack/stored.js'
import { root } from '../cli/imids.js'

test.each([
  {
    name: 'a signature file has changed',
    change: (folder: string) => appendFileSync(join(folder, 'msn/login.sig'), '\n'),
  },
  {
    name: 'the words have changed',
    change: (folder: string) => appendFileSync(join(folder, 'taxonomy.json'), '\n'),
  },
  {
    name: 'a signature file was added',
    change: (folder: string) => writeFileSync(join(folder, 'msn/zzz.sig'), ''),
  },
  {
    name: 'a signature file has another name',
    change: (folder: string) =>
      renameSync(join(folder, 'msn/login.sig'), join(folder, 'msn/logim.sig')),
  },
])('a pack is another one when $name', ({ change }) => {
  const folder = mkdtempSync(join(tmpdir(), 'imids-'))
  cpSync(BUNDLED, folder, { recursive: true })
  expect(sourcesOf(folder)).toBe(sourcesOf(BUNDLED))
  change(folder)
  expect(sourcesOf(folder)).not.toBe(sourcesOf(BUNDLED))
})

test('what the build stored is the bundled pack', async () => {
  const { storedPack } = (await import(join(root, 'dist/pack/stored.js'))) as typeof Stored
  expect(storedPack()).toEqual(compileBundled())
})
