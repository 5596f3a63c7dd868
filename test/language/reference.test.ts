// The language reference (grammar/README.md): its examples are signatures without a mistake, and every complaint has
// an entry.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { framers } from '../../src/frame/catalog.js'
import type { Item } from '../../src/language/ast.js'
import { check } from '../../src/language/check.js'
import { errorCodes, lintCodes } from '../../src/language/complaint.js'
import { format } from '../../src/language/format.js'
import { reserved } from '../../src/language/lexer.js'
import { parse } from '../../src/language/parse.js'
import { renderAll } from '../../src/language/render.js'
import { bundledTaxonomy } from '../../src/language/taxonomy.js'
import { transforms, types } from '../../src/language/types.js'
import { problemOf } from './expressions.js'

const reference = readFileSync(
  fileURLToPath(new URL('../../grammar/README.md', import.meta.url)),
  'utf8',
)

interface Example {
  readonly kind: string
  readonly text: string
  /** Of README.md, at which its text begins. */
  readonly line: number
}

const examples: Example[] = [...reference.matchAll(/^```(imids[-\w]*)\n([^]*?)^```$/gm)].map(
  ({ 1: kind = '', 2: text = '', index }) => {
    return { kind, text, line: reference.slice(0, index).split('\n').length + 1 }
  },
)

/** A part of a signature, made whole. */
function whole({ kind, text, line }: Example): string {
  const inDialogue = (stages: string) => `dialogue ${transportOf(stages)} {\n${stages}}`
  const body: Record<string, string> = {
    'imids-part': inDialogue(text),
    'imids-body': text,
    'imids-test': `dialogue tcp { -> line "XYZ" account:word alert "{account}" }\n${text}`,
  }
  if (kind === 'imids') return text
  return `signature part.of.line.${line} {
    id ${9_100_000 + line} rev 1 title "t" class authentication severity low product msn risk unencrypted
    ${body[kind] ?? 'no such kind'}
  }`
}

const transportOf = (stages: string) => (/-> (dns|datagram)/.test(stages) ? 'udp' : 'tcp')

const read = (example: Example) => parse({ path: `line-${example.line}`, text: whole(example) })
const pack: Item[] = examples.flatMap((example) => read(example).items)

describe('examples', () => {
  test.each(examples)('$kind at line $line', (example) => {
    const { items, diagnostics } = read(example)
    const found = check(items, {
      taxonomy: bundledTaxonomy(),
      catalog: framers,
      pack,
      expressions: problemOf,
    })
    const errors = found.filter(({ level }) => level === 'error')
    expect(renderAll([...diagnostics, ...errors])).toBe('')
    expect(items.length).toBeGreaterThan(0)
  })

  test.each(examples.filter(({ kind }) => kind === 'imids'))(
    'laid out, at line $line',
    (example) => {
      expect(format({ path: '', text: example.text })).toBe(example.text)
    },
  )
})

describe('entries', () => {
  const entries = [...reference.matchAll(/^#### `([\w-]+)`$/gm)].map(([, code]) => code)

  test('there is one for each complaint, and for no other', () => {
    expect([...entries].sort()).toEqual([...errorCodes, ...lintCodes].sort())
  })

  test.each([...reserved, ...types.keys(), ...transforms.keys()])('`%s` is mentioned', (word) => {
    expect(reference).toMatch(new RegExp(`[\`\\s|]${word}\\b`))
  })

  test('links lead somewhere', () => {
    const slug = (heading: string) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, '')
        .trim()
        .replaceAll(/\s/g, '-')
    const headings = [...reference.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slug(heading))
    const links = [...reference.matchAll(/\]\(#([\w-]+)\)/g)].map(([, link]) => link)
    expect(links.length).toBeGreaterThan(10)
    expect(headings).toEqual(expect.arrayContaining(links))
  })
})
