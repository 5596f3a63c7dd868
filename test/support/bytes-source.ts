// Captures that lie in memory.

import type { ByteSource } from '../../src/capture/source.js'

/** Bytes in memory, handed out in portions of at most `portion`. */
export function bytesSource(bytes: Uint8Array, portion = Infinity): ByteSource {
  let position = 0
  return {
    fill(buffer, at, length) {
      const part = bytes.subarray(position, position + Math.min(length, portion))
      buffer.set(part, at)
      position += part.length
      return part.length
    },
    close() {},
  }
}
