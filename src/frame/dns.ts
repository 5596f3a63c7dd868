// DNS, RFC 1035: the question of a query or answer, in a datagram or behind a length in TCP.

import { number, text } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'

const info: FramerInfo = {
  name: 'dns',
  transports: ['udp', 'tcp'],
  summary: 'Queries and answers with one question; what is answered is not looked at.',
  main: null,
  fields: [
    number('response', '0 of a query, 1 of an answer'),
    text('name', 'name that is asked for, in lower case, with dots'),
    number('type', 'record that is asked for: 1 address, 15 mail exchanger, 28 IPv6 address'),
  ],
  example: Buffer.from(
    'a1b201000001000000000000' + '096d657373656e67657207686f746d61696c03636f6d00' + '00010001',
    'hex',
  ),
  appProto: 'dns',
}

export const dns: Framer = {
  info,
  probes: [[[]]],
  syncs: [],
  limit: 0,
  open: () => ({ cut: () => ({ kind: 'lost', why: 'not cut yet' }), reset() {} }),
}
