// TOC's sign-on, in words between blanks, of which some clients write more than one:
//
//    toc_signon <login server> <port> <name> 0x<roasted password> <language> "<client>" …
//
// TOC2 calls it toc2_signon, and later toc2_login.

import { Buffer } from 'node:buffer'
import type { Cursor } from './cursor.js'
import type { Fields } from './message.js'

const COMMANDS = ['toc_signon ', 'toc2_signon ', 'toc2_login ']

/** Adds the fields of a sign-on that its main text does not give by itself, if `payload` is one. */
export function readSignOn(payload: Cursor, fields: Fields): void {
  if (!COMMANDS.some((command) => payload.standsHere(command))) return
  const line = payload.trimNul()
  line.word()
  const [host, port] = [line.word(), line.word()]
  if (host === null || port === null) return
  fields.add('signon.server', host.decoded(Buffer.from(`${host.latin1()}:${port.latin1()}`)))
  line.word()
  fields.add('signon.password', line.word()?.text() ?? null)
}
