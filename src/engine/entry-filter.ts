// Which entries a message can begin at all, told by the literals in it. Tens of signatures wait for a message of the same
// framer, and nearly all of its messages are of no interest to any of them: one pass over the bytes says so, where trying
// each entry would read the same fields again and again.

import type { CompiledLiteral, Program } from '../compile/program.js'
import type { Message } from '../frame/framer.js'
import type { Entry, EntryGroup } from './plan.js'
import { Prefilter } from './prefilter.js'

/** An entry, and the literals of which each of its messages holds one; null: it can do without. */
interface Gated {
  readonly entry: Entry
  readonly literals: readonly number[] | null
}

export class EntryFilter {
  readonly #groups: readonly { readonly signatureIndex: number; readonly gated: Gated[] }[]
  readonly #prefilter: Prefilter
  /** Indices of groups: those of which some entry can do without a literal, and by literal those that it may admit. */
  readonly #free: readonly number[]
  readonly #gatedBy: readonly (readonly number[])[]
  /** What a message without any literal may begin. */
  readonly #always: readonly EntryGroup[]
  /** What one with a single literal may begin, by that. */
  readonly #alone: readonly (readonly EntryGroup[])[]

  /** @param groups what a message of `framer` may begin, by ascending signature */
  constructor(program: Program, framer: string, groups: readonly EntryGroup[]) {
    const literals = new Literals(program)
    this.#groups = groups.map(({ signatureIndex, entries }) => ({
      signatureIndex,
      gated: entries.map((entry) => ({ entry, literals: literals.gateOf(entry, framer) })),
    }))
    this.#prefilter = new Prefilter(literals.sought)
    const gatedBy = literals.sought.map((): number[] => [])
    for (const [index, { gated }] of this.#groups.entries())
      for (const { literals: needed } of gated)
        for (const literal of needed ?? []) gatedBy[literal]?.push(index)
    this.#gatedBy = gatedBy
    this.#free = [...this.#groups.keys()].filter((index) =>
      this.#groups[index]?.gated.some(({ literals: needed }) => needed === null),
    )
    this.#always = this.#admitted([])
    this.#alone = literals.sought.map((_, index) => this.#admitted([index]))
  }

  /** What the message may begin, by ascending signature. */
  candidates({ bytes, start, end, verbatimEnd }: Message): readonly EntryGroup[] {
    const found = this.#prefilter.search(bytes, start, verbatimEnd ?? end)
    const first = found[0]
    if (first === undefined) return this.#always
    return (found.length === 1 ? this.#alone[first] : undefined) ?? this.#admitted(found)
  }

  #admitted(found: readonly number[]): EntryGroup[] {
    const admitted: EntryGroup[] = []
    const indices = new Set([...this.#free, ...found.flatMap((one) => this.#gatedBy[one] ?? [])])
    for (const index of [...indices].sort((left, right) => left - right)) {
      const group = this.#groups[index]
      if (group === undefined) continue
      const { signatureIndex, gated } = group
      const entries: Entry[] = []
      for (const { entry, literals } of gated)
        if (literals === null || literals.some((literal) => found.includes(literal)))
          entries.push(entry)
      if (entries.length > 0) admitted.push({ signatureIndex, entries })
    }
    return admitted
  }
}

/** The literals of one framer's entries, each once. */
class Literals {
  readonly sought: CompiledLiteral[] = []
  readonly #indexOf = new Map<number, number>()

  constructor(private readonly program: Program) {}

  /** A message that matches passes one of its dialogue's gates for the framer. */
  gateOf({ plan }: Entry, framer: string): number[] | null {
    const needed: number[] = []
    for (const { framer: ofGate, literal } of plan.dialogue.gates) {
      if (ofGate !== framer) continue
      if (literal === null) return null
      needed.push(this.#add(literal))
    }
    return needed.length === 0 ? null : needed
  }

  #add(literal: number): number {
    const known = this.#indexOf.get(literal)
    if (known !== undefined) return known
    const compiled = this.program.literals[literal]
    if (compiled === undefined) throw new Error(`the program has no literal ${literal}`)
    this.#indexOf.set(literal, this.sought.length)
    return this.sought.push(compiled) - 1
  }
}
