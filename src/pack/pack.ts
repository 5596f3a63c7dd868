// A pack: signatures that know each other by name. A user's files are read together with the bundled ones; what they
// define takes the place of what the bundled pack has under the same name.

import { compile } from '../compile/compile.js'
import type { Program } from '../compile/program.js'
import { compileRegexp } from '../compile/regexp.js'
import type { RegexpProblem } from '../compile/regexp.js'
import { framers } from '../frame/catalog.js'
import type { Item, Signature } from '../language/ast.js'
import { check } from '../language/check.js'
import type { Diagnostic } from '../language/diagnostic.js'
import { parse } from '../language/parse.js'
import type { Taxonomy } from '../language/taxonomy.js'
import { readSources } from './sources.js'
import type { SourceFile, SourceProblem } from './sources.js'
import { BUNDLED } from './stored.js'
import { wordsFor } from './words.js'

export { BUNDLED }

export interface Pack {
  readonly taxonomy: Taxonomy
  /** What the named files define. */
  readonly own: readonly Item[]
  /** And what the pack around them does, without what they replace. */
  readonly around: readonly Item[]
  readonly files: readonly SourceFile[]
  /** Of the named files, by file and place. Errors in the pack around are among them. */
  readonly diagnostics: readonly Diagnostic[]
  readonly problems: readonly SourceProblem[]
}

/**
 * Reads and checks signatures. A `taxonomy.json` beside them adds words to the bundled lists.
 *
 * @param paths files and directories
 * @param packPath the pack in which they lie: names that they use and do not define are looked up there
 */
export function openPack(paths: readonly string[], packPath: string): Pack {
  const { taxonomy, problems } = wordsFor([...paths, packPath], BUNDLED)
  const named = readSources(paths)
  const surroundings = readSources([packPath])
  const own = parseAll(named.files)
  const ownFiles = new Set(named.files.map(({ realPath }) => realPath))
  const ownNames = new Set(own.items.map(keyOf))
  const around = parseAll(surroundings.files.filter(({ realPath }) => !ownFiles.has(realPath)))
  const rest = around.items.filter((item) => !ownNames.has(keyOf(item)))
  const checked = check(own.items, {
    taxonomy,
    catalog: framers,
    pack: rest,
    expressions: problemOf,
  })
  return {
    taxonomy,
    own: own.items,
    around: rest,
    files: named.files,
    diagnostics: [...own.diagnostics, ...around.diagnostics, ...checked],
    problems: [...problems, ...named.problems, ...surroundings.problems],
  }
}

/** Only of a pack without errors. */
export function compilePack({ own, around, taxonomy }: Pack): Program {
  return compile([...own, ...around], taxonomy)
}

export function hasErrors({ diagnostics, problems }: Pack): boolean {
  return problems.length > 0 || diagnostics.some(({ level }) => level === 'error')
}

export function signaturesOf(items: readonly Item[]): Signature[] {
  return items.filter((item): item is Signature => item.kind === 'signature')
}

/** `app_proto` of every product. */
export function applicationsOf({ products }: Taxonomy): ReadonlyMap<string, string> {
  return new Map([...products].map(([product, { appProto }]) => [product, appProto]))
}

function problemOf(expression: string, ignoreCase: boolean): RegexpProblem | null {
  const compiled = compileRegexp(expression, ignoreCase)
  return 'code' in compiled ? compiled : null
}

function keyOf({ kind, name }: Item): string {
  return `${kind} ${name.text}`
}

function parseAll(files: readonly SourceFile[]): { items: Item[]; diagnostics: Diagnostic[] } {
  const parsed = files.map(parse)
  return {
    items: parsed.flatMap(({ items }) => items),
    diagnostics: parsed.flatMap(({ diagnostics }) => diagnostics),
  }
}
