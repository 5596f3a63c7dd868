// Which entries a message can begin at all, told by the literals in it. Tens of signatures wait for a message of the same
// framer, and nearly all of its messages are of no interest to any of them: one pass over the bytes says so, where trying
// each entry would read the same fields again and again.

import type { CompiledLiteral, Program } from '../compile/program.js'
import type { Entry, EntryGroup } from './plan.js'
import { Prefilter } from './prefilter.js'

/** An entry; each of its messages passes one of the gates. */
interface Gated {
  readonly entry: Entry
  readonly gates: readonly EntryGate[]
}

interface EntryGate {
  /** Of those that are sought; null: it can do without. */
  readonly literal: number | null
  /** Of the message; null: any. */
  readonly firstBytes: ReadonlySet<number> | null
}

const OPEN: readonly EntryGate[] = [{ literal: null, firstBytes: null }]

export class EntryFilter {
  readonly #groups: readonly { readonly signatureIndex: number; readonly gated: Gated[] }[]
  readonly #prefilter: Prefilter
  /** Indices of groups: those of which some entry can do without a literal, and by literal those that it may admit. */
  readonly #free: readonly number[]
  readonly #gatedBy: readonly (readonly number[])[]
  /** What a message without any literal may begin, and what one with a single literal may, by its first byte. */
  readonly #always = new Map<number, readonly EntryGroup[]>()
  readonly #alone: readonly Map<number, readonly EntryGroup[]>[]

  /** @param groups what a message of `framer` may begin, by ascending signature */
  constructor(program: Program, framer: string, groups: readonly EntryGroup[]) {
    const literals = new Literals(program)
    this.#groups = groups.map(({ signatureIndex, entries }) => ({
      signatureIndex,
      gated: entries.map((entry) => ({ entry, gates: literals.gatesOf(entry, framer) })),
    }))
    this.#prefilter = new Prefilter(literals.sought)
    const gatedBy = literals.sought.map((): number[] => [])
    const free = new Set<number>()
    for (const [index, { gated }] of this.#groups.entries())
      for (const { literal } of gated.flatMap(({ gates }) => gates))
        if (literal === null) free.add(index)
        else gatedBy[literal]?.push(index)
    this.#gatedBy = gatedBy
    this.#free = [...free]
    this.#alone = literals.sought.map(() => new Map<number, readonly EntryGroup[]>())
  }

  /**
   * What a message may begin, by ascending signature.
   * @param end of what its literals can stand on; more than `start`
   */
  candidates(bytes: Uint8Array, start: number, end: number): readonly EntryGroup[] {
    const found = this.#prefilter.search(bytes, start, end)
    const first = bytes[start] ?? 0
    const known = found[0] === undefined ? this.#always : this.#alone[found[0]]
    if (found.length > 1 || known === undefined) return this.#admitted(found, first)
    let groups = known.get(first)
    if (groups === undefined) {
      groups = this.#admitted(found, first)
      known.set(first, groups)
    }
    return groups
  }

  #admitted(found: readonly number[], first: number): EntryGroup[] {
    const admitted: EntryGroup[] = []
    const admits = ({ literal, firstBytes }: EntryGate) =>
      (literal === null || found.includes(literal)) &&
      (firstBytes === null || firstBytes.has(first))
    const indices = new Set([...this.#free, ...found.flatMap((one) => this.#gatedBy[one] ?? [])])
    for (const index of [...indices].sort((left, right) => left - right)) {
      const group = this.#groups[index]
      if (group === undefined) continue
      const { signatureIndex, gated } = group
      const entries = gated.filter(({ gates }) => gates.some(admits)).map(({ entry }) => entry)
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

  /** A message that matches passes one of its dialogue's gates for the framer, if it has any. */
  gatesOf({ plan }: Entry, framer: string): readonly EntryGate[] {
    const gates = plan.dialogue.gates
      .filter((gate) => gate.framer === framer)
      .map(({ literal, firstBytes }) => ({
        literal: literal === null ? null : this.#add(literal),
        firstBytes: firstBytes === undefined ? null : new Set(Buffer.from(firstBytes, 'latin1')),
      }))
    return gates.length === 0 ? OPEN : gates
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
