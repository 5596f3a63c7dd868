// Packs of a few lines, as texts, for tests of what comes behind the parser.

import type { FramerInfo } from '../../src/frame/framer.js'
import { compile } from '../../src/compile/compile.js'
import type { Program } from '../../src/compile/program.js'
import type { Item } from '../../src/language/ast.js'
import { parse } from '../../src/language/parse.js'

const categories = { classes: new Map([['message', { text: 'Instant message' }]]) }

/** @throws if the text does not parse: the test is wrong then */
export function itemsOf(text: string): Item[] {
  const { items, diagnostics } = parse({ path: 'test.sig', text })
  const [first] = diagnostics
  if (first !== undefined) throw new Error(`${first.message}: ${first.label}`)
  return items
}

/** Compiles constants and signatures. Framers are those of `infos`. */
export function programOf(text: string, infos: readonly FramerInfo[] = []): Program {
  return compile(itemsOf(text), categories, (name) => infos.find((info) => info.name === name))
}

/** A signature of which only the body matters. */
export function signatureOf(body: string, name = 'test.one', id = 9000001): string {
  return `signature ${name} { id ${id} rev 1 title "a test" class message severity low risk unencrypted ${body} }`
}

/** The same with one dialogue, whose entry is `event`. */
export function entryOf(event: string): string {
  return signatureOf(`dialogue tcp, udp { ${event} record "seen" }`)
}
