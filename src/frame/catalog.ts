// All framers, by the names that signatures use. The language and the compiler know framers only from here.

import { dns } from './dns.js'
import { flap } from './flap.js'
import type { Framer, FramerInfo } from './framer.js'
import { http } from './http.js'
import { icq } from './icq.js'
import { icqfile } from './icqfile.js'
import { icqpeer } from './icqpeer.js'
import { msnftp } from './msnftp.js'
import { msnp } from './msnp.js'
import { odc } from './odc.js'
import { oft } from './oft.js'
import { toc } from './toc.js'
import { datagram } from './datagram.js'
import { g2 } from './g2.js'
import { gnutella } from './gnutella.js'
import { line } from './line.js'
import { rvproxy } from './rvproxy.js'
import { segments } from './segments.js'
import { socks } from './socks.js'
import { stream } from './stream.js'
import { tpkt } from './tpkt.js'
import { tunnel } from './tunnel.js'
import { turn } from './turn.js'
import { ymsg } from './ymsg.js'
import { ypns } from './ypns.js'

export const framers: readonly Framer[] = [
  flap,
  toc,
  oft,
  odc,
  rvproxy,
  icq,
  icqpeer,
  icqfile,
  msnp,
  msnftp,
  tpkt,
  ymsg,
  ypns,
  gnutella,
  g2,
  socks,
  http,
  dns,
  line,
  stream,
  datagram,
  turn,
  segments,
  tunnel,
]

const byName = new Map(framers.map((framer) => [framer.info.name, framer]))

export function framerNamed(name: string): Framer | undefined {
  return byName.get(name)
}

/** What is known of a framer: its fields and their types. */
export function framerInfo(name: string): FramerInfo | undefined {
  return byName.get(name)?.info
}
