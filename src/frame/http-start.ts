// The first line of an HTTP message (RFC 9112, sections 3 and 4), and what real programs make of it: paths with raw blanks,
// so that the version is what follows the last blank; status lines without a version (`HTTP 503 Server Busy`, BearShare);
// requests without one, which are taken for HTTP if they ask for a path.

import { isBlank, startsWith } from './text.js'

/** The methods that make a stream HTTP, the common ones first. */
export const METHODS = [
  'GET',
  'POST',
  'HEAD',
  'CONNECT',
  'PUT',
  'OPTIONS',
  'DELETE',
  'TRACE',
  'PATCH',
] as const

export type Method = (typeof METHODS)[number]

/** What a message begins with. */
const REQUESTS = METHODS.map((method) => ({ method, word: `${method} ` }))
const WORDS = [...REQUESTS.map(({ word }) => word), 'HTTP/', 'HTTP ']

/** A line that begins an HTTP message. Offsets count from the start of the message. */
export type StartLine =
  | {
      readonly kind: 'request'
      readonly method: Method
      readonly targetStart: number
      readonly targetEnd: number
      /** Of the line, without its end. */
      readonly end: number
    }
  | {
      readonly kind: 'response'
      readonly status: number
      readonly statusStart: number
      readonly end: number
    }

const CR = 0x0d
const DOT = 0x2e
const SLASH = 0x2f
const ZERO = 0x30
const ONE = 0x31
const STATUS_LENGTH = 3
const VERSION_LENGTH = 'HTTP/1.1'.length

/**
 * Reads the line `[start, end)`, its end excluded.
 *
 * @param whole the end of the line was seen; else what is missing of it is granted
 * @returns null if no HTTP message begins like this
 */
export function readStartLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  whole: boolean,
): StartLine | null {
  const lineEnd = end > start && bytes[end - 1] === CR ? end - 1 : end
  if (startsWith(bytes, start, lineEnd, 'HTTP')) return readStatusLine(bytes, start, lineEnd)
  return readRequestLine(bytes, start, lineEnd, whole)
}

const FIRST_BYTES = new Set(WORDS.map((word) => word.charCodeAt(0)))

/** Whether a message can begin with this byte. */
export function mayBegin(byte: number): boolean {
  return FIRST_BYTES.has(byte)
}

/** Whether `[start, end)`, perhaps only the beginning of a line, can begin a message. */
export function mayStart(bytes: Uint8Array, start: number, end: number): boolean {
  return WORDS.some((word) => startsWith(bytes, start, end, word.slice(0, end - start)))
}

function readStatusLine(bytes: Uint8Array, start: number, end: number): StartLine | null {
  const hasVersion = bytes[start + 'HTTP'.length] === SLASH
  if (hasVersion && !isVersion(bytes, start, end)) return null
  const blank = start + (hasVersion ? VERSION_LENGTH : 'HTTP'.length)
  let at = blank
  while (at < end && isBlank(bytes[at])) at++
  const statusStart = at
  let status = 0
  while (at < end && isDigit(bytes[at])) status = status * 10 + (bytes[at++] ?? 0) - ZERO
  const delimited = statusStart > blank && (at === end || isBlank(bytes[at]))
  if (!delimited || at - statusStart !== STATUS_LENGTH) return null
  return { kind: 'response', status, statusStart: statusStart - start, end: end - start }
}

function readRequestLine(
  bytes: Uint8Array,
  start: number,
  lineEnd: number,
  whole: boolean,
): StartLine | null {
  const method = REQUESTS.find(({ word }) => startsWith(bytes, start, lineEnd, word))?.method
  if (method === undefined) return null
  let targetStart = start + method.length
  while (targetStart < lineEnd && isBlank(bytes[targetStart])) targetStart++
  const behind = withoutBlanks(bytes, targetStart, lineEnd)
  const version = behind - VERSION_LENGTH
  const hasVersion =
    version > targetStart && isBlank(bytes[version - 1]) && isVersion(bytes, version, behind)
  if (whole && !hasVersion && bytes[targetStart] !== SLASH) return null
  const targetEnd = hasVersion ? withoutBlanks(bytes, targetStart, version) : behind
  return {
    kind: 'request',
    method,
    targetStart: targetStart - start,
    targetEnd: targetEnd - start,
    end: lineEnd - start,
  }
}

/** HTTP/0 and HTTP/1 with any minor version: later ones are not text. */
function isVersion(bytes: Uint8Array, at: number, end: number): boolean {
  if (!startsWith(bytes, at, end, 'HTTP/') || end - at < VERSION_LENGTH) return false
  const major = bytes[at + 5]
  return (major === ZERO || major === ONE) && bytes[at + 6] === DOT && isDigit(bytes[at + 7])
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= ZERO + 9
}

/** `end` without the blanks before it. */
function withoutBlanks(bytes: Uint8Array, start: number, end: number): number {
  let last = end
  while (last > start && isBlank(bytes[last - 1])) last--
  return last
}
