// SOCKS 4, 4a and 5: the handshake. What follows belongs to the tunnel.

import type { FramerInfo } from './framer.js'
import { field } from './fields.js'
import { pseudo } from './pseudo.js'

const info: FramerInfo = {
  name: 'socks',
  transports: ['tcp'],
  summary: 'The messages of a SOCKS handshake; what is inside is not its own.',
  main: null,
  fields: [
    field('version', 'number', '4 or 5, in every message of the handshake'),
    field('command', 'number', '1 connect, 2 bind, 3 UDP associate'),
    field('host', 'text', 'name of the target, where a name was given'),
    field('address', 'bytes', 'address of the target, or bound by the proxy: 4 or 16 bytes'),
    field('port', 'number', 'port of the target, or bound by the proxy'),
    field('user', 'text', 'user name of a SOCKS5 login'),
    field('password', 'text', 'password of a SOCKS5 login'),
    field('userid', 'text', 'user id of a SOCKS4 request'),
    field('reply', 'number', 'answer to a request: 0 or 90 is success'),
    field('status', 'number', 'answer to a login: 0 is success'),
    field('method', 'number', 'login method offered, or chosen: 0 none, 2 user and password', {
      repeated: true,
    }),
  ],
  example: Buffer.from('05010003136c6f67696e2e6f736361722e616f6c2e636f6d1446', 'hex'),
  appProto: 'socks',
}

export const socks = pseudo(info)
