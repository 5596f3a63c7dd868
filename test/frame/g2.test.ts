import { deflateSync } from 'node:zlib'
import { describe, expect, it, test } from 'vitest'
import { g2 } from '../../src/frame/g2.js'
import { messagesOf, runOf } from './cuts.js'
import { bytesOf, describeVectors } from './vectors.js'

const udp = { transport: 'udp' as const }
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const from = (...datagrams: Uint8Array[]) => datagrams.map((bytes) => ({ side: 0 as const, bytes }))

describe('datagrams', () => {
  test.each([
    {
      name: 'a ping',
      bytes: '474e44 02 1234 01 01 085049',
      fields: {
        flags: [2],
        sequence: [0x1234],
        part: [1],
        parts: [1],
        packet: [{ text: 'PI', wire: [9, 11], verbatim: true }],
      },
    },
    {
      name: 'a ping with a length of 0',
      bytes: '474e44 02 5503 01 01 48005049',
      fields: { packet: [{ text: 'PI', wire: [10, 12] }] },
    },
    {
      name: 'a length in two bytes',
      bytes: '474e44 00 0001 01 01 88 0200 5049 ffff',
      fields: { packet: [{ text: 'PI' }] },
    },
    {
      name: 'a length in the order of the network',
      bytes: '474e44 00 0001 01 01 8a 0002 5049 ffff',
      fields: { packet: [{ text: 'PI' }] },
    },
    {
      name: 'the first of two parts',
      bytes: '474e44 00 0001 01 02 54 ff 514b52 00',
      fields: { parts: [2], packet: [{ text: 'QKR' }] },
    },
  ])('$name', ({ bytes, fields }) => {
    const [message] = messagesOf(g2, from(hex(bytes)), 'whole', udp)
    expect(message?.fields).toMatchObject(fields)
  })

  test.each([
    { name: 'an acknowledgement', bytes: '474e44 00 1234 01 00', parts: 0 },
    { name: 'the second of two parts', bytes: '474e44 00 1234 02 02 ffff', parts: 2 },
  ])('have no packet: $name', ({ bytes, parts }) => {
    const [message] = messagesOf(g2, from(hex(bytes)), 'whole', udp)
    expect(message?.fields).toMatchObject({ parts: [parts] })
    expect(message?.fields['packet']).toBeUndefined()
  })

  it('are inflated as far as the name goes', () => {
    const packet = Buffer.concat([hex('54 ff 514b52'), Buffer.alloc(5000, 'x')])
    const bytes = Buffer.concat([hex('474e44 01 1234 01 01'), deflateSync(packet)])
    const [message] = messagesOf(g2, from(bytes), 'whole', udp)
    expect(message?.fields).toMatchObject({
      packet: [{ text: 'QKR', wire: [8, bytes.length], verbatim: false }],
    })
  })

  test('may hold several packets: the first names it', () => {
    const [message] = messagesOf(
      g2,
      from(hex('474e44 02 1234 01 01 48 01 504941 085049')),
      'whole',
      udp,
    )
    expect(message?.fields).toMatchObject({ packet: [{ text: 'PI', wire: [10, 12] }] })
  })

  test.each([
    { name: 'another tag', bytes: '474f44 02 1234 01 01 085049' },
    { name: 'a header cut short', bytes: '474e44 02 1234 01' },
    { name: 'part 0', bytes: '474e44 02 1234 00 01 085049' },
    { name: 'part 2 of 1', bytes: '474e44 02 1234 02 01 085049' },
    { name: 'more behind an acknowledgement', bytes: '474e44 00 1234 01 00 00' },
    { name: 'no packet', bytes: '474e44 00 1234 01 01' },
    { name: 'a control byte of 0', bytes: '474e44 00 1234 01 01 00' },
    { name: 'a name that is no word', bytes: '474e44 00 1234 01 01 08 5000' },
    { name: 'a name cut short', bytes: '474e44 00 1234 01 01 08 50' },
    { name: 'bytes behind the packet', bytes: '474e44 02 1234 01 01 48 00 5049 41' },
    { name: 'a length beyond the datagram', bytes: '474e44 00 1234 01 01 48 01 5049' },
    { name: 'a deflated packet that is none', bytes: '474e44 01 1234 01 01 085049' },
  ])('are not taken for the real thing: $name', ({ bytes }) => {
    const { messages, lost } = runOf(g2, from(hex(bytes)), 'whole', udp)
    expect(messages).toEqual([])
    expect(lost[0]).not.toBeNull()
  })
})

describeVectors('vectors', () => {
  test.each([
    { id: 'g2.udp.pi', packet: 'PI', parts: 1, flags: 2 },
    { id: 'g2.udp.ack', packet: undefined, parts: 0, flags: 0 },
    { id: 'g2.real.udp.qkr', packet: 'QKR', parts: 1, flags: 16 },
  ])('$id', ({ id, packet, parts, flags }) => {
    const [message] = messagesOf(g2, from(bytesOf(id)), 'whole', udp)
    expect(message?.fields).toMatchObject({ parts: [parts], flags: [flags] })
    if (packet !== undefined) expect(message?.fields).toMatchObject({ packet: [{ text: packet }] })
  })
})
