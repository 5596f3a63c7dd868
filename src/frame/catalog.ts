// All framers, by the names that signatures use. The language and the compiler know framers only from here.

import { flap } from './flap.js'
import type { Framer, FramerInfo } from './framer.js'
import { icq } from './icq.js'
import { icqfile } from './icqfile.js'
import { icqpeer } from './icqpeer.js'
import { odc } from './odc.js'
import { oft } from './oft.js'
import { toc } from './toc.js'

export const framers: readonly Framer[] = [flap, toc, oft, odc, icq, icqpeer, icqfile]

const byName = new Map(framers.map((framer) => [framer.info.name, framer]))

export function framerNamed(name: string): Framer | undefined {
  return byName.get(name)
}

/** What is known of a framer: its fields and their types. */
export function framerInfo(name: string): FramerInfo | undefined {
  return byName.get(name)?.info
}
