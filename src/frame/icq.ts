// ICQ before OSCAR: one packet per UDP datagram, versions 1 to 5, little-endian but for addresses.

import { bytes, number, text } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'icq',
  transports: ['udp'],
  summary:
    'ICQ over UDP, versions 1 to 5: one message per datagram; versions 4 and 5 are decrypted',
  main: 'the whole datagram, decrypted',
  fields: [
    number('version', '1 to 5'),
    text('from', '`client` or `server`, told by the layout'),
    number('command', '03e8 sign-on, 005a accepted, 0064 refused, 010e and 0104 message'),
    text('uin', 'number of the account, in digits'),
    number('seq', 'sequence of the packet'),
    text('password', 'password of a sign-on'),
    text('peer', 'number of the other person, in digits'),
    number('msgtype', 'kind of a message: 1 text, 3 file, 4 URL'),
    text('text', 'of a message, or of a log-off'),
    bytes('address', 'of who signs on or came online, four bytes'),
    number('port', 'TCP port of who signs on or came online'),
    number('status', 'of who signs on, changes it or came online'),
  ],
  example: Buffer.from('02000e01030015cd5b076ceff8050100060068656c6c6f00', 'hex'),
}

export const icq: Framer = {
  info,
  probes: [[[1, 2, 3, 4, 5], 0]],
  syncs: [],
  limit: 0xffff,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset: () => {} }),
}
