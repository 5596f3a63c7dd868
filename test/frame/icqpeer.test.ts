import { describe, expect, it, test } from 'vitest'
import type { Side } from '../../src/frame/framer.js'
import { icqpeer } from '../../src/frame/icqpeer.js'
import { type Seen, type SeenText, runOf, sameHoweverCut } from './cuts.js'
import { bytesOf, describeVectors, vector, vectorIds } from './vectors.js'

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')

const caller = (bytes: Uint8Array) => ({ side: 0 as Side, bytes })
const called = (bytes: Uint8Array) => ({ side: 1 as Side, bytes })

function packet(body: Uint8Array): Uint8Array {
  const length = Buffer.alloc(2)
  length.writeUInt16LE(body.length)
  return Buffer.concat([length, body])
}

function lnts(text: string): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16LE(text.length + 1)
  return Buffer.concat([length, Buffer.from(`${text}\0`, 'latin1')])
}

function valueOf(message: Seen | undefined, path: string): unknown {
  const [value] = message?.fields[path] ?? []
  return typeof value === 'object' ? (value as SeenText).text : value
}

const valuesOf = (message: Seen | undefined, paths: readonly string[]) =>
  Object.fromEntries(paths.map((path) => [path, valueOf(message, path)]))

const PEER_TABLE =
  'As part of this software beta version Mirabilis is granting a limited access to the ICQ network, ' +
  'servers, directories, listings, information and databases ("ICQ Services and Information"). ' +
  'The ICQ Service and Information may databases ("ICQ Services and Information"). '

/** What licq sends: the other way round of `decryptPeer`, written down from its description. */
function encrypt(plain: Buffer, version: number, place: number, entry: number): Buffer {
  const clear = version < 6 ? 6 : 0
  const at = (index: number) => plain[index] ?? 0
  const fixed = clear === 0 ? [4, 6, 4, 6] : [10, 12, 2, 0]
  const vouched = [place, at(place) ^ 0xff, entry, PEER_TABLE.charCodeAt(entry) ^ 0xff]
  const check = Buffer.from(vouched.map((byte, i) => byte ^ at(fixed[i] ?? 0))).readUInt32BE()
  const key = (BigInt(plain.length) * 0x67657268n + BigInt(check)) & 0xffffffffn
  const sent = Buffer.concat([plain, Buffer.alloc(4)])
  for (let i = 0; i < Math.floor((plain.length + 3) / 4); i += 4) {
    const mask = Number((key + BigInt(PEER_TABLE.charCodeAt(i & 0xff))) & 0xffffffffn)
    sent.writeUInt32LE((sent.readUInt32LE(i) ^ mask) >>> 0, i)
  }
  plain.copy(sent, 0, 0, clear)
  sent.writeUInt32LE(check, clear)
  return sent.subarray(0, plain.length)
}

const UIN = '15cd5b07'
const EARLY_TAIL = '0a010203 0a010203 05040000 04 0000 1000 01000000'
const lateInit = packet(
  hex(
    `ff 0600 2700 6ceff805 0000 05040000 ${UIN} 0a010203 0a010203 04 05040000 5d4c3b2a 50000000 03000000`,
  ),
)
const late = (command: string, kind: string, rest: Uint8Array) =>
  Buffer.concat([
    hex(`00000000 ${command} 0e00 ffff 000000000000000000000000 ${kind} 0000 1000`),
    rest,
  ])

/** What the vectors say, and where the framer has it. */
const paths: Readonly<Record<string, string>> = { cmd: 'command', sub: 'msgtype', size: 'filesize' }

describeVectors('icqpeer: the vectors', () => {
  const ids = vectorIds('icq.tcp')
  it('has them all', () => expect(ids).toHaveLength(7))

  test.each(ids.map((id) => ({ id })))('$id', ({ id }) => {
    const messages = sameHoweverCut(icqpeer, [caller(bytesOf(id))])
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatchObject({ certain: true, size: bytesOf(id).length })
    for (const [key, value] of Object.entries(vector(id).expect))
      if (key !== 'len')
        expect(String(valueOf(messages[0], paths[key] ?? key)), key).toBe(String(value))
  })

  test.each([
    { id: 'icq.tcp.init.v3', path: 'uin', wire: [11, 15] },
    { id: 'icq.tcp.init.v6', path: 'peer', wire: [7, 11] },
    { id: 'icq.tcp.init.v6', path: 'address', wire: [21, 25] },
    { id: 'icq.tcp.msg', path: 'text', wire: [20, 25] },
    { id: 'icq.tcp.filereq', path: 'file', wire: [53, 63] },
  ])('$id: $path is at $wire', ({ id, path, wire }) => {
    const [message] = runOf(icqpeer, [caller(bytesOf(id))]).messages
    expect(message?.fields[path]?.[0]).toMatchObject({ wire })
  })

  it('reads a conversation, both ways', () => {
    const steps = ['icq.tcp.init.v3', 'icq.tcp.filereq', 'icq.tcp.msgack'].map((id) =>
      id === 'icq.tcp.msgack' ? called(bytesOf(id)) : caller(bytesOf(id)),
    )
    expect(sameHoweverCut(icqpeer, steps).map((m) => valueOf(m, 'packet'))).toEqual([
      'init',
      'message',
      'message',
    ])
  })
})

describe('icqpeer: messages', () => {
  const early = (version: string, command: string, kind: string, text: string, rest = '') =>
    Buffer.concat([
      hex(`${UIN} ${version} ${version >= '0400' ? '00000000' : ''} ${command} ${UIN} ${kind}`),
      lnts(text),
      hex(`${EARLY_TAIL.slice(0, -8)} ${rest} 01000000`),
    ])

  test.each([
    {
      name: 'version 2',
      version: 2,
      plain: early('0200', 'ee070000', '0100', 'hello'),
      begun: false,
    },
    {
      name: 'version 4',
      version: 4,
      plain: early('0400', 'ee070000', '0100', 'hello'),
      begun: false,
    },
    {
      name: 'version 5, to several',
      version: 5,
      plain: early('0500', 'ee070000', '0180', 'hello'),
      begun: false,
    },
    { name: 'version 6', version: 6, plain: late('ee07', '0100', lnts('hello')), begun: true },
  ])('$name', ({ version, plain, begun }) => {
    const sent = version < 4 ? plain : encrypt(plain, version, 12, 3)
    const steps = [...(begun ? [caller(lateInit)] : []), caller(packet(sent))]
    const message = sameHoweverCut(icqpeer, steps).at(-1)
    expect(valuesOf(message, ['packet', 'uin', 'command', 'msgtype', 'text'])).toEqual({
      ...{ packet: 'message', uin: '123456789', command: 0x07ee, msgtype: 1, text: 'hello' },
    })
    expect(message?.certain).toBe(true)
    if (version >= 4)
      expect(message?.main).toMatchObject({ verbatim: false, wire: [2, sent.length + 2] })
  })

  it('knows the byte before messages of version 7', () => {
    const init = packet(
      hex(
        `ff 0700 2b00 6ceff805 0000 05040000 ${UIN} 0a010203 0a010203 04 05040000 5d4c3b2a 50000000 03000000 00000000`,
      ),
    )
    const sent = encrypt(late('da07', '0100', lnts('hi')), 7, 20, 7)
    const steps = [caller(init), caller(packet(Buffer.concat([hex('02'), sent])))]
    const message = sameHoweverCut(icqpeer, steps).at(-1)
    expect(valuesOf(message, ['command', 'text'])).toEqual({ command: 0x07da, text: 'hi' })
    expect(message?.fields['text']).toMatchObject([{ wire: [33, 35] }])
  })

  it('does not let an encrypted packet pass that vouches for another byte', () => {
    const sent = encrypt(late('ee07', '0100', lnts('hello')), 6, 12, 3)
    sent[12] = (sent[12] ?? 0) ^ 1
    const [, message] = runOf(icqpeer, [caller(lateInit), caller(packet(sent))]).messages
    expect(message).toMatchObject({ certain: false, fields: {} })
    expect(message?.main?.text).toBe(sent.toString('latin1'))
  })

  const fileOf = (rest: string) =>
    [`00000000 0b00 726561646d652e74787400 e8ed0000 ${rest}`] as const

  test.each([
    {
      name: 'a file is offered',
      body: early('0300', 'ee070000', '0300', 'take this', fileOf('00000000')[0]),
      fields: {
        msgtype: 3,
        text: 'take this',
        file: 'readme.txt',
        filesize: 60904,
        port: undefined,
      },
    },
    {
      name: 'a file is awaited',
      body: early('0300', 'da070000', '0300', '', '0000 04d2 0100 00 00000000 d2040000'),
      fields: { msgtype: 3, text: '', file: undefined, filesize: undefined, port: 1234 },
    },
    {
      name: 'a chat is awaited',
      body: early('0300', 'da070000', '0200', '', '0100 00 000004d2 d2040000'),
      fields: { msgtype: 2, port: 1234 },
    },
    {
      name: 'a message has the port of who sends it',
      body: early('0300', 'ee070000', '0100', 'hi'),
      fields: { msgtype: 1, port: 1029, status: 0 },
    },
  ])('$name', ({ body, fields }) => {
    const [message] = sameHoweverCut(icqpeer, [caller(packet(body))])
    expect(valuesOf(message, Object.keys(fields))).toEqual(fields)
  })

  it('reads a file that is offered by version 6', () => {
    const body = late(
      'ee07',
      '0300',
      Buffer.concat([lnts('take this'), hex(fileOf('00000000')[0])]),
    )
    const steps = [caller(lateInit), caller(packet(encrypt(body, 6, 11, 219)))]
    expect(valuesOf(sameHoweverCut(icqpeer, steps)[1], ['uin', 'file', 'filesize'])).toEqual({
      ...{ uin: '123456789', file: 'readme.txt', filesize: 60904 },
    })
  })

  it('is cut where the stream ends', () => {
    const body = early('0300', 'ee070000', '0100', 'hello')
    const [message] = sameHoweverCut(icqpeer, [caller(packet(body).subarray(0, 23))])
    expect(message).toMatchObject({ length: 23, size: body.length + 2 })
    expect(message?.fields['text']).toMatchObject([{ text: 'hel', cut: true }])
  })
})

describe('icqpeer: what is none', () => {
  test.each([
    {
      name: 'an init of another length',
      bytes: '1b00 ff 03000000 0504000015cd5b070a0102030a010203040504000000',
    },
    {
      name: 'an init of version 1',
      bytes: '1a00 ff 01000000 0504000015cd5b070a0102030a0102030405040000',
    },
    {
      name: 'a late init that says another length',
      bytes: '2c00 ff 0600 2600 6ceff805000005040000',
    },
    {
      name: 'a command that there is not',
      bytes: `1400 ${UIN} 0300 ef070000 ${UIN} 0100 0100 00 000000`,
    },
    {
      name: 'a late message without an init',
      bytes: '1400 00000000 ee07 0e00 0000 000000000000000000000000',
    },
    {
      name: 'an encrypted message that vouches for nothing',
      bytes: `1400 ${UIN} 0400 00000000 ee070000 ${UIN} 0100`,
    },
    { name: 'an empty packet', bytes: '0000' },
    { name: 'half a length', bytes: '1a' },
  ])('$name', ({ bytes }) => {
    expect(sameHoweverCut(icqpeer, [caller(hex(bytes))])).toEqual([])
    expect(runOf(icqpeer, [caller(hex(bytes))]).lost[0]?.offset).toBe(0)
  })
})
