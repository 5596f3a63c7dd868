// All framers, by the names that signatures use. The language and the compiler know framers only from here.

import type { Framer, FramerInfo } from './framer.js'
import { datagram } from './datagram.js'
import { g2 } from './g2.js'
import { gnutella } from './gnutella.js'
import { line } from './line.js'
import { segments } from './segments.js'
import { socks } from './socks.js'
import { stream } from './stream.js'
import { tunnel } from './tunnel.js'
import { turn } from './turn.js'
import { ymsg } from './ymsg.js'
import { ypns } from './ypns.js'

export const framers: readonly Framer[] = [
  datagram,
  g2,
  gnutella,
  line,
  segments,
  socks,
  stream,
  tunnel,
  turn,
  ymsg,
  ypns,
]

const byName = new Map(framers.map((framer) => [framer.info.name, framer]))

export function framerNamed(name: string): Framer | undefined {
  return byName.get(name)
}

/** What is known of a framer: its fields and their types. */
export function framerInfo(name: string): FramerInfo | undefined {
  return byName.get(name)?.info
}
