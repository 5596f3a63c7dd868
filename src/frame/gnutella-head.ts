// The heads of Gnutella's handshake: a start line and headers, as in HTTP, ended by an empty line. Version 0.6 ends its
// lines with CRLF, 0.4 with LF; either all of them.
//
//    GNUTELLA CONNECT/0.4        GNUTELLA CONNECT/0.6           who has connected
//    GNUTELLA OK                 GNUTELLA/0.6 200 OK            who answers; any code but 200 refuses
//                                GNUTELLA/0.6 200 OK            who has connected, again
//
// Then both go on with descriptors (Gnutella 0.4 v1.2; Gnutella 0.6 draft; gtk-gnutella, src/core/nodes.c).

import type { Cut, FieldValue, Message, Text, Window } from './framer.js'
import { find } from './bytes.js'
import { lost, more } from './cut.js'
import { verbatim } from './fields.js'

const HEAD_LIMIT = 8192
const START_LINE = /^GNUTELLA(?: CONNECT\/(\d\.\d+)| OK|\/\d\.\d+ (\d{3})(?: [^\r]*)?)$/
const BEGINNING_OF_START_LINE = /^GNUTELLA(?:$|[ /])/
const OLD_START_LINE = /^GNUTELLA(?: CONNECT\/0\.4| OK)$/
const HEADER_NAME = /^[!-9;-~]+$/
const [TAB, LF, CR, BLANK, COLON] = [0x09, 0x0a, 0x0d, 0x20, 0x3a]

/** What a head says of the bytes behind it in its direction. */
export interface Head {
  readonly message: Message
  readonly next: 'head-or-descriptor' | 'descriptor' | 'nothing'
  readonly isDeflated: boolean
  readonly isGnutella2: boolean
}

export function readHead(window: Window): Head | Cut {
  const { bytes, start, end, final } = window
  const headEnd = endOfHead(window)
  if (headEnd === null) {
    if (end - start >= HEAD_LIMIT) return lost(`no end of a head within ${HEAD_LIMIT} bytes`)
    if (!final) return more(end - start + 1)
  } else if (headEnd - start > HEAD_LIMIT) return lost(`a head has ${headEnd - start} bytes`)
  return parseHead(bytes, start, headEnd ?? end, headEnd === null)
}

/** Where the empty line ends that ends the head, or null. */
function endOfHead({ bytes, start, end, scanned }: Window): number | null {
  for (let at = start + Math.max(0, scanned - 3); at + 1 < end; at++) {
    if (bytes[at] !== LF) continue
    if (bytes[at + 1] === LF) return at + 2
    if (bytes[at + 1] === CR && at + 2 < end && bytes[at + 2] === LF) return at + 3
  }
  return null
}

function parseHead(bytes: Uint8Array, start: number, end: number, isCut: boolean): Head | Cut {
  const first = lineAt(bytes, start, end)
  const words = latin1(bytes, start, first.end)
  if (!(first.isCut ? BEGINNING_OF_START_LINE : START_LINE).test(words)) {
    return lost('no start line of Gnutella')
  }
  if (!first.isCut && !first.hasCr && !OLD_START_LINE.test(words)) return lost('a line without CR')

  const headers: Header[] = []
  let line = first
  while ((line = lineAt(bytes, line.next, end)).next > line.start) {
    if (!line.isCut && line.hasCr !== first.hasCr) return lost('lines that end in different ways')
    if (line.end === line.start) break
    const last = headers.at(-1)
    if (isBlank(bytes, line.start) && last !== undefined) {
      last.end = trimmedEnd(bytes, line.start, line.end)
      last.isCut = line.isCut
      continue
    }
    const colon = find(bytes, COLON, line.start, line.end)
    if (colon === line.end && line.isCut) break
    const name = latin1(bytes, line.start, colon)
    if (colon === line.end || !HEADER_NAME.test(name)) return lost('a line of a head is no header')
    let valueStart = colon + 1
    while (valueStart < line.end && isBlank(bytes, valueStart)) valueStart++
    const valueEnd = trimmedEnd(bytes, valueStart, line.end)
    headers.push({ name: name.toLowerCase(), start: valueStart, end: valueEnd, isCut: line.isCut })
  }

  const main = verbatim(bytes, start, start, first.end, first.isCut)
  const message = new HeadMessage(bytes, start, end, main, headers)
  return {
    message,
    next: isCut ? 'nothing' : nextBehind(words),
    isDeflated: message.says('content-encoding', 'deflate'),
    isGnutella2: message.says('content-type', 'application/x-gnutella2'),
  }
}

function nextBehind(startLine: string): Head['next'] {
  const [, version, status] = START_LINE.exec(startLine) ?? []
  if (version !== undefined) return version === '0.4' ? 'descriptor' : 'head-or-descriptor'
  const isRefusal = status !== undefined && status !== '200'
  return isRefusal ? 'nothing' : 'descriptor'
}

interface Line {
  readonly start: number
  /** Without LF or CRLF. */
  readonly end: number
  readonly next: number
  readonly hasCr: boolean
  readonly isCut: boolean
}

function lineAt(bytes: Uint8Array, start: number, end: number): Line {
  const lf = find(bytes, LF, start, end)
  const hasCr = lf < end && lf > start && bytes[lf - 1] === CR
  return { start, end: hasCr ? lf - 1 : lf, next: Math.min(lf + 1, end), hasCr, isCut: lf === end }
}

function isBlank(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === BLANK || bytes[at] === TAB
}

function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (at > start && isBlank(bytes, at - 1)) at--
  return at
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
}

interface Header {
  /** Lower case. */
  readonly name: string
  readonly start: number
  end: number
  isCut: boolean
}

class HeadMessage implements Message {
  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
    readonly main: Text,
    private readonly headers: readonly Header[],
  ) {}

  get size(): number {
    return this.end - this.start
  }

  get(path: string, key: string | number | null): readonly FieldValue[] {
    if (path !== 'header') return []
    const wanted = key === null ? null : String(key).toLowerCase()
    return this.headers
      .filter(({ name }) => wanted === null || name === wanted)
      .map(({ start, end, isCut }) => verbatim(this.bytes, this.start, start, end, isCut))
  }

  says(name: string, value: string): boolean {
    return this.headers.some(
      (header) =>
        header.name === name &&
        latin1(this.bytes, header.start, header.end).toLowerCase() === value,
    )
  }
}
