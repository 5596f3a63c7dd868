// Where the body of an HTTP message ends (RFC 9112, section 6), and the chunks that some bodies come in (section 7.1):
//
//    size of the data in hex [; extension] CR LF, data, CR LF     any number of times
//    0 CR LF, header lines, CR LF

import { find, u8 } from './bytes.js'
import type { Text } from './framer.js'
import { headEnd, headerAt, howLinesEnd, type LineEnds, RESUME } from './headers.js'
import type { StartLine } from './http-start.js'
import { contents, derivedText, part, startsWith } from './text.js'

export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'counted'; readonly length: number }
  | { readonly kind: 'chunked' }
  /** Up to the end of the connection. */
  | { readonly kind: 'rest' }

const NONE: Body = { kind: 'none' }
const CHUNKED: Body = { kind: 'chunked' }
const REST: Body = { kind: 'rest' }

const LF = 0x0a
const CR = 0x0d
const LETTER_C = 0x63
const LETTER_T = 0x74
/** More make no safe integer. */
const LENGTH_DIGITS = 15

/** Longest line with the size of a chunk, and longest trailer behind the last. */
export const SIZE_LINE_LIMIT = 256
export const TRAILER_LIMIT = 1024

/** What all lines of a head say together. */
export interface HeadLines {
  /** A sender keeps to one way: lines that end now so, now so were damaged, or are no head at all. */
  readonly ends: LineEnds
  /** The last Transfer-Encoding. */
  readonly coding: Text | null
  /** The first Content-Length. */
  readonly length: Text | null
}

/** Every head of a capture comes by here, so it is walked over once, with a look at the first letter of each line. */
export function readLines(head: Text): HeadLines {
  const { bytes, end } = head
  let lines = 0
  let withCr = 0
  let coding: Text | null = null
  let length: Text | null = null
  for (let at = head.start; at < end;) {
    const letter = u8(bytes, at) | 0x20
    if (letter === LETTER_T) coding = headerAt(head, at, 'transfer-encoding') ?? coding
    else if (letter === LETTER_C) length ??= headerAt(head, at, 'content-length')
    const lineEnd = find(bytes, LF, at, end)
    if (lineEnd < end) lines++
    if (lineEnd < end && lineEnd > at && bytes[lineEnd - 1] === CR) withCr++
    at = lineEnd + 1
  }
  return { ends: howLinesEnd(lines, withCr), coding, length }
}

/**
 * How the body is delimited behind a head whose first line is `line`.
 *
 * @param asked method of the request that is answered, if it is known
 */
export function bodyOf(
  line: StartLine,
  { coding, length }: HeadLines,
  asked: string | undefined,
): Body {
  if (line.kind === 'response' && isBodiless(line.status, asked)) return NONE
  if (coding !== null && endsWithChunked(coding)) return CHUNKED
  const counted = length === null ? null : contentLength(length)
  if (counted !== null) return counted === 0 ? NONE : { kind: 'counted', length: counted }
  return line.kind === 'response' ? REST : NONE
}

/** Whether a response has no body whatever its headers say. */
function isBodiless(status: number, asked: string | undefined): boolean {
  if (status < 200 || status === 204 || status === 304) return true
  return asked === 'HEAD' || (asked === 'CONNECT' && status < 300)
}

function endsWithChunked(coding: Text): boolean {
  const at = Math.max(coding.start, coding.end - 'chunked'.length)
  return startsWith(coding.bytes, at, coding.end, 'chunked')
}

/** A length that is no number is none: the body is what else delimits it. */
function contentLength({ bytes, start, end }: Text): number | null {
  if (end === start || end - start > LENGTH_DIGITS) return null
  let length = 0
  for (let at = start; at < end; at++) {
    const digit = u8(bytes, at) - 0x30
    if (digit < 0 || digit > 9) return null
    length = length * 10 + digit
  }
  return length
}

export interface Chunk {
  /** Index of its data, behind the line with its size. */
  readonly dataStart: number
  /** Of its data in bytes; 0 for the last chunk, whose trailer begins where data would. */
  readonly size: number
}

/**
 * Reads the size of the chunk at `at`, in front of which the line end of the chunk before it may still stand.
 *
 * @returns `more` if the line is not whole, `bad` if it has no size
 */
export function readChunk(bytes: Uint8Array, at: number, end: number): Chunk | 'more' | 'bad' {
  let digits = at
  if (digits < end && bytes[digits] === CR) digits++
  if (digits < end && bytes[digits] === LF) digits++
  let behind = digits
  let size = 0
  for (; behind < end && behind - digits < 13; behind++) {
    const digit = hexDigit(u8(bytes, behind))
    if (digit === -1) break
    size = size * 16 + digit
  }
  if (behind === end) return 'more'
  if (behind === digits) return 'bad'
  const limit = Math.min(end, at + SIZE_LINE_LIMIT)
  const lineEnd = find(bytes, LF, behind, limit)
  if (lineEnd < limit) return { dataStart: lineEnd + 1, size }
  return limit < end ? 'bad' : 'more'
}

/**
 * Where the trailer ends that begins at `at`, behind the last chunk's size.
 *
 * @param scanned index up to which an earlier call has looked
 * @returns `more` if it is not whole, `bad` if it is too long
 */
export function trailerEnd(
  bytes: Uint8Array,
  at: number,
  scanned: number,
  end: number,
): number | 'more' | 'bad' {
  // Seen from the line end before it, an empty trailer is an empty line like any other.
  const from = Math.max(at - 1, scanned - RESUME)
  const found = headEnd(bytes, from, Math.min(end, at + TRAILER_LIMIT))
  if (found !== -1) return found
  return end - at < TRAILER_LIMIT ? 'more' : 'bad'
}

/** How far the beginning of a chunked body reaches. Indices into its bytes. */
export type ChunkedBeginning =
  /** The chunk at `chunk` cannot be said to end before `atLeast`. */
  | { readonly kind: 'more'; readonly chunk: number; readonly atLeast: number }
  | { readonly kind: 'whole'; readonly end: number }
  /** Cut at `end`; the next chunk begins `skip` bytes later. */
  | { readonly kind: 'beginning'; readonly end: number; readonly skip: number }

/**
 * Walks over the chunks from `at` on until the body ends or has reached `limit`. Behind a chunk that is no chunk, too, the
 * message ends: whoever reads the next chunk notices.
 */
export function chunkedBeginning(
  bytes: Uint8Array,
  at: number,
  limit: number,
  scanned: number,
  end: number,
): ChunkedBeginning {
  let chunkAt = at
  while (chunkAt < limit) {
    const chunk = readChunk(bytes, chunkAt, end)
    if (chunk === 'bad') break
    if (chunk === 'more') return { kind: 'more', chunk: chunkAt, atLeast: end + 1 }
    if (chunk.size === 0) {
      const behind = trailerEnd(bytes, chunk.dataStart, scanned, end)
      if (behind === 'bad') break
      if (behind === 'more') return { kind: 'more', chunk: chunkAt, atLeast: end + 1 }
      return { kind: 'whole', end: behind }
    }
    const dataEnd = chunk.dataStart + chunk.size
    const wanted = Math.max(chunk.dataStart, Math.min(dataEnd, limit))
    if (wanted > end) return { kind: 'more', chunk: chunkAt, atLeast: wanted }
    if (wanted < dataEnd) return { kind: 'beginning', end: wanted, skip: dataEnd - wanted }
    chunkAt = dataEnd
  }
  return { kind: 'beginning', end: chunkAt, skip: 0 }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

/** The data of all chunks in `raw`, as far as they are there. Of a single chunk it stays verbatim. */
export function dechunked(raw: Text): Text {
  const { bytes, end } = raw
  const data: Text[] = []
  for (let at = raw.start; at < end;) {
    const chunk = readChunk(bytes, at, end)
    if (chunk === 'more' || chunk === 'bad' || chunk.size === 0) break
    at = chunk.dataStart + chunk.size
    data.push(part(raw, chunk.dataStart, Math.min(at, end)))
  }
  const [first, second] = data
  if (first === undefined) return part(raw, raw.start, raw.start)
  if (second === undefined) return first
  return derivedText(Buffer.concat(data.map(contents)), raw)
}
