// MSN Messenger's protocol, MSNP2 to MSNP15: commands in lines, some of them with a counted payload; as they are, or in the
// bodies of HTTP (`msn-gateway.ts`).

import { lost, more, whole } from './cut.js'
import { find } from './bytes.js'
import { number, text } from './field-info.js'
import { verbatim } from './fields.js'
import type { Cut, Framer, FramerInfo, Framing, Side, Text, Window } from './framer.js'
import { GATEWAY_WORDS, ThroughGateway } from './msn-gateway.js'
import { COMMAND_LENGTH, commandNames, mayBeCommand, readCommandLine } from './msnp-commands.js'
import type { CommandLine } from './msnp-commands.js'
import { isOfType, MsnpMessage, readMime } from './msnp-message.js'
import type { MsnpParts } from './msnp-message.js'
import { readChunk, SlpAssembly } from './msnp-p2p.js'
import { beginsWith, headerOf } from './probe.js'
import { startsWith } from './text.js'

const info: FramerInfo = {
  name: 'msnp',
  transports: ['tcp'],
  summary:
    'Commands and error numbers in lines; MSG and its like with the payload they count; through the HTTP gateway as well.',
  main: 'the command line without CRLF, trailing blanks and payload count',
  mainAt: 0,
  fields: [
    text('command', 'the three letters, or the number of an error', {
      verbatim: true,
      at: 0,
    }),
    text('arg', 'word of the main text by its number, the command being 0', {
      key: 'number',
      verbatim: true,
    }),
    text('payload', 'the counted bytes behind the line', { verbatim: true }),
    text('header', 'value of a MIME header of MSG', {
      key: 'header',
      repeated: true,
      verbatim: true,
    }),
    text('text', 'body of a MSG of type text/…, behind the blank line, as UTF-8'),
    text('body', 'value of a `Key: value` line in a text/x-… body: an invitation', {
      key: 'header',
      repeated: true,
      verbatim: true,
    }),
    number('p2p.session', 'session of a P2P chunk, 0 while one is negotiated'),
    number('p2p.total', 'bytes of all chunks of the P2P message together'),
    number('p2p.size', 'bytes of this chunk'),
    number('p2p.flags', '0x02 acknowledges, 0x20 is a picture, 0x01000030 a file'),
    number('p2p.app', 'who the chunk is for: 0 MSNSLP, 1 pictures, 2 files'),
    text('slp.start', 'first line of an MSNSLP text, with the chunk that completes it'),
    text('slp.header', 'value of its header', { key: 'header', repeated: true }),
    text('slp.body', 'value of a `Key: value` line in its body', {
      key: 'header',
      repeated: true,
    }),
  ],
  example: Buffer.from(
    'MSG 5 N 127\r\n' +
      'MIME-Version: 1.0\r\n' +
      'Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n' +
      '\r\n' +
      'Invitation-Command: CANCEL\r\n' +
      'Invitation-Cookie: 33267\r\n' +
      '\r\n',
    'latin1',
  ),
}

const LINE_LIMIT = 2048
const MESSAGE_LIMIT = 0x10000

const LF = 0x0a
const CR = 0x0d

export const msnp: Framer = {
  info,
  probes: [
    // Apart, or together they would admit `GET `.
    beginsWith(...beginnings((name) => !name.startsWith('G'))),
    beginsWith(...beginnings((name) => name.startsWith('G'))),
    beginsWith(...GATEWAY_WORDS),
    [range('2', '9'), range('0', '9'), range('0', '9'), [0x20], range('0', '9')],
  ],
  // What is sent often enough to be met again soon. MSG and its like do not end in a line end, so that the command behind
  // them begins within a line.
  syncs: [
    'MSG ',
    'USR ',
    'XFR ',
    'RNG ',
    'CAL ',
    'ANS ',
    'IRO ',
    'JOI ',
    'CHL ',
    'QRY ',
    'CHG ',
    'NLN ',
    'ILN ',
    'FLN ',
    'UBX ',
    'UUX ',
  ].map((command) => headerOf(command)),
  limit: MESSAGE_LIMIT,
  open: () => new ThroughGateway(new MsnpFraming()),
}

/** All commands that are chosen, with what may follow them. */
function beginnings(isChosen: (name: string) => boolean): string[] {
  return commandNames.filter(isChosen).flatMap((name) => [name + ' ', name + '\r'])
}

function range(first: string, last: string): number[] {
  const from = first.charCodeAt(0)
  return Array.from({ length: last.charCodeAt(0) - from + 1 }, (_, i) => from + i)
}

const NO_COMMAND = lost('the line is no command')

/** One direction of a connection. */
class Direction {
  readonly slp = new SlpAssembly()
  /**
   * Command line of the message in progress, and its length with the line end. The same bytes would give it again; it is kept
   * so that they are read once.
   */
  line: { readonly command: CommandLine; readonly length: number } | null = null
}

class MsnpFraming implements Framing {
  readonly #directions = [new Direction(), new Direction()] as const

  cut(side: Side, window: Window): Cut {
    const { bytes, start, end, scanned, final } = window
    const direction = this.#directions[side]
    if (scanned === 0) direction.line = null
    if (direction.line === null) {
      const limit = Math.min(end, start + LINE_LIMIT)
      const lineEnd = find(bytes, LF, start + scanned, limit)
      if (lineEnd === limit) return cutUnfinishedLine(window)
      const isEnded = lineEnd > start && bytes[lineEnd - 1] === CR
      const command = isEnded ? readCommandLine(bytes, start, lineEnd - 1, true) : null
      if (command === null) return NO_COMMAND
      direction.line = { command, length: lineEnd + 1 - start }
    }
    const { command, length: lineLength } = direction.line
    const size = lineLength + (command.payloadLength ?? 0)
    if (size > MESSAGE_LIMIT) return lost('the payload is longer than 64 KiB')
    if (end - start < size && !final) return more(size)
    const length = Math.min(end - start, size)
    const payload =
      command.payloadLength === null
        ? null
        : verbatim(bytes, start, start + lineLength, start + length, length < size)
    const main = verbatim(bytes, start, start, start + command.mainLength, false)
    const parts = partsOf(main, payload, direction.slp)
    const message = new MsnpMessage(bytes, start, start + length, size, parts)
    const certain = !command.isError && command.mainLength > COMMAND_LENGTH
    return { kind: 'message', length, skip: size - length, message, certain }
  }

  reset(side: Side): void {
    this.#directions[side].slp.clear()
    this.#directions[side].line = null
  }
}

/** The line has not ended within the window, or within the limit. */
function cutUnfinishedLine(window: Window): Cut {
  const { bytes, start, end, final } = window
  const length = end - start
  if (!mayBeCommand(bytes, start, end)) return NO_COMMAND
  if (length >= LINE_LIMIT) return lost('the line is longer than 2 KiB')
  if (!final) return more(length + 1)
  const lineEnd = bytes[end - 1] === CR ? end - 1 : end
  const command = readCommandLine(bytes, start, lineEnd, false)
  if (command === null) return NO_COMMAND
  const main = verbatim(bytes, start, start, start + command.mainLength, true)
  const parts = { main, payload: null, mime: null, chunk: null, slp: null }
  const message = new MsnpMessage(bytes, start, end, length, parts)
  return whole(message, false)
}

function partsOf(main: Text, payload: Text | null, assembly: SlpAssembly): MsnpParts {
  const hasMime =
    payload !== null &&
    ['MSG', 'UBM', 'UUM'].some((command) => startsWith(main.bytes, main.start, main.end, command))
  if (!hasMime) return { main, payload, mime: null, chunk: null, slp: null }
  const mime = readMime(payload)
  const isP2p = mime !== null && isOfType(mime, 'application/x-msnmsgrp2p')
  const chunk = isP2p ? readChunk(mime.body) : null
  return { main, payload, mime, chunk, slp: chunk === null ? null : assembly.add(chunk) }
}
