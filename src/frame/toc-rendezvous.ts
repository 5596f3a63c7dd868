// TOC's rendezvous: what OSCAR says in bytes, in words. RVOUS_PROPOSE by the server, the answers by the client.
//
//    RVOUS_PROPOSE:<name>:<uuid>:<cookie>:<sequence>:<address>:<proposer>:<verified>:<port>[:<tlv type>:<value>]…
//    toc_rvous_accept <name> <cookie> <uuid> …
//    toc_rvous_cancel <name> <cookie> <uuid> …
//    toc_set_caps <uuid> …
//
// Cookies and values are base64, a UUID has hyphens, types and numbers are decimal, words of commands stand between blanks.

import { Buffer } from 'node:buffer'
import type { Cursor } from './cursor.js'
import type { Numeric, Text } from './framer.js'
import { recordOf, type Fields } from './message.js'

const PROPOSE = 'RVOUS_PROPOSE'
const CANCEL = 'toc_rvous_cancel'
const ACCEPT = 'toc_rvous_accept'
const CAPABILITIES = 'toc_set_caps'

const COLON = 0x3a

/** Adds the fields of a rendezvous, or of the capabilities for one, if `payload` holds them. */
export function readRendezvous(payload: Cursor, fields: Fields): void {
  const line = payload.trimNul()
  if (line.standsHere(PROPOSE)) readProposal(line, fields)
  else if (line.standsHere(CANCEL) || line.standsHere(ACCEPT)) readAnswer(line, fields)
  else if (line.standsHere(CAPABILITIES)) readCapabilities(line, fields)
}

function readProposal(line: Cursor, fields: Fields): void {
  const next = () => (line.left > 0 ? line.until(COLON) : null)
  fields.add('rv.type', next()?.standsFor(0) ?? null)
  fields.add('rv.name', next()?.text() ?? null)
  fields.add('rv.uuid', uuid(next()))
  fields.add('rv.cookie', base64(next()))
  fields.add('rv.sequence', decimal(next()))
  fields.add('rv.address', next()?.text() ?? null)
  fields.add('rv.proposer', next()?.text() ?? null)
  fields.add('rv.verified', next()?.text() ?? null)
  fields.add('rv.port', decimal(next()))
  while (line.left > 0) {
    const type = decimal(next())
    const value = base64(next())
    if (type !== null) fields.add('rv.tlv', value, type.value)
  }
}

function readAnswer(line: Cursor, fields: Fields): void {
  const command = line.word()
  fields.add('rv.type', command?.standsFor(command.latin1() === CANCEL ? 1 : 2) ?? null)
  fields.add('rv.name', line.word()?.text() ?? null)
  fields.add('rv.cookie', base64(line.word()))
  fields.add('rv.uuid', uuid(line.word()))
}

function readCapabilities(line: Cursor, fields: Fields): void {
  line.word()
  for (let word = line.word(); word !== null; word = line.word()) {
    const capability = uuid(word)
    if (capability === null) continue
    fields.add(
      'cap',
      recordOf((one) => one.add('uuid', capability)),
    )
  }
}

function decimal(word: Cursor | null): Numeric | null {
  if (word === null || word.left > 15) return null
  const digits = word.latin1()
  return /^[0-9]+$/.test(digits) ? word.standsFor(Number(digits)) : null
}

function base64(word: Cursor | null): Text | null {
  return word === null ? null : word.decoded(Buffer.from(word.latin1(), 'base64'))
}

function uuid(word: Cursor | null): Text | null {
  const digits = word?.latin1().replaceAll('-', '') ?? ''
  return word !== null && /^[0-9a-f]{32}$/i.test(digits)
    ? word.decoded(Buffer.from(digits, 'hex'))
    : null
}
