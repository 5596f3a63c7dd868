// Yahoo! Messenger, versions 6 to 16 of YMSG.

import type { FramerInfo } from './framer.js'
import { field } from './fields.js'
import { pseudo } from './pseudo.js'

const VALUE = field('value', 'text', 'the value itself')

const key = (summary: string) =>
  field('key', 'text', summary, { key: 'number', repeated: true, fields: [VALUE] })

const info: FramerInfo = {
  name: 'ymsg',
  transports: ['tcp'],
  summary: 'YMSG packets: a header of 20 bytes, then keys and values separated by C0 80.',
  main: 'the payload',
  fields: [
    field('version', 'number', '6 to 16'),
    field('vendor', 'number', 'since version 11: 0, or the make of the client'),
    field('service', 'number', 'what the packet is for: 6 message, 87 challenge, 84 response'),
    field('status', 'number', '4294967295 is a failure'),
    field('session', 'number', 'chosen by the server, repeated by the client'),
    key('value behind this key'),
    field('message', 'record', 'one of several messages that may share a packet', {
      repeated: true,
      fields: [key('value behind this key, within the message')],
    }),
  ],
  example: Buffer.from(
    '594d53470900000000290006000000011122334435c0806c65616b746573746572c08034c0806672' +
      '69656e64c0803134c0806869c0803937c08031c080',
    'hex',
  ),
}

export const ymsg = pseudo(info)
