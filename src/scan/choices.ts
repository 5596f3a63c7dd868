// What a scan's user may choose, as plain data: another thread can be told of it.

import { frontMaker } from './front-choice.js'
import type { FrontChoice } from './front-choice.js'
import type { Limits } from './pipeline.js'
import type { ScanObserver, ScanOptions } from './scan.js'

export interface ScanChoices {
  /** null: the fast one, where it can run. */
  readonly front: FrontChoice | null
  readonly limits: Limits
  readonly reveal: boolean
  readonly everyFlow: boolean
  readonly checksums: boolean
  /** The captures are one timeline, in the order of their first packets: flows go on from one to the next. */
  readonly continued: boolean
}

/** What the stages are told of it. */
export function stagesOf(choices: ScanChoices): Omit<ScanOptions, keyof ScanObserver> {
  const { front, checksums, limits, reveal, everyFlow, continued } = choices
  const makeFront = frontMaker(front, checksums)
  return { makeFront, limits, reveal, everyFlow, continued, decoder: { checksums } }
}
