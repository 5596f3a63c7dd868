import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { framers } from '../../src/frame/catalog.js'
import type { Item } from '../../src/language/ast.js'
import { check } from '../../src/language/check.js'
import { parse } from '../../src/language/parse.js'
import { renderAll } from '../../src/language/render.js'
import { bundledTaxonomy } from '../../src/language/taxonomy.js'
import { shared } from '../support/shared.js'
import { catalog } from './catalog.js'
import { problemOf } from './expressions.js'

const taxonomy = bundledTaxonomy()

function read(path: string, text: string): Item[] {
  const { items, diagnostics } = parse({ path, text })
  expect(renderAll(diagnostics)).toBe('')
  return items
}

/** A signature without a mistake, but for those of its stages. */
function signature(name: string, id: number, stages: string, params = ''): string {
  return `signature ${name}${params} {
  id ${9_000_000 + id} rev 1 title "t" class authentication severity low product msn risk unencrypted
  dialogue tcp { ${stages} }
}
`
}

/** Codes of the errors, each with the file that it is said of. */
function errors(items: Item[], pack: Item[] = []): string[] {
  return check(items, { taxonomy, catalog, pack, expressions: problemOf })
    .filter(({ level }) => level === 'error')
    .map(({ code, span }) => `${code} ${span.source.path}`)
}

describe('a file and its pack', () => {
  const uses = signature(
    'x.a',
    1,
    '-> line names port:port  expect tcp any:port as x.b() alert "a"',
  )
  const declares = 'const names = "USR"\n' + signature('x.b', 2, '-> line "B" alert "b"', '()')

  test('names of other files are known', () => {
    const pack = read('declares.sig', declares)
    expect(errors(read('uses.sig', uses))).toEqual([
      'unknown-type uses.sig',
      'unknown-signature uses.sig',
    ])
    expect(errors(read('uses.sig', uses), pack)).toEqual([])
  })

  test('a use in another file counts', () => {
    const own = read('declares.sig', declares)
    expect(errors(own)).toEqual(['never-expected declares.sig'])
    expect(errors(own, read('uses.sig', uses))).toEqual([])
  })

  test('a file that lies in the pack is taken once', () => {
    const pack = [...read('uses.sig', uses), ...read('declares.sig', declares)]
    expect(errors(read('uses.sig', uses), pack)).toEqual([])
  })

  test('what is wrong in other files is not said', () => {
    const wrong = read('wrong.sig', signature('x.c', 3, '-> nothing "x" alert "{y}"'))
    expect(errors(read('declares.sig', 'const names = "USR"'), wrong)).toEqual([])
  })

  test('of two with one name, the one that is checked is wrong', () => {
    const pack = read('z.sig', 'const names = "ANS"')
    expect(errors(read('a.sig', 'const names = "USR"'), pack)).toEqual(['duplicate-name a.sig'])
  })
})

describe('names have a value', () => {
  const hello = 'hello: -> line "USR " account:word '
  test.each([
    {
      name: 'captured by every event',
      stages: '-> line "A" x:word or -> line "B" x:word alert "{x}"',
      wrong: [],
    },
    {
      name: 'captured by one event',
      stages: '-> line "A" x:word or -> line "B" alert "{x}"',
      wrong: ['unbound-capture'],
    },
    {
      name: 'dropped where it is not captured',
      stages: '-> line "A" x:word or -> line "B" goto drop alert "{x}"',
      wrong: [],
    },
    { name: 'set to a word', stages: `${hello} set kind = voice alert "{kind}"`, wrong: [] },
    {
      name: 'set from a fact',
      stages: `${hello} set flow.a = account set who = flow.a alert "{who}"`,
      wrong: ['unbound-capture'],
    },
    {
      name: 'set from a fact, again',
      stages: `${hello} set flow.a = account set account = flow.a alert "{account}"`,
      wrong: ['unbound-capture'],
    },
    {
      name: 'set from what is bound',
      stages: `${hello} set who = account alert "{who}"`,
      wrong: [],
    },
    {
      name: 'bound in the main text, used in a clause',
      stages: '-> line "A" x:word .size =x alert "a"',
      wrong: ['numeric-field'],
    },
    {
      name: 'known by itself, demanded again',
      stages: `${hello} <- line =flow.client or after 5s alert "a"`,
      wrong: ['type-mismatch'],
    },
    {
      name: 'used before it is captured',
      stages: '-> line =x " " x:word alert "a"',
      wrong: ['unbound-capture'],
    },
    {
      name: 'used in the clause that binds it perhaps',
      stages: '-> http .path? x:word "=" =x alert "a"',
      wrong: [],
    },
    {
      name: 'used behind the clause that binds it perhaps',
      stages: '-> http .path? x:word .uri =x alert "a"',
      wrong: ['unbound-capture'],
    },
    {
      name: 'captured by every alternative',
      stages: '-> line "USR " any("A" x:word, "B" x:digits) alert "{x}"',
      wrong: [],
    },
    {
      name: 'captured by one alternative',
      stages: '-> line "USR " any("A" x:word, "B") alert "{x}"',
      wrong: ['unbound-capture'],
    },
    {
      name: 'on the way back of a loop',
      stages: `${hello} again: <- line "A" y:word goto more or after 5s goto drop more: -> line =y or after 5s goto again alert "{y}"`,
      wrong: [],
    },
    {
      name: 'a parameter',
      stages: '-> line =p alert "{p}"',
      params: '(p)',
      wrong: ['never-expected'],
    },
    {
      name: 'a recalled column',
      stages: `${hello} remember account as t(account) for 1h recall account from t(who, what?) alert "{who} {what}"`,
      wrong: ['table-arity', 'unbound-capture'],
    },
    { name: 'a size', stages: `${hello} alert "{account.size}"`, wrong: [] },
    {
      name: 'a key of `once`',
      stages: '-> line "A" x:word or -> line "B" alert "a" once per x',
      wrong: [],
    },
    {
      name: 'in a fact that nobody sets',
      stages: '-> line "A" alert "{flow.nobody?}"',
      wrong: ['unknown-capture'],
    },
  ])('$name', ({ stages, params = '', wrong }) => {
    const items = read('a.sig', signature('x.a', 1, stages, params))
    expect(errors(items).map((error) => error.split(' ')[0])).toEqual(wrong)
  })
})

describe('secrets', () => {
  const first = '-> line "A " secret password:word end '
  test.each([
    {
      name: 'compared with the same again',
      stages: `${first} <- line =password or after 5s alert "a"`,
      wrong: [],
    },
    {
      name: 'the key of a table',
      stages: `${first} remember password as t(flow.id) for 1h recall password from t(login) alert "{login}"`,
      wrong: [],
    },
    { name: 'the key of `once`', stages: `${first} alert "a" once per password`, wrong: [] },
    { name: 'printed', stages: `${first} alert "{password}"`, wrong: ['secret-escapes'] },
    { name: 'printed by its size', stages: `${first} alert "{password.size}"`, wrong: [] },
    {
      name: 'printed under a name that is set',
      stages: `${first} set a = password alert "{a}"`,
      wrong: ['secret-escapes'],
    },
    {
      name: 'printed through a table',
      stages: `${first} remember flow.id as t(password) for 1h recall flow.id from t(word) alert "{word}"`,
      wrong: ['secret-escapes'],
    },
    {
      name: 'in a fact',
      stages: `${first} set flow.a = password alert "a"`,
      wrong: ['secret-escapes'],
    },
    {
      name: 'in a condition',
      stages: '-> line "A " secret password:word end where password == "a" alert "a"',
      wrong: ['secret-escapes'],
    },
  ])('$name', ({ stages, wrong }) => {
    const items = read('a.sig', signature('x.a', 1, stages))
    expect(errors(items).map((error) => error.split(' ')[0])).toEqual(wrong)
  })
})

describe('runs', () => {
  test.each([
    { name: 'to a literal', pattern: 'x:text "a"', wrong: false },
    { name: 'to the end', pattern: 'x:text end', wrong: false },
    { name: 'to the rest', pattern: 'x:text', wrong: false },
    { name: 'to a list', pattern: '... names', wrong: false },
    { name: 'to a list of numbers', pattern: '... codes', wrong: true },
    { name: 'to alternatives of literals', pattern: '... any("a", |62|)', wrong: false },
    { name: 'to an alternative that is a type', pattern: '... any("a", word)', wrong: true },
    { name: 'to what may be there', pattern: '... maybe("a") "b"', wrong: false },
    { name: 'to what may be there, and then a type', pattern: '... maybe("a") word', wrong: true },
    { name: 'to the same again', pattern: 'y:word " " x:text =y', wrong: false },
    { name: 'to a type', pattern: 'x:text word', wrong: true },
    { name: 'to another run', pattern: 'x:text ...', wrong: true },
    { name: 'to bytes of which none is known', pattern: '... |?? ??|', wrong: true },
    { name: 'to a fixed length before the end', pattern: 'x:text u16 bytes(4) end', wrong: false },
    { name: 'to a fixed length, and more', pattern: 'x:text u16', wrong: true },
    {
      name: 'out of alternatives, to what follows them',
      pattern: 'any(x:text, "a") "b"',
      wrong: false,
    },
    { name: 'out of alternatives, to a type', pattern: 'any(x:text, "a") word', wrong: true },
  ])('$name', ({ pattern, wrong }) => {
    const constants = 'const names = "a", "bc"\nconst codes = 1, 2\n'
    const items = read(
      'a.sig',
      constants + signature('x.a', 1, `-> line "A " ${pattern} alert "a"`),
    )
    const found = errors(items).filter((error) => !error.startsWith('bare-number'))
    expect(found).toEqual(wrong ? ['nothing-to-run-to a.sig'] : [])
  })
})

const drafts = ['design/sketches', 'design/prototype/sig'].map((folder) => shared(folder))

describe.skipIf(drafts.includes(null))('drafts of the shared data have no errors', () => {
  test.each(drafts)('%s', (folder) => {
    const items = readdirSync(folder ?? '.').flatMap((file) =>
      read(file, readFileSync(join(folder ?? '', file), 'utf8')),
    )
    const found = check(items, { taxonomy, catalog: framers, pack: [], expressions: problemOf })
    expect(renderAll(found.filter(({ level }) => level === 'error'))).toBe('')
    expect(items.length).toBeGreaterThan(5)
  })
})
