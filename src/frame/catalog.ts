// All framers, by the names that signatures use. The language and the compiler know framers only from here.

import { dns } from './dns.js'
import type { Framer, FramerInfo } from './framer.js'
import { http } from './http.js'
import { msnftp } from './msnftp.js'
import { msnp } from './msnp.js'
import { tpkt } from './tpkt.js'

export const framers: readonly Framer[] = [msnp, msnftp, tpkt, http, dns]

const byName = new Map(framers.map((framer) => [framer.info.name, framer]))

export function framerNamed(name: string): Framer | undefined {
  return byName.get(name)
}

/** What is known of a framer: its fields and their types. */
export function framerInfo(name: string): FramerInfo | undefined {
  return byName.get(name)?.info
}
