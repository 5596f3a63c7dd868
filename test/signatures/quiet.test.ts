// Captures of everything else: nothing in them is ours, and nothing may be said of them.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { filesBelow } from '../../src/capture/directory.js'
import { openCapture } from '../../src/capture/open.js'
import { shared } from '../support/shared.js'
import { scan } from './captures.js'

/** Captures of which anything is reported, at most. */
const LOUD = { adjacent: 0, benign: 0 }
/** Of the benign captures each so manyth is scanned; `npm run quiet -- FOLDER` scans them all. */
const EVERY = 12
const UNPACKING_MS = 10_000

const adjacent = shared('captures/adjacent')
const archive = shared('captures/benign.tar.xz')

describe('quiet', () => {
  test.skipIf(adjacent === null)('neighbours of our protocols', async () => {
    const loud = await loudOf(capturesBelow(adjacent ?? ''))
    expect(loud.length, loud.join('\n')).toBeLessThanOrEqual(LOUD.adjacent)
  })

  const folder = archive === null ? null : unpack(archive)
  test.skipIf(folder === null)(
    `every ${EVERY}th benign capture${folder === null ? ': needs the shared data, and tar with xz in time' : ''}`,
    async () => {
      const captures = capturesBelow(folder ?? '').filter((_, index) => index % EVERY === 0)
      const loud = await loudOf(captures)
      expect(loud.length, loud.join('\n')).toBeLessThanOrEqual(LOUD.benign)
      expect(captures.length).toBeGreaterThan(50)
    },
  )

  afterAll(() => {
    if (folder !== null) rmSync(folder, { recursive: true })
  })
})

/** What was said of each of these captures of which anything was. Files that are no captures are passed over. */
async function loudOf(paths: readonly string[]): Promise<string[]> {
  const loud: string[] = []
  for (const path of paths) {
    const opened = await openCapture(path)
    if (!opened.ok) continue
    opened.capture.close()
    const names = (await scan(path)).map(({ signature }) => signature.name)
    if (names.length > 0) loud.push(`${path}: ${[...new Set(names)].join(', ')}`)
  }
  return loud
}

function capturesBelow(folder: string): string[] {
  return [...filesBelow(folder)].flatMap(({ path, regular }) => (regular ? [path] : []))
}

/** @returns the folder, null where it cannot be done in time */
function unpack(path: string): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'imids-benign-'))
  const { status } = spawnSync('tar', ['-xJf', path, '-C', folder], { timeout: UNPACKING_MS })
  if (status === 0) return folder
  rmSync(folder, { recursive: true })
  return null
}
