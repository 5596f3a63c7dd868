import { describe, expect, it, test } from 'vitest'
import { toc } from '../../src/frame/toc.js'
import { type Options, type Seen, type SeenText, runOf, sameHoweverCut } from './cuts.js'
import { bytesOf, describeVectors, vector, vectorIds } from './vectors.js'

const options: Options = { keys: { tlv: [1], 'rv.tlv': [0x2711] } }

function data(payload: string, sequence = 1): Uint8Array {
  const head = Buffer.from([0x2a, 2, 0, sequence, 0, 0])
  head.writeUInt16BE(payload.length, 4)
  return Buffer.concat([head, Buffer.from(payload, 'latin1')])
}

function onlyMessage(bytes: Uint8Array): Seen {
  const messages = sameHoweverCut(toc, [{ side: 0, bytes }], options)
  expect(messages).toHaveLength(1)
  return messages[0] as Seen
}

const valuesOf = (message: Seen, path: string): readonly unknown[] =>
  (message.fields[path] ?? []).map((value) =>
    typeof value === 'object' && 'text' in value ? value.text : value,
  )
const hexOf = (message: Seen, path: string) =>
  valuesOf(message, path).map((text) => Buffer.from(text as string, 'latin1').toString('hex'))

const main = (message: Seen) => message.main?.text ?? ''

/** What the vectors say, and where the framer has it. */
const readings: Readonly<Record<string, (message: Seen) => unknown>> = {
  magic: (message) => valuesOf(message, 'magic')[0],
  'flap.channel': (message) => valuesOf(message, 'channel')[0],
  cmd: (message) => main(message).split(/[ :]/)[0],
  screenname: (message) => valuesOf(message, 'tlv[1]')[0] ?? main(message).split(/ +/)[3],
  roasted: (message) => main(message).split(/ +/)[4],
  to: (message) => main(message).split(' ')[1],
  from: (message) => main(message).split(':')[1],
  text: (message) => main(message).split('"')[1],
  uuid: (message) =>
    hexOf(message, 'rv.uuid')[0]
      ?.toUpperCase()
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
}

describeVectors('toc: the vectors', () => {
  const ids = vectorIds('toc')
  it('has them all', () => expect(ids).toHaveLength(13))

  test.each(ids.map((id) => ({ id })))('$id', ({ id }) => {
    const message = onlyMessage(bytesOf(id))
    for (const [key, value] of Object.entries(vector(id).expect)) {
      if (key === 'password') continue
      const reading = readings[key]
      if (reading === undefined) throw new Error(`nobody reads ${key}`)
      expect({ [key]: reading(message) }).toEqual({ [key]: value })
    }
  })

  it('reads a sign-on by its words', () => {
    const message = onlyMessage(bytesOf('toc.signon'))
    expect(valuesOf(message, 'signon.server')).toEqual(['login.oscar.aol.com:5190'])
    expect(valuesOf(message, 'signon.password')).toEqual(['0x270c005d311b5766'])
  })

  it('reads a proposal as OSCAR would', () => {
    const message = onlyMessage(bytesOf('toc.rvous'))
    expect(hexOf(message, 'rv.uuid')).toEqual(['094613434c7f11d18222444553540000'])
    expect(hexOf(message, 'rv.cookie')).toEqual(['3741314232433300'])
    expect(valuesOf(message, 'rv.tlv[10001]')).toEqual([
      '\0\x01\0\x01\0\0\xed\xe8readme.txt\0\0\0\0',
    ])
    const said = ['type', 'name', 'sequence', 'address', 'proposer', 'verified', 'port']
    expect(said.flatMap((name) => valuesOf(message, `rv.${name}`))).toEqual([
      0,
      'friend01',
      1,
      '10.1.2.3',
      '10.1.2.3',
      '192.0.2.9',
      5190,
    ])
  })

  it('reads an acceptance', () => {
    const message = onlyMessage(bytesOf('toc.rvous.accept'))
    expect(valuesOf(message, 'rv.type')).toEqual([2])
    expect(valuesOf(message, 'rv.name')).toEqual(['friend01'])
    expect(hexOf(message, 'rv.cookie')).toEqual(['3741314232433300'])
    expect(hexOf(message, 'rv.uuid')).toEqual(['094613434c7f11d18222444553540000'])
  })

  it('has a whole sign-on, both ways', () => {
    const ids = vectorIds('toc').filter((id) => vector(id).session === 'toc')
    const steps = ids.map((id) => ({
      side: vector(id).direction === 's2c' ? (1 as const) : (0 as const),
      bytes: bytesOf(id),
    }))
    expect(sameHoweverCut(toc, steps, options)).toHaveLength(ids.length)
  })
})

describe('toc: commands', () => {
  test.each([
    { name: 'one NUL at the end is dropped', payload: 'toc_init_done\0', is: 'toc_init_done' },
    { name: 'of two NULs one stays', payload: 'toc_init_done\0\0', is: 'toc_init_done\0' },
    { name: 'none is missed', payload: 'SIGN_ON:TOC1.0', is: 'SIGN_ON:TOC1.0' },
    { name: 'any word is one', payload: 'NICK:me', is: 'NICK:me' },
  ])('$name', ({ payload, is }) => expect(onlyMessage(data(payload)).main?.text).toBe(is))

  it('is cut where the stream ends', () => {
    const message = onlyMessage(data('toc_send_im friend "hi"').subarray(0, 20))
    expect(message.main).toMatchObject({ text: 'toc_send_im fr', cut: true })
  })

  const uuid = '09461343-4C7F-11D1-8222-444553540000'
  test.each([
    {
      name: 'a proposal that breaks off',
      payload: 'RVOUS_PROPOSE:me',
      rv: { type: [0], name: ['me'] },
    },
    {
      name: 'a UUID that is none',
      payload: 'RVOUS_PROPOSE:me:1234:QQ==:1',
      rv: { type: [0], name: ['me'], cookie: ['A'], sequence: [1] },
    },
    {
      name: 'a port that is none',
      payload: `RVOUS_PROPOSE:me:${uuid}:QQ==:1:a:b:c:x`,
      rv: {
        ...{ type: [0], name: ['me'], cookie: ['A'], sequence: [1] },
        ...{ uuid: ['\x09\x46\x13\x43\x4c\x7f\x11\xd1\x82\x22DEST\0\0'] },
        ...{ address: ['a'], proposer: ['b'], verified: ['c'] },
      },
    },
    {
      name: 'a TLV without a type or value',
      payload: `RVOUS_PROPOSE:me:x:QQ==:1:a:b:c:5:x:QQ==:7`,
      rv: {
        ...{ type: [0], name: ['me'], cookie: ['A'], sequence: [1], port: [5] },
        ...{ address: ['a'], proposer: ['b'], verified: ['c'] },
      },
    },
    {
      name: 'a cancellation',
      payload: 'toc_rvous_cancel  me QQ== x',
      rv: { type: [1], name: ['me'], cookie: ['A'] },
    },
    { name: 'what is no rendezvous', payload: 'toc_get_info me', rv: {} },
  ])('$name', ({ payload, rv }) => {
    const { fields } = onlyMessage(data(payload))
    const seen = Object.entries(fields)
      .filter(([path]) => path.startsWith('rv.'))
      .map(([path, values]) => [
        path.slice(3),
        (values as readonly (SeenText | number)[]).map((v) => (typeof v === 'number' ? v : v.text)),
      ])
    expect(Object.fromEntries(seen)).toEqual(rv)
  })
})

test('toc: capabilities are those words of toc_set_caps that are spelt as such', () => {
  const { fields } = onlyMessage(
    data(
      'toc_set_caps 09461343-4C7F-11D1-8222-444553540000  x 748F2420-6287-11D1-8222-444553540000',
    ),
  )
  expect(fields['cap']).toHaveLength(2)
})

describe('toc: what is TOC and what is not', () => {
  const hello = Buffer.from('2a010001000400000001', 'hex')
  test.each([
    {
      name: 'FLAP of OSCAR behind the greeting',
      bytes: Buffer.from('2a0100010004000000012a0200020022000100030000', 'hex'),
      at: 10,
    },
    { name: 'an empty command', bytes: Buffer.from('2a0200010000', 'hex'), at: 0 },
    { name: 'FLAPOFF', bytes: Buffer.from('FLAPOFF'), at: 0 },
    { name: 'FLAPON in the middle of a word', bytes: Buffer.from('FLAPONED!!'), at: 0 },
  ])('$name: left at $at', ({ bytes, at }) => {
    sameHoweverCut(toc, [{ side: 0, bytes }])
    expect(runOf(toc, [{ side: 0, bytes }]).lost[0]?.offset).toBe(at)
  })

  test.each([
    { name: 'FLAPON', bytes: Buffer.from('FLAPON\r\n\r\n'), certain: true },
    { name: 'a command that all know', bytes: data('toc_signon x'), certain: true },
    { name: 'an event that all know', bytes: data('IM_IN:me:F:hi'), certain: true },
    { name: 'a word', bytes: data('hello'), certain: false },
    { name: 'the greeting, which OSCAR has too', bytes: hello, certain: false },
  ])('$name: certain is $certain', ({ bytes, certain }) =>
    expect(onlyMessage(bytes).certain).toBe(certain),
  )
})
