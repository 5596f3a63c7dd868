// The fields of one command of MSN Messenger. MSG carries what mail does: MIME headers, an empty line, a body.

import { find } from './bytes.js'
import type { FieldValue, Message, Numeric, Text } from './framer.js'
import { headEnd, headerValues, lineEnds } from './headers.js'
import { COMMAND_LENGTH } from './msnp-commands.js'
import type { Chunk } from './msnp-p2p.js'
import { contents, derivedText, latin1, part, startsWith, trimmedPart } from './text.js'

const LF = 0x0a
const SPACE = 0x20

/** The payload of MSG. */
export interface Mime {
  readonly head: Text
  readonly body: Text
  /** Value of Content-Type, if there is one. */
  readonly type: Text | undefined
}

/** @returns null if the head does not end, or has a line that ends in a bare LF */
export function readMime(payload: Text): Mime | null {
  const { bytes, start, end, cut } = payload
  const found = headEnd(bytes, start, end)
  if (found === -1 && !cut) return null
  const bodyStart = found === -1 ? end : found
  if (lineEnds(bytes, start, bodyStart) !== 'crlf') return null
  const head = part(payload, start, bodyStart)
  return { head, body: part(payload, bodyStart, end), type: headerValues(head, 'content-type')[0] }
}

export function isOfType(mime: Mime, type: string): boolean {
  return (
    mime.type !== undefined && startsWith(mime.type.bytes, mime.type.start, mime.type.end, type)
  )
}

/** What a message was found to hold when it was cut; null where it does not have such a thing. */
export interface MsnpParts {
  readonly main: Text
  readonly payload: Text | null
  readonly mime: Mime | null
  readonly chunk: Chunk | null
  /** The MSNSLP text that its chunk completes. */
  readonly slp: Text | null
}

export class MsnpMessage implements Message {
  readonly main: Text

  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
    readonly size: number,
    private readonly parts: MsnpParts,
  ) {
    this.main = parts.main
  }

  get(path: string, key: string | number | null): readonly FieldValue[] {
    const { main, payload, mime, chunk, slp } = this.parts
    const name = key === null ? null : String(key)
    switch (path) {
      case 'command':
        return [part(main, main.start, Math.min(main.start + COMMAND_LENGTH, main.end))]
      case 'arg':
        return key === null ? wordsOf(main) : wordsOf(main).slice(Number(key), Number(key) + 1)
      case 'payload':
        return present(payload)
    }
    if (path.startsWith('p2p.')) return present(chunkField(chunk, path))
    if (path.startsWith('slp.')) return slp === null ? [] : slpField(slp, path, name)
    if (mime === null) return []
    switch (path) {
      case 'header':
        return headerValues(mime.head, name)
      case 'text':
        return mime.type === undefined || isOfType(mime, 'text/') ? [decodedBody(mime)] : []
      case 'body':
        return isOfType(mime, 'text/x-') ? headerValues(mime.body, name) : []
    }
    return []
  }
}

function wordsOf(main: Text): Text[] {
  const words: Text[] = []
  for (let at = main.start; at < main.end; at++) {
    const wordEnd = find(main.bytes, SPACE, at, main.end)
    if (wordEnd > at) words.push(part(main, at, wordEnd))
    at = wordEnd
  }
  return words
}

function chunkField(chunk: Chunk | null, path: string): Numeric | null {
  switch (path) {
    case 'p2p.session':
      return chunk?.session ?? null
    case 'p2p.total':
      return chunk?.total ?? null
    case 'p2p.size':
      return chunk?.size ?? null
    case 'p2p.flags':
      return chunk?.flags ?? null
    case 'p2p.app':
      return chunk?.app ?? null
  }
  return null
}

/** MSNSLP is a start line, headers, an empty line, and lines of the same form as headers. */
function slpField(slp: Text, path: string, key: string | null): FieldValue[] {
  const { bytes, start, end } = slp
  const lineEnd = find(bytes, LF, start, end)
  const found = headEnd(bytes, start, end)
  const bodyStart = found === -1 ? end : found
  switch (path) {
    case 'slp.start':
      return [trimmedPart(slp, start, lineEnd)]
    case 'slp.header':
      return headerValues(part(slp, lineEnd, bodyStart), key)
    case 'slp.body':
      return headerValues(part(slp, bodyStart, end), key)
  }
  return []
}

/** The body as UTF-8, if it says that it is anything else that is known; Latin-1 is left as it is. */
function decodedBody(mime: Mime): Text {
  const type =
    mime.type === undefined ? '' : latin1(mime.type.bytes, mime.type.start, mime.type.end)
  const charset = /charset="?([^\s;"]+)/i.exec(type)?.[1]?.toLowerCase() ?? 'utf-8'
  if (/^(utf-?8|us-ascii|iso-8859-1)$/.test(charset)) return mime.body
  try {
    const text = new TextDecoder(charset).decode(contents(mime.body))
    return derivedText(new TextEncoder().encode(text), mime.body)
  } catch {
    return mime.body
  }
}

function present<Value extends FieldValue>(value: Value | null): Value[] {
  return value === null ? [] : [value]
}
