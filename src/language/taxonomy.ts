// The closed lists: classes, risks, severities, outcomes, products, names of captures. They are data
// (`signatures/taxonomy.json`), since the compiler, the output and the documents read them too.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nearest } from './suggest.js'

/** Each list in the order of its file. */
export interface Taxonomy {
  /** Ids from here are for users' own signatures. */
  readonly ownIds: number
  readonly products: ReadonlyMap<string, Product>
  readonly classes: ReadonlyMap<string, SignatureClass>
  readonly risks: ReadonlyMap<string, string>
  readonly severities: ReadonlyMap<string, { readonly eve: number; readonly text: string }>
  readonly confidences: ReadonlyMap<string, string>
  readonly outcomes: ReadonlyMap<string, string>
  readonly names: ReadonlyMap<string, StandardName>
}

export interface Product {
  /** Its column of the threat matrix, or null. */
  readonly title: string | null
  /** EVE's `app_proto`. */
  readonly appProto: string
  /** First and last id of its signatures; null: those of users. */
  readonly ids: IdRange | null
}

export interface SignatureClass {
  /** EVE's `alert.category`. */
  readonly text: string
  /** Of signatures of this class, whatever their product. */
  readonly ids: IdRange | null
}

export type IdRange = readonly [from: number, to: number]

/** A name that means the same in every signature. */
export interface StandardName {
  readonly type: 'string' | 'number'
  readonly secret: boolean
  readonly text: string
  /** Names that are not used instead. */
  readonly not: readonly string[]
}

/** A list that cannot be taken: `message` says what is wrong with which word. */
export class TaxonomyProblem extends Error {
  override readonly name = 'TaxonomyProblem'
}

/** @throws TaxonomyProblem, or what reading the file throws */
export function loadTaxonomy(path: string): Taxonomy {
  return taxonomyOf(readJson(path))
}

export function bundledTaxonomy(): Taxonomy {
  return loadTaxonomy(fileURLToPath(new URL('../../signatures/taxonomy.json', import.meta.url)))
}

/** Lists that a user's file adds to. Of the others the engine, or who reads its output, knows every word. */
const EXTENSIBLE: readonly string[] = ['products', 'classes', 'risks']

/**
 * Adds the words of a user's file: classes, risks and products. A word that is there already cannot be changed.
 *
 * @throws TaxonomyProblem, or what reading the file throws
 */
export function extendTaxonomy(taxonomy: Taxonomy, path: string): Taxonomy {
  const json = readJson(path)
  checkKeys(json, EXTENSIBLE, (key) =>
    LISTS.includes(key) ? `the list \`${key}\` cannot be extended` : `there is no list \`${key}\``,
  )
  const own = taxonomyOf(json)
  return {
    ...taxonomy,
    products: united(taxonomy.products, own.products),
    classes: united(taxonomy.classes, own.classes),
    risks: united(taxonomy.risks, own.risks),
  }
}

function united<T>(known: ReadonlyMap<string, T>, own: ReadonlyMap<string, T>) {
  for (const word of own.keys()) {
    if (known.has(word)) throw new TaxonomyProblem(`\`${word}\` is a word already`)
  }
  return new Map([...known, ...own])
}

// ---- from JSON

type Json = Readonly<Record<string, unknown>>

function readJson(path: string): Json {
  try {
    return objectOf(JSON.parse(readFileSync(path, 'utf8')), 'the list')
  } catch (error) {
    if (error instanceof SyntaxError) throw new TaxonomyProblem(error.message)
    throw error
  }
}

const LISTS = 'ownIds products classes risks severities confidences outcomes names'.split(' ')

function taxonomyOf(json: Json): Taxonomy {
  checkKeys(json, LISTS, (key) => `there is no list \`${key}\``)
  function list<T>(name: string, read: (value: unknown, where: string) => T): Map<string, T> {
    const words = Object.entries(objectOf(json[name] ?? {}, name))
    return new Map(words.map(([word, value]) => [word, read(value, `${name}.${word}`)]))
  }
  return {
    ownIds: json['ownIds'] === undefined ? Infinity : numberOf(json['ownIds'], 'ownIds'),
    products: list('products', (value, where) => {
      const { title = null, appProto, ids } = entryOf(value, where, ['title', 'appProto', 'ids'])
      return {
        title: title === null ? null : textOf(title, `${where}.title`),
        appProto: textOf(appProto, `${where}.appProto`),
        ids: rangeOf(ids, where),
      }
    }),
    classes: list('classes', (value, where) => {
      const { text, ids } = entryOf(value, where, ['text', 'ids'])
      return { text: textOf(text, `${where}.text`), ids: rangeOf(ids, where) }
    }),
    risks: list('risks', textOf),
    severities: list('severities', (value, where) => {
      const { eve, text } = entryOf(value, where, ['eve', 'text'])
      return { eve: numberOf(eve, `${where}.eve`), text: textOf(text, `${where}.text`) }
    }),
    confidences: list('confidences', textOf),
    outcomes: list('outcomes', textOf),
    names: list('names', (value, where) => {
      const {
        type,
        secret = false,
        text,
        not = [],
      } = entryOf(value, where, ['type', 'secret', 'text', 'not'])
      if (type !== 'string' && type !== 'number')
        throw wrong(`${where}.type`, '"string" or "number"')
      if (!Array.isArray(not)) throw wrong(`${where}.not`, 'a list')
      return {
        type,
        secret: secret === true,
        text: textOf(text, `${where}.text`),
        not: not.map((name) => textOf(name, `${where}.not`)),
      }
    }),
  }
}

/** @param complain says what is wrong with a key that is none of `known` */
function checkKeys(json: Json, known: readonly string[], complain: (key: string) => string): void {
  const stranger = Object.keys(json).find((key) => !known.includes(key))
  if (stranger === undefined) return
  const meant = nearest(stranger, known)
  const hint = meant === null ? '' : `; did you mean \`${meant}\`?`
  throw new TaxonomyProblem(
    `${complain(stranger)}; what can stand there is ${inWords(known)}${hint}`,
  )
}

function inWords(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ')
}

/** One word of a list. */
function entryOf(value: unknown, where: string, keys: readonly string[]): Json {
  const json = objectOf(value, where)
  checkKeys(json, keys, (key) => `${where} has no \`${key}\``)
  return json
}

function objectOf(value: unknown, where: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  throw wrong(where, 'an object')
}

function textOf(value: unknown, where: string): string {
  if (typeof value === 'string') return value
  throw wrong(where, 'a text')
}

function numberOf(value: unknown, where: string): number {
  if (typeof value === 'number') return value
  throw wrong(where, 'a number')
}

function rangeOf(value: unknown, where: string): IdRange | null {
  if (value === undefined) return null
  if (!Array.isArray(value) || value.length !== 2) throw wrong(`${where}.ids`, 'two numbers')
  return [numberOf(value[0], `${where}.ids`), numberOf(value[1], `${where}.ids`)]
}

function wrong(where: string, wanted: string): TaxonomyProblem {
  return new TaxonomyProblem(`${where}: expected ${wanted}`)
}
