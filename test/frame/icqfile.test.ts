import { describe, expect, it, test } from 'vitest'
import type { Side } from '../../src/frame/framer.js'
import { icqfile } from '../../src/frame/icqfile.js'
import { type Seen, type SeenText, runOf, sameHoweverCut } from './cuts.js'
import { bytesOf, describeVectors, vector, vectorIds } from './vectors.js'

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')

const sender = (bytes: Uint8Array) => ({ side: 0 as Side, bytes })
const receiver = (bytes: Uint8Array) => ({ side: 1 as Side, bytes })

const INIT = hex('1800 00 00000000 01000000 e8ed0000 64000000 0500 6c65616b00')
const ANSWER = hex('0e00 01 64000000 0700 667269656e6400')
const START = hex('1100 03 00000000 00000000 64000000 01000000')
const NEXT = hex('1e00 02 00 0b00 726561646d652e74787400 0100 00 e8ed0000 00000000 64000000')
const DATA = hex('0c00 06 68656c6c6f20776f726c64')

function valueOf(message: Seen | undefined, path: string): unknown {
  const [value] = message?.fields[path] ?? []
  return typeof value === 'object' ? (value as SeenText).text : value
}

const packetsOf = (messages: readonly Seen[]) =>
  messages.map((message) => valueOf(message, 'packet'))

describeVectors('icqfile: the vectors', () => {
  const ids = vectorIds('icq.file')
  it('has them all', () => expect(ids).toHaveLength(5))

  const paths: Readonly<Record<string, string>> = { size: 'filesize', offset: 'position' }
  test.each(ids.map((id) => ({ id })))('$id', ({ id }) => {
    const opens = ['icq.file.init', 'icq.file.initack'].includes(id)
    const steps = [...(opens ? [] : [sender(INIT)]), sender(bytesOf(id))]
    const message = sameHoweverCut(icqfile, steps).at(-1)
    expect(message?.size).toBe(id === 'icq.file.data' ? 3 : bytesOf(id).length)
    for (const [key, value] of Object.entries(vector(id).expect))
      expect({ [key]: valueOf(message, paths[key] ?? key) }).toEqual({ [key]: value })
  })
})

describe('icqfile: transfers', () => {
  it('steps over the bytes of the file', () => {
    const like = Buffer.concat([hex('0501 06'), ...Array<Uint8Array>(10).fill(INIT)])
    const steps = [
      sender(INIT),
      receiver(ANSWER),
      sender(NEXT),
      receiver(START),
      sender(DATA),
      sender(like),
      sender(DATA),
    ]
    const messages = sameHoweverCut(icqfile, steps)
    expect(packetsOf(messages)).toEqual([0, 1, 2, 3, 6, 6, 6])
    expect(messages.at(-2)).toMatchObject({ length: 3, skip: like.length - 3 })
  })

  test.each([
    { path: 'nick', bytes: INIT, wire: [21, 25] },
    { path: 'files', bytes: INIT, is: 1 },
    { path: 'nick', bytes: ANSWER, wire: [9, 15] },
  ])('$path of an opening', ({ path, bytes, wire, is }) => {
    const [message] = sameHoweverCut(icqfile, [sender(bytes)])
    if (is !== undefined) expect(valueOf(message, path)).toBe(is)
    if (wire !== undefined) expect(message?.fields[path]).toMatchObject([{ wire, verbatim: true }])
  })

  it('is cut where the stream ends', () => {
    const [, message] = sameHoweverCut(icqfile, [sender(INIT), sender(NEXT.subarray(0, 10))])
    expect(message).toMatchObject({ length: 10, size: 32 })
    expect(message?.fields['file']).toMatchObject([{ text: 'read', cut: true }])
  })

  test.each([
    { name: 'a transfer that does not begin with an init', bytes: NEXT, at: 0 },
    { name: 'an init of something', bytes: hex('1800 00 00000001 01000000'), at: 0 },
    { name: 'an answer that is faster than the line', bytes: hex('0e00 01 65000000 0700'), at: 0 },
    {
      name: 'a nick that does not reach the end',
      bytes: hex('0e00 01 64000000 0600 667269656e6400'),
      at: 0,
    },
    { name: 'a nick without a NUL', bytes: hex('0e00 01 64000000 0700 667269656e6421'), at: 0 },
    { name: 'a long opening', bytes: hex('0001 00 00000000 01000000'), at: 0 },
    { name: 'a kind that there is not', bytes: Buffer.concat([INIT, hex('0100 07')]), at: 26 },
    { name: 'an empty packet', bytes: Buffer.concat([INIT, hex('0000 00')]), at: 26 },
  ])('$name: left at $at', ({ bytes, at }) => {
    sameHoweverCut(icqfile, [sender(bytes)])
    expect(runOf(icqfile, [sender(bytes)]).lost[0]?.offset).toBe(at)
  })

  it('does not go on behind a gap', () => {
    const framing = icqfile.open('tcp')
    const window = (bytes: Uint8Array) => ({
      ...{ bytes, start: 0, end: bytes.length },
      ...{ scanned: 0, final: false, first: false },
    })
    expect(framing.cut(0, window(INIT)).kind).toBe('message')
    framing.reset(0)
    expect(framing.cut(0, window(NEXT)).kind).toBe('lost')
  })
})
