// Captures that cannot be read, or not to their end, as values: which file, where, what was found and expected.

import type { CaptureProblem, ProblemCode } from './capture.js'

/** An error that a decompressor or the system threw, on its way to becoming a `CaptureProblem`. */
export class ReadFailure extends Error {
  constructor(
    readonly code: ProblemCode,
    message: string,
  ) {
    super(message)
  }
}

/** `msn.pcap: byte 20480: packet header says 4294967295 bytes, the limit is 262144` */
export function describeProblem({ file, at, message }: CaptureProblem): string {
  const name = file === '-' ? 'standard input' : file
  return at === null ? `${name}: ${message}` : `${name}: byte ${at}: ${message}`
}

/** What an exception of the file system means for whoever named the file. */
export function systemFailure(error: unknown): { code: ProblemCode; message: string } {
  if (error instanceof ReadFailure) return { code: error.code, message: error.message }
  const { code, message } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { code: 'missing', message: 'no such file' }
    case 'EACCES':
    case 'EPERM':
      return { code: 'unreadable', message: 'permission denied' }
    case 'EISDIR':
      return { code: 'unreadable', message: 'a directory where a file was expected' }
    default:
      return { code: 'unreadable', message }
  }
}
