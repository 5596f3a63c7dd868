import { describe, expect, it, test } from 'vitest'
import { flap } from '../../src/frame/flap.js'
import { type Options, type Seen, type SeenText, runOf, sameHoweverCut } from './cuts.js'
import { bytesOf, describeVectors, vector, vectorIds } from './vectors.js'

const tlvKeys = [1, 2, 3, 4, 5, 6, 7, 8, 0x0b, 0x0f, 0x16, 0x1a, 0x25, 0x4c, 0x2711]
const options: Options = {
  keys: { tlv: tlvKeys, 'icbm.tlv': tlvKeys, 'user.tlv': tlvKeys, 'rv.tlv': tlvKeys },
}

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')

/** A frame of channel 2: SNAC without flags, request 1. */
function snac(id: string, body: Uint8Array, sequence = 1): Uint8Array {
  const payload = Buffer.concat([hex(id), hex('0000 00000001'), body])
  return frame(2, payload, sequence)
}

function frame(channel: number, payload: Uint8Array, sequence = 1): Uint8Array {
  const head = Buffer.from([0x2a, channel, 0, 0, 0, 0])
  head.writeUInt16BE(sequence, 2)
  head.writeUInt16BE(payload.length, 4)
  return Buffer.concat([head, payload])
}

function tlv(type: number, value: Uint8Array | string, length = value.length): Uint8Array {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(length, 2)
  return Buffer.concat([head, Buffer.from(value as string)])
}

function onlyMessage(bytes: Uint8Array): Seen {
  const messages = sameHoweverCut(flap, [{ side: 0, bytes }], options)
  expect(messages).toHaveLength(1)
  return messages[0] as Seen
}

/** Texts of a field as characters, numbers as they are. */
function valuesOf(message: Seen, path: string): readonly unknown[] {
  return (message.fields[path] ?? []).map((value) =>
    typeof value === 'object' && 'text' in value ? value.text : value,
  )
}

function hexOf(message: Seen, path: string): readonly string[] {
  return valuesOf(message, path).map((text) =>
    Buffer.from(text as string, 'latin1').toString('hex'),
  )
}

const first = (message: Seen, path: string) => valuesOf(message, path)[0]
const numberIn = (message: Seen, path: string) => parseInt(hexOf(message, path)[0] ?? '', 16)
const dotted = (message: Seen, path: string) =>
  [...Buffer.from(first(message, path) as string, 'latin1')].join('.')

/** What the vectors say, and where the framer has it. */
const readings: Readonly<Record<string, (message: Seen) => unknown>> = {
  'flap.channel': (message) => first(message, 'channel'),
  'flap.seq': (message) => first(message, 'sequence'),
  'flap.len': (message) => message.size - 6,
  snac: (message) => hexOf(message, 'snac')[0]?.replace(/^(.{4})/, '$1/'),
  screenname: (message) => first(message, 'tlv[1]'),
  uin: (message) => first(message, 'icq.uin') ?? first(message, 'tlv[1]'),
  'password.roasted': (message) => hexOf(message, 'tlv[2]')[0],
  client: (message) => first(message, 'tlv[3]'),
  client_id: (message) => numberIn(message, 'tlv[22]'),
  build: (message) => numberIn(message, 'tlv[26]'),
  bos: (message) => first(message, 'tlv[5]'),
  'cookie.len': (message) => (first(message, 'tlv[6]') as string).length,
  error: (message) =>
    numberIn(
      message,
      'fields' in message && message.fields['rv.tlv[11]'] ? 'rv.tlv[11]' : 'tlv[8]',
    ),
  hash: (message) => hexOf(message, 'tlv[37]')[0],
  key: (message) => first(message, 'key'),
  caps: (message) => message.fields['cap']?.length,
  'icbm.channel': (message) => first(message, 'icbm.channel'),
  to: (message) => first(message, 'icbm.name'),
  from: (message) => first(message, 'icbm.name'),
  text: (message) =>
    first(message, 'im.text') ?? first(message, 'icq.text') ?? first(message, 'relay.text'),
  event: (message) => first(message, 'icbm.event'),
  'rv.type': (message) => first(message, 'rv.type'),
  cap: (message) => hexOf(message, 'rv.uuid')[0],
  file: (message) => (first(message, 'rv.tlv[10001]') as string).slice(8).split('\0')[0],
  size: (message) => parseInt((hexOf(message, 'rv.tlv[10001]')[0] ?? '').slice(8, 16), 16),
  ip: (message) => dotted(message, 'rv.tlv[3]'),
  verified_ip: (message) => dotted(message, 'rv.tlv[4]'),
  port: (message) => numberIn(message, 'rv.tlv[5]'),
  'addin.uuid': (message) => hexOf(message, 'rv.tlv[10001]')[0]?.slice(4, 36),
  'addin.name': (message) => (first(message, 'rv.tlv[10001]') as string).slice(22).split('\0')[0],
  'addin.computer': (message) =>
    (first(message, 'rv.tlv[10001]') as string).slice(22).split('\0')[1],
  'tlv2711.len': (message) => (first(message, 'rv.tlv[10001]') as string).length,
  msgtype: (message) => first(message, 'icq.type'),
  meta: (message) => first(message, 'icq.meta'),
}

/** Of the vectors' expectations, what other stages say: the engine's transforms, and the signatures. */
const elsewhere = new Set(['password.clear', 'password', 'auth', 'alert', 'frames'])
/** Constants of the layout, which the framer demands or steps over. */
const constants = new Set(['flap.marker', 'flap.version', 'hdr1', 'hdr2'])

/** The vector's key belongs to an earlier message of the exchange. */
const context = new Map([['oscar.bucp.login.weak', 'key']])

describeVectors('flap: the vectors', () => {
  const ids = vectorIds('oscar.').filter((id) => vector(id).hex.startsWith('2a'))
  it('has them all', () => expect(ids).toHaveLength(44))

  test.each(ids.map((id) => ({ id })))('$id', ({ id }) => {
    const { expect: wanted, direction } = vector(id)
    const side = direction === 's2c' ? 1 : 0
    const messages = sameHoweverCut(flap, [{ side, bytes: bytesOf(id) }], options)
    expect(messages).toHaveLength((wanted['frames'] as number | undefined) ?? 1)
    const message = messages.at(-1) as Seen
    expect(message.certain).toBe(
      !['oscar.xor.reply.ok', 'oscar.xor.reply.err', 'oscar.keepalive', 'oscar.signoff'].includes(
        id,
      ),
    )
    for (const [key, value] of Object.entries(wanted)) {
      if (elsewhere.has(key) || constants.has(key) || context.get(id) === key) continue
      const reading = readings[key]
      if (reading === undefined) throw new Error(`nobody reads ${key}`)
      expect({ [key]: String(reading(message)) }).toEqual({ [key]: String(value) })
    }
  })

  test.each([
    { id: 'oscar.xor.signon.aim', path: 'tlv[1]', wire: [14, 24] },
    { id: 'oscar.xor.signon.aim', path: 'tlv[2]', wire: [28, 36] },
    { id: 'oscar.xor.reply.ok', path: 'tlv[6]', wire: [44, 300] },
    { id: 'oscar.bucp.login.weak', path: 'snac', wire: [6, 10] },
    { id: 'oscar.bucp.login.weak', path: 'tlv[37]', wire: [34, 50] },
    { id: 'oscar.bucp.keyreply', path: 'key', wire: [18, 28] },
    { id: 'oscar.bos.cookie', path: 'tlv[6]', wire: [14, 270] },
    { id: 'oscar.im.send', path: 'icbm.cookie', wire: [16, 24] },
    { id: 'oscar.im.send', path: 'icbm.name', wire: [27, 35] },
    { id: 'oscar.im.send', path: 'icbm.tlv[2]', wire: [39, 116] },
    { id: 'oscar.im.send', path: 'im.text', wire: [54, 116] },
    { id: 'oscar.im.recv', path: 'user.tlv[3]', wire: [51, 55] },
    { id: 'oscar.rv.sendfile.req', path: 'rv.cookie', wire: [41, 49] },
    { id: 'oscar.rv.sendfile.req', path: 'rv.uuid', wire: [49, 65] },
    { id: 'oscar.icq.ch4.text', path: 'icq.uin', wire: [40, 44] },
    { id: 'oscar.icq.ch4.text', path: 'icq.text', wire: [48, 53] },
    { id: 'oscar.icq.relay.text', path: 'relay.text', wire: [160, 165] },
  ])('$id: $path is at $wire', ({ id, path, wire }) => {
    const message = onlyMessage(bytesOf(id))
    expect(message.fields[path]?.[0]).toMatchObject({ wire })
  })

  it('does not take what the server says of the sender for the rendezvous', () => {
    const message = onlyMessage(bytesOf('oscar.rv.directim.recv'))
    expect(hexOf(message, 'user.tlv[3]')).toEqual(['3cab9780'])
    expect(hexOf(message, 'rv.tlv[3]')).toEqual(['0a010203'])
    expect(message.fields['icbm.tlv[3]']).toBeUndefined()
  })

  it('reads every frame of a sign-on, both ways', () => {
    const ids = vectorIds('oscar.').filter((id) => vector(id).session === 'oscar-login')
    const steps = ids.map((id) => ({
      side: vector(id).direction === 's2c' ? (1 as const) : (0 as const),
      bytes: bytesOf(id),
    }))
    const messages = sameHoweverCut(flap, steps, options)
    expect(messages.map((message) => hexOf(message, 'snac')[0] ?? '-')).toEqual([
      '-',
      '00170006',
      '00170007',
      '00170002',
      '00170003',
    ])
  })
})

describe('flap: texts', () => {
  const im = (charset: string, text: Uint8Array) =>
    onlyMessage(
      snac(
        '0004 0006',
        Buffer.concat([
          hex('0000000000000000 0001 02'),
          Buffer.from('me'),
          tlv(
            2,
            Buffer.concat([
              hex('0501 0003 010102'),
              tlv(0x0101, Buffer.concat([hex(charset), text])),
            ]),
          ),
        ]),
      ),
    )

  test.each([
    {
      name: 'ASCII as it is',
      charset: '0000 0000',
      text: Buffer.from('<b>hi</b>\0'),
      is: '<b>hi</b>\0',
      verbatim: true,
    },
    {
      name: 'bytes above 7f in ASCII as they are',
      charset: '0000 ffff',
      text: hex('c3 28'),
      is: '\xc3(',
      verbatim: true,
    },
    {
      name: 'UCS-2 as UTF-8',
      charset: '0002 0000',
      text: hex('0048 00e9 4e2d'),
      is: 'Hé中',
      verbatim: false,
    },
    {
      name: 'a surrogate pair',
      charset: '0002 0000',
      text: hex('d83d de00'),
      is: '😀',
      verbatim: false,
    },
    {
      name: 'half a surrogate pair',
      charset: '0002 0000',
      text: hex('d83d 0041'),
      is: '\ufffdA',
      verbatim: false,
    },
    {
      name: 'half a character of UCS-2 is dropped',
      charset: '0002 0000',
      text: hex('0041 00'),
      is: 'A',
      verbatim: false,
    },
    {
      name: 'Latin-1 without accents as it is',
      charset: '0003 0000',
      text: Buffer.from('hello'),
      is: 'hello',
      verbatim: true,
    },
    {
      name: 'Latin-1 as UTF-8',
      charset: '0003 0000',
      text: hex('e9 41'),
      is: 'éA',
      verbatim: false,
    },
    {
      name: 'a charset that nobody has described as it is',
      charset: '0007 0000',
      text: hex('e9 41'),
      is: '\xe9A',
      verbatim: true,
    },
    { name: 'nothing', charset: '0000 0000', text: hex(''), is: '', verbatim: true },
  ])('$name', ({ charset, text, is, verbatim }) => {
    const [value] = im(charset, text).fields['im.text'] as SeenText[]
    const characters = Buffer.from(value?.text ?? '-', 'latin1').toString(
      verbatim ? 'latin1' : 'utf8',
    )
    expect({ text: characters, verbatim: value?.verbatim }).toEqual({ text: is, verbatim })
    expect(value?.wire).toEqual([48, 48 + text.length])
  })

  it('has a text for each fragment', () => {
    const fragment = tlv(0x0101, Buffer.concat([hex('00000000'), Buffer.from('a')]))
    const body = Buffer.concat([
      hex('0000000000000000 0001 00'),
      tlv(2, Buffer.concat([fragment, fragment])),
    ])
    expect(
      valuesOf(
        onlyMessage(
          snac(
            '0004 0007',
            Buffer.concat([body.subarray(0, 11), hex('0000 0000'), body.subarray(11)]),
          ),
        ),
        'im.text',
      ),
    ).toEqual(['a', 'a'])
  })
})

describe('flap: frames that are cut or malformed', () => {
  const cutTo = (bytes: Uint8Array, length: number) => onlyMessage(bytes.subarray(0, length))
  const signOn = frame(1, Buffer.concat([hex('00000001'), tlv(1, 'buddy'), tlv(2, 'secret')]))

  test.each([
    { name: 'within the header', length: 4, main: undefined, tlvs: [] },
    { name: 'within the version', length: 8, main: '\0\0', tlvs: [] },
    { name: 'within the head of a TLV', length: 12, main: '\0\0\0\x01\0\x01', tlvs: [] },
    { name: 'before a value', length: 14, main: '\0\0\0\x01\0\x01\0\x05', tlvs: [] },
    { name: 'within a value', length: 17, main: undefined, tlvs: [['bud', true]] },
    { name: 'behind a value', length: 19, main: undefined, tlvs: [['buddy', false]] },
    {
      name: 'within the next value',
      length: 26,
      main: undefined,
      tlvs: [
        ['buddy', false],
        ['sec', true],
      ],
    },
  ])('$name: what is there is delivered', ({ length, main, tlvs }) => {
    const message = cutTo(signOn, length)
    expect({ size: message.size, length: message.length }).toEqual({
      size: length < 6 ? 6 : signOn.length,
      length,
    })
    const values = (message.fields['tlv'] ?? []) as SeenText[]
    expect(values.map(({ text, cut }) => [text, cut])).toEqual(tlvs)
    if (main !== undefined) expect(message.main).toMatchObject({ text: main, cut: true })
  })

  test.each([
    { name: 'a TLV is longer than the frame', body: tlv(1, 'abc', 4), there: false },
    { name: 'bytes are over', body: Buffer.concat([tlv(1, 'abc'), hex('ff')]), there: false },
    { name: 'the TLVs fill the frame', body: tlv(1, 'abc'), there: true },
  ])('of a sign-on nothing is told unless its lengths agree: $name', ({ body, there }) => {
    for (const id of ['0017 0006', '0002 0004'])
      expect('tlv[1]' in onlyMessage(snac(id, body)).fields).toBe(there)
    const greeted = onlyMessage(frame(1, Buffer.concat([hex('00000001'), body])))
    expect('tlv[1]' in greeted.fields).toBe(there)
    const sent = Buffer.concat([hex('0000000000000000 0001 01 61'), body])
    expect('icbm.name' in onlyMessage(snac('0004 0006', sent)).fields).toBe(there)
  })

  it('knows the sign-off of four bytes', () => {
    expect(onlyMessage(hex('2a04 1234'))).toMatchObject({ size: 4, length: 4 })
  })

  it('leaves a lone asterisk alone', () => {
    expect(runOf(flap, [{ side: 0, bytes: hex('2a') }]).messages).toEqual([])
  })

  test.each([
    { name: 'a TLV past the end is cut', body: tlv(1, 'abc', 9), values: [['abc', true]] },
    { name: 'a TLV past the end with nothing in it is not there', body: tlv(1, '', 9), values: [] },
    { name: 'a head that is not whole is nothing', body: hex('0001 00'), values: [] },
    {
      name: 'rubbish behind the last TLV is nothing',
      body: Buffer.concat([tlv(1, 'a'), hex('ffffff')]),
      values: [['a', false]],
    },
    {
      name: 'a number twice is twice there',
      body: Buffer.concat([tlv(1, 'a'), tlv(1, 'b')]),
      values: [
        ['a', false],
        ['b', false],
      ],
    },
  ])('$name', ({ body, values }) => {
    const message = onlyMessage(snac('0001 0005', body))
    const seen = (message.fields['tlv[1]'] ?? []) as SeenText[]
    expect(seen.map(({ text, cut }) => [text, cut])).toEqual(values)
  })

  it('steps over the block between head and body', () => {
    const payload = Buffer.concat([hex('0017 0006 8000 00000001 0003 ffffff'), tlv(1, 'me')])
    expect(valuesOf(onlyMessage(frame(2, payload)), 'tlv[1]')).toEqual(['me'])
  })

  it('takes the first contents of two, as the clients do', () => {
    const contents = (kind: string) =>
      tlv(5, Buffer.concat([hex(`${kind} 4142434445464748`), Buffer.alloc(16)]))
    const head = hex('4142434445464748 0002 00')
    const body = Buffer.concat([head, contents('0000'), contents('0001')])
    const message = onlyMessage(snac('0004 0006', body))
    expect(message.fields['rv.type']).toEqual([0])
    expect(message.fields['icbm.tlv[5]']).toHaveLength(2)
  })

  it('does not lose count where the server says more TLVs of a user than there are', () => {
    const body = Buffer.concat([hex('4142434445464748 0001 00 0000 ffff'), tlv(1, 'a')])
    const message = onlyMessage(snac('0004 0007', body))
    expect(valuesOf(message, 'user.tlv[1]')).toEqual(['a'])
    expect(message.fields['icbm.tlv']).toBeUndefined()
  })

  test.each([
    { name: 'none of less than sixteen bytes', uuids: Buffer.alloc(15, 7), count: 0 },
    {
      name: 'each once',
      uuids: Buffer.concat([Buffer.alloc(32, 7), Buffer.alloc(20, 8)]),
      count: 2,
    },
  ])('capabilities: $name', ({ uuids, count }) => {
    const message = onlyMessage(snac('0002 0004', tlv(5, uuids)))
    expect(message.fields['cap'] ?? []).toHaveLength(count)
  })

  it('reads all users of a notification', () => {
    const user = (name: string) =>
      Buffer.concat([Buffer.from([name.length]), Buffer.from(name), hex('0000 0001'), tlv(1, 'x')])
    const message = onlyMessage(snac('0003 000b', Buffer.concat([user('ann'), user('bob')])))
    expect(valuesOf(message, 'user.name')).toEqual(['ann', 'bob'])
  })
})

describe('flap: what is FLAP and what is not', () => {
  const hello = hex('2a01 0001 0004 00000001')
  const keepAlive = (sequence: string) => hex(`2a05 ${sequence} 0000`)
  const im = (sequence: number) => snac('0004 0006', Buffer.alloc(11), sequence)
  const odd = (sequence: number) => frame(2, Buffer.from('toc_signon'), sequence)

  test.each([
    { name: 'another marker', bytes: hex('2b01 0001 0004'), at: 0 },
    { name: 'channel 0', bytes: hex('2a00 0001 0004'), at: 0 },
    { name: 'channel 6', bytes: hex('2a06 0001 0004'), at: 0 },
    { name: 'a sign-on without a version', bytes: hex('2a01 0001 0000'), at: 0 },
    { name: 'a sign-on of another version', bytes: hex('2a01 0001 0004 00000002'), at: 0 },
    { name: 'a SNAC that is too short', bytes: hex('2a02 0001 0009'), at: 0 },
    { name: 'a SNAC of an impossible family', bytes: hex('2a02 0001 000a 0100'), at: 0 },
    { name: 'an impossible SNAC behind a greeting', bytes: Buffer.concat([hello, odd(2)]), at: 10 },
    {
      name: 'keep-alives out of sequence',
      bytes: Buffer.concat([keepAlive('0001'), keepAlive('0003')]),
      at: 6,
    },
    { name: 'no marker behind a frame', bytes: Buffer.concat([hello, hex('00')]), at: 10 },
  ])('$name: left at $at', ({ bytes, at }) => {
    const { lost } = runOf(flap, [{ side: 0, bytes }])
    expect(lost[0]?.offset).toBe(at)
    sameHoweverCut(flap, [{ side: 0, bytes }])
  })

  test.each([
    { name: 'sequences wrap at 10000', frames: [keepAlive('ffff'), keepAlive('0000')] },
    { name: 'sequences wrap at 8000', frames: [keepAlive('7fff'), keepAlive('0000')] },
    { name: 'sequences of a certain stream may jump', frames: [im(5), keepAlive('0001'), im(9)] },
    {
      name: 'an odd frame on a certain stream is stepped over',
      frames: [hello, im(2), odd(3), im(4)],
    },
    { name: 'both sides count for themselves', frames: [im(5), im(6)] },
  ])('$name', ({ frames }) => {
    const steps = frames.map((bytes) => ({ side: 0 as const, bytes }))
    expect(sameHoweverCut(flap, steps)).toHaveLength(frames.length)
  })

  it('forgets what a direction has shown when it loses bytes', () => {
    const framing = flap.open('tcp')
    const window = (bytes: Uint8Array) => ({
      ...{ bytes, start: 0, end: bytes.length },
      ...{ scanned: 0, final: false, first: false },
    })
    for (const bytes of [im(1), im(2)]) expect(framing.cut(0, window(bytes)).kind).toBe('message')
    expect(framing.cut(0, window(odd(3))).kind).toBe('message')
    framing.reset(0)
    expect(framing.cut(0, window(odd(4))).kind).toBe('lost')
  })
})
