// xz, by the package xz-decompress: Lasse Collin's xz-embedded in WebAssembly. It bounds its own dictionary, and knows
// LZMA2 alone, without filters, with CRC32 or CRC64: what the program xz writes unless told otherwise.

import { createRequire } from 'node:module'
import { ReadableStream } from 'node:stream/web'
import type * as XzDecompress from 'xz-decompress'
import { ReadFailure } from './problem.js'

/** xz_ret of xz-embedded's xz.h; its text ends in the number. */
const REASONS: Readonly<Record<string, string>> = {
  3: 'more memory needed than there is',
  4: 'the dictionary is larger than the limit',
  5: 'stream header expected',
  6: 'filters or checks other than LZMA2 with CRC32 or CRC64',
  7: 'the data is corrupt',
  8: 'data ends within a stream',
}

export async function* unxz(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { XzReadableStream } = xzDecompress()
  const chunks = compressed[Symbol.asyncIterator]()
  // The decompressor goes on to a further stream, unless the one before ends where its chunk ends.
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    const stream = new XzReadableStream(webStream(next.value, chunks))
    try {
      for await (const bytes of stream) yield bytes
    } catch (error) {
      const message = (error as Error).message
      const reason = REASONS[/error code (\d+)$/.exec(message)?.[1] ?? '']
      throw reason === undefined ? error : new ReadFailure('compression', `xz: ${reason}`)
    }
  }
}

/** Without read-ahead, so that no chunk is taken that the decompressor does not ask for. */
function webStream(first: Uint8Array, rest: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  let ahead: Uint8Array | null = first
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (ahead !== null) {
          controller.enqueue(ahead)
          ahead = null
          return
        }
        const next = await rest.next()
        if (next.done === true) controller.close()
        else controller.enqueue(next.value)
      },
    },
    { highWaterMark: 0 },
  )
}

function xzDecompress(): typeof XzDecompress {
  try {
    // A CommonJS bundle whose names `import` does not see.
    return createRequire(import.meta.url)('xz-decompress') as typeof XzDecompress
  } catch {
    throw new ReadFailure(
      'unsupported',
      'xz data; the package xz-decompress, which unpacks it, is absent',
    )
  }
}
