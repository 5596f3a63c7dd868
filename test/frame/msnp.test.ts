import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { msnp } from '../../src/frame/msnp.js'
import { converse, describeRecorded, mainOf, recorded, textsSeen } from './conversation.js'
import type { Turn } from './conversation.js'
import { anyDivision, everyCut, mutated } from './divisions.js'
import { describeVectors, vector, vectors } from './vectors.js'
import { looksPerByte } from './work.js'

/** A command with its payload counted. */
const counted = (line: string, payload: string) => `${line} ${payload.length}\r\n${payload}`
const mime = (type: string, ...lines: string[]) =>
  ['MIME-Version: 1.0', `Content-Type: ${type}`, ...lines].join('\r\n')

describe('lines', () => {
  test.each([
    { name: 'a version', line: 'VER 1 MSNP7 MSNP6 CVR0' },
    { name: 'a sign-on', line: 'USR 3 MD5 I leak@example.com' },
    { name: 'a switchboard', line: 'RNG 117 64.4.13.88:1863 CKI 849102291.520491113 a@b.c Nick' },
    { name: 'JOI with a fourth word', line: 'JOI a@b.c Thomas 1616756780' },
    { name: 'an error', line: '911 4' },
    { name: 'no words', line: 'OUT' },
    { name: 'trailing blanks', line: 'CHG 6 NLN  ', main: 'CHG 6 NLN' },
    { name: 'a name in UTF-8', line: 'NLN NLN a@b.c J\xc3\xb6rg' },
    { name: 'BYE for silence', line: 'BYE a@b.c 1' },
    { name: 'a list entry of MSNP10', line: 'LST N=a@b.c F=Nick C=0f 11 1' },
    { name: 'SIP has ACK', line: 'ACK sip:bob@192.0.2.4 SIP/2.0', main: null },
    { name: 'SIP has BYE', line: 'BYE sip:alice@pc33.atlanta.com SIP/2.0', main: null },
    { name: 'MSNFTP has VER', line: 'VER MSNFTP', main: null },
    { name: 'MSNFTP has USR', line: 'USR buddy@hotmail.com 93301', main: null },
    { name: 'MSNFTP has BYE', line: 'BYE 16777989', main: null },
    { name: 'mail has numbers', line: '220 mail.example.com ESMTP', main: null },
    { name: 'news has more of them', line: '211 1234 3000234 3002322 misc.test', main: null },
    { name: 'small letters', line: 'ver 1 MSNP7', main: null },
    { name: 'four letters', line: 'USER anonymous', main: null },
    { name: 'a command that nobody knows', line: 'ABC 1', main: null },
    { name: 'a version of something else', line: 'VER 1 something', main: null },
    { name: 'MSG without a count', line: 'MSG hello world', main: null },
    { name: 'MSG over 64 KiB', line: 'MSG 1 N 65537', main: null },
    { name: 'a NUL', line: 'CHG 6 NLN\0', main: null },
    { name: 'a line over 2 KiB', line: `USR 4 TWN S ${'t'.repeat(2048)}`, main: null },
  ])('$name', ({ line, main = line }) => {
    const turns: Turn[] = [[0, `${line}\r\n`]]
    const { heard, lost } = converse(msnp, turns)
    expect(mainOf(heard)).toEqual(main === null ? [] : [main])
    expect(lost[0] === null).toBe(main !== null)
    everyCut(msnp, turns)
  })

  test('a bare LF ends no line', () => {
    expect(converse(msnp, [[0, 'CHG 6 NLN\n']]).lost[0]).toBe('the line is no command')
  })

  test.each([
    ['the command stands for itself', 'CHG 6 NLN\r\n', true],
    ['an error does not', '911 4\r\n', false],
    ['nor does a command without words', 'OUT\r\n', false],
    ['nor one that was cut', 'CHG 6 NLN', false],
  ])('where the stream was met midway %s', (_, text, certain) => {
    expect(converse(msnp, [[0, text]]).heard).toMatchObject([{ certain }])
  })

  test('words by their number', () => {
    const options = { keys: { arg: [0, 1, 2, 3, 4] } }
    const { heard } = converse(msnp, [[0, counted('MSG a@b.c  Nick', 'x')]], options)
    expect(heard[0]?.fields).toMatchObject({
      main: ['MSG a@b.c  Nick'],
      command: ['MSG'],
      'arg[0]': ['MSG'],
      'arg[1]': ['a@b.c'],
      'arg[2]': ['Nick'],
    })
    expect(Object.keys(heard[0]?.fields ?? {})).not.toContain('arg[3]')
  })
})

describe('payloads: counted in one direction, perhaps not in the other', () => {
  test.each([
    {
      text: counted('MSG 4 N', 'USR 1 a@b.c x\r\n'),
      main: 'MSG 4 N',
      payload: 'USR 1 a@b.c x\r\n',
    },
    { text: counted('MSG Hotmail Hotmail', 'x'), main: 'MSG Hotmail Hotmail', payload: 'x' },
    {
      text: counted('QRY 18 msmsgs@msnmsgr.com', '8f2f'),
      main: 'QRY 18 msmsgs@msnmsgr.com',
      payload: '8f2f',
    },
    { text: 'QRY 1049\r\n', main: 'QRY 1049' },
    { text: counted('GCF 8 Shields.xml', '<a/>'), main: 'GCF 8 Shields.xml', payload: '<a/>' },
    { text: counted('GCF 0', '<a/>'), main: 'GCF 0', payload: '<a/>' },
    { text: 'GCF 8 Shields.xml\r\n', main: 'GCF 8 Shields.xml' },
    { text: counted('UUX 9', '<Data/>'), main: 'UUX 9', payload: '<Data/>' },
    { text: 'UUX 9 0\r\n', main: 'UUX 9', payload: '' },
    { text: counted('UBX a@b.c', '<Data/>'), main: 'UBX a@b.c', payload: '<Data/>' },
    { text: counted('UBX a@b.c 1', '<Data/>'), main: 'UBX a@b.c 1', payload: '<Data/>' },
    { text: counted('NOT', '<NOTIFICATION/>'), main: 'NOT', payload: '<NOTIFICATION/>' },
    { text: counted('IPG', '<NOTIFICATION/>'), main: 'IPG', payload: '<NOTIFICATION/>' },
    { text: counted('ADL 7', '<ml/>'), main: 'ADL 7', payload: '<ml/>' },
    { text: 'ADL 7 OK\r\n', main: 'ADL 7 OK' },
    { text: counted('RML 7', '<ml/>'), main: 'RML 7', payload: '<ml/>' },
    { text: counted('FQY 7', '<ml/>'), main: 'FQY 7', payload: '<ml/>' },
    { text: counted('UUN 7 a@b.c 11', '<x/>'), main: 'UUN 7 a@b.c 11', payload: '<x/>' },
    { text: 'UUN 7 OK\r\n', main: 'UUN 7 OK' },
    { text: counted('UBN a@b.c 11', '<x/>'), main: 'UBN a@b.c 11', payload: '<x/>' },
    { text: counted('241 7', '<ml/>'), main: '241 7', payload: '<ml/>' },
    { text: '911 7\r\n', main: '911 7' },
  ])('$text', ({ text, main, payload }) => {
    const turns: Turn[] = [[1, `${text}OUT\r\n`]]
    const { heard } = converse(msnp, turns)
    expect(mainOf(heard)).toEqual([main, 'OUT'])
    expect(heard[0]?.fields['payload']).toEqual(payload === undefined ? undefined : [payload])
    everyCut(msnp, turns)
  })
})

describe('MSG', () => {
  const fieldsOf = (payload: string, keys: Record<string, string[]> = {}) => {
    const { heard } = converse(msnp, [[0, counted('MSG 4 N', payload)]], { keys })
    const { main, command, payload: given, ...fields } = heard[0]?.fields ?? {}
    expect([main, command, given]).toEqual([['MSG 4 N'], ['MSG'], [payload]])
    return fields
  }

  test.each([
    {
      name: 'headers and text',
      payload: mime(
        'text/plain; charset=UTF-8',
        'X-MMS-IM-Format: FN=Arial; EF=',
        '',
        'h\xc3\xa9\r\n',
      ),
      keys: { header: ['content-type', 'X-MMS-IM-Format'], body: ['MIME-Version'] },
      fields: {
        'header[content-type]': ['text/plain; charset=UTF-8'],
        'header[X-MMS-IM-Format]': ['FN=Arial; EF='],
        text: ['h\xc3\xa9\r\n'],
      },
    },
    {
      name: 'another charset',
      payload: mime('text/plain; charset="windows-1251"', '', '\xef\xf0'),
      fields: { text: ['\xd0\xbf\xd1\x80'] },
    },
    {
      name: 'a charset that nobody knows',
      payload: mime('text/plain; charset=x-none', '', '\xef'),
      fields: { text: ['\xef'] },
    },
    { name: 'no type', payload: 'X: y\r\n\r\nhello', fields: { text: ['hello'] } },
    { name: 'no headers', payload: 'hello', fields: {} },
    { name: 'a head that does not end', payload: 'X: y\r\nhello', fields: {} },
    { name: 'a header without its CR', payload: 'X: y\n\r\nhello', fields: {} },
    {
      name: 'an invitation',
      payload: mime(
        'Text/X-MSMSGSInvite; charset=UTF-8',
        '',
        'Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}',
        'Invitation-Cookie: 33267',
        'Application-File: a: b.doc ',
        '',
        '',
      ),
      keys: { body: ['application-guid', 'Invitation-Cookie', 'Application-File', 'Port'] },
      fields: {
        'body[application-guid]': ['{5D3E02AB-6190-11d3-BBBB-00C04F795683}'],
        'body[Invitation-Cookie]': ['33267'],
        'body[Application-File]': ['a: b.doc'],
        text: [expect.stringMatching(/^Application-GUID/)],
      },
    },
    {
      name: 'a text that looks like an invitation is none',
      payload: mime('text/plain', '', 'Invitation-Cookie: 33267\r\n'),
      keys: { body: ['Invitation-Cookie'] },
      fields: { text: ['Invitation-Cookie: 33267\r\n'] },
    },
  ])('$name', ({ payload, keys = {}, fields }) => {
    expect(fieldsOf(payload, keys as Record<string, string[]>)).toEqual(fields)
  })
})

describe('P2P', () => {
  interface Made {
    session?: number
    id?: number
    offset?: number
    total?: number
    flags?: number
    app?: number
    data: string
  }
  /** A chunk in MSG, as the layout in `msnp-p2p.ts` has it. */
  const chunk = ({ session = 0, id = 1000, offset = 0, total, flags = 0, app = 0, data }: Made) => {
    const header = Buffer.alloc(48)
    header.writeUInt32LE(session, 0)
    header.writeUInt32LE(id, 4)
    header.writeBigUInt64LE(BigInt(offset), 8)
    header.writeBigUInt64LE(BigInt(total ?? data.length), 16)
    header.writeUInt32LE(data.length, 24)
    header.writeUInt32LE(flags, 28)
    const footer = Buffer.alloc(4)
    footer.writeUInt32BE(app)
    const binary = header.toString('latin1') + data + footer.toString('latin1')
    return counted('MSG 4 D', mime('application/x-msnmsgrp2p', 'P2P-Dest: a@b.c', '', binary))
  }
  const slp =
    'INVITE MSNMSGR:a@b.c MSNSLP/1.0\r\nTo: <msnmsgr:a@b.c>\r\nCall-ID: {9D79}\r\n\r\n' +
    'EUF-GUID: {5D3E02AB}\r\nSessionID: 1234\r\nContext: AgIAAA==\r\n\r\n\0'
  const chunksOf = (text: string, length: number, id = 1000, total = text.length) =>
    Array.from({ length: Math.ceil(text.length / length) }, (_, i) =>
      chunk({ id, offset: i * length, total, data: text.slice(i * length, (i + 1) * length) }),
    )
  const keys = { 'slp.header': ['call-id'], 'slp.body': ['EUF-GUID', 'Context'] }
  const whole = {
    'slp.start': ['INVITE MSNMSGR:a@b.c MSNSLP/1.0'],
    'slp.header[call-id]': ['{9D79}'],
    'slp.body[EUF-GUID]': ['{5D3E02AB}'],
    'slp.body[Context]': ['AgIAAA=='],
  }
  /** For each message the MSNSLP text that it completes, or null. */
  const slpOf = (turns: readonly Turn[]) =>
    converse(msnp, turns, { keys }).heard.map(({ fields }) => {
      const found = Object.entries(fields).filter(([name]) => name.startsWith('slp.'))
      return found.length === 0 ? null : Object.fromEntries(found)
    })

  test('the numbers of a chunk', () => {
    const text = chunk({ session: 8956352, total: 60904, flags: 0x01000030, app: 2, data: 'BBB' })
    const { heard } = converse(msnp, [[0, text]])
    expect(heard[0]?.fields).toMatchObject({
      'p2p.session': [8956352],
      'p2p.total': [60904],
      'p2p.size': [3],
      'p2p.flags': [0x01000030],
      'p2p.app': [2],
    })
    expect(heard[0]?.fields).not.toHaveProperty('text')
  })

  const parts = chunksOf(slp, 40)
  test.each<{ name: string; texts: string[]; slp: (object | null)[] }>([
    { name: 'a text in one chunk', texts: [chunk({ data: slp })], slp: [whole] },
    { name: 'in several', texts: parts, slp: [null, null, null, whole] },
    {
      name: 'two texts that alternate',
      texts: parts.flatMap((part, i) => [part, chunksOf(slp, 40, 7)[i] ?? '']),
      slp: [...Array<null>(6).fill(null), whole, whole],
    },
    { name: 'a chunk that is missing', texts: parts.toSpliced(1, 1), slp: [null, null, null] },
    {
      name: 'a text that begins again',
      texts: [...parts.slice(0, 2), ...parts],
      slp: [...Array<null>(5).fill(null), whole],
    },
    {
      name: 'more than was announced',
      texts: chunksOf(slp, 100, 1, 150),
      slp: [null, null],
    },
    {
      name: 'data of a session is no MSNSLP',
      texts: [chunk({ session: 5, data: slp })],
      slp: [null],
    },
    {
      name: 'a text over 32 KiB',
      texts: chunksOf(slp + 'x'.repeat(0x8000), 20_000),
      slp: [null, null],
    },
    {
      name: 'the oldest of five that are begun is given up',
      texts: [
        parts[0] ?? '',
        ...[1, 2, 3, 4].map((id) => chunksOf(slp, 40, id)[0] ?? ''),
        ...parts.slice(1),
        ...chunksOf(slp, 40, 4).slice(1),
      ],
      slp: [...Array<null>(10).fill(null), whole],
    },
  ])('$name', ({ texts, slp: expected }) => {
    expect(slpOf(texts.map((text) => [0, text]))).toEqual(expected)
    everyCut(msnp, [[0, texts.join('')]], { keys })
  })

  test('the sides do not mix', () => {
    const turns = parts.map<Turn>((text, i) => [i % 2 === 0 ? 0 : 1, text])
    expect(slpOf(turns)).toEqual([null, null, null, null])
  })

  test('a text of one chunk has its place on the wire, one of several the place of the last', () => {
    const places = (texts: string[]) => {
      const turns = texts.map((text): Turn => [0, text])
      const last = converse(msnp, turns, { keys }).heard.at(-1)
      return textsSeen(last, 'slp.body[Context]').map(({ verbatim, wire: [start, end] }) => {
        const offset = last?.length ?? 0
        return [
          verbatim,
          texts
            .join('')
            .slice(start - offset)
            .slice(0, end - start),
        ]
      })
    }
    expect(places([chunk({ data: slp })])).toEqual([[true, 'AgIAAA==']])
    expect(places(parts)).toEqual([[false, slp.slice(120)]])
  })

  test('a reset forgets what its side had begun', () => {
    const framing = msnp.open('tcp')
    const slpAfter = (text: string) => {
      const bytes = Buffer.from(text, 'latin1')
      const window = { bytes, start: 0, end: bytes.length, scanned: 0, final: false, first: false }
      const cut = framing.cut(0, window)
      return cut.kind === 'message' ? cut.message.get('slp.start', null).length : null
    }
    expect(parts.map(slpAfter)).toEqual([0, 0, 0, 1])
    expect(parts.slice(0, 3).map(slpAfter)).toEqual([0, 0, 0])
    framing.reset(0)
    expect(slpAfter(parts[3] ?? '')).toBe(0)
  })

  test('a body that is no chunk', () => {
    const text = counted('MSG 4 D', mime('application/x-msnmsgrp2p', '', 'short'))
    const { heard } = converse(msnp, [[0, text]])
    expect(Object.keys(heard[0]?.fields ?? {}).filter((name) => name.startsWith('p2p'))).toEqual([])
  })

  test('no division shows, whatever is changed', () => {
    const turns = [...parts, chunk({ data: slp })].map<Turn>((text) => [1, text])
    const property = fc.property(mutated(turns), anyDivision, (changed, division) => {
      const expected = converse(msnp, changed, { keys })
      expect(converse(msnp, changed, { keys, division })).toEqual(expected)
    })
    fc.assert(property, { seed: 1863, numRuns: 100 })
  })
})

describe('what was cut by a gap or by the end', () => {
  test('a line: its last word is only a beginning', () => {
    const { heard } = converse(msnp, [[0, 'USR 4 MD5 S efc183c3f33']])
    expect(heard).toMatchObject([{ length: 23, size: 23 }])
    expect(textsSeen(heard[0], 'main')).toMatchObject([
      { text: 'USR 4 MD5 S efc183c3f33', cut: true },
    ])
  })
  test('a payload: the declared length is kept', () => {
    const text = 'MSG 4 N 500\r\n' + mime('text/plain', '', 'hel')
    const { heard } = converse(msnp, [[0, text]])
    expect(heard).toMatchObject([
      { length: text.length, size: 513, seen: { skip: 513 - text.length } },
    ])
    expect(textsSeen(heard[0], 'text')).toMatchObject([{ text: 'hel', cut: true }])
    expect(textsSeen(heard[0], 'main')).toMatchObject([{ text: 'MSG 4 N', cut: false }])
  })
  test.each(['ACK sip:', 'BYE sip:alice@', 'VER 1 some', 'XFR N', 'MSG 1 N 5 5'])(
    'a line that could not become a command: %s',
    (text) => expect(converse(msnp, [[0, text]]).heard).toEqual([]),
  )
  test.each(['ACK 5', 'BYE ali', 'VER 1 MSN', 'RNG 1 x C', 'MSG 1 N 5', 'QRY 1'])(
    'a line that could: %s',
    (text) => expect(converse(msnp, [[0, text]]).heard).toMatchObject([{ certain: false }]),
  )
})

describeVectors('vectors', () => {
  const messages = [...(vectors?.values() ?? [])].filter(
    ({ id }) => /^msn\./.test(id) && !/^msn\.(http|passport|t120|p2p\.direct)/.test(id),
  )

  test('each is one message', () => {
    expect(messages.length).toBeGreaterThan(50)
    for (const { id, text } of messages) {
      const { heard } = converse(msnp, [[0, text]])
      const { length } = text
      expect([id, heard]).toMatchObject([id, [{ length, size: length }]])
    }
  })

  test.each([
    [
      'msn.qry',
      { main: 'QRY 1049 msmsgs@msnmsgr.com', payload: '8f2f5a91b72102cd28355e9fc9000d6e' },
    ],
    ['msn.msg.text.c', { main: 'MSG 3 N', text: 'hello' }],
    [
      'msn.msg.text.s',
      { main: 'MSG leak@example.com Leak%20Tester', 'arg[1]': 'leak@example.com' },
    ],
    ['msn.msg.typing', { 'header[TypingUser]': 'leak@example.com' }],
    ['msn.ft.invite', { 'body[Invitation-Command]': 'INVITE', 'body[Invitation-Cookie]': '33267' }],
    [
      'msn.ft.accept.send',
      { 'body[IP-Address]': '10.1.2.3', 'body[Port]': '6891', 'body[AuthCookie]': '93301' },
    ],
    ['msn.ft.cancel', { 'body[Invitation-Command]': 'CANCEL', 'body[Cancel-Code]': 'TIMEOUT' }],
    ['msn.inv.ft.localised', { 'body[Application-File]': 'photo.jpg.exe' }],
    ['msn.inv.voice', { 'body[Application-GUID]': '{02D3C01F-BF30-4825-A83A-DE7AF41648AA}' }],
    [
      'msn.p2p.invite.file',
      {
        'slp.start': 'INVITE MSNMSGR:friend@example.com MSNSLP/1.0',
        'slp.body[EUF-GUID]': '{5D3E02AB-6190-11D3-BBBB-00C04F795683}',
        'slp.body[AppID]': '2',
      },
    ],
    ['msn.p2p.ok', { 'slp.start': 'MSNSLP/1.0 200 OK' }],
    ['msn.p2p.decline', { 'slp.start': 'MSNSLP/1.0 603 Decline' }],
    [
      'msn.p2p.data',
      {
        'p2p.session': 8956352,
        'p2p.app': 2,
        'p2p.total': 60904,
        'p2p.size': 1202,
        'p2p.flags': 0x01000030,
      },
    ],
    ['msn.worm.hello.invite', { 'body[Application-File]': 'HELLO.EXE' }],
  ])('%s', (id, expected) => {
    const { text } = vector(id)
    const names = Object.keys(expected).map((name) => /^([a-z0-9.]+)\[(.+)\]$/.exec(name) ?? [])
    const keys: Record<string, (string | number)[]> = {}
    for (const [, path, key] of names)
      if (path !== undefined && key !== undefined)
        keys[path] = [...(keys[path] ?? []), path === 'arg' ? Number(key) : key]
    const { heard } = converse(msnp, [[0, text]], { keys })
    const wanted = Object.entries(expected).map(([name, value]) => [name, [value]])
    expect(heard[0]?.fields).toMatchObject(Object.fromEntries(wanted) as object)
    everyCut(msnp, [[0, text]], { keys })
  })

  test.each([
    'neg.smtp.msg',
    'neg.ftp.usr',
    'neg.irc.ver',
    'msnftp.ver.c',
    'msnftp.usr',
    'msnftp.bye',
  ])('%s is none', (id) => {
    expect(converse(msnp, [[0, vector(id).text]]).heard).toEqual([])
  })
})

describeRecorded('captures', () => {
  const isHeard = (turns: readonly Turn[]) =>
    converse(msnp, turns).lost.every((why) => why === null)

  test('sign-on, switchboard and a refused call', () => {
    const flows = recorded('recorded/msn_md5_twisted_1863').map(({ turns }) => turns)
    expect(flows.map(isHeard)).toEqual([true, true, true])
    const [, , switchboard = []] = flows
    expect(mainOf(converse(msnp, switchboard).heard)).toEqual([
      'USR 1 alice@imids.invalid 109f3eca573576a4da62',
      'USR 1 OK alice@imids.invalid alice@imids.invalid',
      'CAL 2 bob@imids.invalid',
      '205 2',
    ])
    for (const turns of flows) everyCut(msnp, turns)
  })

  test('a whole switchboard: seven messages', () => {
    const [{ turns } = { turns: [] }] = recorded('im-p2p/msnp-switchboard-chat-ppa')
    expect(isHeard(turns)).toBe(true)
    const { heard } = converse(msnp, turns, { keys: { header: ['Content-Type'] } })
    const texts = heard.filter(
      ({ fields }) => fields['header[Content-Type]']?.[0] === 'text/plain; charset=UTF-8',
    )
    expect(texts).toHaveLength(7)
    expect(texts[0]?.fields['text']).toEqual(['Hey Brian'])
    everyCut(msnp, turns)
  })

  test('a typing notification, met midway', () => {
    const flows = recorded('im-p2p/msnp-typing-in-mapi-zeek')
    const turns = flows.find(({ server }) => server.endsWith(':1863'))?.turns ?? []
    const { heard } = converse(msnp, turns)
    expect(heard).toMatchObject([{ certain: true, fields: { main: ['MSG 26 U'] } }])
  })
})

describe('properties', () => {
  const turns: Turn[] = [
    [0, 'VER 1 MSNP7 CVR0\r\nUSR 3 MD5 I a@b.c\r\n'],
    [1, '911 4\r\n' + counted('MSG a@b.c Nick', mime('text/plain', '', 'QNG 5\r\n'))],
    [0, counted('QRY 18 x', '8f2f') + 'OUT\r\n'],
    [1, counted('NOT', '<a/>') + 'BYE a@b.c\r\n'],
  ]
  const keys = { header: ['Content-Type'], body: ['x'], arg: [1, 2] }

  test('no division shows, whatever is changed', () => {
    const property = fc.property(mutated(turns), anyDivision, (changed, division) => {
      const whole = converse(msnp, changed, { keys })
      expect(converse(msnp, changed, { keys, division })).toEqual(whole)
      expect(converse(msnp, changed, { keys, division: [1] })).toEqual(whole)
    })
    fc.assert(property, { seed: 1863, numRuns: 300 })
  })

  test('random bytes behind any beginning are survived', () => {
    const beginning = fc.constantFrom(
      '',
      'MSG 1 N 200\r\n',
      `MSG 1 N 300\r\n${mime('application/x-msnmsgrp2p', '', '')}`,
    )
    const rest = fc
      .uint8Array({ maxLength: 300 })
      .map((bytes) => Buffer.from(bytes).toString('latin1'))
    const property = fc.property(beginning, rest, (start, behind) => {
      converse(msnp, [[0, start + behind]], { keys, division: [7] })
    })
    fc.assert(property, { seed: 1863, numRuns: 300 })
  })

  test.each([
    ['a line without an end', `USR 4 TWN S ${'t'.repeat(2000)}`],
    ['a long line, and a payload', counted(`UUM 1 a@b.c ${'x '.repeat(900)}`, 'y'.repeat(8000))],
    ['short messages', 'CHG 6 NLN\r\n'.repeat(500)],
  ])('work is linear, a byte at a time: %s', (_, text) => {
    expect(looksPerByte(msnp, text)).toBeLessThan(20)
  })
})

describe('probes', () => {
  const admits = (text: string) =>
    msnp.probes.some((probe) =>
      probe.every((allowed, at) => {
        const byte = text.charCodeAt(at)
        return (
          allowed === null ||
          (typeof allowed === 'number' ? allowed === byte : allowed.includes(byte))
        )
      }),
    )

  test.each(['GET / HTTP/1.0', '220 mail', 'EHLO me\r\n', 'SSH-2.0-x'])(
    '%s is not offered',
    (text) => expect(admits(text)).toBe(false),
  )
})
