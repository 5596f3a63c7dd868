import { describe, expect, it, test } from 'vitest'
import { ypns } from '../../src/frame/ypns.js'
import { messagesOf, runOf, sameHoweverCut } from './cuts.js'
import { bytesOf, describeVectors } from './vectors.js'

interface Packet {
  magic?: string
  service?: number
  length?: number
  nick?: string
  content?: string
}

function packet({ magic = 'YPNS2.0\0', service = 6, length, nick = 'me', content = '' }: Packet) {
  const bytes = Buffer.alloc(104 + content.length)
  bytes.write(magic, 'latin1')
  bytes.writeUInt32LE(length ?? bytes.length, 8)
  bytes.writeUInt32LE(service, 12)
  bytes.writeUInt32LE(0x2f3d, 20)
  bytes.writeUInt32LE(0x5a55aa56, 28)
  bytes.write(nick, 32, 'latin1')
  bytes.write('second', 68, 'latin1')
  bytes.write(content, 104, 'latin1')
  return bytes
}

const from = (bytes: Uint8Array) => [{ side: 0 as const, bytes }]

describe('packets', () => {
  it('gives the header, and texts up to their NUL', () => {
    const bytes = packet({ nick: 'buddy\0garbage', content: 'friend,hello\0\0\0' })
    const [message] = sameHoweverCut(ypns, from(bytes))
    expect(message).toMatchObject({ length: 119, size: 119, certain: true })
    expect(message?.fields).toMatchObject({
      magic: [{ text: 'YPNS2.0', wire: [0, 7] }],
      service: [6],
      session: [0x2f3d],
      msgtype: [0x5a55aa56],
      nick1: [{ text: 'buddy', wire: [32, 37] }],
      nick2: [{ text: 'second', wire: [68, 74] }],
      content: [{ text: 'friend,hello', wire: [104, 116], cut: false }],
    })
    expect(message?.main).toMatchObject({ text: 'friend,hello\0\0\0', wire: [104, 119] })
  })

  it('gives a nick that fills its field', () => {
    const [message] = messagesOf(ypns, from(packet({ nick: 'n'.repeat(36) })))
    expect(message?.fields['nick1']).toMatchObject([{ text: 'n'.repeat(36), wire: [32, 68] }])
  })

  test.each([
    { name: 'another number behind the name', bytes: packet({ magic: 'YPNS2.1\0' }) },
    { name: 'no NUL behind the number', bytes: packet({ magic: 'YPNS2.0 ' }) },
    { name: 'the server with the number of clients', bytes: packet({ magic: 'YHOO2.0\0' }) },
    { name: 'a length shorter than the header', bytes: packet({ length: 103 }) },
    { name: 'a length beyond all packets', bytes: packet({ length: 0x10001 }) },
    { name: 'no service', bytes: packet({ service: 0 }) },
    { name: 'a service beyond all known', bytes: packet({ service: 0x400 }) },
    { name: 'a service in the order of the network', bytes: packet({ service: 0x06000000 }) },
  ])('takes nothing for the real thing: $name', ({ bytes }) => {
    const { messages, lost } = runOf(ypns, from(bytes))
    expect(messages).toEqual([])
    expect(lost[0]).toMatchObject({ offset: 0 })
  })

  it('notices a wrong length by the packet behind it', () => {
    const bytes = Buffer.concat([packet({ content: 'abc', length: 106 }), packet({})])
    const { messages, lost } = runOf(ypns, from(bytes))
    expect(messages).toHaveLength(1)
    expect(lost[0]).toMatchObject({ offset: 106 })
  })

  it('gives a packet whose end was lost with what there is', () => {
    const bytes = packet({ content: 'friend,hello' }).subarray(0, 112)
    const [message] = sameHoweverCut(ypns, from(bytes))
    expect(message).toMatchObject({ length: 112, size: 116 })
    expect(message?.fields['content']).toMatchObject([{ text: 'friend,h', cut: true }])
    expect(message?.fields['nick2']).toMatchObject([{ text: 'second', cut: false }])
  })
})

describeVectors('vectors', () => {
  test.each([
    { id: 'yahoo.ypns.logon', magic: 'YPNS2.0', service: 1, content: '0abc123\x01leaktester' },
    { id: 'yahoo.ypns.msg', magic: 'YPNS2.0', service: 6, content: 'friend,hello' },
    { id: 'yahoo.yhoo.msg', magic: 'YHOO1.0', service: 6, content: 'friend,,hello' },
  ])('$id', ({ id, magic, service, content }) => {
    const [message, ...others] = sameHoweverCut(ypns, from(bytesOf(id)))
    expect(others).toEqual([])
    expect(message?.fields).toMatchObject({
      magic: [{ text: magic }],
      service: [service],
      nick1: [{ text: 'leaktester' }],
      content: [{ text: content }],
    })
  })
})
