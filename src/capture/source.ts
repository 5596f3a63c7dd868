// Bytes in order, from a file, from standard input, or out of a decompressor.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** Exceptions that it throws or rejects with are made values by the capture that it belongs to. */
export interface ByteSource {
  /** As `Capture.fill`. */
  fill(buffer: Uint8Array, at: number, length: number): number | Promise<number>
  close(): void
}

const STANDARD_INPUT = 0

/** How long to wait for a pipe that another program set to not block, in ms: readSync cannot wait for it. */
const PIPE_PAUSE_MS = 5

/**
 * Opens a file, a pipe or a device by its path; `-` is standard input. A regular file is read up to the length that it has
 * now, so that a capture in progress cannot outrun its reader.
 */
export function openFile(path: string): ByteSource {
  const file = path === '-' ? STANDARD_INPUT : openSync(path, 'r')
  try {
    const stat = fstatSync(file)
    return new FileSource(file, stat.isFile() ? stat.size : Infinity)
  } catch (error) {
    closeSync(file)
    throw error
  }
}

class FileSource implements ByteSource {
  private open = true

  constructor(
    private readonly file: number,
    private left: number,
  ) {}

  fill(buffer: Uint8Array, at: number, length: number): number | Promise<number> {
    try {
      const count = readSync(this.file, buffer, at, Math.min(length, this.left), null)
      this.left -= count
      return count
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EAGAIN') return delay(PIPE_PAUSE_MS).then(() => this.fill(buffer, at, length))
      if (code === 'EOF') return 0 // how Windows says that a pipe was closed
      throw error
    }
  }

  close(): void {
    if (this.open && this.file !== STANDARD_INPUT) closeSync(this.file)
    this.open = false
  }
}

/** A source whose first bytes can be looked at before they are read. */
export class PeekableSource implements ByteSource {
  private head = new Uint8Array(0)

  constructor(private readonly source: ByteSource) {}

  /** The next `length` bytes, or all that there are. They remain to be read. */
  async peek(length: number): Promise<Uint8Array> {
    const head = new Uint8Array(length)
    head.set(this.head)
    let end = this.head.length
    while (end < length) {
      const count = await this.source.fill(head, end, length - end)
      if (count === 0) break
      end += count
    }
    this.head = head.subarray(0, end)
    return this.head
  }

  fill(buffer: Uint8Array, at: number, length: number): number | Promise<number> {
    if (this.head.length === 0) return this.source.fill(buffer, at, length)
    const part = this.head.subarray(0, length)
    buffer.set(part, at)
    this.head = this.head.subarray(part.length)
    return part.length
  }

  close(): void {
    this.source.close()
  }
}
