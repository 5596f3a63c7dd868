// The messages that the desk makes itself.

import { expect, it, test } from 'vitest'
import type { FieldValue, Framer, Message } from '../../src/frame/framer.js'
import { segments, segmentsMessage } from '../../src/frame/segments.js'
import { tunnel, tunnelMessage } from '../../src/frame/tunnel.js'
import { turn, turnMessage } from '../../src/frame/turn.js'

function plain(value: FieldValue): unknown {
  if (value.kind === 'record') return value
  if (value.kind === 'number') return value.value
  return Buffer.from(value.bytes.subarray(value.start, value.end)).toString()
}

/** All that the catalogue says there is. */
function fieldsOf({ info }: Framer, message: Message) {
  return Object.fromEntries(
    info.fields.map(({ path }) => [path, message.get(path, null).map(plain)]),
  )
}

it('a turn is its bytes', () => {
  const message = turnMessage(Buffer.from('..hello...'), 2, 7)
  expect(message).toMatchObject({ start: 2, end: 7, size: 5 })
  expect(message.main).toMatchObject({ start: 2, end: 7, wireStart: 0, wireEnd: 5, cut: false })
  expect(fieldsOf(turn, message)).toEqual({})
})

it('a turn of which only the beginning was kept is cut, and has its whole size', () => {
  const message = turnMessage(Buffer.from('hello'), 0, 5, 70_000)
  expect(message).toMatchObject({ size: 70_000, main: { cut: true, wireEnd: 5 } })
})

it('segments say what was noticed', () => {
  const message = segmentsMessage({ sign: 'ack-storm', idle: 75 })
  expect(message).toMatchObject({ start: 0, end: 0, size: 0, main: null })
  expect(fieldsOf(segments, message)).toEqual({ sign: ['ack-storm'], idle: [75] })
})

it('a tunnel says what was found in it', () => {
  const found = { kind: 'socks5', target: 'login.oscar.aol.com:5190', found: 'aim' }
  const message = tunnelMessage(found)
  expect(fieldsOf(tunnel, message)).toEqual({
    kind: ['socks5'],
    target: ['login.oscar.aol.com:5190'],
    found: ['aim'],
  })
  expect(message.get('kind', null)).toMatchObject([{ wireStart: 0, wireEnd: 0, verbatim: false }])
})

test.each([turn, segments, tunnel])('$info.name is never cut from bytes', ({ open }) => {
  const window = { bytes: Buffer.from('any'), start: 0, end: 3, scanned: 0 }
  expect(open('tcp').cut(0, { ...window, final: true, first: true }).kind).toBe('lost')
})
