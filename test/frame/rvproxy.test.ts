import { describe, expect, it, test } from 'vitest'
import { rvproxy } from '../../src/frame/rvproxy.js'
import { runOf, type Seen, sameHoweverCut } from './cuts.js'
import { bytesOf, describeVectors } from './vectors.js'

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')

function packet(digits: string, more = 0): Buffer {
  const body = hex(digits)
  return Buffer.concat([Buffer.from([0, body.length + more]), body])
}

const CAPABILITY = '0001 0010 094613434c7f11d18222444553540000'
const CREATE = `044a 0002 00000000 0022 02 6d65 4142434445464748 ${CAPABILITY}`

const messagesOf = (bytes: Uint8Array) =>
  sameHoweverCut(rvproxy, [{ side: 0 as const, bytes }], { keys: { tlv: [1] } })

function shown(message: Seen | undefined): Record<string, unknown> {
  const entries = Object.entries(message?.fields ?? {}).map(([path, [value]]) => [
    path,
    typeof value === 'object' && 'text' in value ? value.text : value,
  ])
  return Object.fromEntries(entries) as Record<string, unknown>
}

describe('rvproxy: packets', () => {
  test.each([
    { name: 'create', body: CREATE, fields: { type: 2, name: 'me', cookie: 'ABCDEFGH' } },
    {
      name: 'created',
      body: '044a 0003 00000000 0220 1234 0a010203',
      fields: { type: 3, port: 0x1234, address: '\n\x01\x02\x03' },
    },
    {
      name: 'join',
      body: `044a 0004 00000000 0022 02 6d65 1234 4142434445464748 ${CAPABILITY}`,
      fields: { type: 4, name: 'me', port: 0x1234, cookie: 'ABCDEFGH' },
    },
    { name: 'ready', body: '044a 0005 00000000 0220', fields: { type: 5 } },
    { name: 'error', body: '044a 0001 00000000 0220 000d', fields: { type: 1, reason: 13 } },
  ])('$name', ({ body, fields }) => {
    const [message] = messagesOf(packet(body))
    expect(message).toMatchObject({ length: packet(body).length, certain: true })
    expect(shown(message)).toMatchObject(fields)
  })

  test.each([
    { name: 'another version', bytes: packet(CREATE.replace('044a', '044b')) },
    { name: 'another type', bytes: packet(CREATE.replace('0002', '0006')) },
    { name: 'a length that is one more', bytes: Buffer.concat([packet(CREATE, 1), hex('00')]) },
    { name: 'a length that is one less', bytes: packet(CREATE, -1) },
    {
      name: 'a name that is longer than it says',
      bytes: packet(CREATE.replace('02 6d65', '01 6d65')),
    },
    { name: 'the beginning of a packet', bytes: packet(CREATE).subarray(0, 20) },
  ])('$name is none', ({ bytes }) => {
    expect(messagesOf(bytes)).toEqual([])
    expect(runOf(rvproxy, [{ side: 0, bytes }]).lost[0]).not.toBeNull()
  })
})

describeVectors('rvproxy: the vector', () => {
  it('names who creates the meeting', () => {
    const [message] = messagesOf(bytesOf('oscar.rvproxy.create'))
    expect(shown(message)).toMatchObject({ type: 2, name: 'LeakTester' })
  })
})
