// What ICQ's UDP packets hold behind their heads, as rows of steps. A string is a length of two bytes, NUL included, and
// the characters. Sources: licq 1.0.4, icqlib of gaim 0.59; version 1 open-oscar-server alone.

import type { Cursor } from './cursor.js'
import { Fields } from './message.js'
import { digits } from './digits.js'

export type From = 'client' | 'server'

/** Reads a piece of a body and adds what it is; false if the body cannot be what it seems. */
type Step = (body: Cursor, fields: Fields) => boolean

const skip =
  (length: number): Step =>
  (body) => {
    body.skip(length)
    return true
  }

const u32 =
  (path: string): Step =>
  (body, fields) => {
    fields.add(path, body.u32le())
    return true
  }

const uin =
  (path: string): Step =>
  (body, fields) => {
    const number = body.u32le()
    fields.add(path, digits(number))
    return number !== null
  }

const address =
  (path: string): Step =>
  (body, fields) => {
    fields.add(path, body.take(4).text())
    return true
  }

const string =
  (path: string): Step =>
  (body, fields) => {
    const characters = body.counted(body.u16le())
    fields.add(path, characters.cstring())
    return characters.endsInNul()
  }

const SEVERAL = 0x8000

const kind =
  (path: string): Step =>
  (body, fields) => {
    const number = body.u16le()
    if (number !== null) fields.add(path, { ...number, value: number.value & ~SEVERAL })
    return number !== null
  }

const SIGN_ON_V1 = [string('password'), u32('status')]
const SIGN_ON_V2 = [
  u32('port'),
  string('password'),
  skip(4),
  address('address'),
  skip(1),
  u32('status'),
]
/** From version 3 on the time goes before. */
const SIGN_ON = [skip(4), ...SIGN_ON_V2]
const MESSAGE = [uin('peer'), kind('msgtype'), string('text')]
/** A message that waited for the account: with date and time in six bytes. */
const KEPT_MESSAGE = [uin('peer'), skip(6), kind('msgtype'), string('text')]
const ONLINE = [uin('peer'), address('address'), u32('port'), skip(5), u32('status')]
const PERSON = [uin('peer')]
const STATUS = [u32('status')]
const PERSON_STATUS = [...PERSON, ...STATUS]
const TEXT = [string('text')]
const UNREAD: readonly Step[] = []

const ACKNOWLEDGE = 0x000a
const FIRST_SIGN_ON = 0x03f2

const clientCommands: ReadonlyMap<number, readonly Step[]> = new Map([
  [ACKNOWLEDGE, UNREAD],
  [0x010e, MESSAGE],
  [0x03e8, SIGN_ON],
  [FIRST_SIGN_ON, UNREAD],
  [0x03fc, UNREAD], // register
  [0x0406, UNREAD], // contacts
  [0x041a, UNREAD], // search
  [0x0424, UNREAD], // search
  [0x042e, UNREAD], // still there
  [0x0438, TEXT], // log off
  [0x0442, UNREAD], // acknowledge messages that waited
  [0x044c, UNREAD], // messages that waited, please
  [0x0460, PERSON], // who is
  [0x046a, PERSON], // who is, more
  [0x04d8, STATUS],
  [0x051e, UNREAD], // still there
  [0x053c, PERSON], // add
  [0x064a, UNREAD], // of many kinds
  [0x06a4, UNREAD], // invisible to
  [0x06ae, UNREAD], // visible to
  [0x06b8, UNREAD], // change of the two
])

const serverCommands: ReadonlyMap<number, readonly Step[]> = new Map([
  [ACKNOWLEDGE, UNREAD],
  [0x0028, UNREAD], // go away
  [0x0046, UNREAD], // new account
  [0x005a, UNREAD], // signed on
  [0x0064, UNREAD], // wrong password
  [0x006e, ONLINE],
  [0x0078, PERSON], // offline
  [0x008c, UNREAD], // found
  [0x00a0, UNREAD], // end of search
  [0x00dc, KEPT_MESSAGE],
  [0x00e6, UNREAD], // no more messages that waited
  [0x00f0, UNREAD], // error
  [0x00fa, UNREAD], // busy
  [0x0104, MESSAGE],
  [0x0118, UNREAD], // who it is
  [0x0122, UNREAD], // who it is, more
  [0x015e, UNREAD], // a peer asks to be called
  [0x01a4, PERSON_STATUS],
  [0x0212, UNREAD], // several packets
  [0x021c, UNREAD], // end of contacts
  [0x03de, UNREAD], // of many kinds
])

/** The two bytes of commands, the low one first. */
export const commandBytes: readonly [readonly number[], readonly number[]] = [
  distinct((command) => command & 0xff),
  distinct((command) => command >> 8),
]

function distinct(byteOf: (command: number) => number): readonly number[] {
  return [...new Set([...clientCommands.keys(), ...serverCommands.keys()].map(byteOf))]
}

function stepsOf(from: From, version: number, command: number): readonly Step[] | undefined {
  if (from === 'server')
    // The second version has the account in the body.
    return version === 2 && command === 0x005a ? [uin('uin')] : serverCommands.get(command)
  if (version === 1 && command === FIRST_SIGN_ON) return SIGN_ON_V1
  if (version === 2 && command === 0x03e8) return SIGN_ON_V2
  return clientCommands.get(command)
}

export function isCommand(from: From, version: number, command: number): boolean {
  return stepsOf(from, version, command) !== undefined
}

/** `body` can be that of the command: what must end in a NUL does, and an acknowledgement is empty. */
export function fitsBody(from: From, version: number, command: number, body: Cursor): boolean {
  if (command === ACKNOWLEDGE) return body.left === 0
  const unused = new Fields()
  return stepsOf(from, version, command)?.every((step) => step(body, unused)) ?? false
}

/** Adds the fields of a body, as many as there are. */
export function readBody(
  from: From,
  version: number,
  command: number,
  body: Cursor,
  fields: Fields,
): void {
  for (const step of stepsOf(from, version, command) ?? UNREAD) step(body, fields)
}
