import { describe, expect, it, test } from 'vitest'
import { gnutella } from '../../src/frame/gnutella.js'
import { messagesOf, runOf, sameHoweverCut } from './cuts.js'
import { CONNECT, ping, text } from './gnutella-shapes.js'
import { bytesOf, describeVectors, vectorIds } from './vectors.js'

const keys = { header: ['User-Agent', 'x-ultrapeer', 'Content-Encoding', 'X-Try'] }

describe('heads', () => {
  it('gives the start line and headers', () => {
    const [head] = sameHoweverCut(gnutella, [text(0, CONNECT)], { keys })
    expect(head).toMatchObject({ length: CONNECT.length, certain: true })
    expect(head?.main).toMatchObject({ text: 'GNUTELLA CONNECT/0.6', wire: [0, 20], cut: false })
    expect(head?.fields).toMatchObject({
      'header[User-Agent]': [{ text: 'LimeWire/2.4.4', wire: [34, 48], verbatim: true }],
      'header[x-ultrapeer]': [{ text: 'False' }],
    })
  })

  it('gives headers that come again, that go on, and that are empty', () => {
    const words = 'GNUTELLA/0.6 503 Busy\r\nX-Try: a,\r\n  b \r\nx-try:\tc\t\r\nX-Try:\r\n\r\n'
    const [head] = sameHoweverCut(gnutella, [text(1, words)], { keys })
    expect(head?.main?.text).toBe('GNUTELLA/0.6 503 Busy')
    const values = [{ text: 'a,\r\n  b' }, { text: 'c' }, { text: '' }]
    expect(head?.fields['header[X-Try]']).toMatchObject(values)
  })

  test.each([
    { name: 'lower case', words: CONNECT.toLowerCase() },
    { name: 'another word', words: 'GNUTELLA CONNECTED/0.6\r\n\r\n' },
    { name: 'a letter behind the version', words: 'GNUTELLA CONNECT/0.6X\r\n\r\n' },
    { name: 'a code of two digits', words: 'GNUTELLA/0.6 20 OK\r\n\r\n' },
    { name: 'two blanks', words: 'GNUTELLA  CONNECT/0.6\r\n\r\n' },
    { name: 'CR CR LF', words: 'GNUTELLA CONNECT/0.6\r\r\n\r\n' },
    { name: 'LF in 0.6', words: CONNECT.replaceAll('\r\n', '\n') },
    { name: 'one LF without CR', words: CONNECT.replace('False\r\n', 'False\n') },
    { name: 'an empty line of LF alone', words: CONNECT.replace(/\r\n$/, '\n') },
    { name: 'CRLF in one line of 0.4', words: 'GNUTELLA CONNECT/0.4\n\r\n' },
    { name: 'another word, cut', words: 'GNUTELLAS' },
    { name: 'a header without a colon', words: 'GNUTELLA CONNECT/0.6\r\nUser-Agent\r\n\r\n' },
    { name: 'a header without a name', words: 'GNUTELLA CONNECT/0.6\r\n: x\r\n\r\n' },
    { name: 'a blank in a name', words: 'GNUTELLA CONNECT/0.6\r\nUser Agent: x\r\n\r\n' },
    {
      name: 'no end within 8 KiB',
      words: `GNUTELLA CONNECT/0.6\r\nA: ${'x'.repeat(9000)}\r\n\r\n`,
    },
    { name: 'a descriptor at the start of a connection', words: ping.toString('latin1') },
  ])('are not taken for the real thing: $name', ({ words }) => {
    const { messages, lost } = runOf(gnutella, [text(0, words)])
    expect(messages).toEqual([])
    expect(lost[0]).toMatchObject({ offset: 0 })
  })

  it('that were cut are given with what there is', () => {
    const [head] = sameHoweverCut(gnutella, [text(0, CONNECT.slice(0, 40))], { keys })
    expect(head?.main?.cut).toBe(false)
    expect(head?.fields).toMatchObject({ 'header[User-Agent]': [{ text: 'LimeWi', cut: true }] })
    const [start] = messagesOf(gnutella, [text(0, CONNECT.slice(0, 12))])
    expect(start?.main).toMatchObject({ text: 'GNUTELLA CON', cut: true })
  })
})

describeVectors('vectors', () => {
  const heads = [
    'gnu.connect.04',
    'gnu.ok.04',
    'gnu.connect.06',
    'gnu.ok.06',
    'gnu.final.06',
    'gnu.503.06',
    'g2.connect',
    'g2.ok',
  ]
  test.each([...heads, ...vectorIds('gnu.ua.')])('%s', (id) => {
    const bytes = bytesOf(id)
    const [head, ...others] = sameHoweverCut(gnutella, [{ side: 0, bytes }], { keys })
    expect(others).toEqual([])
    expect(head?.length).toBe(bytes.length)
    expect(head?.main?.text).toBe(Buffer.from(bytes).toString('latin1').split(/\r?\n/)[0])
  })
})
