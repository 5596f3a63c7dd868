// MSN's P2P chunks, with which client 6 and later carry files, pictures and MSNSLP inside of MSG (application/x-msnmsgrp2p).
// All numbers are little-endian but the last.
//
//    OFFSET  SIZE  FIELD
//      0      4    session; 0 for MSNSLP, by which sessions are agreed on
//      4      4    message
//      8      8    offset of this chunk in the message
//     16      8    length of the message
//     24      4    length of this chunk
//     28      4    flags
//     32      4    message that is acknowledged
//     36      4    its unique number
//     40      8    its length
//     48      n    the chunk
//     48+n    4    application, big-endian: 0 MSNSLP, 1 picture, 2 file
//
// Source: gaim 0.82 slp.c and slplink.c, libpurple 2.10 p2p.h; MSNSLP is SIP's grammar with an own vocabulary.

import type { Numeric, Text } from './framer.js'
import { lineEnds } from './headers.js'
import { contents, derivedText, part } from './text.js'

const HEADER_LENGTH = 48
const FOOTER_LENGTH = 4

/** Longest MSNSLP text that is put together: an invitation with a preview of its file has some ten thousand bytes. */
const SLP_LIMIT = 0x8000
/** Texts of one side that may be in the making at a time. */
const SLP_UNFINISHED = 4

export interface Chunk {
  readonly session: Numeric
  readonly message: Numeric
  readonly offset: Numeric
  readonly total: Numeric
  readonly size: Numeric
  readonly flags: Numeric
  /** Null if the message was cut. */
  readonly app: Numeric | null
  readonly data: Text
}

/** Reads the chunk that a MIME body is; null if that has no whole header, or a length beyond 2^53. */
export function readChunk(body: Text): Chunk | null {
  if (body.end - body.start < HEADER_LENGTH) return null
  const view = new DataView(body.bytes.buffer, body.bytes.byteOffset)
  const number = (offset: number, size: 4 | 8): Numeric => {
    const at = body.start + offset
    const high = size === 8 ? view.getUint32(at + 4, true) : 0
    const { wireStart, wireEnd } = part(body, at, at + size)
    return { kind: 'number', value: high * 2 ** 32 + view.getUint32(at, true), wireStart, wireEnd }
  }
  const size = number(24, 4)
  const offset = number(8, 8)
  const total = number(16, 8)
  if (!Number.isSafeInteger(offset.value + total.value)) return null
  const dataStart = body.start + HEADER_LENGTH
  const dataEnd = Math.min(dataStart + size.value, body.end)
  const footer = part(body, dataEnd, Math.min(dataEnd + FOOTER_LENGTH, body.end))
  const isWhole = footer.end - footer.start === FOOTER_LENGTH
  const { wireStart, wireEnd } = footer
  return {
    session: number(0, 4),
    message: number(4, 4),
    offset,
    total,
    size,
    flags: number(28, 4),
    app: isWhole
      ? { kind: 'number', value: view.getUint32(footer.start), wireStart, wireEnd }
      : null,
    data: { ...part(body, dataStart, dataEnd), cut: !isWhole },
  }
}

/** Puts the MSNSLP texts of one side together, whose chunks may alternate but each come in order. */
export class SlpAssembly {
  readonly #unfinished = new Map<number, { length: number; readonly chunks: Uint8Array[] }>()

  /** @returns the text that `chunk` completes; of a single chunk it is verbatim. Else null, and the chunk is kept. */
  add(chunk: Chunk): Text | null {
    const { session, data, total, offset } = chunk
    const message = chunk.message.value
    const length = data.end - data.start
    if (session.value !== 0 || length === 0 || data.cut || total.value > SLP_LIMIT) return null
    if (offset.value === 0) {
      this.#unfinished.delete(message)
      if (length >= total.value) return slpText(data)
      this.#begin(message)
    }
    const text = this.#unfinished.get(message)
    if (text === undefined) return null
    if (offset.value !== text.length || text.length + length > total.value) {
      this.#unfinished.delete(message)
      return null
    }
    text.chunks.push(contents(data).slice())
    text.length += length
    if (text.length < total.value) return null
    this.#unfinished.delete(message)
    return slpText(derivedText(Buffer.concat(text.chunks), data))
  }

  clear(): void {
    this.#unfinished.clear()
  }

  #begin(message: number): void {
    const [oldest] = this.#unfinished.keys()
    if (oldest !== undefined && this.#unfinished.size === SLP_UNFINISHED)
      this.#unfinished.delete(oldest)
    this.#unfinished.set(message, { length: 0, chunks: [] })
  }
}

/** Without the NUL at its end. Null if a line does not end in CRLF, as all of MSNSLP do. */
function slpText(text: Text): Text | null {
  if (lineEnds(text.bytes, text.start, text.end) !== 'crlf') return null
  const isTerminated = text.end > text.start && text.bytes[text.end - 1] === 0
  return isTerminated ? part(text, text.start, text.end - 1) : text
}
