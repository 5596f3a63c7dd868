// Cutting of HTTP: where heads and bodies end. A message is its head and the first 4 KiB of its body; the rest of the body
// is stepped over, chunk by chunk if it comes in chunks.

import { lost, more, whole } from './cut.js'
import { find, u8 } from './bytes.js'
import { verbatim } from './fields.js'
import type { Cut, Framing, Glance, Side, Window } from './framer.js'
import { headEnd, lineEnds, RESUME } from './headers.js'
import {
  bodyOf,
  chunkedBeginning,
  readChunk,
  readLines,
  SIZE_LINE_LIMIT,
  TRAILER_LIMIT,
  trailerEnd,
} from './http-body.js'
import type { Body } from './http-body.js'
import { callBackLength } from './http-call-back.js'
import { HttpMessage } from './http-message.js'
import { mayBegin, mayStart, readStartLine } from './http-start.js'
import type { Method, StartLine } from './http-start.js'
import { isBlank } from './text.js'

const HEAD_LIMIT = 8192
const BODY_LIMIT = 4096
/** Behind the 4 KiB the line of a chunk may end, and its trailer. */
export const MESSAGE_LIMIT = HEAD_LIMIT + BODY_LIMIT + SIZE_LINE_LIMIT + TRAILER_LIMIT

/** Requests of a side that are remembered until they are answered. */
const ASKED_LIMIT = 64

/** Methods of requests whose answers have a body if they say so. */
const PLAIN: readonly Method[] = ['GET', 'POST', 'PUT', 'OPTIONS', 'DELETE', 'TRACE', 'PATCH']

const LF = 0x0a
const CR = 0x0d

const NOT_HTTP = lost('no request or status line of HTTP')
const UNEVEN = lost('the lines of the head end now in CRLF, now in LF')

/** One side of a connection. */
class Direction {
  /** Methods of its requests that have yet to be answered. */
  readonly asked: Method[] = []
  /** The message before was cut in its body, and more chunks follow. */
  inChunks = false
  /** Head of the message in progress. The same bytes would give it again; it is kept so that they are read once. */
  head: Head | null = null
  /** Likewise, the offset of the first chunk that has yet to be read. */
  chunk = 0
}

type PlainBody = Exclude<Body, { kind: 'chunked' }>

interface Head {
  readonly line: StartLine
  readonly length: number
  readonly body: Body
}

type PlainHead = Head & { readonly body: PlainBody }

/** What of the stream belongs to a message. */
interface Extent {
  readonly length: number
  readonly skip: number
  readonly size: number
  readonly isCut: boolean
  readonly inChunks: boolean
}

export class HttpFraming implements Framing {
  readonly #directions = [new Direction(), new Direction()] as const
  /** CONNECT or an upgrade was granted: what follows is another protocol. */
  #isTunnel = false

  cut(side: Side, window: Window): Cut {
    if (this.#isTunnel) return lost('the connection has become a tunnel')
    const own = this.#directions[side]
    if (own.inChunks) return cutChunk(own, window)
    if (window.first) {
      const { bytes, start, end, scanned, final } = window
      const callBack = callBackLength(bytes, start, end, scanned)
      if (callBack === 'more' && !final) return more(end - start + 1)
      if (typeof callBack === 'number' && callBack > 0) return { kind: 'skip', length: callBack }
    }
    const blank = lineEndsBefore(window)
    if (blank > 0) return { kind: 'skip', length: blank }
    return this.#cutMessage(own, this.#directions[side === 0 ? 1 : 0], window)
  }

  /** Which answer belongs to which request is void for both sides. */
  reset(side: Side): void {
    this.#directions[side].inChunks = false
    this.#directions[side].head = null
    for (const direction of this.#directions) direction.asked.length = 0
  }

  resume(side: Side, unanswered: number): void {
    for (let nth = 0; nth < unanswered; nth++) remember(this.#directions[side].asked, 'GET')
  }

  #cutMessage(own: Direction, other: Direction, window: Window): Cut {
    const { bytes, start, end, scanned } = window
    if (scanned === 0) own.head = null
    if (start < end && !mayBegin(u8(bytes, start))) return NOT_HTTP
    if (own.head === null) {
      const found = endOfHead(bytes, start, scanned, end)
      if (found === -1) return cutUnfinishedHead(window)
      const head = readHead(bytes, start, found, other.asked[0])
      if (head === null) return NOT_HTTP
      if (head === 'uneven') return UNEVEN
      if (isPlain(head) && window.isWanted?.(bytes, start, found) === false)
        return this.#pass(head, own, other)
      own.head = head
      own.chunk = head.length
    }
    const { line, length: headLength, body } = own.head
    const extent =
      body.kind === 'chunked'
        ? chunkedExtent(own, headLength, window)
        : plainExtent(headLength, body, window)
    if (typeof extent === 'number') return more(extent)
    own.inChunks = extent.inChunks
    this.#note(line, own, other)
    const { length, size, skip, isCut } = extent
    const parts = { line, headLength, isChunked: body.kind === 'chunked', isCut }
    const message = new HttpMessage(bytes, start, start + length, size, parts)
    return { kind: 'message', length, skip, message, certain: true }
  }

  #pass({ line, length, body }: PlainHead, own: Direction, other: Direction): Cut {
    this.#note(line, own, other)
    return { kind: 'passed', length: length + bodyLength(body) }
  }

  #note(line: StartLine, own: Direction, other: Direction): void {
    if (line.kind === 'request') remember(own.asked, line.method)
    else this.#answer(line.status, other)
  }

  #answer(status: number, other: Direction): void {
    const isInterim = status < 200 && status !== 101
    if (isInterim) return
    const method = other.asked.shift()
    if (status === 101 || (method === 'CONNECT' && status < 300)) this.#isTunnel = true
  }
}

function endOfHead(bytes: Uint8Array, start: number, scanned: number, end: number): number {
  const limit = Math.min(end, start + HEAD_LIMIT)
  return headEnd(bytes, Math.max(start, start + scanned - RESUME), limit)
}

/** @param asked method of the request that is answered, if it is known */
function readHead(
  bytes: Uint8Array,
  start: number,
  end: number,
  asked: Method | undefined,
): Head | 'uneven' | null {
  const lineEnd = find(bytes, LF, start, end)
  const line = readStartLine(bytes, start, lineEnd, true)
  if (line === null) return null
  const alike = alikeFrom(line, bytes, start, lineEnd)
  const lines = readLines(verbatim(bytes, start, alike, end))
  if (lines.ends === 'mixed') return 'uneven'
  return { line, length: end - start, body: bodyOf(line, lines, asked) }
}

/**
 * A request may be passed over if its method has no say in how long the answer is; a body that comes in chunks takes a
 * framing.
 */
function isPlain(head: Head): head is PlainHead {
  const { line, body } = head
  if (body.kind === 'chunked') return false
  return line.kind === 'request' ? PLAIN.includes(line.method) : line.status >= 200
}

/** As `Framer.glance`. */
export function glanceAt(bytes: Uint8Array, start: number, end: number): Glance | null {
  if (start >= end || !mayBegin(u8(bytes, start))) return null
  const found = endOfHead(bytes, start, 0, end)
  if (found === -1) return null
  const head = readHead(bytes, start, found, undefined)
  if (head === null || head === 'uneven' || !isPlain(head)) return null
  const { line, length: headLength, body } = head
  const length = headLength + bodyLength(body)
  return { headLength, length, asks: line.kind === 'request' }
}

function remember(asked: Method[], method: Method): void {
  asked.push(method)
  if (asked.length > ASKED_LIMIT) asked.shift()
}

/**
 * A body without a length reaches to the end of the connection: only then, or when the 4 KiB are there, is it known what of it
 * belongs to the message.
 *
 * @returns how far the message reaches, or the bytes without which that cannot be said
 */
function plainExtent(headLength: number, body: PlainBody, window: Window): Extent | number {
  const available = window.end - window.start
  const declared = bodyLength(body)
  const wanted = headLength + Math.min(declared, BODY_LIMIT)
  if (available < wanted && !window.final) return wanted
  const length = Math.min(available, wanted)
  return {
    length,
    skip: headLength + declared - length,
    size: declared === Infinity ? length : headLength + declared,
    isCut: length < wanted && declared !== Infinity,
    inChunks: false,
  }
}

function bodyLength(body: PlainBody): number {
  if (body.kind === 'counted') return body.length
  return body.kind === 'rest' ? Infinity : 0
}

/** The same of a body in chunks. How long it is as a whole cannot be known. */
function chunkedExtent(own: Direction, headLength: number, window: Window): Extent | number {
  const { bytes, start, end, scanned, final } = window
  const limit = start + headLength + BODY_LIMIT
  const beginning = chunkedBeginning(bytes, start + own.chunk, limit, start + scanned, end)
  if (beginning.kind === 'more') {
    own.chunk = beginning.chunk - start
    if (!final) return beginning.atLeast - start
    const length = end - start
    return { length, skip: 0, size: length, isCut: true, inChunks: true }
  }
  const length = beginning.end - start
  const skip = beginning.kind === 'whole' ? 0 : beginning.skip
  return { length, skip, size: length, isCut: false, inChunks: beginning.kind === 'beginning' }
}

/** Steps over one chunk behind a message, or over the trailer that ends the body. */
function cutChunk(own: Direction, window: Window): Cut {
  const { bytes, start, end, scanned, final } = window
  const chunk = readChunk(bytes, start, end)
  if (chunk === 'bad') return lost('a chunk has no size')
  let behind: number | 'more' | 'bad' = 'more'
  if (chunk !== 'more') {
    const { dataStart, size } = chunk
    behind = size > 0 ? dataStart + size : trailerEnd(bytes, dataStart, start + scanned, end)
    if (behind === 'bad') return lost('the trailer is too long')
    if (size === 0 && behind !== 'more') own.inChunks = false
  }
  if (behind === 'more' && !final) return more(end - start + 1)
  return { kind: 'skip', length: (behind === 'more' ? end : behind) - start }
}

/** The head has not ended within the window, or within the limit. */
function cutUnfinishedHead(window: Window): Cut {
  const { bytes, start, end, final } = window
  const length = end - start
  if (!mayStart(bytes, start, end)) return NOT_HTTP
  if (length >= HEAD_LIMIT) return lost('the head is longer than 8 KiB')
  if (!final) return more(length + 1)
  const lineEnd = find(bytes, LF, start, end)
  const isWhole = lineEnd < end
  const line = readStartLine(bytes, start, lineEnd, isWhole)
  if (line === null) return NOT_HTTP
  if (lineEnds(bytes, alikeFrom(line, bytes, start, lineEnd), end) === 'mixed') return UNEVEN
  const parts = { line, headLength: length, isChunked: false, isCut: true }
  const message = new HttpMessage(bytes, start, end, length, parts)
  return whole(message, isWhole)
}

/**
 * From where on all lines of a head end alike: from its first, but that mldonkey ends the status lines of its refusals in a
 * bare LF, and what follows in CRLF.
 */
function alikeFrom(line: StartLine, bytes: Uint8Array, start: number, lineEnd: number): number {
  const before = bytes[lineEnd - 1]
  const isBareStatus = line.kind === 'response' && before !== CR && !isBlank(before)
  return isBareStatus ? lineEnd + 1 : start
}

/** Empty lines between messages: some clients end a body with one that they do not count. */
function lineEndsBefore(window: Window): number {
  let at = window.start
  while (at < window.end && (window.bytes[at] === CR || window.bytes[at] === LF)) at++
  return at - window.start
}
