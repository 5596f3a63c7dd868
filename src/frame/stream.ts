// All bytes of a direction from its start, for protocols that are not cut into messages: what Yahoo's webcam says first.

import type { FramerInfo } from './framer.js'
import { pseudo } from './pseudo.js'

const info: FramerInfo = {
  name: 'stream',
  transports: ['tcp'],
  summary: 'All bytes of a direction from its start, or of a tunnel from its start.',
  main: 'the first 64 KiB of the direction, as far as they have come',
  fields: [],
  example: null,
}

export const stream = pseudo(info)
