// What commands say, and where: results on standard output, complaints on standard error.

import { Writer } from './writer.js'

export function standardOutput(): Writer {
  return new Writer(1, 'standard output')
}

/** One line that says what is wrong. */
export function complain(message: string): void {
  process.stderr.write(`imids: ${message}\n`)
}

/** Columns to write for. */
export function terminalWidth(): number {
  return process.stdout.columns ?? 100
}
