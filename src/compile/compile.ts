// The last step of the second row: a checked pack becomes a program. What the checker refuses does not come here; where
// something has no meaning all the same, that is a mistake of ours, and throws.

import { framerInfo } from '../frame/catalog.js'
import type { FramerInfo } from '../frame/framer.js'
import type { Const, Dialogue, Item, Signature, Tally } from '../language/ast.js'
import { Pack } from '../language/check/pack.js'
import { Constants } from './constants.js'
import { compileStages, transportOf, type DialogueContext } from './dialogue.js'
import { Gates } from './gates.js'
import { compileMetadata, idOf, type Categories } from './metadata.js'
import { Names } from './names.js'
import type {
  CompiledDialogue,
  CompiledSignature,
  CompiledStage,
  CompiledTable,
  CompiledTally,
  Program,
} from './program.js'
import { Automata } from './regexp.js'
import { SharedMatches, SharedPatterns } from './shared.js'
import { compileReport } from './report.js'
import { PROGRAM_VERSION } from './version.js'

/**
 * Compiles a whole pack. The same items give the same program, in whatever order they come.
 *
 * @param items all constants and signatures of the pack, checked
 */
export function compile(
  items: readonly Item[],
  taxonomy: Categories,
  infoOf: (framer: string) => FramerInfo | undefined = framerInfo,
): Program {
  return new Compiler(items, taxonomy, infoOf).program()
}

class Compiler {
  readonly #signatures: readonly Signature[]
  readonly #constants: Constants
  readonly #indexOf: ReadonlyMap<string, number>
  /** By signature. */
  readonly #names: readonly Names[]
  readonly #gates: Gates
  readonly #automata = new Automata()
  readonly #tables = new Map<string, CompiledTable & { readonly index: number }>()
  readonly #dialogues: CompiledDialogue[] = []
  readonly #stages: CompiledStage[] = []
  readonly #matches = new SharedMatches()
  readonly #patterns = new SharedPatterns()

  constructor(
    items: readonly Item[],
    private readonly taxonomy: Categories,
    infoOf: (framer: string) => FramerInfo | undefined,
  ) {
    this.#signatures = items
      .filter((item): item is Signature => item.kind === 'signature')
      .sort((a, b) => idOf(a) - idOf(b))
    this.#constants = new Constants(items.filter((item): item is Const => item.kind === 'const'))
    this.#indexOf = new Map(this.#signatures.map(({ name }, index) => [name.text, index]))
    const pack = new Pack(items)
    this.#names = this.#signatures.map((signature) => new Names(signature, pack.scope(signature)))
    this.#gates = new Gates(infoOf, this.#constants)
  }

  program(): Program {
    const signatures = this.#signatures.map((signature, index) => this.#signature(signature, index))
    return {
      version: PROGRAM_VERSION,
      signatures,
      dialogues: this.#dialogues,
      stages: this.#stages,
      matches: this.#matches.all,
      instructions: this.#patterns.instructions,
      automata: this.#automata.all,
      literals: this.#gates.literals,
      tables: [...this.#tables.values()].map(({ name, columns }) => ({ name, columns })),
      framers: [...new Set(this.#matches.all.map(({ framer }) => framer))].sort(),
    }
  }

  #signature(signature: Signature, index: number): CompiledSignature {
    const names = this.#namesOf(index)
    return {
      ...compileMetadata(signature, this.taxonomy),
      name: signature.name.text,
      slots: names.slots,
      params: signature.params?.length ?? 0,
      armedOnly: signature.params !== null,
      dialogues: signature.dialogues.map((dialogue) => this.#dialogue(dialogue, signature, index)),
      tally: signature.tally === null ? null : this.#tally(signature.tally, names),
    }
  }

  #dialogue(dialogue: Dialogue, signature: Signature, index: number): number {
    const stageFrom = this.#stages.length
    const context: DialogueContext = {
      patterns: this.#patterns,
      matches: this.#matches,
      automata: this.#automata,
      constants: this.#constants,
      names: this.#namesOf(index),
      table: (name, columns) => this.#table(name, columns),
      signature: (name) => this.#signatureNamed(name),
    }
    this.#stages.push(...compileStages(dialogue, stageFrom, context))
    const [entry] = dialogue.stages
    const events = entry?.kind === 'state' ? entry.events : []
    const compiled: CompiledDialogue = {
      signature: index,
      transports: dialogue.transports.map(({ text }) => transportOf(text)),
      peer: dialogue.peer,
      withinMs: dialogue.within?.ms ?? null,
      stageFrom,
      stageTo: this.#stages.length,
      gates: events.flatMap(({ trigger }) =>
        trigger.kind === 'message' ? this.#gates.gates(trigger, signature.params !== null) : [],
      ),
    }
    return this.#dialogues.push(compiled) - 1
  }

  #tally(tally: Tally, names: Names): CompiledTally {
    const counted = this.#signatureNamed(tally.signature.text)
    const countedNames = this.#namesOf(counted)
    return {
      threshold: tally.threshold.value,
      counted,
      distinct: tally.distinct === null ? null : countedNames.name(tally.distinct.text),
      withinMs: tally.within.ms,
      per: tally.per.map((key) => countedNames.name(key.text)),
      report: compileReport(tally.report, names),
    }
  }

  /** The first mention of a table gives it its place. */
  #table(name: string, columns: number): number {
    const table = this.#tables.get(name) ?? { name, columns, index: this.#tables.size }
    this.#tables.set(name, table)
    return table.index
  }

  #signatureNamed(name: string): number {
    const index = this.#indexOf.get(name)
    if (index === undefined) throw new Error(`no signature ${name}`)
    return index
  }

  #namesOf(index: number): Names {
    const names = this.#names[index]
    if (names === undefined) throw new Error(`no signature number ${index}`)
    return names
  }
}
