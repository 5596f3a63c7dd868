// Compressed captures, told by their first bytes and unpacked as they are read. However much they unpack to, the memory in
// use is one chunk of either side and the decompressor's own window.

import { gunzip } from './gzip.js'
import { unlz4 } from './lz4.js'
import type { ByteSource } from './source.js'
import { unxz } from './xz.js'
import { unzstd } from './zstd.js'

/** Unpacks a row of chunks. It throws a `ReadFailure` where they do not unpack; what unpacked before was given. */
export type Decompressor = (compressed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

export interface Compression {
  readonly name: string
  readonly magic: readonly number[]
  readonly decompress: Decompressor
}

export const COMPRESSIONS: readonly Compression[] = [
  { name: 'gzip', magic: [0x1f, 0x8b], decompress: gunzip },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], decompress: unzstd },
  { name: 'lz4', magic: [0x04, 0x22, 0x4d, 0x18], decompress: unlz4 },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], decompress: unxz },
]

/** Bytes that tell the compression of a file. */
export const COMPRESSION_MAGIC_LENGTH = 6

export function recogniseCompression(head: Uint8Array): Compression | null {
  return (
    COMPRESSIONS.find(({ magic }) => magic.every((byte, index) => head[index] === byte)) ?? null
  )
}

const CHUNK_LENGTH = 65_536

/** The unpacked bytes of `compressed`, as a source; closing it closes both. */
export function decompress(compressed: ByteSource, { decompress }: Compression): ByteSource {
  const chunks = decompress(chunksOf(compressed))[Symbol.asyncIterator]()
  let chunk: Uint8Array = new Uint8Array(0)
  return {
    async fill(buffer, at, length) {
      while (chunk.length === 0) {
        const next = await chunks.next()
        if (next.done === true) return 0
        chunk = next.value
      }
      const part = chunk.subarray(0, length)
      buffer.set(part, at)
      chunk = chunk.subarray(part.length)
      return part.length
    },
    close() {
      // Decompressors hold memory and a place in a queue until they are told that nobody reads on.
      void chunks.return?.()?.catch(() => undefined)
      compressed.close()
    },
  }
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = new Uint8Array(CHUNK_LENGTH)
    const count = await source.fill(chunk, 0, CHUNK_LENGTH)
    if (count === 0) return
    yield chunk.subarray(0, count)
  }
}
