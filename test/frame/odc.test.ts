import { describe, expect, it, test } from 'vitest'
import { odc } from '../../src/frame/odc.js'
import { type Seen, type SeenText, runOf, sameHoweverCut } from './cuts.js'
import { bytesOf, describeVectors, vector, vectorIds } from './vectors.js'

function frame(
  payload: Uint8Array,
  { charset = 0, flags = 0, length = payload.length } = {},
): Uint8Array {
  const head = Buffer.alloc(76)
  head.write('ODC2\0\x4c\0\x01\0\x06', 'latin1')
  head.writeUInt32BE(length, 28)
  head.writeUInt16BE(charset, 32)
  head.writeUInt16BE(flags, 38)
  head.write('LeakTester', 44)
  return Buffer.concat([head, payload])
}

const messagesOf = (...frames: Uint8Array[]) =>
  sameHoweverCut(
    odc,
    frames.map((bytes) => ({ side: 0 as const, bytes })),
  )

function valueOf(message: Seen | undefined, path: string): unknown {
  const [value] = message?.fields[path] ?? []
  return typeof value === 'object' ? (value as SeenText).text : value
}

describeVectors('odc: the vectors', () => {
  const ids = vectorIds('oscar.odc')
  it('has them all', () => expect(ids).toHaveLength(3))

  test.each(ids.map((id) => ({ id })))('$id', ({ id }) => {
    const [message] = messagesOf(bytesOf(id))
    expect(message).toMatchObject({
      length: bytesOf(id).length,
      skip: 0,
      certain: true,
      main: null,
    })
    expect(message?.fields).toMatchObject({
      type: [1],
      cookie: [{ text: '7A1B2C3\0', wire: [12, 20] }],
      screenname: [{ text: 'LeakTester', wire: [44, 54] }],
    })
    for (const [key, value] of Object.entries(vector(id).expect)) {
      if (key === 'image') expect(valueOf(message, 'text')).toContain('<BINARY><DATA ID="1"')
      else if (key !== 'magic' && key !== 'hdrlen')
        expect({ [key]: valueOf(message, key) }).toEqual({ [key]: value })
    }
  })
})

describe('odc: payloads', () => {
  test.each([
    { name: 'none', payload: Buffer.alloc(0), charset: 0, text: undefined, skip: 0 },
    { name: 'ASCII', payload: Buffer.from('<b>hi'), charset: 0, text: '<b>hi', skip: 0 },
    { name: 'UCS-2', payload: Buffer.from('\0h\0i'), charset: 2, text: 'hi', skip: 0 },
    {
      name: '4 KiB',
      payload: Buffer.alloc(4096, 'x'),
      charset: 0,
      text: 'x'.repeat(4096),
      skip: 0,
    },
    {
      name: 'more than 4 KiB',
      payload: Buffer.alloc(5000, 'x'),
      charset: 0,
      text: 'x'.repeat(4096),
      skip: 904,
    },
  ])('$name', ({ payload, charset, text, skip }) => {
    const messages = runOf(odc, [
      { side: 0, bytes: frame(payload, { charset }) },
      { side: 0, bytes: frame(Buffer.alloc(0), { flags: 0x0e }) },
    ]).messages
    expect(valueOf(messages[0], 'text')).toBe(text)
    expect(valueOf(messages[0], 'payload')).toBe(payload.length)
    expect(messages[0]?.skip).toBe(skip)
    expect(valueOf(messages[1], 'flags')).toBe(0x0e)
  })

  it('is cut anywhere without a trace', () => {
    expect(messagesOf(frame(Buffer.from('one')), frame(Buffer.from('two')))).toHaveLength(2)
  })

  it('is cut where the stream ends', () => {
    const [message] = messagesOf(frame(Buffer.from('hel'), { length: 5 }))
    expect(message).toMatchObject({ length: 79, size: 81 })
    expect(message?.fields['text']).toMatchObject([{ text: 'hel', cut: true }])
  })

  it('reads as much of a header as there is', () => {
    const [message] = messagesOf(frame(Buffer.alloc(0)).subarray(0, 48))
    expect(message).toMatchObject({ length: 48, size: 76 })
    expect(message?.fields['screenname']).toMatchObject([{ text: 'Leak', cut: true }])
  })

  const others = ['ODC2', 'ODC2\0\x4d', 'ODC1\0\x4c', 'ODC2\0\x4c\0\x02', 'ODC2\0\x4c\0\x01\0\x05']
  test.each(others)('%j is no header', (bytes) => {
    expect(messagesOf(Buffer.from(bytes, 'latin1'))).toEqual([])
  })
})
