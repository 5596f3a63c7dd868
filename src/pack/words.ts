// The closed lists that signatures are checked against: the bundled ones, and what `taxonomy.json` in a user's folder adds.

import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bundledTaxonomy, extendTaxonomy, TaxonomyProblem } from '../language/taxonomy.js'
import type { Taxonomy } from '../language/taxonomy.js'
import type { SourceProblem } from './sources.js'

const FILE = 'taxonomy.json'

/**
 * @param paths files and directories of signatures: a list lies in the directory, or beside the file
 * @param bundled the directory whose list is the one that is extended
 */
export function wordsFor(
  paths: readonly string[],
  bundled: string,
): { readonly taxonomy: Taxonomy; readonly problems: readonly SourceProblem[] } {
  let taxonomy = bundledTaxonomy()
  const problems: SourceProblem[] = []
  const read = new Set([join(bundled, FILE)].filter(existsSync).map((path) => realpathSync(path)))
  for (const path of paths.map(listBeside)) {
    if (!existsSync(path) || read.has(realpathSync(path))) continue
    read.add(realpathSync(path))
    try {
      taxonomy = extendTaxonomy(taxonomy, path)
    } catch (error) {
      if (!(error instanceof TaxonomyProblem)) throw error
      problems.push({ path, message: error.message })
    }
  }
  return { taxonomy, problems }
}

function listBeside(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  return join(isFolder ? path : dirname(path), FILE)
}
