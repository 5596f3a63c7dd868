// A row of chunks, read as fields: what decompressors of framed formats need.

export class ChunkReader {
  private readonly chunks: AsyncIterator<Uint8Array>
  private chunk: Uint8Array = new Uint8Array(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]()
  }

  /** The next `length` bytes, in one piece; fewer where the row ends. Nothing writes to them afterwards. */
  async take(length: number): Promise<Uint8Array> {
    if (this.chunk.length === 0) await this.more()
    if (this.chunk.length >= length) {
      const piece = this.chunk.subarray(0, length)
      this.chunk = this.chunk.subarray(length)
      return piece
    }
    const piece = new Uint8Array(length)
    let end = 0
    while (end < length) {
      const part = this.chunk.subarray(0, length - end)
      piece.set(part, end)
      end += part.length
      this.chunk = this.chunk.subarray(part.length)
      if (end < length && !(await this.more())) break
    }
    return piece.subarray(0, end)
  }

  /** Steps over up to `length` bytes and says how many there were. */
  async skip(length: number): Promise<number> {
    let left = length
    while (left > 0) {
      if (this.chunk.length === 0 && !(await this.more())) break
      const part = Math.min(left, this.chunk.length)
      this.chunk = this.chunk.subarray(part)
      left -= part
    }
    return length - left
  }

  private async more(): Promise<boolean> {
    const next = await this.chunks.next()
    if (next.done === true) return false
    this.chunk = next.value
    return true
  }
}
