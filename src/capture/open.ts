// From a name to an open capture: its bytes, unpacked if need be, and the section that says how to read them.

import type { Capture, CaptureProblem, Opened, ProblemCode, Section } from './capture.js'
import { COMPRESSION_MAGIC_LENGTH, decompress, recogniseCompression } from './compression.js'
import { ARCHIVE_HEADER_LENGTH, FORMAT_HEADER_LENGTH, recogniseFormat } from './format.js'
import { systemFailure } from './problem.js'
import type { ByteSource } from './source.js'
import { openFile, PeekableSource } from './source.js'

/** Opens the capture at a path; `-` is standard input. What it is, is told by its bytes, never by its name. */
export async function openCapture(path: string): Promise<Opened> {
  let source: ByteSource
  try {
    source = openFile(path)
  } catch (error) {
    return { ok: false, problem: { ...systemFailure(error), file: path, at: 0 } }
  }
  return openSource(path, source)
}

/** Opens a capture of which the bytes come from `source`, which now belongs to the capture, or is closed if there is none. */
export async function openSource(name: string, source: ByteSource): Promise<Opened> {
  let bytes = new PeekableSource(source)
  try {
    const compression = recogniseCompression(await bytes.peek(COMPRESSION_MAGIC_LENGTH))
    if (compression !== null) bytes = new PeekableSource(decompress(bytes, compression))

    let format = recogniseFormat(await bytes.peek(FORMAT_HEADER_LENGTH))
    if (!format.ok && format.code === 'unknown')
      format = recogniseFormat(await bytes.peek(ARCHIVE_HEADER_LENGTH))
    if (format.ok) {
      const capture = new CaptureFile(name, compression?.name ?? null, format.section, bytes)
      await capture.fill(new Uint8Array(FORMAT_HEADER_LENGTH), 0, format.firstRecord)
      return { ok: true, capture }
    }
    bytes.close()
    const { code, at, message } = format
    return { ok: false, problem: { code, file: name, at, message } }
  } catch (error) {
    bytes.close()
    return { ok: false, problem: { ...systemFailure(error), file: name, at: 0 } }
  }
}

class CaptureFile implements Capture {
  position = 0
  problem: CaptureProblem | null = null

  constructor(
    readonly name: string,
    readonly compression: string | null,
    readonly section: Section,
    private readonly source: ByteSource,
  ) {}

  fill(buffer: Uint8Array, at: number, length: number): number | Promise<number> {
    if (this.problem !== null) return 0
    try {
      const count = this.source.fill(buffer, at, length)
      return typeof count === 'number'
        ? this.filled(count)
        : count.then(
            (count) => this.filled(count),
            (error: unknown) => this.failed(error),
          )
    } catch (error) {
      return this.failed(error)
    }
  }

  private filled(count: number): number {
    this.position += count
    return count
  }

  private failed(error: unknown): number {
    const { code, message } = systemFailure(error)
    this.stop(code, this.position, message)
    return 0
  }

  stop(code: ProblemCode, at: number, message: string): void {
    this.problem ??= { code, file: this.name, at, message }
  }

  close(): void {
    this.source.close()
  }
}
