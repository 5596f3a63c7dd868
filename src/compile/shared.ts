// What signatures say in the same words, a program holds once. Of the bundled pack's instructions that leaves a third.

import type { PatternInstruction } from './instruction.js'
import type { MessageMatch } from './program.js'

/** The patterns of a program, one after the other. */
export class SharedPatterns {
  readonly instructions: PatternInstruction[] = []
  readonly #places = new Map<string, number>()

  /**
   * @param pattern ended by `done`; its `otherwise` and `to` count from its own start
   * @returns the index of its first instruction
   */
  place(pattern: readonly PatternInstruction[]): number {
    const key = JSON.stringify(pattern)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const start = this.instructions.length
    this.#places.set(key, start)
    for (const instruction of pattern) this.instructions.push(moved(instruction, start))
    return start
  }
}

/** Instructions name others by their index in the program. */
function moved(instruction: PatternInstruction, start: number): PatternInstruction {
  switch (instruction.op) {
    case 'try':
      return { op: 'try', otherwise: instruction.otherwise + start }
    case 'commit':
      return { op: 'commit', to: instruction.to + start }
    default:
      return instruction
  }
}

/** The messages that a program waits for. */
export class SharedMatches {
  readonly all: MessageMatch[] = []
  readonly #places = new Map<string, number>()

  /** @returns the index of a message like this one */
  place(match: MessageMatch): number {
    const key = JSON.stringify(match)
    const place = this.#places.get(key) ?? this.all.push(match) - 1
    this.#places.set(key, place)
    return place
  }
}
