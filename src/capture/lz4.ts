// LZ4 frames: https://github.com/lz4/lz4, doc/lz4_Frame_format.md and doc/lz4_Block_format.md. Words are little-endian.
//
//    OFFSET  SIZE  FIELD OF A FRAME
//      0      4    magic number 184d2204; 184d2a50 to 184d2a5f begin a frame to step over, its length in the next 4 bytes
//      4      1    flags: 7-6 version 1, 5 blocks independent, 4 block checksums, 3 content size, 2 content checksum, 0 dictionary
//      5      1    6-4 longest block: 4, 5, 6, 7 for 64 KiB, 256 KiB, 1 MiB, 4 MiB
//      6      8    content size, if flagged
//             4    dictionary id, if flagged
//             1    checksum of the header
//             …    blocks: length (4, highest bit: stored as it is), data, checksum (4) if flagged; length 0 ends them
//             4    checksum of the content, if flagged
//
//    SIZE  FIELD OF A SEQUENCE, which a compressed block is a row of; the last one ends after its literals
//      1    token: 7-4 number of literals, 3-0 length of the match less 4; 15 is continued by bytes up to the first below 255
//      …    literals
//      2    how far back the match lies, 1 to 65535
//
// Own code, since the libraries at hand want the whole frame in memory. Checksums are not verified: what is wrong inside a
// capture shows in its records.

import { ChunkReader } from './chunks.js'
import { ReadFailure } from './problem.js'

const MAGIC = 0x184d2204
const SKIPPABLE_MAGIC = 0x184d2a5
const LINKED_HISTORY = 65_536
const MINIMUM_MATCH = 4
const SHORT = 20

export async function* unlz4(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = new ChunkReader(compressed)
  for (;;) {
    const start = await chunks.take(4)
    if (start.length === 0) return
    const magic = word(start)
    if (magic >>> 4 === SKIPPABLE_MAGIC) await skip(chunks, word(await chunks.take(4)))
    else if (magic === MAGIC) yield* frame(chunks)
    else throw failure('frame header expected behind the frame before')
  }
}

async function* frame(chunks: ChunkReader): AsyncGenerator<Uint8Array> {
  const [flags, sizes] = await take(chunks, 2)
  if (flags === undefined || sizes === undefined || flags >>> 6 !== 1)
    throw failure(`frame of version ${(flags ?? 0) >>> 6}, where 1 is the one in use`)
  if (flags & 0x01) throw failure('frame that needs a dictionary')
  const longest = 1 << (8 + 2 * ((sizes >>> 4) & 7))
  if (longest < 65_536) throw failure(`header says ${longest} bytes for the longest block`)
  await skip(chunks, (flags & 0x08 ? 8 : 0) + 1)

  // Matches reach back into the blocks before: the last 64 KiB are kept in front of the block.
  const out = new Uint8Array(LINKED_HISTORY + longest)
  let history = 0
  for (;;) {
    const header = word(await take(chunks, 4))
    if (header === 0) break
    const length = header & 0x7fff_ffff
    if (length > longest) throw failure(`block of ${length} bytes, the limit is ${longest}`)
    const block = await take(chunks, length)
    let end = LINKED_HISTORY + length
    if (header >>> 31) out.set(block, LINKED_HISTORY)
    else end = decodeBlock(block, out, LINKED_HISTORY, LINKED_HISTORY - history)
    if (flags & 0x10) await skip(chunks, 4)
    yield out.subarray(LINKED_HISTORY, end)
    history = Math.min(history + end - LINKED_HISTORY, LINKED_HISTORY)
    out.copyWithin(LINKED_HISTORY - history, end - history, end)
  }
  if (flags & 0x04) await skip(chunks, 4)
}

/**
 * Unpacks a block to `out` from `start` on, with the bytes before it from `oldest` on as history. Loops copy the short
 * runs, of which most data consists: a call of `copyWithin` takes longer than twenty bytes do.
 *
 * @returns the place behind the last byte written
 */
function decodeBlock(block: Uint8Array, out: Uint8Array, start: number, oldest: number): number {
  const end = block.length
  let at = 0
  let to = start
  while (at < end) {
    const token = block[at++] as number
    let literals = token >>> 4
    if (literals === 15)
      for (let more = 255; more === 255 && at < end; literals += more) more = block[at++] as number
    if (at + literals > end || to + literals > out.length)
      throw failure('literals run over the end of their block')
    if (literals > SHORT) out.set(block.subarray(at, at + literals), to)
    else for (let i = 0; i < literals; i++) out[to + i] = block[at + i] as number
    at += literals
    to += literals
    if (at === end) return to

    if (at + 2 > end) break
    const distance = (block[at] as number) | ((block[at + 1] as number) << 8)
    at += 2
    let matched = (token & 15) + MINIMUM_MATCH
    if (matched === 15 + MINIMUM_MATCH)
      for (let more = 255; more === 255 && at < end; matched += more) more = block[at++] as number
    const from = to - distance
    if (distance === 0 || from < oldest) throw failure('match reaches back to before the start')
    if (to + matched > out.length) throw failure('match runs over the end of its block')
    // A match may overlap what it produces, byte by byte; copyWithin would take the old bytes.
    if (matched > SHORT && distance >= matched) out.copyWithin(to, from, from + matched)
    else for (let i = 0; i < matched; i++) out[to + i] = out[from + i] as number
    to += matched
  }
  throw failure('block ends without literals')
}

function word(bytes: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0
}

async function take(chunks: ChunkReader, length: number): Promise<Uint8Array> {
  const bytes = await chunks.take(length)
  if (bytes.length < length) throw failure('data ends within a frame')
  return bytes
}

async function skip(chunks: ChunkReader, length: number): Promise<void> {
  if ((await chunks.skip(length)) < length) throw failure('data ends within a frame')
}

function failure(message: string): ReadFailure {
  return new ReadFailure('compression', `lz4: ${message}`)
}
