// MSN where only HTTP gets out: the client posts its commands to a gateway, which answers with those of the server. A body
// holds whole commands, one or several, or none where the client only asks whether there are any.
//
//    POST …/gateway/gateway.dll?… HTTP/1.1       HTTP/1.1 200 OK
//    Content-Length: n                           X-MSN-Messenger: SessionID=…; GW-IP=…
//                                                Content-Length: n
//    n bytes of commands
//                                                n bytes of commands
//
// Source: gaim 0.82, msn/httpmethod.c.

import { find } from './bytes.js'
import { lost, more } from './cut.js'
import { verbatim } from './fields.js'
import type { Cut, Framing, Side, Window } from './framer.js'
import { headEnd, RESUME } from './headers.js'
import { bodyOf, readLines } from './http-body.js'
import { readStartLine } from './http-start.js'
import type { StartLine } from './http-start.js'
import { latin1, startsWith } from './text.js'

const REQUEST = 'POST '
const RESPONSE = 'HTTP/'
/** How each side begins. */
export const GATEWAY_WORDS = [REQUEST, RESPONSE]

const WORD_LENGTH = 5
const HEAD_LIMIT = 8192
const LF = 0x0a

const NO_GATEWAY = lost("no request to MSN's gateway, and no answer to one")

/** Steps over the heads of requests to the gateway and of its answers, and cuts their bodies as `inside` does. */
export class ThroughGateway implements Framing {
  /** Bytes of a body that have yet to come, or Infinity up to the end of the connection. */
  readonly #body: [number, number] = [0, 0]
  /** The side has posted to a gateway. */
  readonly #posts: [boolean, boolean] = [false, false]
  /** First line of the head in progress. The same bytes would give it again; it is kept so that they are read once. */
  readonly #line: [StartLine | null, StartLine | null] = [null, null]

  constructor(private readonly inside: Framing) {}

  cut(side: Side, window: Window): Cut {
    const { bytes, start, end, scanned, final } = window
    if (this.#body[side] > 0) return this.#cutBody(side, window)
    const seen = Math.min(end - start, WORD_LENGTH)
    const begins = GATEWAY_WORDS.some((word) => startsWith(bytes, start, end, word.slice(0, seen)))
    // Bytes that were held back here until there was a word, `inside` has yet to look at.
    const isNew = scanned < WORD_LENGTH
    if (seen === 0 || !begins)
      return this.inside.cut(side, isNew && scanned > 0 ? { ...window, scanned: 0 } : window)
    if (seen < WORD_LENGTH) return final ? NO_GATEWAY : more(WORD_LENGTH)
    if (isNew) this.#line[side] = null
    return this.#cutHead(side, window)
  }

  reset(side: Side): void {
    this.#body[side] = 0
    this.#line[side] = null
    this.inside.reset(side)
  }

  #cutBody(side: Side, window: Window): Cut {
    const left = this.#body[side]
    const end = Math.min(window.end, window.start + left)
    const isWhole = end - window.start === left
    const cut = this.inside.cut(side, { ...window, end, final: window.final || isWhole })
    if (cut.kind === 'more') return more(Math.min(cut.atLeast, left))
    if (cut.kind !== 'message') return cut
    // A payload that counts more than its body holds does not reach into the next head.
    const skip = Math.min(cut.skip, left - cut.length)
    this.#body[side] = left - cut.length - skip
    return { ...cut, skip }
  }

  #cutHead(side: Side, { bytes, start, end, scanned, final }: Window): Cut {
    const limit = Math.min(end, start + HEAD_LIMIT)
    const unfinished = final || end - start >= HEAD_LIMIT ? NO_GATEWAY : more(end - start + 1)
    if (this.#line[side] === null) {
      const lineEnd = find(bytes, LF, start + scanned, limit)
      if (lineEnd === limit) return unfinished
      const line = readStartLine(bytes, start, lineEnd, true)
      if (line === null || !this.#isOfGateway(side, line, bytes, start)) return NO_GATEWAY
      this.#line[side] = line
    }
    const line = this.#line[side]
    const found = headEnd(bytes, Math.max(start, start + scanned - RESUME), limit)
    if (line === null || found === -1) return unfinished
    const lines = readLines(verbatim(bytes, start, start, found, false))
    const body = bodyOf(line, lines, 'POST')
    if (lines.ends !== 'crlf' || body.kind === 'chunked') return NO_GATEWAY
    const length = body.kind === 'counted' ? body.length : body.kind === 'rest' ? Infinity : 0
    if (line.kind === 'request') this.#posts[side] = true
    const isRead = line.kind === 'request' || line.status === 200
    this.#body[side] = isRead ? length : 0
    return { kind: 'skip', length: found - start + (isRead ? 0 : length) }
  }

  #isOfGateway(side: Side, line: StartLine, bytes: Uint8Array, start: number): boolean {
    if (line.kind === 'response') return this.#posts[side === 0 ? 1 : 0]
    const target = latin1(bytes, start + line.targetStart, start + line.targetEnd)
    return /\/gateway\/gateway\.dll\?/i.test(target)
  }
}
