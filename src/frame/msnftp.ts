// MSNFTP, MSN Messenger's file transfer on a connection of its own (hypothetic.org, docs/msn/client/file_transfer.php). Who
// gets the file speaks first, and asks for it with TFR; then who has it sends blocks, and CCL or the line of another command
// only between them.
//
//    OFFSET  SIZE  FIELD OF A BLOCK
//      0      1    0, or 1 of the last one, which is empty
//      1      2    length of the data, little-endian, 2045 at most as it is used
//      3      n    data

import { lost, more, whole } from './cut.js'
import { find, u16le } from './bytes.js'
import { number } from './field-info.js'
import { numeric, verbatim } from './fields.js'
import type { Cut, Framer, FramerInfo, Framing, Message, Side, Window } from './framer.js'
import { beginsWith, headerOf } from './probe.js'
import { latin1 } from './text.js'

const info: FramerInfo = {
  name: 'msnftp',
  transports: ['tcp'],
  summary: 'The lines of both sides; the headers of blocks, whose data are stepped over.',
  main: 'the line without CRLF and trailing blanks; nothing of a block',
  mainAt: 0,
  fields: [number('block', 'length of the data in a block, 0 in the last one')],
  example: Buffer.from('USR friend@example.com 93301\r\n', 'latin1'),
}

/** Longest line, CR LF included. */
const LINE_LIMIT = 2048
const COMMAND_LENGTH = 4
const BLOCK_HEADER_LENGTH = 3

const LF = 0x0a

const LINE = /^(VER MSNFTP( .*)?|USR [^ ]+ [0-9]+|FIL [0-9]+|TFR|BYE [0-9]+|CCL) *\r$/
const COMMANDS = ['VER ', 'USR ', 'FIL ', 'TFR\r', 'BYE ', 'CCL\r']

export const msnftp: Framer = {
  info,
  probes: [beginsWith(...COMMANDS)],
  syncs: ['VER MSNFTP', 'USR ', 'FIL ', 'TFR\r\n', 'BYE ', 'CCL\r\n'].map((line) =>
    headerOf(line, true),
  ),
  limit: LINE_LIMIT,
  open: () => new MsnftpFraming(),
}

const NO_BLOCK = lost('the last block is not empty')
const NO_LINE = lost('the line is none of MSNFTP')

class MsnftpFraming implements Framing {
  /** Whether a side has named its file with FIL: it answers TFR with blocks. */
  readonly #sends: [boolean, boolean] = [false, false]

  cut(side: Side, window: Window): Cut {
    const first = window.bytes[window.start]
    if (this.#sends[side] && (first === 0 || first === 1)) return this.#cutBlock(side, window)
    return this.#cutLine(side, window)
  }

  reset(side: Side): void {
    this.#sends[side] = false
  }

  #cutBlock(side: Side, window: Window): Cut {
    const { bytes, start, end, final } = window
    if (end - start < BLOCK_HEADER_LENGTH)
      return final ? { kind: 'skip', length: end - start } : more(BLOCK_HEADER_LENGTH)
    const dataLength = u16le(bytes, start + 1)
    const isLast = bytes[start] === 1
    if (isLast && dataLength > 0) return NO_BLOCK
    this.#sends[side] = !isLast
    const message: Message = {
      bytes,
      start,
      end: start + BLOCK_HEADER_LENGTH,
      size: BLOCK_HEADER_LENGTH + dataLength,
      main: verbatim(bytes, start, start, start, false),
      get: (path) => (path === 'block' ? [numeric(dataLength, 1, 3)] : []),
    }
    return {
      kind: 'message',
      length: BLOCK_HEADER_LENGTH,
      skip: dataLength,
      message,
      certain: true,
    }
  }

  #cutLine(side: Side, window: Window): Cut {
    const { bytes, start, end, scanned, final } = window
    const limit = Math.min(end, start + LINE_LIMIT)
    const lineEnd = find(bytes, LF, start + scanned, limit)
    const isWhole = lineEnd < limit
    const seen = latin1(bytes, start, Math.min(end, start + COMMAND_LENGTH))
    const isCommand = COMMANDS.some((command) => command.startsWith(seen))
    if (!isCommand || (!isWhole && end - start >= LINE_LIMIT)) return NO_LINE
    if (!isWhole && !final) return more(end - start + 1)
    const line = latin1(bytes, start, lineEnd)
    if (isWhole && !LINE.test(line)) return NO_LINE
    if (line.startsWith('FIL ')) this.#sends[side] = isWhole
    const length = isWhole ? lineEnd + 1 - start : end - start
    const message: Message = {
      bytes,
      start,
      end: start + length,
      size: length,
      main: verbatim(bytes, start, start, start + line.trimEnd().length, !isWhole),
      get: () => [],
    }
    return whole(message, isWhole)
  }
}
