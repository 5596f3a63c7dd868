// Which of the two fronts a scan runs on: they give the same findings, one of them fast.

import type { Front, FrontOptions, FrontProgram } from '../front/front.js'
import { CoreFront } from '../front/core/core-front.js'
import { PlainFront } from '../front/plain/plain-front.js'

export const FRONTS = ['core', 'plain'] as const
export type FrontChoice = (typeof FRONTS)[number]

/**
 * Makes the front that was chosen; without a choice the fast one, where it can run.
 *
 * @param checksums are to be verified, which the plain decoder alone does
 */
export function frontMaker(
  choice: FrontChoice | null,
  checksums: boolean,
): (program: FrontProgram, options: FrontOptions) => Front {
  return (program, options) => {
    if (choice === 'plain' || checksums) return new PlainFront(program, options)
    try {
      return new CoreFront(program, options)
    } catch (error) {
      // No WebAssembly here, or no memory for the tables of so many flows.
      if (choice === 'core') throw error
      return new PlainFront(program, options)
    }
  }
}
