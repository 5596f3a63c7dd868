import { describe, expect, it, test } from 'vitest'
import { decryptV4, decryptV5 } from '../../src/frame/icq-cipher.js'
import { icq } from '../../src/frame/icq.js'
import { type Seen, type SeenText, messagesOf } from './cuts.js'
import { bytesOf, describeVectors, vector, vectorIds } from './vectors.js'

const udp = { transport: 'udp' } as const

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')

function read(datagram: Uint8Array): Seen | undefined {
  const messages = messagesOf(icq, [{ side: 0, bytes: datagram }], 'whole', udp)
  return messages[0]
}

function valueOf(message: Seen | undefined, path: string): unknown {
  const [value] = message?.fields[path] ?? []
  return typeof value === 'object' ? (value as SeenText).text : value
}

const dotted = (message: Seen, path: string) =>
  [...Buffer.from(valueOf(message, path) as string, 'latin1')].join('.')

/** What the vectors say, and where the framer has it. */
const readings: Readonly<Record<string, (message: Seen) => unknown>> = {
  version: (message) => Number(valueOf(message, 'version')),
  cmd: (message) => valueOf(message, 'command'),
  seq: (message) => valueOf(message, 'seq'),
  // Of who came online the number is the other person's.
  uin: (message) => valueOf(message, 'uin') ?? valueOf(message, 'peer'),
  password: (message) => valueOf(message, 'password'),
  tcp_port: (message) => valueOf(message, 'port'),
  port: (message) => valueOf(message, 'port'),
  ip: (message) => dotted(message, 'address'),
  to: (message) => valueOf(message, 'peer'),
  from: (message) => valueOf(message, 'peer'),
  msgtype: (message) => valueOf(message, 'msgtype'),
  text: (message) => valueOf(message, 'text'),
  url: (message) => (valueOf(message, 'text') as string).split('\xfe')[1],
}

/** For the cipher, not for fields. */
const ciphers = new Set(['checkcode', 'scrambled', 'plain', 'decrypts_to'])

describeVectors('icq: the vectors', () => {
  const ids = vectorIds('icq.v')
  const onTheWire = ids.filter((id) => vector(id).expect['plaintext_reference'] !== true)
  it('has them all', () => expect(onTheWire).toHaveLength(25))

  test.each(onTheWire.map((id) => ({ id })))('$id', ({ id }) => {
    const { expect: wanted, direction } = vector(id)
    const message = read(bytesOf(id)) as Seen
    expect(valueOf(message, 'from')).toBe(direction === 'c2s' ? 'client' : 'server')
    for (const [key, value] of Object.entries(wanted)) {
      if (ciphers.has(key)) continue
      const reading = readings[key]
      if (reading === undefined) throw new Error(`nobody reads ${key}`)
      expect({ [key]: String(reading(message)) }).toEqual({ [key]: String(value) })
    }
  })

  test.each(ids.filter((id) => !onTheWire.includes(id)).map((id) => ({ id })))(
    '$id never occurs on the wire',
    ({ id }) => expect(read(bytesOf(id))).toBeUndefined(),
  )

  test.each(onTheWire.filter((id) => vector(id).direction === 'c2s').map((id) => ({ id })))(
    '$id decrypts to what was encrypted, the check code aside',
    ({ id }) => {
      const { plain, decrypts_to, version } = vector(id).expect
      const reference =
        typeof plain === 'string'
          ? hex(plain)
          : decrypts_to
            ? bytesOf(String(decrypts_to))
            : bytesOf(id)
      const checkAt = { 4: 16, 5: 20 }[Number(version)]
      const clear = Buffer.from(reference)
      if (checkAt !== undefined) clear.fill(0, checkAt, checkAt + 4)
      expect(read(bytesOf(id))?.main?.text).toBe(clear.toString('latin1'))
    },
  )

  test.each([
    { id: 'icq.v2.login', path: 'password', wire: [16, 24], verbatim: true },
    { id: 'icq.v2.login', path: 'uin', wire: [6, 10], verbatim: false },
    { id: 'icq.v2.msg', path: 'peer', wire: [10, 14], verbatim: false },
    { id: 'icq.v2.msg', path: 'text', wire: [18, 23], verbatim: true },
    { id: 'icq.v4.login', path: 'password', wire: [30, 38], verbatim: false },
    { id: 'icq.v5.login', path: 'password', wire: [34, 42], verbatim: false },
    { id: 'icq.v5.srv.msg', path: 'text', wire: [29, 34], verbatim: true },
  ])('$id: $path is at $wire', ({ id, path, wire, verbatim }) => {
    expect(read(bytesOf(id))?.fields[path]?.[0]).toMatchObject({ wire, verbatim })
  })

  test.each([
    { id: 'icq.v4.login', decrypt: decryptV4 },
    { id: 'icq.v5.login', decrypt: decryptV5 },
  ])('$id: a byte more or less, and it vouches for nothing', ({ id, decrypt }) => {
    const datagram = bytesOf(id)
    expect(decrypt(datagram)).not.toBeNull()
    expect(decrypt(datagram.subarray(0, -1))).toBeNull()
    expect(decrypt(Buffer.concat([datagram, Buffer.alloc(1)]))).toBeNull()
  })

  test.each(vectorIds('neg.').map((id) => ({ id })))('$id is not ICQ', ({ id }) =>
    expect(read(bytesOf(id))).toBeUndefined(),
  )
})

/** Numbers of an account and of another person. */
const UIN = '15cd5b07'
const PEER = '6ceff805'

describe('icq: bodies', () => {
  test.each([
    {
      name: 'a message to several',
      datagram: `0200 0e01 0100 ${UIN} ${PEER} 0180 0300 686900`,
      fields: { from: 'client', uin: '123456789', peer: '100200300', msgtype: 1, text: 'hi' },
    },
    {
      name: 'a message that waited',
      datagram: `0200 dc00 0100 ${PEER} d207 04 01 17 3b 0400 0300 686900`,
      fields: { from: 'server', peer: '100200300', msgtype: 4, text: 'hi' },
    },
    {
      name: 'a change of status',
      datagram: `0200 d804 0100 ${UIN} 01000000`,
      fields: { from: 'client', uin: '123456789', status: 1 },
    },
    {
      name: 'the status of another person',
      datagram: `0500 00 11111111 a401 0100 0000 ${UIN} 00000000 ${PEER} 05000000`,
      fields: { from: 'server', version: '5', uin: '123456789', peer: '100200300', status: 5 },
    },
    {
      name: 'someone who came online, of version 3',
      datagram: `0300 6e00 0100 0200 ${UIN} 00000000 ${PEER} 0a090807 06040000 0a090807 04 03000000`,
      fields: {
        from: 'server',
        version: '3',
        uin: '123456789',
        peer: '100200300',
        port: 1030,
        status: 3,
      },
    },
    {
      name: 'a sign-on of version 1',
      datagram: `0100 f203 0100 ${UIN} 0300 707700 02000000`,
      fields: { from: 'client', version: '1', uin: '123456789', password: 'pw', status: 2 },
    },
    {
      name: 'a sign-on that ends behind the password',
      datagram: `0200 e803 0100 ${UIN} 05040000 0300 707700`,
      fields: {
        uin: '123456789',
        port: 1029,
        password: 'pw',
        status: undefined,
        address: undefined,
      },
    },
    {
      name: 'a command whose body is not read',
      datagram: `0200 4a06 0100 ${UIN} ffffffff`,
      fields: { from: 'client', command: 0x064a, text: undefined },
    },
    {
      name: "the server's acknowledgement",
      datagram: '0200 0a00 0100',
      fields: { from: 'server' },
    },
    { name: "the client's", datagram: `0200 0a00 0100 ${UIN}`, fields: { from: 'client' } },
    {
      name: "the server's of version 3",
      datagram: `0300 0a00 0100 0100 ${UIN} 00000000`,
      fields: { from: 'server' },
    },
  ])('$name', ({ datagram, fields }) => {
    const message = read(hex(datagram))
    const seen = Object.keys(fields).map((path) => [path, valueOf(message, path)])
    expect(Object.fromEntries(seen)).toEqual(fields)
  })

  test.each([
    {
      name: 'a version that there is not',
      datagram: `0600 0e01 0100 ${UIN} ${PEER} 0100 0300 686900`,
    },
    { name: 'a command that there is not', datagram: `0200 ee0e 0100 ${UIN}` },
    { name: 'a number below 10000', datagram: '0200 2e04 0100 0f270000' },
    { name: 'a number above 31 bits', datagram: '0200 2e04 0100 ffffffff' },
    {
      name: 'a string that does not fit',
      datagram: `0200 0e01 0100 ${UIN} ${PEER} 0100 0400 686900`,
    },
    { name: 'a string without a NUL', datagram: `0200 0e01 0100 ${UIN} ${PEER} 0100 0300 686921` },
    {
      name: 'an empty string, which has its NUL',
      datagram: `0200 0e01 0100 ${UIN} ${PEER} 0100 0000`,
    },
    { name: 'a message without a text', datagram: `0200 0e01 0100 ${UIN} ${PEER}` },
    { name: 'an acknowledgement of something', datagram: `0200 0a00 0100 ${UIN} 00` },
    { name: 'half a head', datagram: '0200 0e01 01' },
    {
      name: 'version 5 in clear',
      datagram: `0500 00000000 ${UIN} 5d4c3b2a e803 0100 0100 00000000`,
    },
    { name: 'nothing', datagram: '' },
  ])('not ICQ: $name', ({ datagram }) => expect(read(hex(datagram))).toBeUndefined())
})

describe('icq: chance', () => {
  test.each([
    { name: 'version 4', head: '0400' },
    { name: 'version 5, client', head: '0500 00000000' },
    { name: 'version 5, server', head: '0500 00' },
  ])('$name: of 20,000 random datagrams none is taken for more than a bare command', ({ head }) => {
    const start = hex(head)
    const random = generator(0x1c9)
    let believed = 0
    for (let i = 0; i < 20_000; i++) {
      const datagram = Buffer.alloc(20 + (i % 200))
      for (let at = 0; at < datagram.length; at++) datagram[at] = random()
      start.copy(datagram)
      const message = read(datagram)
      const encrypted = valueOf(message, 'from') === 'client'
      if (encrypted || message?.fields['text'] || message?.fields['password']) believed++
    }
    expect(believed).toBe(0)
  })

  /** Bytes of a linear congruential generator. */
  function generator(seed: number): () => number {
    let state = seed
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state >>> 24
    }
  }
})
