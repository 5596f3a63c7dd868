// The line with which the owner of a file calls back who could not call him. HTTP follows it, in the other direction first
// (giFT-FastTrack, fst_push.c; Gnutella 0.6 draft; Gnutella2 specification).
//
//    GIVE 3735928559                                          KaZaA
//    GIV 42:00112233445566778899AABBCCDDEEFF/song.mp3         Gnutella
//    PUSH guid:00112233445566778899AABBCCDDEEFF               Gnutella2

import { ascii, find } from './bytes.js'
import { beginsWith } from './probe.js'

const LINE_LIMIT = 2048
const LF = 0x0a
const WORDS = ['GIVE ', 'GIV ', 'PUSH guid:'].map(ascii)
const CALL_BACK =
  /^(?:GIVE \d{1,10}|GIV \d{1,10}:[\da-f]{32}\/[^\r\n]*|PUSH guid:[\da-f]{32})\r?\n/i

export const callBackProbes = [beginsWith('GIVE ', 'PUSH '), beginsWith('GIV ')]

/**
 * The length of the line at `start`, its end included; 0 if none stands there; `more` if that cannot be said yet.
 *
 * @param scanned bytes of it that were looked at before
 */
export function callBackLength(
  bytes: Uint8Array,
  start: number,
  end: number,
  scanned: number,
): number | 'more' {
  const may = WORDS.some((word) => agrees(word, bytes, start, end))
  if (!may || end - start > LINE_LIMIT) return 0
  const lineEnd = find(bytes, LF, start + scanned, end)
  if (lineEnd === end) return 'more'
  const line = Buffer.from(bytes.subarray(start, lineEnd + 1)).toString('latin1')
  return CALL_BACK.test(line) ? line.length : 0
}

/** Do the bytes `[start, end)` begin with `word`, as far as they are there? */
function agrees(word: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const there = Math.min(word.length, end - start)
  for (let i = 0; i < there; i++) if (bytes[start + i] !== word[i]) return false
  return true
}
