// HTTP CONNECT, RFC 9110 9.3.6: a client asks a proxy for a tunnel.
//
//    request    CONNECT host:port HTTP/1.x, headers, an empty line
//    answer     HTTP/1.x 2xx ..., headers, an empty line; any other status refuses, and has a body perhaps
//
// A refused client may ask again on the same connection (407: it was not allowed without a password).

import type { FramerInfo, Window } from '../frame/framer.js'
import { Handshake } from './handshake.js'
import type { Part } from './handshake.js'
import type { Tunnel } from './tunnel.js'

const HEAD_LIMIT = 0x2000
const LF = 0x0a
const CR = 0x0d

const info: FramerInfo = {
  name: 'connect tunnel',
  transports: ['tcp'],
  summary: 'What an HTTP proxy carries for a client that asked it by CONNECT.',
  main: null,
  fields: [],
  example: null,
}

export const httpConnect: Tunnel = {
  info,
  probes: [[...Buffer.from('CONNECT ')]],
  syncs: [],
  limit: HEAD_LIMIT,
  open: () => new Connect(),
}

const REQUEST = /^CONNECT (?:\[([0-9a-f:.]+)\]|([^\s:/]+)):([0-9]{1,5}) HTTP\/1\.[01]\r?\n/i
const STATUS = /^HTTP\/1\.[01] ([0-9]{3})/
const CONTENT_LENGTH = /\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*\r?\n/i
const CHUNKED = /\ntransfer-encoding:/i

class Connect extends Handshake {
  protected ask(window: Window): Part {
    const head = readHead(window, 'CONNECT ')
    if (typeof head === 'string') return head
    const [line, address, name, digits] = REQUEST.exec(head.text) ?? []
    const port = Number(digits)
    if (line === undefined || port > 0xffff) return 'wrong'
    this.via = { kind: 'connect', host: address ?? name ?? '', port, bound: null }
    this.state = 'asked'
    return head.length
  }

  protected answer(window: Window): Part {
    const head = readHead(window, 'HTTP/1.')
    if (typeof head === 'string') return head
    const status = STATUS.exec(head.text)?.[1]
    if (status === undefined) return 'wrong'
    if (status.startsWith('1')) return head.length
    if (status.startsWith('2')) {
      if (this.state !== 'asked') return 'more'
      this.state = 'granted'
      return head.length
    }
    const length = CONTENT_LENGTH.exec(head.text)?.[1]
    if (length === undefined || CHUNKED.test(head.text)) return 'wrong'
    this.via = null
    this.state = 'asking'
    return head.length + Number(length)
  }
}

/** A head up to its empty line, which begins with `word`. */
function readHead(
  { bytes, start, end, scanned }: Window,
  word: string,
): { text: string; length: number } | 'more' | 'wrong' {
  const begin = Buffer.from(
    bytes.buffer,
    bytes.byteOffset + start,
    Math.min(end - start, word.length),
  )
  if (!word.startsWith(begin.toString('latin1'))) return 'wrong'
  // The line feed of the last line may have been there before.
  for (let at = Math.max(start, start + scanned - 2); at < end; at++) {
    if (bytes[at] !== LF) continue
    const next = bytes[at + 1] === CR ? at + 2 : at + 1
    if (next < end && bytes[next] === LF) {
      const length = next + 1 - start
      return { text: Buffer.from(bytes.subarray(start, start + length)).toString('latin1'), length }
    }
  }
  return end - start >= HEAD_LIMIT ? 'wrong' : 'more'
}
