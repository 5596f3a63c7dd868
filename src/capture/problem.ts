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

/** `msn.pcap: byte 20480: packet header says 4294967295 bytes, the limit is 262144; all before it was scanned` */
export function describeProblem({ code, file, at, message }: CaptureProblem): string {
  const name = file === '-' ? 'standard input' : file
  const place = at === null ? '' : `byte ${at}: `
  return `${name}: ${place}${message}${REMEDY[code]}`
}

/** What was done about it, and what whoever named the file can do. Messages about formats say that themselves. */
const REMEDY: Readonly<Record<ProblemCode, string>> = {
  missing: '; check the name',
  unreadable: '; check its permissions and its disk',
  empty: '; record or copy it again',
  unknown: '',
  unsupported: '',
  packed: '; unpack it first',
  'no-captures': '; name one that has pcap or pcapng files',
  compression: '; all that unpacked was scanned, for the rest pack or copy it again',
  truncated: '; all before it was scanned, for the rest copy the file again',
  malformed: '; all before it was scanned, the rest cannot be found',
  abandoned: '; what was found until then was written, for the rest scan it by itself',
}

/** What an exception of the file system means for whoever named the file. */
export function systemFailure(error: unknown): { code: ProblemCode; message: string } {
  if (error instanceof ReadFailure) return { code: error.code, message: error.message }
  const { code, message } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { code: 'missing', message: 'no such file, a capture was expected' }
    case 'EACCES':
    case 'EPERM':
      return { code: 'unreadable', message: 'permission denied, a file to read was expected' }
    case 'EISDIR':
      return { code: 'unreadable', message: 'a directory where a file was expected' }
    default:
      return { code: 'unreadable', message }
  }
}
