// All framers, by the names that signatures use. The language and the compiler know framers only from here.

import type { Framer, FramerInfo } from './framer.js'

export const framers: readonly Framer[] = []

const byName = new Map(framers.map((framer) => [framer.info.name, framer]))

export function framerNamed(name: string): Framer | undefined {
  return byName.get(name)
}

/** What is known of a framer: its fields and their types. */
export function framerInfo(name: string): FramerInfo | undefined {
  return byName.get(name)?.info
}
