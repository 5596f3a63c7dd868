import { describe, expect, it, test } from 'vitest'
import { gnutella } from '../../src/frame/gnutella.js'
import { messagesOf, runOf, sameHoweverCut } from './cuts.js'
import { descriptor, from, GUID, hex, midstream, ping, pong, query } from './gnutella-shapes.js'
import { bytesOf, describeVectors } from './vectors.js'

describe('descriptors', () => {
  it('gives the header', () => {
    const [message] = sameHoweverCut(
      gnutella,
      from(descriptor({ type: 0, ttl: 3, hops: 4 })),
      midstream,
    )
    expect(message).toMatchObject({ length: 23, size: 23, certain: false, main: null })
    expect(message?.fields).toMatchObject({
      type: [0],
      ttl: [3],
      hops: [4],
      guid: [{ wire: [0, 16] }],
    })
  })

  const hit = hex(`02 ca18 0a090807 5e010000
    2a000000 00300000 ${Buffer.from('song.mp3').toString('hex')} 00 ${Buffer.from('urn:sha1:ABC').toString('hex')} 1c c38101 00
    2b000000 00200000 ${Buffer.from('b.exe').toString('hex')} 00 00
    4c494d45 02 1d19 0000 00112233445566778899aabbccddeeff`)

  test.each([
    {
      name: 'pong',
      type: 1,
      payload: pong.subarray(23),
      fields: {
        port: [6346],
        address: [{ text: '\x0a\x09\x08\x07', wire: [25, 29] }],
        files: [123],
        kbytes: [456_789],
      },
    },
    {
      name: 'bye',
      type: 2,
      payload: hex('c800 436c6f73696e67 00'),
      fields: { code: [200], reason: [{ text: 'Closing', wire: [25, 32] }] },
    },
    {
      name: 'vendor message',
      type: 0x31,
      payload: hex('42454152 0400 0100'),
      fields: { vendor: [{ text: 'BEAR' }] },
    },
    {
      name: 'push',
      type: 0x40,
      payload: hex('00112233445566778899aabbccddeeff 2a000000 0a010203 ca18'),
      fields: {
        servent: [{ text: '00112233445566778899AABBCCDDEEFF', wire: [23, 39], verbatim: false }],
        file: [42],
        address: [{ text: '\x0a\x01\x02\x03' }],
        port: [6346],
      },
    },
    {
      name: 'query',
      type: 0x80,
      payload: Buffer.from('\0\0two words\0', 'latin1'),
      fields: { query: [{ text: 'two words', wire: [25, 34] }] },
    },
    {
      name: 'query with extensions',
      type: 0x80,
      payload: Buffer.from(
        '\0\0\0urn:sha1:A\x1cnot one\x1cURN:sha1:B\0\xc3\x81A\x01\x1curn:no',
        'latin1',
      ),
      fields: {
        query: [{ text: '' }],
        urn: [{ text: 'urn:sha1:A', wire: [26, 36] }, { text: 'URN:sha1:B' }],
      },
    },
    {
      name: 'hit',
      type: 0x81,
      payload: hit,
      fields: {
        port: [6346],
        address: [{ text: '\x0a\x09\x08\x07' }],
        vendor: [{ text: 'LIME' }],
        push: [1],
        servent: [{ text: '00112233445566778899AABBCCDDEEFF' }],
        hit: [
          {
            index: [42],
            size: [12_288],
            name: [{ text: 'song.mp3', wire: [42, 50] }],
            ext: [{ text: 'urn:sha1:ABC' }, { text: '\xc3\x81\x01' }],
          },
          { index: [43], size: [8192], name: [{ text: 'b.exe' }], ext: [] },
        ],
      },
    },
    {
      name: 'hit without a vendor',
      type: 0x81,
      payload: hex(`00 ca18 0a090807 5e010000 ${GUID}`),
      fields: { port: [6346], servent: [{}] },
    },
  ])('gives the payload of a $name', ({ type, payload, fields }) => {
    const [message] = sameHoweverCut(gnutella, from(descriptor({ type, payload })), midstream)
    expect(message?.fields).toMatchObject(fields)
  })

  test.each([
    { name: 'a type nobody knows', shape: { type: 0x50 } },
    { name: 'no hops at all', shape: { type: 0, ttl: 0 } },
    { name: 'more hops than any', shape: { type: 0, ttl: 7, hops: 9 } },
    { name: 'a mark of datagrams on TTL', shape: { type: 0, ttl: 0x81 } },
    { name: 'a length of 17 bits without a mark', shape: { type: 0, length: 0x10000 } },
    { name: 'a ping with a payload that is no GGEP', shape: { type: 0, payload: hex('00') } },
    { name: 'GGEP whose data is longer', shape: { type: 0, payload: hex('c3835343504201') } },
    { name: 'GGEP whose data is shorter', shape: { type: 0, payload: hex('c3835343504001') } },
    { name: 'GGEP without a last extension', shape: { type: 0, payload: hex('c3035343504101') } },
    { name: 'GGEP with a reserved flag', shape: { type: 0, payload: hex('c3935343504101') } },
    { name: 'GGEP with a nameless extension', shape: { type: 0, payload: hex('c3804101') } },
    { name: 'a pong of 13 bytes', shape: { type: 1, payload: Buffer.alloc(13) } },
    { name: 'a pong of 15 bytes without GGEP', shape: { type: 1, payload: Buffer.alloc(15) } },
    { name: 'a bye without a code', shape: { type: 2, payload: hex('00') } },
    { name: 'a route table of 7 bytes reset', shape: { type: 0x30, payload: Buffer.alloc(7) } },
    {
      name: 'a route table neither reset nor patched',
      shape: { type: 0x30, payload: hex('020000000000') },
    },
    { name: 'a vendor message of 7 bytes', shape: { type: 0x31, payload: Buffer.alloc(7) } },
    { name: 'a push of 25 bytes', shape: { type: 0x40, payload: Buffer.alloc(25) } },
    { name: 'a query without NUL', shape: { type: 0x80, payload: Buffer.from('\0\0abc') } },
    {
      name: 'a hit with fewer files than it says',
      shape: { type: 0x81, payload: Buffer.concat([hex('03'), hit.subarray(1)]) },
    },
    { name: 'a horizon of 25 bytes', shape: { type: 0xcd, payload: Buffer.alloc(25) } },
  ])('are not taken for the real thing: $name', ({ shape }) => {
    const { messages, lost } = runOf(gnutella, from(descriptor(shape)), 'whole', midstream)
    expect(messages).toEqual([])
    expect(lost[0]).toMatchObject({ offset: 0 })
  })

  it('whose length is wrong are noticed by the next one', () => {
    const wrong = Buffer.from(query)
    wrong.writeUInt32LE(13, 19)
    const { messages, lost } = runOf(
      gnutella,
      from(Buffer.concat([wrong, ping, ping])),
      'whole',
      midstream,
    )
    expect(messages).toHaveLength(1)
    expect(lost[0]).toMatchObject({ offset: query.length + 1 })
  })

  it('with flags in their length keep their payload to themselves', () => {
    const payload = query.subarray(23)
    const marked = descriptor({ type: 0x80, payload, length: 0x80000000 + payload.length })
    const flagged = descriptor({ type: 0x80, payload, length: 0x80010000 + payload.length })
    const messages = messagesOf(
      gnutella,
      from(Buffer.concat([marked, flagged])),
      'whole',
      midstream,
    )
    expect(messages[0]?.fields['query']).toMatchObject([{ text: 'metallica' }])
    expect(messages[1]?.fields['query']).toBeUndefined()
  })

  it('that were cut are given with what there is', () => {
    const cut = (type: number, payload: Buffer, length: number) =>
      messagesOf(
        gnutella,
        from(descriptor({ type, payload }).subarray(0, 23 + length)),
        'bytes',
        midstream,
      )
    expect(cut(0x80, query.subarray(23), 5)[0]?.fields['query']).toMatchObject([
      { text: 'met', cut: true },
    ])
    expect(cut(1, pong.subarray(23), 7)[0]?.fields).toMatchObject({ port: [6346], address: [{}] })
    expect(cut(1, pong.subarray(23), 7)[0]?.fields['files']).toBeUndefined()
    const [some] = cut(0x81, hit, 50)
    expect(some).toMatchObject({ length: 73, size: 23 + hit.length })
    expect(some?.fields['hit']).toHaveLength(1)
    expect(some?.fields['servent']).toBeUndefined()
  })
})

describeVectors('vectors', () => {
  test.each([
    { id: 'gnu.ping', fields: { type: [0], ttl: [7], hops: [0] } },
    { id: 'gnu.pong', fields: { type: [1], port: [6346], files: [123], kbytes: [456_789] } },
    { id: 'gnu.bye', fields: { type: [2], code: [200] } },
    { id: 'gnu.qrp.reset', fields: { type: [0x30] } },
    { id: 'gnu.vendor', fields: { type: [0x31] } },
    { id: 'gnu.push', fields: { type: [0x40], file: [42], port: [6346] } },
    { id: 'gnu.query', fields: { type: [0x80], query: [{ text: 'metallica' }] } },
    { id: 'gnu.query.urn', fields: { urn: [{ text: 'urn:sha1:' }] } },
    {
      id: 'gnu.hit',
      fields: { hit: [{ name: [{ text: 'song.mp3' }] }], vendor: [{ text: 'LIME' }], push: [0] },
    },
    {
      id: 'gnu.worm.mandragore',
      fields: { hit: [{ name: [{ text: 'metallica.exe' }], size: [8192] }] },
    },
  ])('$id', ({ id, fields }) => {
    const [message, ...others] = sameHoweverCut(gnutella, from(bytesOf(id)), midstream)
    expect(others).toEqual([])
    expect(message?.fields).toMatchObject(fields)
  })
})

describe('a descriptor that stands alone where a stream was met midway', () => {
  const marked = (last: number) =>
    Buffer.concat([
      Buffer.alloc(8, 0x40),
      Buffer.from([0xff]),
      Buffer.alloc(6, 0x78),
      Buffer.from([last]),
    ])
  const behind = pong.subarray(16)
  test.each([
    { name: 'is believed if its GUID is marked', bytes: [marked(0), behind], certain: true },
    { name: "is believed with gtk-gnutella's marks", bytes: [marked(3), behind], certain: true },
    { name: 'is not with other marks', bytes: [marked(7), behind], certain: false },
    {
      name: 'is not if there is nothing but its header',
      bytes: [marked(0), ping.subarray(16)],
      certain: false,
    },
  ])('$name', ({ bytes, certain }) => {
    const [message] = sameHoweverCut(gnutella, from(Buffer.concat(bytes)), midstream)
    expect(message?.certain).toBe(certain)
  })
})
