// Gnutella 0.4 and 0.6: heads until the handshake is over, then descriptors; in UDP, one descriptor a datagram.

import type { FramerInfo } from './framer.js'
import { field } from './fields.js'
import { pseudo } from './pseudo.js'

const info: FramerInfo = {
  name: 'gnutella',
  transports: ['tcp', 'udp'],
  summary: 'The heads of the handshake, then descriptors, inflated if they were deflated.',
  main: 'start line of a head',
  fields: [
    field('header', 'text', 'value of a header of a head', { key: 'header', repeated: true }),
    field('type', 'number', '0x00 ping, 0x01 pong, 0x02 bye, 0x40 push, 0x80 query, 0x81 hit'),
    field('guid', 'bytes', '16 bytes that name the descriptor'),
    field('ttl', 'number', 'hops that it may yet make'),
    field('hops', 'number', 'hops that it has made'),
    field('port', 'number', 'of a pong, push or hit: where its sender listens'),
    field('address', 'bytes', 'of a pong, push or hit: IPv4 address of its sender'),
    field('files', 'number', 'of a pong: number of files shared'),
    field('kbytes', 'number', 'of a pong: kilobytes shared'),
    field('query', 'text', 'of a query: what is searched for'),
    field('urn', 'text', 'of a query: `urn:sha1:…`', { repeated: true }),
    field('hit', 'record', 'of a hit: a file', {
      repeated: true,
      fields: [
        field('index', 'number', 'number by which it is fetched'),
        field('size', 'number', 'its length in bytes'),
        field('name', 'text', 'its name'),
        field('ext', 'text', 'an extension: `urn:sha1:…`, or a GGEP block', { repeated: true }),
      ],
    }),
    field('vendor', 'text', 'of a hit or vendor message: four letters for the program'),
    field('servent', 'text', 'of a hit or push: GUID of who has the file'),
    field('push', 'number', 'of a hit: 1 if its sender cannot be connected to, else 0'),
    field('file', 'number', 'of a push: index of the file that is wanted'),
    field('code', 'number', 'of a bye: its code'),
    field('reason', 'text', 'of a bye: its reason'),
  ],
  example: Buffer.from(
    'd0e1f203a4b5c6d7ff18293a4b5c6d008007000c00000000006d6574616c6c69636100',
    'hex',
  ),
}

export const gnutella = pseudo(info)
