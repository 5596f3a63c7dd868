// Whether what parses also means something. The checks are in `check/`, a concern in each file.

import type { Item } from './ast.js'
import { checkAssignment } from './check/assignment.js'
import type { Context, ExpressionReader, KnownFramer, Knowledge } from './check/context.js'
import { checkCount } from './check/counts.js'
import { checkDialogue } from './check/dialogue.js'
import { checkEntry } from './check/entry.js'
import { checkExpectations } from './check/expectations.js'
import { checkLints } from './check/lints.js'
import { checkMetadata } from './check/metadata.js'
import { checkConstant, checkNames, checkPackNames } from './check/names.js'
import { Pack } from './check/pack.js'
import { checkPatterns } from './check/patterns.js'
import { checkTables } from './check/tables.js'
import { checkTests } from './check/tests.js'
import type { Diagnostic } from './diagnostic.js'
import { inOrder } from './render.js'
import type { Taxonomy } from './taxonomy.js'

export interface CheckOptions {
  readonly taxonomy: Taxonomy
  readonly catalog: readonly KnownFramer[]
  /** The pack that the items lie in. Files that the items come from are taken from them. */
  readonly pack: readonly Item[]
  /** The compiler's reader of regular expressions. */
  readonly expressions: ExpressionReader
}

/** @returns what is wrong with `items`, and what could be better, in the order of the text */
export function check(items: readonly Item[], options: CheckOptions): Diagnostic[] {
  const checked = new Set(items.map(({ span }) => span.source.path))
  const others = options.pack.filter(({ span }) => !checked.has(span.source.path))
  const knowledge: Knowledge = {
    taxonomy: options.taxonomy,
    framers: new Map(options.catalog.map((framer) => [framer.info.name, framer])),
    expressions: options.expressions,
    pack: new Pack([...others, ...items]),
  }
  const found: Diagnostic[] = []
  const say = (diagnostic: Diagnostic) => {
    // What concerns the pack is found in each of its files, and said where it is checked.
    if (checked.has(diagnostic.span.source.path)) found.push(diagnostic)
  }
  checkPackNames(knowledge, say)
  checkTables(knowledge, say)
  for (const item of items) {
    if (item.kind === 'const') checkConstant(item, say)
    else checkSignature({ ...knowledge, signature: item, scope: knowledge.pack.scope(item), say })
  }
  return inOrder(found)
}

function checkSignature(given: Context): void {
  let well = true
  const say = (diagnostic: Diagnostic) => {
    if (diagnostic.level === 'error') well = false
    given.say(diagnostic)
  }
  const context = { ...given, say }
  checkMetadata(context)
  checkNames(context)
  checkPatterns(context)
  checkEntry(context)
  for (const dialogue of context.signature.dialogues) {
    checkDialogue(dialogue, context)
    checkAssignment(dialogue, context)
  }
  checkExpectations(context)
  checkCount(context)
  checkTests(context)
  // What could be better is for later.
  if (well) checkLints(context)
}
