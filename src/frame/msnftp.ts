// MSNFTP, MSN Messenger's file transfer on a connection of its own: lines, then the file in blocks.

import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'msnftp',
  transports: ['tcp'],
  summary: 'The lines of both sides; the blocks of the file are stepped over.',
  main: 'the line without CRLF and trailing blanks',
  mainAt: 0,
  fields: [],
  example: Buffer.from('USR friend@example.com 93301\r\n', 'latin1'),
}

export const msnftp: Framer = {
  info,
  probes: [[[]]],
  syncs: [],
  limit: 0,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset() {} }),
}
