// A program as it is run: byte strings and automata as typed arrays. Made once, when a program is loaded.

import type { Program } from '../compile/program.js'

/** A program, and beside it what matching reads instead of its instructions. */
export interface PreparedProgram extends Program {
  readonly prepared: true
}

export function prepare(program: Program): PreparedProgram {
  return { ...program, prepared: true }
}
