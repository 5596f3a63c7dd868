import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Item, Source } from '../../src/language/ast.js'
import { parse } from '../../src/language/parse.js'
import { shared } from '../support/shared.js'

const text = (path: string, text: string): Source => ({ path, text })

function only(source: string): Item {
  const { items, diagnostics } = parse(text('a.sig', source))
  expect(diagnostics).toEqual([])
  expect(items).toHaveLength(1)
  return items[0] as Item
}

/** The tree without its spans, which is what a layout may not change. */
function bare(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === 'span' ? undefined : value)))
}

const inDialogue = (stages: string) => `signature x { dialogue tcp {\n${stages}\n} }`

function firstTrigger(stages: string) {
  const item = only(inDialogue(stages))
  if (item.kind !== 'signature') throw new Error('not a signature')
  const stage = item.dialogues[0]?.stages[0]
  if (stage?.kind !== 'state') throw new Error('not a state')
  return stage.events[0]?.trigger
}

describe('literals', () => {
  test.each([
    { name: 'a string is its UTF-8', written: '"aé"', bytes: [0x61, 0xc3, 0xa9] },
    { name: 'escapes', written: '"\\r\\n\\t\\"\\\\"', bytes: [13, 10, 9, 34, 92] },
    { name: '\\xHH is one byte', written: '"\\xe9\\x00"', bytes: [0xe9, 0] },
    { name: 'nothing', written: '""', bytes: [] },
    { name: 'hex digits and wildcards', written: '|2A ?? 01|', bytes: [0x2a, null, 1] },
    { name: 'hex digits without blanks', written: '|2a01|', bytes: [0x2a, 1] },
  ])('$name', ({ written, bytes }) => {
    const item = only(`const c = ${written}`)
    const literal = item.kind === 'const' ? item.values[0] : undefined
    expect(literal && 'bytes' in literal && [...literal.bytes]).toEqual(bytes)
  })

  test('an `i` at the quote ignores case, one apart is a type', () => {
    expect(firstTrigger('-> line "a"i')).toMatchObject({ pattern: [{ ignoreCase: true }] })
    expect(firstTrigger('-> line "a" i')).toMatchObject({
      pattern: [{ ignoreCase: false }, { kind: 'hole', type: { name: { text: 'i' } } }],
    })
  })

  test.each([
    ['250ms', 250],
    ['30s', 30_000],
    ['5m', 300_000],
    ['12h', 43_200_000],
  ])('%s is %d ms', (written, ms) => {
    const item = only(inDialogue(`-> line "a"\nor after ${written}`))
    expect(JSON.stringify(item)).toContain(`"ms":${ms}`)
  })
})

describe('the tree', () => {
  test('of an event', () => {
    expect(
      bare(firstTrigger('-> msnp "USR " trid:int .rv.tlv[0x10]? |> base64 secret x:hex(32) end')),
    ).toMatchObject({
      kind: 'message',
      arrow: '->',
      framer: { text: 'msnp' },
      pattern: [{ kind: 'string' }, { kind: 'hole', name: { text: 'trid' }, secret: false }],
      clauses: [
        {
          kind: 'field',
          path: {
            selectors: [
              { name: 'rv', key: null },
              { name: 'tlv', key: 16 },
            ],
          },
          optional: true,
          pipes: [{ name: { text: 'base64' } }],
          pattern: [
            { kind: 'hole', name: { text: 'x' }, secret: true, type: { args: [{ value: 32 }] } },
            { kind: 'end' },
          ],
        },
      ],
    })
  })

  test('parameters: none, no parentheses, some', () => {
    const params = (written: string) => {
      const item = only(`signature x${written} { dialogue tcp { -> line "a" } }`)
      return item.kind === 'signature' ? bare(item.params) : undefined
    }
    expect(params('')).toBeNull()
    expect(params('()')).toEqual([])
    expect(params('(a, secret b)')).toMatchObject([
      { name: { text: 'a' }, secret: false },
      { name: { text: 'b' }, secret: true },
    ])
  })

  test('a span is the text of its node, in the whole file', () => {
    const source = `const a = 1\n\n${inDialogue('hello: -> line "a" where b == 1  set c = d')}`
    const [, signature] = parse(text('a.sig', source)).items
    const stage = signature?.kind === 'signature' ? signature.dialogues[0]?.stages[0] : undefined
    const slice = stage && source.slice(stage.span.start, stage.span.end)
    expect(slice).toBe('hello: -> line "a" where b == 1  set c = d')
  })

  test('contextual words are names elsewhere', () => {
    const trigger = firstTrigger('-> line id:peer count:of per:from title')
    expect(trigger).toMatchObject({ pattern: [{}, {}, {}, { type: { name: { text: 'title' } } }] })
  })
})

describe('one mistake hides nothing else', () => {
  const good = (name: string) => `signature ${name} {\n  dialogue tcp { -> line "a" }\n}\n`
  test.each([
    { name: 'in the middle', b: good('b').replace('->', '"'), read: 'ac' },
    { name: 'a brace is missing', b: good('b').slice(0, -2), read: 'ac' },
    { name: 'a brace too many', b: good('b') + '}\n', read: 'abc' },
    { name: 'between two', b: 'x\n', read: 'ac' },
  ])('$name', ({ b, read }) => {
    const { items, diagnostics } = parse(text('a.sig', good('a') + b + good('c')))
    expect(items.map((item) => item.name.text).join('')).toBe(read)
    expect(diagnostics).toHaveLength(1)
  })

  test('an empty file is well', () => {
    expect(parse(text('a.sig', '# nothing\n'))).toEqual({ items: [], diagnostics: [] })
  })
})

const drafts = ['design/sketches', 'design/prototype/sig'].map((folder) => shared(folder))

describe.skipIf(drafts.includes(null))('every draft of the shared data parses', () => {
  const files = drafts.flatMap((folder) =>
    folder ? readdirSync(folder).map((file) => join(folder, file)) : [],
  )
  test.each(files)('%s', (path) => {
    expect(parse(text(path, readFileSync(path, 'utf8'))).diagnostics).toEqual([])
  })
})
