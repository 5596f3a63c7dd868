import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applicationsOf, BUNDLED, compilePack, hasErrors, openPack } from '../../src/pack/pack.js'
import { wordsFor } from '../../src/pack/words.js'

const signature = `signature irc.join {
  id 9000001 rev 1 title "IRC channel joined" class chat severity low risk rumour
  dialogue tcp { -> line "JOIN #" channel:word alert "{channel}" }
}`
const words = {
  products: { irc: { appProto: 'irc' } },
  classes: { chat: { text: 'Chat' } },
  risks: { rumour: 'what is told there' },
}

function folderOf(list: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'imids-words-'))
  writeFileSync(join(folder, 'join.sig'), signature)
  writeFileSync(join(folder, 'taxonomy.json'), list)
  return folder
}

describe('a taxonomy.json beside signatures adds its words', () => {
  const folder = folderOf(JSON.stringify(words))
  test.each([
    ['the directory is named', [folder], BUNDLED],
    ['a file in it is named', [join(folder, 'join.sig')], BUNDLED],
    ['it is the pack around the file', [join(folder, 'join.sig')], folder],
    ['both', [folder, join(folder, 'join.sig')], folder],
  ])('%s', (_, paths, around) => {
    const pack = openPack(paths, around)
    expect(pack.problems).toEqual([])
    expect(pack.diagnostics.filter(({ level }) => level === 'error')).toEqual([])
    const compiled = compilePack(pack).signatures.find(({ name }) => name === 'irc.join')
    expect(compiled).toMatchObject({ products: ['irc'], category: 'Chat', risks: ['rumour'] })
    expect(applicationsOf(pack.taxonomy).get('irc')).toBe('irc')
  })

  test('elsewhere they are unknown', () => {
    const other = mkdtempSync(join(tmpdir(), 'imids-words-'))
    writeFileSync(join(other, 'join.sig'), signature)
    const codes = openPack([other], BUNDLED).diagnostics.map(({ code }) => code)
    expect(codes).toEqual(
      expect.arrayContaining(['unknown-product', 'unknown-class', 'unknown-risk']),
    )
  })
})

test.each([
  ['is not JSON', '{', /JSON/],
  [
    'extends a list that is closed',
    '{ "outcomes": { "lost": "x" } }',
    /`outcomes` cannot be extended/,
  ],
  ['changes a word', '{ "risks": { "worm": "x" } }', '`worm` is a word already'],
])('a list that %s is a problem of the pack', (_, list, message) => {
  const folder = folderOf(list)
  const pack = openPack([folder], BUNDLED)
  expect(pack.problems).toEqual([
    { path: join(folder, 'taxonomy.json'), message: expect.stringMatching(message) },
  ])
  expect(hasErrors(pack)).toBe(true)
})

test('the bundled list is not read twice, nor are others', () => {
  const folder = folderOf(JSON.stringify(words))
  mkdirSync(join(folder, 'more'))
  expect(wordsFor([BUNDLED, join(BUNDLED, 'nothing.sig'), join(folder, 'more')], BUNDLED)).toEqual({
    taxonomy: wordsFor([], BUNDLED).taxonomy,
    problems: [],
  })
})
