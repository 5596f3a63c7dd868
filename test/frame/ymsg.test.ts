import { describe, expect, it, test } from 'vitest'
import { ymsg } from '../../src/frame/ymsg.js'
import { messagesOf, runOf, sameHoweverCut } from './cuts.js'
import { testRecorded } from './recorded.js'
import { bytesOf, describeVectors, vector, vectorIds } from './vectors.js'

const SEPARATOR = Buffer.from([0xc0, 0x80])
const keys = { key: [0, 1, 4, 5, 6, 13, 14, 20, 27, 28, 49, 52, 57, 94, 96] }

/** Keys and values in turn. */
function payload(...parts: string[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => [Buffer.from(part, 'latin1'), SEPARATOR]))
}

function packet(service: number, body: Buffer, version = '09000000', length = body.length): Buffer {
  const header = Buffer.from(`594d5347${version}0000000000000000000000aa`, 'hex')
  header.writeUInt16BE(length, 8)
  header.writeUInt16BE(service, 10)
  return Buffer.concat([header, body])
}

const from = (bytes: Uint8Array) => [{ side: 0 as const, bytes }]
const whyLost = (bytes: Uint8Array) => runOf(ymsg, from(bytes)).lost[0]?.why ?? null

describe('packets', () => {
  const login = packet(0x54, payload('0', 'buddy', '6', 'a--', '96', 'b--', '1', 'buddy'))

  it('gives the header and the values of keys', () => {
    const [message] = sameHoweverCut(ymsg, from(login), { keys })
    expect(message).toMatchObject({ offset: 0, length: login.length, size: login.length })
    expect(message?.certain).toBe(true)
    expect(message?.fields).toMatchObject({
      version: [9],
      vendor: [0],
      service: [0x54],
      status: [0],
      session: [0xaa],
      'key[6]': [{ text: 'a--', verbatim: true, cut: false, wire: [33, 36] }],
    })
    expect(message?.main?.wire).toEqual([20, login.length])
  })

  test.each([
    { name: 'old, version 6', hex: '06000000', version: 6, vendor: 0 },
    { name: 'old, version 10', hex: '0a000000', version: 10, vendor: 0 },
    { name: 'new, version 10', hex: '000a0000', version: 10, vendor: 0 },
    { name: 'new, version 16 of a vendor', hex: '00100064', version: 16, vendor: 100 },
    { name: 'web messenger', hex: '00650000', version: 101, vendor: 0 },
  ])('reads the version: $name', ({ hex, version, vendor }) => {
    const [message] = messagesOf(ymsg, from(packet(0x12, payload(), hex)))
    expect(message?.fields).toMatchObject({ version: [version], vendor: [vendor] })
  })

  test.each([
    { name: 'version 5', bytes: packet(6, payload('1', 'a'), '05000000') },
    { name: 'version 11 in the old place', bytes: packet(6, payload('1', 'a'), '0b000000') },
    { name: 'version 17', bytes: packet(6, payload('1', 'a'), '00110000') },
    { name: 'letters as version', bytes: packet(6, payload('1', 'a'), '20697320') },
    { name: 'no service', bytes: packet(0, payload('1', 'a')) },
    { name: 'a service beyond all known', bytes: packet(0x800, payload('1', 'a')) },
    { name: 'a length too short by one', bytes: packet(6, payload('1', 'a'), undefined, 5) },
    {
      name: 'a length too short by a value',
      bytes: packet(6, payload('1', 'a', '14', 'b'), undefined, 10),
    },
    {
      name: 'a length that swallows half a packet',
      bytes: Buffer.concat([packet(6, payload('1', 'a'), undefined, 12), packet(6, payload())]),
    },
    { name: 'a key that is no number', bytes: packet(6, payload('x', 'a')) },
    { name: 'a key of six digits', bytes: packet(6, payload('123456', 'a')) },
    { name: 'an empty key', bytes: packet(6, payload('', 'a')) },
    {
      name: 'a separator with a byte changed',
      bytes: packet(6, Buffer.from('31c08161c080', 'hex')),
    },
    { name: 'a key without a value', bytes: packet(6, payload('1')) },
    {
      name: 'lower case',
      bytes: Buffer.from('ymsg\x09\0\0\0\0\0\0\x12\0\0\0\0\0\0\0\0', 'latin1'),
    },
  ])('takes nothing for the real thing: $name', ({ bytes }) => {
    expect(messagesOf(ymsg, from(bytes))).toEqual([])
    expect(whyLost(bytes)).not.toBeNull()
  })

  it('lets mail notices have a stray 01 between pairs, and nobody else', () => {
    const stray = (key: string) =>
      packet(0x0b, Buffer.concat([payload(key, '3'), Buffer.from([1]), payload('42', 'a')]))
    expect(messagesOf(ymsg, from(stray('9')))).toHaveLength(1)
    expect(whyLost(stray('8'))).not.toBeNull()
  })

  it('gives a packet whose end was lost with what there is', () => {
    const [message] = sameHoweverCut(ymsg, from(login.subarray(0, 34)), { keys })
    expect(message).toMatchObject({ length: 34, size: login.length })
    expect(message?.fields['key[0]']).toMatchObject([{ text: 'buddy', cut: false }])
    expect(message?.fields['key[6]']).toMatchObject([{ text: 'a', cut: true }])
    expect(message?.fields['key[96]']).toBeUndefined()
  })

  it('does not give a header whose end was lost', () => {
    expect(messagesOf(ymsg, from(login.subarray(0, 19)))).toEqual([])
  })

  it('does not give a packet whose length says more than its pairs', () => {
    const longer = Buffer.from(login)
    longer.writeUInt16BE(longer.readUInt16BE(8) + 1, 8)
    expect(messagesOf(ymsg, from(longer))).toEqual([])
    expect(messagesOf(ymsg, from(packet(0x4c, Buffer.alloc(0))))).toHaveLength(1)
    expect(messagesOf(ymsg, from(login.subarray(0, 20)))).toEqual([])
  })
})

describe('messages that share a packet', () => {
  const texts = (...parts: string[]) => {
    const framing = ymsg.open('tcp')
    const bytes = packet(6, payload(...parts))
    const window = { bytes, start: 0, end: bytes.length, scanned: 0, final: false, first: true }
    const cut = framing.cut(1, window)
    if (cut.kind !== 'message') throw new Error(cut.kind)
    return cut.message.get('message', null).map((message) => {
      const read = (key: number) =>
        message.kind === 'record'
          ? message.get('key', key).map((value) => {
              if (value.kind !== 'text') throw new Error(value.kind)
              return Buffer.from(value.bytes.subarray(value.start, value.end)).toString()
            })
          : []
      return { sender: read(4), text: read(14) }
    })
  }

  test.each([
    {
      name: 'one',
      parts: ['5', 'me', '4', 'a', '14', 'x', '97', '1'],
      messages: [{ sender: ['a'], text: ['x'] }],
    },
    {
      name: 'two, each with recipient first',
      parts: ['31', '6', '5', 'me', '4', 'a', '14', 'x', '31', '6', '5', 'me', '4', 'b', '14', 'y'],
      messages: [
        { sender: ['a'], text: ['x'] },
        { sender: ['b'], text: ['y'] },
      ],
    },
    {
      name: 'two, the recipient said once',
      parts: ['5', 'me', '4', 'a', '14', 'x', '4', 'b', '14', 'y'],
      messages: [
        { sender: ['a'], text: ['x'] },
        { sender: ['b'], text: ['y'] },
      ],
    },
    { name: 'none with a text', parts: ['5', 'me', '4', 'a', '13', '1'], messages: [] },
  ])('$name', ({ parts, messages }) => {
    expect(texts(...parts)).toEqual(messages)
  })
})

describeVectors('vectors', () => {
  test.each(vectorIds('ymsg.'))('%s', (id) => {
    const { expect: wanted } = vector(id)
    const [message, ...others] = sameHoweverCut(ymsg, from(bytesOf(id)), { keys })
    expect(others).toEqual([])
    expect(message?.length).toBe(bytesOf(id).length)
    const value = (key: number) => message?.fields[`key[${key}]`]?.[0]
    for (const number of ['service', 'version', 'status'])
      if (number in wanted) expect(message?.fields[number]).toEqual([wanted[number]])
    const byKey = {
      ...(id === 'ymsg.auth.s' && { challenge: 94 }),
      resp6: 6,
      resp96: 96,
      text: 14,
      notify: 49,
      file: 27,
      url: 20,
    }
    for (const [name, key] of Object.entries(byKey))
      if (name in wanted) expect(value(key)).toMatchObject({ text: wanted[name] })
    if ('room' in wanted) expect(value(57)).toMatchObject({ text: wanted['room'] })
    if ('from' in wanted) expect(value(4)).toMatchObject({ text: wanted['from'] })
  })

  it('a text about YMSG is none', () => {
    expect(messagesOf(ymsg, from(bytesOf('neg.ymsg.text')))).toEqual([])
  })
})

const services = {
  'recorded/yahoo_http_ncclogin_ymsg7.pcap': ['0 1', '1 1'],
  'recorded/yahoo_ymsg_cram_5050.pcap': ['0 87', '1 87', '0 84', '1 85', '1 1', '0 6', '1 6'],
}
testRecorded(Object.keys(services), (path, flows) => {
  const steps = flows.find(({ ports }) => ports.includes(5050))?.steps ?? []
  const messages = sameHoweverCut(ymsg, steps, { keys })
  const said = messages.map(({ side, fields }) => `${side} ${fields['service']?.[0]}`)
  expect(said).toEqual(services[path as keyof typeof services])
})
