import { expect, test } from 'vitest'
import { framerNamed } from '../../src/frame/catalog.js'
import { converse } from './conversation.js'

// What `imids explain --framer` shows has to be what the framer reads.
test.each([
  ['msnp', 'tcp', { command: ['MSG'], 'body[Invitation-Command]': ['CANCEL'] }],
  ['msnftp', 'tcp', { main: ['USR friend@example.com 93301'] }],
  ['tpkt', 'tcp', { type: [0xe0] }],
  ['http', 'tcp', { path: ['/sign-on'], host: ['www.example.com'], 'form[passwd]': ['abc'] }],
  ['dns', 'udp', { name: ['messenger.hotmail.com'] }],
] as const)('the example of `%s` is one message of it', (name, transport, fields) => {
  const framer = framerNamed(name)
  const example = framer?.info.example
  if (framer === undefined || example === undefined || example === null)
    throw new Error('no example')
  const text = Buffer.from(example).toString('latin1')
  const keys = { body: ['Invitation-Command'], form: ['passwd'] }
  const { heard } = converse(framer, [[0, text]], { transport, keys })
  expect(heard).toMatchObject([{ length: text.length, size: text.length, fields }])
})
