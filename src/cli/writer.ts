// Output that is gathered and written at once. Synchronous, so that what was found is out before anything can go wrong;
// the errors that readers cause (a closed pipe, a full disk) are values.

import { closeSync, openSync, writeSync } from 'node:fs'

const ENOUGH = 0x10000

export class Writer {
  private pending: string[] = []
  private length = 0
  /** Why nothing more can be written; null while all is well. */
  problem: NodeJS.ErrnoException | null = null

  /** @param name what to call it in messages. */
  constructor(
    private readonly descriptor: number,
    readonly name: string,
  ) {}

  /** @throws the file system's error, if the file cannot be created. */
  static file(path: string): Writer {
    return new Writer(openSync(path, 'w'), path)
  }

  write(text: string): void {
    this.pending.push(text)
    this.length += text.length
    if (this.length >= ENOUGH) this.flush()
  }

  flush(): void {
    if (this.pending.length === 0) return
    const bytes = Buffer.from(this.pending.join(''))
    this.pending = []
    this.length = 0
    for (let written = 0; written < bytes.length && this.problem === null;) {
      try {
        written += writeSync(this.descriptor, bytes, written)
      } catch (error) {
        const problem = error as NodeJS.ErrnoException
        if (problem.code === 'EAGAIN') pause()
        else this.problem = problem
      }
    }
  }

  close(): void {
    this.flush()
    if (this.descriptor > 2) closeSync(this.descriptor)
  }

  /** The reader has gone, as `head` does: no reason to complain. */
  get closedByReader(): boolean {
    return this.problem?.code === 'EPIPE'
  }
}

/** A pipe that is full for now: its reader needs a moment. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
}
