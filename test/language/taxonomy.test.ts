import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bundledTaxonomy, extendTaxonomy, loadTaxonomy } from '../../src/language/taxonomy.js'

const folder = mkdtempSync(join(tmpdir(), 'taxonomy-'))

function file(json: unknown): string {
  const path = join(folder, 'own.json')
  writeFileSync(path, typeof json === 'string' ? json : JSON.stringify(json))
  return path
}

describe('the bundled lists', () => {
  const { products, classes, risks, severities, outcomes, names, ownIds } = bundledTaxonomy()

  test('every product and class with ids has a range of its own', () => {
    const ranges = [...products.values(), ...classes.values()].flatMap(({ ids }) =>
      ids ? [ids] : [],
    )
    for (const [from, to] of ranges) {
      expect(to - from).toBe(999)
      expect(to).toBeLessThan(ownIds)
    }
    const starts = new Set(ranges.map(([from]) => from))
    // worms, exploits and denials of service share theirs
    expect(starts.size).toBe(ranges.length - 2)
  })

  test('severities are those of EVE', () => {
    expect([...severities].map(([word, { eve }]) => [word, eve])).toEqual([
      ['critical', 1],
      ['high', 1],
      ['medium', 2],
      ['low', 3],
      ['info', 4],
    ])
  })

  test('no name stands for two others', () => {
    const synonyms = [...names.values()].flatMap(({ not }) => not)
    expect(new Set(synonyms).size).toBe(synonyms.length)
    for (const name of names.keys()) expect(synonyms).not.toContain(name)
  })

  test('the matrix of risks is there, and the words that the engine writes', () => {
    expect([...risks.keys()].slice(0, 3)).toEqual([
      'unencrypted',
      'file-transfer',
      'buffer-overflow',
    ])
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['unanswered', 'unknown']))
  })
})

describe('a list of the user', () => {
  test('adds words', () => {
    const path = file({
      products: { jabber: { title: 'Jabber', appProto: 'xmpp' } },
      classes: { presence: { text: 'Presence' } },
      risks: { spim: 'unwanted messages' },
    })
    const taxonomy = extendTaxonomy(bundledTaxonomy(), path)
    expect(taxonomy.products.get('jabber')).toEqual({
      title: 'Jabber',
      appProto: 'xmpp',
      ids: null,
    })
    expect(taxonomy.classes.get('presence')?.text).toBe('Presence')
    expect(taxonomy.risks.get('spim')).toBe('unwanted messages')
    expect(taxonomy.products.get('aim')).toEqual(bundledTaxonomy().products.get('aim'))
  })

  test.each([
    { name: 'changes no word', json: { risks: { worm: 'x' } }, says: '`worm` is a word already' },
    {
      name: 'has no other lists',
      json: { colours: {} },
      says: 'there is no list `colours`; what can stand there is `products`, `classes`, `risks`',
    },
    {
      name: 'has lists that are spelt right',
      json: { product: {} },
      says: 'there is no list `product`; what can stand there is `products`, `classes`, `risks`; did you mean `products`?',
    },
    ...['ownIds', 'severities', 'confidences', 'outcomes', 'names'].map((key) => ({
      name: `does not extend ${key}`,
      json: { [key]: {} },
      says: `the list \`${key}\` cannot be extended; what can stand there is \`products\`, \`classes\`, \`risks\``,
    })),
    {
      name: 'has products with nothing else',
      json: { products: { j: { appProto: 'j', app_proto: 'j' } } },
      says: 'products.j has no `app_proto`; what can stand there is `title`, `appProto`, `ids`; did you mean `appProto`?',
    },
    {
      name: 'has classes with nothing else',
      json: { classes: { c: { text: 'c', severity: 1 } } },
      says: 'classes.c has no `severity`; what can stand there is `text`, `ids`',
    },
    { name: 'has texts', json: { risks: { spim: 1 } }, says: 'risks.spim: expected a text' },
    {
      name: 'has products with all they need',
      json: { products: { j: {} } },
      says: 'products.j.appProto: expected a text',
    },
    { name: 'is an object', json: [], says: 'expected an object' },
    { name: 'is JSON', json: '{', says: 'JSON' },
  ])('$name', ({ json, says }) => {
    expect(() => extendTaxonomy(bundledTaxonomy(), file(json))).toThrow(says)
  })

  test('that is not there throws what reading throws', () => {
    expect(() => loadTaxonomy(join(folder, 'none.json'))).toThrow('ENOENT')
  })
})
