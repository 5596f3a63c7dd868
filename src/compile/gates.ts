// How the entries of a pack are found in traffic, and with it the literals that the front looks for.

import type { FramerInfo } from '../frame/framer.js'
import type { MessageTrigger } from '../language/ast.js'
import type { Constants } from './constants.js'
import type { Candidate } from './candidate.js'
import { bestLiterals, firstBytes } from './literals.js'
import type { CompiledLiteral, Gate } from './program.js'

export class Gates {
  readonly #literals: { literal: Candidate; framers: Set<string> }[] = []
  readonly #indexOf = new Map<string, number>()

  constructor(
    private readonly infoOf: (framer: string) => FramerInfo | undefined,
    private readonly constants: Constants,
  ) {}

  /** In the order in which they were first needed. */
  get literals(): CompiledLiteral[] {
    return this.#literals.map(({ literal, framers }) => ({ ...literal, framers: [...framers] }))
  }

  /**
   * The gates of one event: a message that matches passes one of them.
   *
   * @param armedOnly an expectation starts it: nothing is looked for in other traffic
   */
  gates(trigger: MessageTrigger, armedOnly: boolean): Gate[] {
    const framer = trigger.framer.text
    if (armedOnly) return [{ framer, literal: null, cost: 'probe' }]
    const info = this.infoOf(framer)
    const bytes = firstBytes(trigger, info, this.constants)
    const first = bytes === null ? {} : { firstBytes: bytes }
    const everywhere = framer === 'stream' && trigger.pattern[0]?.kind === 'skip'
    const literals = bestLiterals(trigger, info, this.constants)
    if (literals.length === 0)
      return [{ framer, literal: null, cost: everywhere ? 'stream' : 'probe', ...first }]
    const cost = everywhere ? 'stream' : 'literal'
    return literals.map((one) => ({ framer, literal: this.#intern(one, framer), cost, ...first }))
  }

  #intern(literal: Candidate, framer: string): number {
    const key = JSON.stringify([literal.bytes, literal.ignoreCase, literal.at])
    const index = this.#indexOf.get(key) ?? this.#literals.length
    this.#indexOf.set(key, index)
    const known = (this.#literals[index] ??= { literal, framers: new Set() })
    known.framers.add(framer)
    return index
  }
}
