// What Gnutella's descriptors carry. Numbers are little-endian, addresses in network order, GGEP is a block that begins
// with C3 (Gnutella 0.4 v1.2; Gnutella 0.6 draft; gtk-gnutella, doc/gnutella).
//
//    00  ping           nothing, or GGEP
//    01  pong           port (2), address (4), files (4), kbytes (4), GGEP
//    02  bye            code (2), reason, NUL
//    30  route table    00, table length (4), infinity (1); or 01, number, of, compressor, bits (1 each), data
//    31  vendor         vendor (4), selector (2), version (2), data; 32 likewise
//    40  push           servent (16), index of the file (4), address (4), port (2), GGEP
//    41  RUDP           anything: its header lies in the GUID
//    44  DHT            anything
//    80  query          speed (2), text, NUL, extensions divided by 1C, NUL; GGEP is the last of them
//    81  hit            number of files (1), port (2), address (4), speed (4),
//                       files: index (4), size (4), name, NUL, extensions, NUL
//                       of most vendors: vendor (4), length of flags (1), flags, their own
//                       servent (16)
//    CD  horizon        24 bytes for each distance

import type { FieldRecord, FieldValue, Text } from './framer.js'
import { ascii, find, u16le, u32le, u8 } from './bytes.js'
import { GGEP, isGgep } from './ggep.js'
import type { Stretch } from './stretch.js'

const [PING, PONG, BYE, ROUTES, VENDOR, VENDOR_STANDARD] = [0x00, 0x01, 0x02, 0x30, 0x31, 0x32]
const [PUSH, RUDP, DHT, QUERY, HIT, HORIZON] = [0x40, 0x41, 0x44, 0x80, 0x81, 0xcd]

/** How many bytes the payload of each type has at least. */
const LEAST_LENGTHS: ReadonlyMap<number, number> = new Map([
  [PING, 0],
  [PONG, 14],
  [BYE, 2],
  [ROUTES, 6],
  [VENDOR, 8],
  [VENDOR_STANDARD, 8],
  [PUSH, 26],
  [RUDP, 0],
  [DHT, 0],
  [QUERY, 3],
  [HIT, 27],
  [HORIZON, 24],
])

const DIVIDER = 0x1c
const QUERY_TEXT = 2
const BYE_REASON = 2
const HIT_FILES = 11
const GUID_LENGTH = 16

/** Bit 0 of the first byte of flags is that of a push, and bit 0 of the second says that it counts (LimeWire). */
const PUSH_FLAG = 1

export function isType(type: number): boolean {
  return LEAST_LENGTHS.has(type)
}

/** Can these be all the bytes that a descriptor of `type` carries? */
export function isPayload(type: number, { bytes, start, end }: Stretch): boolean {
  const length = end - start
  const least = LEAST_LENGTHS.get(type)
  if (least === undefined || length < least) return false
  switch (type) {
    case PING:
    case PONG:
    case PUSH:
      return length === least || isGgep(bytes, start + least, end)
    case ROUTES:
      return bytes[start] === 0 ? length === least : bytes[start] === 1
    case QUERY:
      return find(bytes, 0, start + QUERY_TEXT, end) < end
    case HIT:
      return readFiles(bytes, start, end - GUID_LENGTH).length === bytes[start]
    case HORIZON:
      return length % least === 0
    default:
      return true
  }
}

type Kind = 'u16' | 'u32' | 'bytes' | 'letters' | 'guid'
const SIZES = { u16: 2, u32: 4, bytes: 4, letters: 4, guid: GUID_LENGTH }

/** Fields that have a fixed place in the payload. */
const PLACES: ReadonlyMap<
  number,
  Readonly<Record<string, readonly [at: number, kind: Kind]>>
> = new Map([
  [PONG, { port: [0, 'u16'], address: [2, 'bytes'], files: [6, 'u32'], kbytes: [10, 'u32'] }],
  [BYE, { code: [0, 'u16'] }],
  [VENDOR, { vendor: [0, 'letters'] }],
  [VENDOR_STANDARD, { vendor: [0, 'letters'] }],
  [PUSH, { servent: [0, 'guid'], file: [16, 'u32'], address: [20, 'bytes'], port: [24, 'u16'] }],
  [HIT, { port: [1, 'u16'], address: [3, 'bytes'] }],
])

/** The values of `path` in the payload of a descriptor of `type`, which `isCut` if its end is missing. */
export function payloadField(
  type: number,
  payload: Stretch,
  path: string,
  isCut: boolean,
): readonly FieldValue[] {
  const place = PLACES.get(type)?.[path]
  if (place !== undefined) return fixedField(payload, payload.start + place[0], place[1])
  switch (type) {
    case BYE:
      return path === 'reason' ? textField(payload, payload.start + BYE_REASON, isCut) : []
    case QUERY:
      if (path === 'query') return textField(payload, payload.start + QUERY_TEXT, isCut)
      return path === 'urn' ? urns(payload) : []
    case HIT:
      return hitField(payload, path, isCut)
    default:
      return []
  }
}

function fixedField(payload: Stretch, at: number, kind: Kind): FieldValue[] {
  const { bytes } = payload
  const end = at + SIZES[kind]
  if (end > payload.end) return []
  switch (kind) {
    case 'u16':
      return [payload.number(u16le(bytes, at), at, end)]
    case 'u32':
      return [payload.number(u32le(bytes, at), at, end)]
    case 'guid':
      return [payload.printed(printedGuid(bytes.subarray(at, end)), at, end)]
    default:
      return [payload.text(at, end)]
  }
}

/** As GIV writes it, so that a push and its GIV can be compared: 32 hexadecimal digits, upper case. */
function printedGuid(bytes: Uint8Array): Uint8Array {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return ascii(hex.toUpperCase())
}

function textField(payload: Stretch, start: number, isCut: boolean): FieldValue[] {
  if (start > payload.end) return []
  const end = find(payload.bytes, 0, start, payload.end)
  return [payload.text(start, end, isCut && end === payload.end)]
}

/** The extensions of a query or file, which NUL or 1C divide; GGEP, which may hold both, takes all that is left. */
function extensions(payload: Stretch, start: number, end: number): Text[] {
  const found: Text[] = []
  for (let at = start; at < end; at++) {
    let next = at
    if (payload.bytes[at] === GGEP) next = end
    while (next < end && payload.bytes[next] !== 0 && payload.bytes[next] !== DIVIDER) next++
    if (next > at) found.push(payload.text(at, next))
    at = next
  }
  return found
}

function urns(payload: Stretch): FieldValue[] {
  const textEnd = find(payload.bytes, 0, payload.start + QUERY_TEXT, payload.end)
  return extensions(payload, textEnd + 1, payload.end).filter(({ bytes, start, end }) =>
    /^urn:/i.test(String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 4)))),
  )
}

/** Of a hit that is cut only the files can be told: the rest is found from its end. */
function hitField(payload: Stretch, path: string, isCut: boolean): readonly FieldValue[] {
  const filesEnd = isCut ? payload.end : payload.end - GUID_LENGTH
  const files = readFiles(payload.bytes, payload.start, filesEnd)
  if (path === 'hit') return files.map((file) => fileRecord(payload, file))
  if (isCut) return []
  if (path === 'servent') return fixedField(payload, filesEnd, 'guid')
  const behindFiles = (files.at(-1)?.end ?? payload.start + HIT_FILES - 1) + 1
  return vendorField(payload, path, behindFiles, filesEnd)
}

/** A file of a hit: index at `start`, size, name from `start` + 8 to its NUL, extensions to theirs. */
interface SharedFile {
  readonly start: number
  readonly nameEnd: number
  readonly end: number
}

const FILE_NAME = 8

/** The files of the hit in `[start, end)`, as many of those it promises as are whole. */
function readFiles(bytes: Uint8Array, start: number, end: number): SharedFile[] {
  const files: SharedFile[] = []
  let at = start + HIT_FILES
  for (let left = u8(bytes, start); left > 0; left--) {
    const nameEnd = find(bytes, 0, at + FILE_NAME, end)
    const extensionsEnd = find(bytes, 0, nameEnd + 1, end)
    if (extensionsEnd >= end) break
    files.push({ start: at, nameEnd, end: extensionsEnd })
    at = extensionsEnd + 1
  }
  return files
}

function fileRecord(payload: Stretch, { start, nameEnd, end }: SharedFile): FieldRecord {
  return {
    kind: 'record',
    get(path) {
      switch (path) {
        case 'index':
          return fixedField(payload, start, 'u32')
        case 'size':
          return fixedField(payload, start + 4, 'u32')
        case 'name':
          return [payload.text(start + FILE_NAME, nameEnd)]
        case 'ext':
          return extensions(payload, nameEnd + 1, end)
        default:
          return []
      }
    },
  }
}

/** What most vendors put behind the files, in `[start, end)`: their letters, the length of their flags, flags. */
function vendorField(payload: Stretch, path: string, start: number, end: number): FieldValue[] {
  const { bytes } = payload
  const flags = start + 5
  if (path === 'vendor') return start + 4 <= end ? fixedField(payload, start, 'letters') : []
  const hasFlags = flags + 2 <= end && u8(bytes, start + 4) >= 2
  const pushCounts = hasFlags && (u8(bytes, flags + 1) & PUSH_FLAG) !== 0
  if (path !== 'push' || !pushCounts) return []
  return [payload.number(u8(bytes, flags) & PUSH_FLAG, flags, flags + 2)]
}
