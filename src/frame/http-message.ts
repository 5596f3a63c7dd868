// The fields of an HTTP message. Nothing is read before it is asked for: most heads of a capture interest nobody.

import { find } from './bytes.js'
import { numeric, verbatim } from './fields.js'
import type { FieldValue, Message, Text } from './framer.js'
import { headerValues } from './headers.js'
import { dechunked } from './http-body.js'
import type { StartLine } from './http-start.js'
import { hostOf, readTarget } from './http-target.js'
import { pairValues } from './pairs.js'
import { derivedText, part, startsWith, trimmedPart } from './text.js'

const SEMICOLON = 0x3b
const STATUS_LENGTH = 3
const ROOT = new Uint8Array([0x2f])
const FORM = 'application/x-www-form-urlencoded'

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
  readonly #head: Text
  /** The head behind its first line. */
  readonly #headers: Text
  /** Of the head: what is in a body perhaps came in chunks. */
  readonly verbatimEnd: number

  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
    readonly size: number,
    private readonly parts: HttpParts,
  ) {
    const headEnd = start + parts.headLength
    this.verbatimEnd = headEnd
    this.#head = verbatim(bytes, start, start, headEnd, parts.isCut && headEnd === end)
    this.#headers = part(this.#head, start + parts.line.end, headEnd)
  }

  get main(): Text {
    return part(this.#head, this.start, this.start + this.parts.line.end)
  }

  get(path: string, key: string | number | null): readonly FieldValue[] {
    const { line } = this.parts
    const name = key === null ? null : String(key)
    switch (path) {
      case 'header':
        return headerValues(this.#headers, name)
      case 'cookie':
        return this.#cookies(name)
      case 'body':
        return present(this.#body())
    }
    if (line.kind === 'response') return path === 'status' ? [this.#status(line)] : []
    const uri = part(this.#head, this.start + line.targetStart, this.start + line.targetEnd)
    switch (path) {
      case 'method':
        return [part(this.#head, this.start, this.start + line.method.length)]
      case 'uri':
        return [uri]
      case 'path':
        return line.method === 'CONNECT' ? [] : [pathOf(uri)]
      case 'host':
        return present(this.#host(uri, line.method))
      case 'query':
        return pairsOf(readTarget(uri).query, name)
      case 'form':
        return pairsOf(this.#form(), name)
    }
    return []
  }

  #status(line: StartLine & { kind: 'response' }): FieldValue {
    const { status, statusStart } = line
    return numeric(status, statusStart, statusStart + STATUS_LENGTH)
  }

  #host(uri: Text, method: string): Text | null {
    const named = method === 'CONNECT' ? uri : readTarget(uri).authority
    const authority = named ?? headerValues(this.#headers, 'host')[0]
    return authority === undefined ? null : hostOf(authority)
  }

  /** Of Cookie all pairs, of Set-Cookie the first: what follows are its attributes. */
  #cookies(name: string | null): FieldValue[] {
    const sent = headerValues(this.#headers, 'cookie')
    const set = headerValues(this.#headers, 'set-cookie').map((value) =>
      part(value, value.start, find(value.bytes, SEMICOLON, value.start, value.end)),
    )
    return [...sent, ...set]
      .flatMap((cookies) => pairValues(cookies, ';', name))
      .map((value) => trimmedPart(value, value.start, value.end))
  }

  #form(): Text | null {
    const type = headerValues(this.#headers, 'content-type')[0]
    if (type === undefined || !startsWith(type.bytes, type.start, type.end, FORM)) return null
    return this.#body()
  }

  #body(): Text | null {
    const bodyStart = this.#head.end
    const raw = verbatim(this.bytes, this.start, bodyStart, this.end, this.parts.isCut)
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
