// The fields of an HTTP message. Nothing is read before it is asked for: most heads of a capture interest nobody.

import { find } from './bytes.js'
import { numeric, verbatim } from './fields.js'
import type { FieldValue, Message, Text } from './framer.js'
import { headerValues, lineStarts } from './headers.js'
import { dechunked } from './http-body.js'
import type { StartLine } from './http-start.js'
import { hostOf, readTarget } from './http-target.js'
import { pairValues } from './pairs.js'
import { derivedText, part, startsWith, trimmedPart } from './text.js'

const SEMICOLON = 0x3b
const STATUS_LENGTH = 3
const ROOT = new Uint8Array([0x2f])
const FORM = 'application/x-www-form-urlencoded'

type Request = StartLine & { kind: 'request' }
type Response = StartLine & { kind: 'response' }

/** What is known of a message from cutting it. */
export interface HttpParts {
  readonly line: StartLine
  /** Bytes of the head, the empty line included. */
  readonly headLength: number
  readonly isChunked: boolean
  /** The head, or the part of the body that belongs to the message, ended with what was captured. */
  readonly isCut: boolean
}

export class HttpMessage implements Message {
  /** Of the head: what is in a body perhaps came in chunks. */
  readonly verbatimEnd: number
  readonly #isHeadCut: boolean
  #main: Text | null = null
  /** The head behind its first line, and where lines begin in it. */
  #headers: { readonly text: Text; readonly starts: readonly number[] } | null = null

  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
    readonly size: number,
    private readonly parts: HttpParts,
  ) {
    this.verbatimEnd = start + parts.headLength
    this.#isHeadCut = parts.isCut && this.verbatimEnd === end
  }

  get main(): Text {
    return (this.#main ??= this.#ofHead(0, this.parts.line.end))
  }

  get(path: string, key: string | number | null): readonly FieldValue[] {
    const { line } = this.parts
    const name = key === null ? null : String(key)
    switch (path) {
      case 'header':
        return this.#values(name)
      case 'cookie':
        return this.#cookies(name)
      case 'body':
        return present(this.#body())
    }
    if (line.kind === 'response') return path === 'status' ? [this.#status(line)] : []
    switch (path) {
      case 'method':
        return [this.#ofHead(0, line.method.length)]
      case 'uri':
        return [this.#uri(line)]
      case 'path':
        return line.method === 'CONNECT' ? [] : [pathOf(this.#uri(line))]
      case 'host':
        return present(this.#host(line))
      case 'query':
        return pairsOf(readTarget(this.#uri(line)).query, name)
      case 'form':
        return pairsOf(this.#form(), name)
    }
    return []
  }

  /** Bytes of the head, by their offsets from its start. */
  #ofHead(from: number, to: number): Text {
    const { bytes, start, verbatimEnd } = this
    const isCut = this.#isHeadCut && start + to === verbatimEnd
    return verbatim(bytes, start, start + from, start + to, isCut)
  }

  /** Of the headers called `name`, or of all. */
  #values(name: string | null): Text[] {
    if (this.#headers === null) {
      const text = this.#ofHead(this.parts.line.end, this.parts.headLength)
      this.#headers = { text, starts: lineStarts(text) }
    }
    return headerValues(this.#headers.text, name, this.#headers.starts)
  }

  #status({ status, statusStart }: Response): FieldValue {
    return numeric(status, statusStart, statusStart + STATUS_LENGTH)
  }

  #uri({ targetStart, targetEnd }: Request): Text {
    return this.#ofHead(targetStart, targetEnd)
  }

  #host(line: Request): Text | null {
    const uri = this.#uri(line)
    const named = line.method === 'CONNECT' ? uri : readTarget(uri).authority
    const authority = named ?? this.#values('host')[0]
    return authority === undefined ? null : hostOf(authority)
  }

  /** Of Cookie all pairs, of Set-Cookie the first: what follows are its attributes. */
  #cookies(name: string | null): FieldValue[] {
    const cookies = this.#values('cookie')
    for (const set of this.#values('set-cookie'))
      cookies.push(part(set, set.start, find(set.bytes, SEMICOLON, set.start, set.end)))
    const values: FieldValue[] = []
    for (const pairs of cookies)
      for (const value of pairValues(pairs, ';', name))
        values.push(trimmedPart(value, value.start, value.end))
    return values
  }

  #form(): Text | null {
    const type = this.#values('content-type')[0]
    if (type === undefined || !startsWith(type.bytes, type.start, type.end, FORM)) return null
    return this.#body()
  }

  #body(): Text | null {
    const { bytes, start, end, verbatimEnd } = this
    const raw = verbatim(bytes, start, verbatimEnd, end, this.parts.isCut)
    return this.parts.isChunked ? dechunked(raw) : raw
  }
}

/** The path of a target; of `http://host` it is `/`, which stands nowhere. */
function pathOf(uri: Text): Text {
  const { path } = readTarget(uri)
  return path.start === path.end ? derivedText(ROOT, path) : path
}

function pairsOf(pairs: Text | null, name: string | null): FieldValue[] {
  return pairs === null ? [] : pairValues(pairs, '&', name)
}

function present(text: Text | null): FieldValue[] {
  return text === null || text.start === text.end ? [] : [text]
}
