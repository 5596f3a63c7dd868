import { describe, expect, it, test } from 'vitest'
import type { Side } from '../../src/frame/framer.js'
import { oft } from '../../src/frame/oft.js'
import { type Seen, type SeenText, runOf, sameHoweverCut } from './cuts.js'
import { conversationsOf } from './recordings.js'
import { bytesOf, describeVectors, vector, vectorIds } from './vectors.js'

const PROMPT = 0x0101
const RESUME_ACCEPTED = 0x0106
const ACKNOWLEDGED = 0x0202
const DONE = 0x0204
const RESUME = 0x0205
const RESUME_ACKNOWLEDGED = 0x0207
const LISTING = 0x1108
const LISTING_ACCEPTED = 0x1209

function header(type: number, { size = 0, received = 0, name = 'a.txt' } = {}): Uint8Array {
  const bytes = Buffer.alloc(256)
  bytes.write('OFT2\x01\x00', 'latin1')
  bytes.writeUInt16BE(type, 6)
  bytes.writeUInt32BE(size, 32)
  bytes.writeUInt32BE(received, 60)
  bytes.write(name, 192)
  return bytes
}

/** A file that looks like a header all along. */
const trap = (length: number) => {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; at += 8) bytes.write('OFT2\x01\x00\x01\x01', at, 'latin1')
  return bytes
}

const sender = (bytes: Uint8Array) => ({ side: 0 as Side, bytes })
const receiver = (bytes: Uint8Array) => ({ side: 1 as Side, bytes })

function valueOf(message: Seen, path: string): unknown {
  const [value] = message.fields[path] ?? []
  return typeof value === 'object' ? (value as SeenText).text : value
}

const typesOf = (messages: readonly Seen[]) => messages.map((message) => valueOf(message, 'type'))

describeVectors('oft: the vectors', () => {
  const ids = vectorIds('oscar.oft')
  it('has them all', () => expect(ids).toHaveLength(10))

  const paths: Readonly<Record<string, string>> = { file: 'name', size: 'filesize' }
  test.each(ids.map((id) => ({ id })))('$id', ({ id }) => {
    const messages = sameHoweverCut(oft, [sender(bytesOf(id))])
    expect(messages).toHaveLength(1)
    const [message] = messages as [Seen]
    expect(message).toMatchObject({ size: 256, certain: true, main: null })
    expect(message.fields['cookie']).toEqual([
      { text: '7A1B2C3\0', wire: [8, 16], verbatim: true, cut: false },
    ])
    for (const [key, value] of Object.entries(vector(id).expect))
      if (key !== 'hdrlen')
        expect({ [key]: valueOf(message, paths[key] ?? key) }).toEqual({ [key]: value })
  })
})

describe('oft: a recording', () => {
  const conversation = conversationsOf('im-p2p/aim-oscar-im-oft2-ann-puzzle1.pcap')?.find(
    ({ server }) => server === '192.168.1.158:5190',
  )
  it.skipIf(conversation === undefined)('steps over the file between the headers', () => {
    const steps = conversation?.steps ?? []
    const { messages, lost } = runOf(oft, steps)
    expect(lost).toEqual([null, null])
    expect(messages.map((m) => [m.side, valueOf(m, 'type'), valueOf(m, 'name')])).toEqual([
      [1, PROMPT, 'recipe.docx'],
      [0, ACKNOWLEDGED, 'recipe.docx'],
      [0, DONE, 'recipe.docx'],
    ])
    expect(runOf(oft, steps, 'bytes').messages).toEqual(messages)
  })
})

describe('oft: what stands between headers', () => {
  test.each([
    {
      name: 'a file that was agreed to, even if it looks like headers',
      steps: [
        sender(header(PROMPT, { size: 600 })),
        receiver(header(ACKNOWLEDGED)),
        sender(trap(600)),
        receiver(header(DONE)),
        sender(header(PROMPT, { size: 8 })),
      ],
      types: [PROMPT, ACKNOWLEDGED, DONE, PROMPT],
    },
    {
      name: 'a file whose acknowledgement was not captured',
      steps: [
        sender(header(PROMPT, { size: 9 })),
        sender(Buffer.from('O, a file')),
        sender(header(PROMPT)),
      ],
      types: [PROMPT, PROMPT],
    },
    {
      name: 'the rest of a file',
      steps: [
        sender(header(PROMPT, { size: 600 })),
        receiver(header(RESUME, { received: 592 })),
        sender(header(RESUME_ACCEPTED, { size: 600, received: 592 })),
        receiver(header(RESUME_ACKNOWLEDGED)),
        sender(trap(8)),
        sender(header(PROMPT)),
      ],
      types: [PROMPT, RESUME, RESUME_ACCEPTED, RESUME_ACKNOWLEDGED, PROMPT],
    },
    {
      name: 'a listing',
      steps: [
        sender(header(LISTING, { size: 16 })),
        receiver(header(LISTING_ACCEPTED)),
        sender(trap(16)),
        sender(header(PROMPT)),
      ],
      types: [LISTING, LISTING_ACCEPTED, PROMPT],
    },
    {
      name: 'nothing, where the file is empty',
      steps: [sender(header(PROMPT)), receiver(header(ACKNOWLEDGED)), sender(header(PROMPT))],
      types: [PROMPT, ACKNOWLEDGED, PROMPT],
    },
    {
      name: 'nothing, where more was received than there is',
      steps: [sender(header(RESUME_ACCEPTED, { size: 1, received: 2 })), sender(header(PROMPT))],
      types: [RESUME_ACCEPTED, PROMPT],
    },
  ])('$name', ({ steps, types }) => {
    expect(typesOf(sameHoweverCut(oft, steps))).toEqual(types)
  })

  it('is left where neither a header nor a file is due', () => {
    const { lost } = runOf(oft, [sender(header(PROMPT)), sender(Buffer.from('GET / HTTP/1.0'))])
    expect(lost[0]?.offset).toBe(256)
  })

  it('does not wait for a file behind a gap', () => {
    const framing = oft.open('tcp')
    const window = (bytes: Uint8Array) => ({
      ...{ bytes, start: 0, end: bytes.length },
      ...{ scanned: 0, final: false, first: false },
    })
    expect(framing.cut(0, window(header(PROMPT, { size: 9 }))).kind).toBe('message')
    framing.reset(0)
    expect(framing.cut(0, window(Buffer.from('any')))).toMatchObject({ kind: 'lost' })
  })
})

describe('oft: headers that are cut', () => {
  test.each([
    { length: 6, name: undefined },
    { length: 36, name: undefined },
    { length: 192, name: undefined },
    { length: 195, name: { text: 'a.t', cut: true } },
    { length: 198, name: { text: 'a.txt', cut: false } },
  ])('after $length bytes', ({ length, name }) => {
    const [message] = sameHoweverCut(oft, [sender(header(PROMPT, { size: 9 }).subarray(0, length))])
    expect(message).toMatchObject({ length, size: 256 })
    expect(message?.fields['filesize']).toEqual(length < 36 ? undefined : [9])
    if (name === undefined) expect(message?.fields['name']).toBeUndefined()
    else expect(message?.fields['name']).toMatchObject([name])
  })

  it('within the magic it is nothing', () => {
    expect(sameHoweverCut(oft, [sender(Buffer.from('OFT2'))])).toEqual([])
  })
})
