// Text protocols of one line at a time: GIVE of KaZaA, GIV and PUSH of Gnutella.

import type { FramerInfo } from './framer.js'
import { pseudo } from './pseudo.js'

const info: FramerInfo = {
  name: 'line',
  transports: ['tcp'],
  summary: 'Lines that end in LF or CRLF.',
  main: 'the line, without its end and trailing blanks',
  fields: [],
  example: Buffer.from('GIVE 3735928559\r\n', 'latin1'),
}

export const line = pseudo(info)
