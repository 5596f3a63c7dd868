import { expect, it } from 'vitest'
import { datagram } from '../../src/frame/datagram.js'
import { messagesOf } from './cuts.js'

it('gives each datagram as it is', () => {
  const steps = [
    { side: 0 as const, bytes: Buffer.from('27000000298000', 'hex') },
    { side: 1 as const, bytes: Buffer.from('29') },
  ]
  const messages = messagesOf(datagram, steps, 'whole', { transport: 'udp' })
  expect(messages.map(({ side, size, main }) => ({ side, size, main }))).toEqual([
    {
      side: 0,
      size: 7,
      main: { text: "'\0\0\0)\x80\0", wire: [0, 7], verbatim: true, cut: false },
    },
    { side: 1, size: 2, main: { text: '29', wire: [0, 2], verbatim: true, cut: false } },
  ])
})
