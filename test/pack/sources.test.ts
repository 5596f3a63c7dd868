// Signature files, read.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSources } from '../../src/pack/sources.js'

const folder = mkdtempSync(join(tmpdir(), 'imids-'))

function read(name: string, bytes: Uint8Array) {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const { files, problems } = readSources([path])
  return { texts: files.map(({ text }) => text), said: problems.map(({ message }) => message) }
}

test.each([
  { name: 'Latin-1', bytes: Buffer.from('# one\nconst a = "\u00e9"\n', 'latin1'), line: 2 },
  { name: 'UTF-16', bytes: Buffer.from('\ufeff# one\n', 'utf16le'), line: 1 },
  {
    name: 'cut within a character',
    bytes: Buffer.from('# one\n\n# \u00e9').subarray(0, -1),
    line: 3,
  },
])('$name is refused, and the line is named', ({ name, bytes, line }) => {
  const { texts, said } = read(name, bytes)
  expect(texts).toEqual([])
  expect(said).toEqual([
    expect.stringMatching(`^line ${line} is not UTF-8; save the file as UTF-8`),
  ])
})

test('UTF-8 is read as it is', () => {
  const text = '\ufeff# \u00e9\r\n'
  expect(read('utf-8', Buffer.from(text))).toEqual({ texts: [text], said: [] })
})
