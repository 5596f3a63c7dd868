// SOCKS: how a client asks a proxy for a connection. What follows the handshake belongs to the tunnel.
//
// Version 4, and 4a with a host name (SOCKS4.protocol, SOCKS4A.protocol)
//
//    client   04, command, port (2), address (4), user id, NUL; if the address is 0.0.0.x: host name, NUL
//    proxy    00, reply, port (2), address (4)
//
// Version 5 (RFC 1928; login by RFC 1929)
//
//    client   05, number of methods, methods            proxy   05, method
//    client   01, length, user, length, password        proxy   01, status              if the method is 2
//    client   05, command, 00, endpoint                 proxy   05, reply, 00, endpoint
//
//    endpoint: type, then 4 bytes (type 1), length and host name (3) or 16 bytes (4), then port (2); all big-endian
//
// Who is the client is told by what is said: behind a reverse proxy it is the side that was connected to. A client may
// go on without waiting for the answers. A BIND is answered twice.

import type { Cut, FieldValue, Framer, FramerInfo, Framing, Side, Text, Window } from './framer.js'
import { find, u16, u8 } from './bytes.js'
import { lost, more, REST, whole } from './cut.js'
import { at, bytes, number, repeated, text, verbatim as asSent } from './field-info.js'
import { messageOf, numeric, verbatim } from './fields.js'

const info: FramerInfo = {
  name: 'socks',
  transports: ['tcp'],
  summary: 'The messages of a SOCKS handshake; what is inside is not its own.',
  main: null,
  fields: [
    number('version', '4 or 5, in every message of the handshake'),
    number('command', '1 connect, 2 bind, 3 UDP associate'),
    text('host', 'name of the target, where a name was given', asSent),
    bytes('address', 'address of the target, or bound by the proxy: 4 or 16 bytes', asSent),
    number('port', 'port of the target, or bound by the proxy'),
    text('user', 'user name of a SOCKS5 login', asSent),
    text('password', 'password of a SOCKS5 login', asSent),
    text('userid', 'user id of a SOCKS4 request', at(8)),
    number('reply', 'answer to a request: 0 or 90 is success'),
    number('status', 'answer to a login: 0 is success'),
    number('method', 'login methods offered, or the one chosen: 0 none, 2 user name', repeated),
  ],
  example: Buffer.from('05010003136c6f67696e2e6f736361722e616f6c2e636f6d1446', 'hex'),
  appProto: 'socks',
}

const LENGTH_4 = 8
const COMMANDS_4 = [1, 2]
const REPLIES_4 = [90, 91, 92, 93]
/** First bytes of addresses that can be asked for; 0 marks 4a. */
const UNICAST = Array.from({ length: 223 }, (_, index) => index + 1)
const NAME_LIMIT = 255
const MESSAGE_LIMIT = 2 * NAME_LIMIT + 10

/** As many as have a meaning: clients with methods of their own are not recognised. */
const METHODS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
const COUNTS = [3, 4, 5, 6, 7, 8, 9, 10]
const NO_AUTHENTICATION = 0
const USER_AND_PASSWORD = 2
const NONE_ACCEPTED = 0xff
/** Choices behind which one can read on, and that of none. */
const CHOICES = [NO_AUTHENTICATION, USER_AND_PASSWORD, NONE_ACCEPTED]
const COMMANDS = [1, 2, 3]
const BIND = 2
const REPLIES = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const NAME = 3
const ADDRESS_LENGTHS = new Map([
  [1, 4],
  [4, 16],
])

const VERSION_4 = numeric(4, 0, 1)
const VERSION_5 = numeric(5, 0, 1)

export const socks: Framer = {
  info,
  probes: [
    [4, COMMANDS_4, null, null, UNICAST],
    [4, COMMANDS_4, null, null, 0, 0, 0],
    [0, REPLIES_4],
    [5, CHOICES],
    [5, 1, METHODS],
    [5, COUNTS, METHODS, METHODS, METHODS],
  ],
  syncs: [],
  limit: MESSAGE_LIMIT,
  open: () => new SocksFraming(),
}

/** What a side says next; `nothing` that could be read. */
type Turn = 'first' | 'choice' | 'request' | 'status' | 'reply' | 'reply4' | 'tunnel' | 'nothing'

type Values = Readonly<Record<string, FieldValue | readonly FieldValue[]>>

/** A message was read, `length` bytes of it. */
interface Read {
  readonly length: number
  readonly values: Values
}

class SocksFraming implements Framing {
  private readonly turns: [Turn, Turn] = ['first', 'first']
  private methods: readonly number[] = []
  private isBind = false

  cut(side: Side, window: Window): Cut {
    const turn = this.turns[side]
    if (turn === 'tunnel') return REST
    if (turn === 'nothing') return lost('the handshake cannot be read')
    if (window.end - window.start < 2) return lacking(window, 2)
    const read = this.read(side, turn, window)
    if ('kind' in read) return read
    const { bytes, start } = window
    const place = { bytes, start, end: start + read.length, size: read.length }
    return whole(messageOf(place, read.values), false)
  }

  reset(side: Side): void {
    if (this.turns[side] !== 'tunnel') this.turns[side] = 'nothing'
  }

  private read(side: Side, turn: Exclude<Turn, 'tunnel' | 'nothing'>, window: Window): Read | Cut {
    const first = u8(window.bytes, window.start)
    switch (turn) {
      case 'first':
        return first === 4 ? this.request4(side, window) : this.greeting(side, window)
      case 'choice':
        return this.choice(side, window)
      case 'request':
        return first === 1 ? this.login(window) : this.request(side, window)
      case 'status':
        return this.status(side, window)
      case 'reply':
        return this.reply(side, window)
      case 'reply4':
        return this.reply4(side, window)
    }
  }

  /** Now it is known that `side` is the client, what comes next of each. */
  private introduce(side: Side, next: Turn, answer: Turn): void {
    this.turns[side] = next
    const proxy = side === 0 ? 1 : 0
    if (this.turns[proxy] === 'first') this.turns[proxy] = answer
  }

  private greeting(side: Side, window: Window): Read | Cut {
    const { bytes, start, end } = window
    const length = 2 + u8(bytes, start + 1)
    if (u8(bytes, start) !== 5 || length === 2 || length > 2 + METHODS.length) {
      return lost('no greeting of SOCKS 5')
    }
    if (end - start < length) return lacking(window, length)
    const methods = [...bytes.subarray(start + 2, start + length)]
    if (methods.some((method) => !METHODS.includes(method))) return lost('a method has no meaning')
    this.introduce(side, 'request', 'choice')
    this.methods = methods
    const method = methods.map((method, index) => numeric(method, 2 + index, 3 + index))
    return { length, values: { version: VERSION_5, method } }
  }

  private choice(side: Side, { bytes, start }: Window): Read | Cut {
    const method = u8(bytes, start + 1)
    const canBe = CHOICES.includes(method) && [...this.methods, NONE_ACCEPTED].includes(method)
    if (u8(bytes, start) !== 5 || !canBe) return lost('no choice of SOCKS 5 that can be read on')
    if (method === NO_AUTHENTICATION) this.turns[side] = 'reply'
    else this.turns[side] = method === USER_AND_PASSWORD ? 'status' : 'nothing'
    return { length: 2, values: { version: VERSION_5, method: numeric(method, 1, 2) } }
  }

  private login(window: Window): Read | Cut {
    const { bytes, start, end } = window
    const userEnd = 2 + u8(bytes, start + 1)
    if (userEnd === 2 || !this.methods.includes(USER_AND_PASSWORD))
      return lost('no login of SOCKS 5')
    if (end - start <= userEnd) return lacking(window, userEnd + 1)
    const length = userEnd + 1 + u8(bytes, start + userEnd)
    if (end - start < length) return lacking(window, length)
    const user = verbatim(bytes, start, start + 2, start + userEnd)
    const password = verbatim(bytes, start, start + userEnd + 1, start + length)
    return { length, values: { version: VERSION_5, user, password } }
  }

  private status(side: Side, { bytes, start }: Window): Read | Cut {
    if (u8(bytes, start) !== 1) return lost('no answer to a login of SOCKS 5')
    const status = u8(bytes, start + 1)
    this.turns[side] = status === 0 ? 'reply' : 'nothing'
    return { length: 2, values: { version: VERSION_5, status: numeric(status, 1, 2) } }
  }

  private request(side: Side, window: Window): Read | Cut {
    const command = u8(window.bytes, window.start + 1)
    if (!COMMANDS.includes(command)) return lost('no command of SOCKS 5')
    const target = endpoint(window)
    if ('kind' in target) return target
    this.turns[side] = 'tunnel'
    this.isBind = command === BIND
    return { ...target, values: { ...target.values, command: numeric(command, 1, 2) } }
  }

  private reply(side: Side, window: Window): Read | Cut {
    const reply = u8(window.bytes, window.start + 1)
    if (!REPLIES.includes(reply)) return lost('no reply of SOCKS 5')
    const bound = endpoint(window)
    if ('kind' in bound) return bound
    this.replied(side)
    return { ...bound, values: { ...bound.values, reply: numeric(reply, 1, 2) } }
  }

  private request4(side: Side, window: Window): Read | Cut {
    const { bytes, start, end } = window
    if (end - start < LENGTH_4 + 1) return lacking(window, LENGTH_4 + 1)
    const command = u8(bytes, start + 1)
    const isNamed =
      u16(bytes, start + 4) === 0 && u8(bytes, start + 6) === 0 && u8(bytes, start + 7) > 0
    const isTarget = isNamed || UNICAST.includes(u8(bytes, start + 4))
    if (!COMMANDS_4.includes(command) || !isTarget) return lost('no request of SOCKS 4')

    // Names are looked at when one of them ends, not with every byte.
    const seen = start + Math.max(LENGTH_4, window.scanned)
    const canWait = !window.final && end - start < MESSAGE_LIMIT
    if (canWait && find(bytes, 0, seen, end) === end) return more(end - start + 1)

    const userid = name(window, LENGTH_4)
    if ('kind' in userid) return userid
    const host = isNamed ? name(window, userid.length) : userid
    if ('kind' in host) return host
    if (isNamed && host.length - userid.length === 1) return lost('the host name is empty')
    this.introduce(side, 'tunnel', 'reply4')
    this.isBind = command === BIND
    const endpoint4 = endpointOf4(window)
    const target = isNamed ? { port: endpoint4.port, host: host.text } : endpoint4
    const values = { version: VERSION_4, command: numeric(command, 1, 2), userid: userid.text }
    return { length: host.length, values: { ...values, ...target } }
  }

  private reply4(side: Side, window: Window): Read | Cut {
    if (window.end - window.start < LENGTH_4) return lacking(window, LENGTH_4)
    const reply = u8(window.bytes, window.start + 1)
    if (u8(window.bytes, window.start) !== 0 || !REPLIES_4.includes(reply)) {
      return lost('no reply of SOCKS 4')
    }
    this.replied(side)
    const values = { version: VERSION_4, reply: numeric(reply, 1, 2), ...endpointOf4(window) }
    return { length: LENGTH_4, values }
  }

  /** To a BIND the first reply says where the proxy listens, and a second one, who has called. */
  private replied(side: Side): void {
    if (this.isBind) this.isBind = false
    else this.turns[side] = 'tunnel'
  }
}

/** So far `length` bytes are needed, which are not there. */
function lacking({ final }: Window, length: number): Cut {
  return final ? lost('the handshake is cut') : more(length)
}

/** The endpoint of a request or reply of version 5, and with it the end of the message. */
function endpoint(window: Window): Read | Cut {
  const { bytes, start, end } = window
  if (end - start < 5) return lacking(window, 5)
  if (u8(bytes, start) !== 5 || u8(bytes, start + 2) !== 0) return lost('no request of SOCKS 5')
  const type = u8(bytes, start + 3)
  const isName = type === NAME
  const from = isName ? 5 : 4
  const size = isName ? u8(bytes, start + 4) : ADDRESS_LENGTHS.get(type)
  if (size === undefined) return lost(`no address of type ${type}`)
  const length = from + size + 2
  if (end - start < length) return lacking(window, length)
  const text = verbatim(bytes, start, start + from, start + from + size)
  if (isName && !isPrintable(bytes, text.start, text.end)) return lost('no host name')
  const port = numeric(u16(bytes, start + from + size), from + size, length)
  return { length, values: { version: VERSION_5, [isName ? 'host' : 'address']: text, port } }
}

const endpointOf4 = ({ bytes, start }: Window) => ({
  port: numeric(u16(bytes, start + 2), 2, 4),
  address: verbatim(bytes, start, start + 4, start + LENGTH_4),
})

/** A text of version 4 and the NUL behind it; `length` is the message's up to there. */
function name(window: Window, from: number): { text: Text; length: number } | Cut {
  const { bytes, start, end } = window
  const limit = Math.min(end, start + from + NAME_LIMIT + 1)
  const nul = find(bytes, 0, start + from, limit)
  if (!isPrintable(bytes, start + from, nul)) return lost('no user id or host name')
  if (nul < limit)
    return { text: verbatim(bytes, start, start + from, nul), length: nul + 1 - start }
  return limit < end ? lost('a name is too long') : lacking(window, end - start + 1)
}

function isPrintable(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++)
    if (u8(bytes, at) < 0x20 || u8(bytes, at) > 0x7e) return false
  return true
}
