import { describe, expect, it, test } from 'vitest'
import { socks } from '../../src/frame/socks.js'
import type { Step } from './cuts.js'
import { messagesOf, runOf, sameHoweverCut } from './cuts.js'
import { testRecorded } from './recorded.js'
import { bytesOf, describeVectors } from './vectors.js'

/** A conversation, a line of hex digits each, `>` from side 0 and `<` from side 1. */
function conversation(...lines: string[]): Step[] {
  return lines.map((line) => ({
    side: line.startsWith('>') ? 0 : 1,
    bytes: Buffer.from(line.slice(1).replaceAll(' ', ''), 'hex'),
  }))
}

/** What is said of each message: its side, and the fields that have a value. */
function said(steps: readonly Step[]): { side: number; command?: string }[] {
  return sameHoweverCut(socks, steps).map(({ side, fields }) => {
    const values = Object.entries(fields).map(([path, list]) => [
      path,
      list.map((value) => (typeof value === 'object' ? value['text'] : value)).join(),
    ])
    return { side, ...(Object.fromEntries(values) as Record<string, string>) }
  })
}

const REQUEST_4 = '> 04 01 0050 01020304 00'

const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex')

describe('version 5', () => {
  it('reads a handshake with a login, and leaves what follows alone', () => {
    const steps = conversation(
      '> 05 02 00 02',
      '< 05 02',
      '> 01 04 6c65616b 08 7365637265743432',
      '< 01 00',
      `> 05 01 00 03 05 ${hex('a.org')} 1446`,
      '< 05 00 00 01 0a000001 10e1',
      '> 2a 01 00 01',
      '< 05 00 00 01 0a000001 10e1',
    )
    expect(said(steps)).toEqual([
      { side: 0, version: '5', method: '0,2' },
      { side: 1, version: '5', method: '2' },
      { side: 0, version: '5', user: 'leak', password: 'secret42' },
      { side: 1, version: '5', status: '0' },
      { side: 0, version: '5', command: '1', host: 'a.org', port: '5190' },
      { side: 1, version: '5', reply: '0', address: '\x0a\0\0\x01', port: '4321' },
    ])
    const [, , login] = messagesOf(socks, steps)
    expect(login?.fields).toMatchObject({ user: [{ wire: [2, 6] }], password: [{ wire: [7, 15] }] })
    expect(runOf(socks, steps).lost).toEqual([null, null])
  })

  it('reads on though the client does not wait', () => {
    const steps = conversation(
      '> 05 01 02 01 01 61 01 62 05 01 00 01 01020304 0050 ffffff',
      '< 05 02 01 00 05 00 00 01 00000000 0000 ffff',
    )
    expect(said(steps).map(({ side }) => side)).toEqual([0, 0, 0, 1, 1, 1])
  })

  it('knows the client by what it says: who was connected to may be it', () => {
    const steps = conversation(
      '< 05 01 00',
      '> 05 00',
      '< 05 01 00 01 01020304 0050',
      '> 05 00 00 01 00000000 0000',
    )
    expect(said(steps).map(({ side, command }) => `${side} ${command}`)).toEqual([
      '1 undefined',
      '0 undefined',
      '1 1',
      '0 undefined',
    ])
  })

  it('answers a BIND twice', () => {
    const reply = '< 05 00 00 01 01020304 0050'
    const steps = conversation(
      '> 05 01 00',
      '< 05 00',
      '> 05 02 00 01 01020304 0050',
      reply,
      reply,
      reply,
    )
    expect(said(steps).filter(({ side }) => side === 1)).toHaveLength(3)
  })

  test.each([
    { name: 'no methods, no choice', lines: ['> 05 0b 00'] },
    { name: 'a method without a meaning', lines: ['> 05 02 00 80'] },
    {
      name: 'a command without a meaning',
      lines: ['> 05 01 00 05 04 00 01 01020304 0050'],
      read: 1,
    },
    {
      name: 'a reserved byte that is not 0',
      lines: ['> 05 01 00 05 01 01 01 01020304 0050'],
      read: 1,
    },
    { name: 'an address of no type', lines: ['> 05 01 00 05 01 00 02 01020304 0050'], read: 1 },
    { name: 'a host name with a NUL', lines: ['> 05 01 00 05 01 00 03 02 6100 0050'], read: 1 },
    { name: 'a login that was not offered', lines: ['> 05 01 00 01 01 61 01 62'], read: 1 },
    { name: 'a login without a user', lines: ['> 05 01 02 01 00 01 62'], read: 1 },
    { name: 'a choice that was not offered', lines: ['> 05 01 00', '< 05 02'], read: 1 },
    {
      name: 'a reply without a meaning',
      lines: ['> 05 01 00', '< 05 00 05 09 00 01 01020304 0050'],
      read: 2,
    },
    {
      name: 'a choice after which nobody may go on',
      lines: ['> 05 01 00', '< 05 ff 05 00'],
      read: 2,
    },
    { name: 'a choice that cannot be read on', lines: ['> 05 01 01', '< 05 01'], read: 1 },
    { name: 'a proxy without a client', lines: ['< 05 00'] },
    { name: 'a refused login', lines: ['> 05 01 02', '< 05 02 01 01 05 00 00'], read: 3 },
    { name: 'a request that was cut', lines: ['> 05 01 00 05 01 00 01 01020304 00'], read: 1 },
  ])('gives up at $name', ({ lines, read = 0 }) => {
    const { messages, lost } = runOf(socks, conversation(...lines))
    expect(messages).toHaveLength(read)
    expect(lost).not.toEqual([null, null])
    expect(said(conversation(...lines))).toHaveLength(read)
  })
})

describe('version 4', () => {
  it('reads a request and its reply', () => {
    const steps = conversation(
      '> 04 01 1446 cdbc090f 6c65616b 00 2a01',
      '< 00 5a 1446 cdbc090f 2a01',
    )
    expect(said(steps)).toEqual([
      {
        side: 0,
        version: '4',
        command: '1',
        port: '5190',
        address: '\xcd\xbc\x09\x0f',
        userid: 'leak',
      },
      { side: 1, version: '4', reply: '90', port: '5190', address: '\xcd\xbc\x09\x0f' },
    ])
  })

  it('reads the host name of 4a in place of the address', () => {
    const steps = conversation(`> 04 01 0747 00000001 00 ${hex('msn.example')} 00`)
    const [request] = said(steps)
    expect(request).toEqual({
      side: 0,
      version: '4',
      command: '1',
      port: '1863',
      userid: '',
      host: 'msn.example',
    })
  })

  test.each([
    { name: 'a command without a meaning', lines: ['> 04 03 0050 01020304 00'] },
    { name: 'the address 0.0.0.0', lines: ['> 04 01 0050 00000000 00'] },
    { name: 'an address in 0.0.0.0/8 (TDS 7)', lines: ['> 04 01 019d 00330100 ad6b'] },
    { name: 'a multicast address', lines: ['> 04 01 0050 e0000001 00'] },
    { name: 'a user id that cannot be printed', lines: ['> 04 01 0050 01020304 6101 00'] },
    { name: 'an empty host name', lines: ['> 04 01 0050 00000001 00 00'] },
    { name: 'a user id of 256 letters', lines: [`> 04 01 0050 01020304 ${'61'.repeat(256)} 00`] },
    { name: 'a user id without an end', lines: ['> 04 01 0050 01020304 61'] },
    { name: 'a reply without a meaning', lines: [REQUEST_4, '< 00 59 0050 01020304'], read: 1 },
    { name: 'a reply without a request', lines: ['< 00 5a 0050 01020304'] },
    { name: 'a reply that was cut', lines: [REQUEST_4, '< 00 5a 0050 010203'], read: 1 },
  ])('gives up at $name', ({ lines, read = 0 }) => {
    expect(said(conversation(...lines))).toHaveLength(read)
    expect(runOf(socks, conversation(...lines)).lost).not.toEqual([null, null])
  })
})

it('does not know a handshake that was met in the middle', () => {
  const steps = conversation('> 05 01 00')
  expect(runOf(socks, steps, 'whole', { midstream: true }).messages).toEqual([])
})

describeVectors('vectors', () => {
  const greeting = { side: 0 as const, bytes: Buffer.from('050102', 'hex') }
  const choice = { side: 1 as const, bytes: Buffer.from('0502', 'hex') }
  const status = { side: 1 as const, bytes: Buffer.from('0100', 'hex') }
  const request4 = { side: 0 as const, bytes: bytesOf('socks4.connect') }
  const step = (side: 0 | 1, id: string): Step => ({ side, bytes: bytesOf(id) })

  test.each([
    { id: 'socks4.connect', side: 0, before: [], fields: { port: '5190', userid: 'leak' } },
    { id: 'socks4.reply', side: 1, before: [request4], fields: { reply: '90' } },
    { id: 'socks4.reject', side: 1, before: [request4], fields: { reply: '91' } },
    {
      id: 'socks4a.connect',
      side: 0,
      before: [],
      fields: { host: 'messenger.hotmail.com', port: '1863' },
    },
    { id: 'socks5.greet', side: 0, before: [], fields: { method: '0,2' } },
    { id: 'socks5.method', side: 1, before: [greeting], fields: { method: '2' } },
    {
      id: 'socks5.userpass',
      side: 0,
      before: [greeting],
      fields: { user: 'leak', password: 'secret42' },
    },
    { id: 'socks5.userpass.ok', side: 1, before: [greeting, choice], fields: { status: '0' } },
    {
      id: 'socks5.connect.name',
      side: 0,
      before: [greeting],
      fields: { command: '1', host: 'login.oscar.aol.com', port: '5190' },
    },
    {
      id: 'socks5.connect.ip',
      side: 0,
      before: [greeting],
      fields: { address: '\x40\x04\x0d\x3a', port: '1863' },
    },
    {
      id: 'socks5.reply',
      side: 1,
      before: [greeting, choice, status],
      fields: { reply: '0', port: '4321' },
    },
    { id: 'socks5.udpassoc', side: 0, before: [greeting], fields: { command: '3', port: '0' } },
  ] as const)('$id', ({ id, side, before, fields }) => {
    expect(said([...before, step(side, id)]).at(-1)).toMatchObject(fields)
  })
})

testRecorded(
  ['recorded/icq_xor_bitlbee_via_socks5.pcap', 'recorded/msn_md5_twisted_via_socks4.pcap'],
  (path, flows) => {
    for (const { steps } of flows) {
      const messages = said(steps)
      const { lost } = runOf(socks, steps)
      expect(lost).toEqual([null, null])
      if (path.includes('socks4')) {
        expect(messages).toMatchObject([
          { command: '1', address: '\x0aM\0\x02' },
          { reply: '90', address: '\x0aM\0\x03' },
        ])
      } else {
        expect(messages).toMatchObject([
          { method: '0' },
          { method: '0' },
          { command: '1', host: '10.77.0.2' },
          { reply: '0', address: '\x0aM\0\x03' },
        ])
      }
    }
  },
)

testRecorded(['adjacent/proxy/socks5-reverse-arkime.pcap'], (_, flows) => {
  const requests = flows
    .flatMap(({ steps }) => messagesOf(socks, steps))
    .filter(({ fields }) => fields['command'])
  expect(requests.length).toBeGreaterThan(0)
})
