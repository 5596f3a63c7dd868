// Zstandard, RFC 8878. fzstd unpacks the blocks; the frames are walked here, so that a frame may not ask for any amount of
// memory, and one block at a time is unpacked. Words are little-endian.
//
//    SIZE    FIELD OF A FRAME
//      4     magic number fd2fb528; 184d2a50 to 184d2a5f begin a frame to step over, its length in the next 4 bytes
//      1     descriptor: 7-6 size of the content size, 5 single segment, 2 checksum, 1-0 size of the dictionary id
//     0-1    window: 7-3 exponent, 2-0 mantissa; left out of a single segment, whose window is its content
//     0-4    dictionary id
//     0-8    content size
//      …     blocks, 3 bytes of header each: 0 last one, 1-2 type (0 stored, 1 one byte repeated, 2 compressed), 3-23 length
//     0-4    checksum

import type * as Fzstd from 'fzstd'
import { ChunkReader } from './chunks.js'
import { ReadFailure } from './problem.js'

const MAGIC = 0xfd2fb528
const SKIPPABLE_MAGIC = 0x184d2a5
const REPEATED = 1
const MAXIMUM_BLOCK = 131_072

/** RFC 8878 §3.1.1.1.2 recommends that decoders support 8 MiB: all levels of compression but `--ultra` and `--long`. */
const MAXIMUM_WINDOW = 8 * 1024 * 1024

export async function* unzstd(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await fzstd()
  const chunks = new ChunkReader(compressed)
  for (;;) {
    const start = await chunks.take(4)
    if (start.length === 0) return
    const magic = littleEndian(start)
    if (magic >>> 4 === SKIPPABLE_MAGIC) {
      const length = littleEndian(await take(chunks, 4))
      if ((await chunks.skip(length)) < length) throw failure('data ends within a frame')
      continue
    }
    if (magic !== MAGIC) throw failure('frame header expected behind the frame before')

    const unpacked: Uint8Array[] = []
    const frame = new Decompress((bytes) => unpacked.push(bytes))
    const { header, checksum } = await frameHeader(chunks)
    push(frame, start)
    push(frame, header)
    for (let last = false; !last;) {
      const blockHeader = await take(chunks, 3)
      const fields = littleEndian(blockHeader)
      last = (fields & 1) === 1
      const length = fields >>> 3
      if (length > MAXIMUM_BLOCK) throw failure(`block of ${length} bytes`)
      const stored = ((fields >>> 1) & 3) === REPEATED ? 1 : length
      push(frame, blockHeader)
      push(frame, await take(chunks, stored))
      yield* unpacked.splice(0)
    }
    push(frame, checksum ? await take(chunks, 4) : new Uint8Array(0), true)
    yield* unpacked
  }
}

async function frameHeader(
  chunks: ChunkReader,
): Promise<{ header: Uint8Array; checksum: boolean }> {
  const [descriptor = 0] = await take(chunks, 1)
  const singleSegment = (descriptor & 0x20) !== 0
  const dictionaryLength = [0, 1, 2, 4][descriptor & 3] ?? 0
  const contentLength = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >>> 6] ?? 0
  const windowLength = singleSegment ? 0 : 1
  const fields = await take(chunks, windowLength + dictionaryLength + contentLength)

  const [exponent = 0] = fields
  const contentSize = littleEndian(fields.subarray(windowLength + dictionaryLength))
  const window = singleSegment
    ? contentSize + (contentLength === 2 ? 256 : 0)
    : 2 ** (10 + (exponent >>> 3)) * (1 + (exponent & 7) / 8)
  if (window > MAXIMUM_WINDOW)
    throw failure(`window of ${window} bytes, the limit is ${MAXIMUM_WINDOW}`)

  const header = new Uint8Array(1 + fields.length)
  header[0] = descriptor
  header.set(fields, 1)
  return { header, checksum: (descriptor & 0x04) !== 0 }
}

async function fzstd(): Promise<typeof Fzstd> {
  try {
    return await import('fzstd')
  } catch {
    throw new ReadFailure(
      'unsupported',
      'zstd data; the package fzstd, which unpacks it, is absent',
    )
  }
}

function push(
  frame: { push(chunk: Uint8Array, final?: boolean): void },
  bytes: Uint8Array,
  final = false,
): void {
  try {
    frame.push(bytes, final)
  } catch (error) {
    throw failure((error as Error).message)
  }
}

async function take(chunks: ChunkReader, length: number): Promise<Uint8Array> {
  const bytes = await chunks.take(length)
  if (bytes.length < length) throw failure('data ends within a frame')
  return bytes
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((number, byte) => number * 256 + byte, 0)
}

function failure(message: string): ReadFailure {
  return new ReadFailure('compression', `zstd: ${message}`)
}
