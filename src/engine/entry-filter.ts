// Which entries a message can begin at all, told by the literals in it. Tens of signatures wait for a message of the same
// framer, and nearly all of its messages are of no interest to any of them: one pass over the bytes says so, where trying
// each entry would read the same fields again and again.

import type { Program } from '../compile/program.js'
import type { Message } from '../frame/framer.js'
import { LiteralMatcher } from '../front/plain/literals/matcher.js'
import type { Entry, EntryGroup } from './plan.js'

/** An entry, and the literals of which each of its messages holds one; null: it can do without. */
interface Gated {
  readonly entry: Entry
  readonly literals: readonly number[] | null
}

export class EntryFilter {
  /** Those that no literal is known of. */
  readonly #always: readonly EntryGroup[]
  readonly #groups: readonly { readonly signatureIndex: number; readonly gated: Gated[] }[]
  readonly #matcher: LiteralMatcher
  /** By index in the matcher: how far behind the start of the message the literal ends; null: anywhere. */
  readonly #ends: readonly (number | null)[]
  /** Likewise, the number of the last message that held it. */
  readonly #seenIn: Uint32Array
  #messages = 0

  /** @param groups what a message of `framer` may begin, by ascending signature */
  constructor(program: Program, framer: string, groups: readonly EntryGroup[]) {
    const literals = new Literals(program)
    this.#groups = groups.map(({ signatureIndex, entries }) => ({
      signatureIndex,
      gated: entries.map((entry) => ({ entry, literals: literals.gateOf(entry, framer) })),
    }))
    this.#always = this.#admitted(({ literals: needed }) => needed === null)
    this.#matcher = new LiteralMatcher(literals.found)
    this.#ends = literals.ends
    this.#seenIn = new Uint32Array(literals.found.length)
  }

  /** What the message may begin, by ascending signature. */
  candidates({ bytes, start, end }: Message): readonly EntryGroup[] {
    const now = ++this.#messages
    const seenIn = this.#seenIn
    let any = false
    this.#matcher.scan(this.#matcher.begin(), bytes, start, end, (literal, behind) => {
      const expected = this.#ends[literal] ?? null
      if (expected !== null && behind - start !== expected) return
      seenIn[literal] = now
      any = true
    })
    if (!any) return this.#always
    return this.#admitted(
      ({ literals }) => literals === null || literals.some((literal) => seenIn[literal] === now),
    )
  }

  #admitted(admits: (gated: Gated) => boolean): EntryGroup[] {
    const admitted: EntryGroup[] = []
    for (const { signatureIndex, gated } of this.#groups) {
      const entries = gated.filter(admits).map(({ entry }) => entry)
      if (entries.length > 0) admitted.push({ signatureIndex, entries })
    }
    return admitted
  }
}

/** The literals of one framer's entries, each once. */
class Literals {
  readonly found: { readonly bytes: Uint8Array; readonly ignoreCase: boolean }[] = []
  readonly ends: (number | null)[] = []
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
    const { bytes, ignoreCase, at } = compiled
    this.#indexOf.set(literal, this.found.length)
    this.ends.push(at === null ? null : at + bytes.length)
    return this.found.push({ bytes: Buffer.from(bytes, 'latin1'), ignoreCase }) - 1
  }
}
