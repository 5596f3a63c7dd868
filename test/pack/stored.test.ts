import { appendFileSync, cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BUNDLED, fingerprintOf } from '../../src/pack/stored.js'

test.each(['msn/login.sig', 'taxonomy.json'])(
  'a pack is another one when its %s has changed',
  (file) => {
    const folder = mkdtempSync(join(tmpdir(), 'imids-'))
    cpSync(BUNDLED, folder, { recursive: true })
    expect(fingerprintOf(folder)).toBe(fingerprintOf(BUNDLED))
    appendFileSync(join(folder, file), '\n')
    expect(fingerprintOf(folder)).not.toBe(fingerprintOf(BUNDLED))
  },
)
