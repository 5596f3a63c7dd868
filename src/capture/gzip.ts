// gzip (RFC 1952), by Node's own zlib: any number of members, one after the other.

import type { TransformOptions } from 'node:stream'
import type { Gunzip, ZlibOptions } from 'node:zlib'
import { createGunzip } from 'node:zlib'
import { ReadFailure } from './problem.js'

// A stream drops what was not read from it when it meets an error. Without read-ahead that is nothing but the output of
// the chunk in which the error lies.
const OPTIONS: ZlibOptions & TransformOptions = { chunkSize: 65_536, readableHighWaterMark: 1 }

export async function* gunzip(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflate = createGunzip(OPTIONS)
  void feed(compressed, inflate)
  try {
    for await (const chunk of inflate) yield chunk as Uint8Array
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw code?.startsWith('Z_') ? new ReadFailure('compression', `gzip: ${message}`) : error
  }
}

/**
 * Writes chunk by chunk, and ends only when the last one is through: zlib would otherwise learn of the end together with
 * the last chunk, and if more was to come, drop what that chunk unpacked to. `pipeline` does not wait.
 */
async function feed(compressed: AsyncIterable<Uint8Array>, inflate: Gunzip): Promise<void> {
  try {
    for await (const chunk of compressed) {
      const error = await new Promise((written) => inflate.write(chunk, written))
      if (error) return // the reader knows, or has left
    }
    inflate.end()
  } catch (error) {
    inflate.destroy(error as Error)
  }
}
