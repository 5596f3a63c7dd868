// Main text and clauses, values and their places: language.md §5, "Clauses" and "Repeated fields"; semantics.md 36, 37.

import { describe, expect, test } from 'vitest'
import type { Value } from '../../src/engine/value.js'
import { attempt, captures, flow, latin1, messageOf, textOf, type GivenField } from './messages.js'

const number = (value: number): Value => ({
  kind: 'number',
  value,
  size: 0,
  secret: false,
  origin: null,
})
const text = (characters: string): Value => ({
  kind: 'text',
  bytes: Buffer.from(characters, 'latin1'),
  size: characters.length,
  secret: false,
  origin: null,
})

describe('clauses', () => {
  const message = messageOf('GET / HTTP/1.0', [
    ['method', 'GET'],
    ['header', 'Host', 'a.b'],
    ['header', 'Cookie', 'x=1'],
    ['header', 'Cookie', 'y=2'],
  ])
  test.each([
    {
      name: 'all must match',
      event: '.method "GET" .header["Host"] host:host',
      gives: { host: 'a.b' },
    },
    { name: 'one does not', event: '.method "PUT" .header["Host"] host:host', gives: null },
    { name: 'main text and clauses', event: '"GET " a:word .method "GET"', gives: { a: '/' } },
    { name: 'the main text does not', event: '"PUT " .method "GET"', gives: null },
    { name: 'a field must be there', event: '.header["Via"] a:text', gives: null },
    { name: 'with ?: it need not', event: '.header["Via"]? a:text', gives: {} },
    { name: 'with ?: it is there', event: '.header["Host"]? a:text', gives: { a: 'a.b' } },
    { name: 'with ?: it does not match', event: '.header["Host"]? a:int', gives: {} },
    { name: 'with ?: nothing of half a match', event: '.header["Host"]? a:token "!"', gives: {} },
    { name: 'absent', event: '.header["Via"] absent', gives: {} },
    { name: 'absent, but there', event: '.header["Host"] absent', gives: null },
    { name: 'several on one field', event: '.method a:text .method ... "T"', gives: { a: 'GET' } },
    { name: 'the first occurrence', event: '.header["Cookie"] a:text', gives: { a: 'x=1' } },
    { name: 'that matches', event: '.header["Cookie"] "y=" a:int', gives: { a: 2 } },
    { name: 'none matches', event: '.header["Cookie"] "z=" a:int', gives: null },
    { name: 'a message without main text', event: '"x" .method "GET"', gives: null, main: null },
    { name: 'its clauses alone', event: '.method "GET"', gives: {}, main: null },
  ])('$name', ({ event, gives, main }) => {
    expect(captures({ event, message: main === null ? { ...message, main } : message })).toEqual(
      gives,
    )
  })

  test('every message has a size, an index and an offset', () => {
    const delivery = { index: 3, offset: 40 }
    const event = '.size size:int .index index:int .offset offset:int'
    expect(captures({ event, message: { ...message, size: 99 }, delivery })).toEqual({
      size: 99,
      index: 3,
      offset: 40,
    })
  })

  test('the next delivery has other fields', () => {
    const event = '.method a:text'
    expect(captures({ event, message })).toEqual({ a: 'GET' })
    expect(captures({ event, message: messageOf('', [['method', 'PUT']]) })).toEqual({ a: 'PUT' })
  })
})

describe('records', () => {
  const hit = (name: string, size: number, ...more: GivenField[]): GivenField => [
    'hit',
    [['name', name], ['size', size], ...more],
  ]
  const message = messageOf('', [
    hit('a.mp3', 1),
    hit('b.exe', 8192, ['ext', 'x']),
    hit('c.exe', 8192),
    ['key', 52, 'ann'],
    ['key', 52, 'bob'],
  ])
  test.each([
    {
      name: 'some: the first record all of whose clauses match',
      event: 'some .hit { .name file:text ".exe" .size size:int }',
      gives: { file: 'b', size: 8192 },
    },
    { name: 'some: none', event: 'some .hit { .name "b.exe" .size 1 }', gives: null },
    {
      name: 'each: all that match, as lists',
      event: 'each .hit { .name files:text ".exe" .size sizes:int }',
      gives: { files: ['b', 'c'], sizes: [8192, 8192] },
    },
    { name: 'each: at least one', event: 'each .hit { .name "x" }', gives: null },
    {
      name: 'each: an optional value is in the list where it is there',
      event: 'each .hit { .name files:text .ext? exts:text }',
      gives: { files: ['a.mp3', 'b.exe', 'c.exe'], exts: ['x'] },
    },
    {
      name: 'absent in a record',
      event: 'some .hit { .name a:text .ext absent .size 8192 }',
      gives: { a: 'c.exe' },
    },
    {
      name: 'a repeated text',
      event: 'each .key[52] { .value peers:text }',
      gives: { peers: ['ann', 'bob'] },
    },
    {
      name: 'a repeated text, decoded',
      event: 'each .key[52] { .value |> unhex a:bytes }',
      gives: null,
    },
    { name: 'no record of this kind', event: 'each .push { .name a:text }', gives: null },
    { name: 'a record that is there', event: '.hit ...', gives: {} },
    { name: 'a record is no text', event: '.hit a:text', gives: null },
    {
      name: 'what a record that failed captured is gone',
      event: 'some .hit { .name maybe(odd:token) .size 8192 .ext absent }',
      gives: { odd: 'c.exe' },
    },
  ])('$name', ({ event, gives }) => {
    expect(captures({ event, message })).toEqual(gives)
  })

  test('64 values of a list are kept, and all are counted', () => {
    const names = Array.from({ length: 70 }, (_, index): GivenField => [
      'hit',
      [['name', `f${index}`]],
    ])
    const event = 'each .hit { .name files:text }'
    const { captured, slot } = attempt({ event, message: messageOf('', names) })
    const files = captured?.values.get(slot('files'))
    expect(files?.kind === 'list' && [files.values.length, files.count]).toEqual([64, 70])
  })
})

describe('=name is the same value again', () => {
  test.each([
    {
      name: 'a number as a number',
      event: '"r " =n',
      main: 'r 006',
      known: { n: number(6) },
      fits: true,
    },
    {
      name: 'another number',
      event: '"r " =n',
      main: 'r 60',
      known: { n: number(6) },
      fits: false,
    },
    {
      name: 'text byte by byte',
      event: '=a end',
      main: '06',
      known: { a: text('06') },
      fits: true,
    },
    {
      name: 'text is no number',
      event: '=a end',
      main: '6',
      known: { a: text('06') },
      fits: false,
    },
    { name: 'in the same case', event: '=a', main: 'AB', known: { a: text('ab') }, fits: false },
    { name: 'as a prefix', event: '=a', main: 'abc', known: { a: text('ab') }, fits: true },
    {
      name: 'longer than what is left',
      event: '=a',
      main: 'ab',
      known: { a: text('abc') },
      fits: false,
    },
    { name: 'of this message', event: 'a:word " " =a', main: 'x x', known: {}, fits: true },
    {
      name: 'of this message, another',
      event: 'a:word " " =a end',
      main: 'x y',
      known: {},
      fits: false,
    },
    {
      name: 'this message before the instance',
      event: 'a:word " " =a',
      main: 'x x',
      known: { a: text('y') },
      fits: true,
    },
    {
      name: 'a number of this message',
      event: 'n:int "=" =n end',
      main: '6=06',
      known: {},
      fits: true,
    },
    {
      name: 'a binary number as it was read',
      event: 'n:u16le =n end',
      main: 'abab',
      known: {},
      fits: true,
    },
    {
      name: 'an address as it was read',
      event: 'a:ip4 =a end',
      main: '\x01\x02\x03\x04\x01\x02\x03\x04',
      known: {},
      fits: true,
    },
    {
      name: 'after its transforms',
      event: 'a:word |> lower " " =a end',
      main: 'AB ab',
      known: {},
      fits: true,
    },
    {
      name: 'a value that nobody has',
      event: 'maybe("x" a:word) =a',
      main: '',
      known: {},
      fits: false,
    },
  ])('$name', ({ event, main, known, fits }) => {
    const given: Readonly<Record<string, Value>> = known
    expect(captures({ event, message: messageOf(main), known: given }) !== null).toBe(fits)
  })
})

describe('values', () => {
  const at = (from: number, to: number) => ({ flow, side: 1, from: 500 + from, to: 500 + to })
  const value = (event: string, fields: readonly GivenField[], main = 'PASS "x" hunter2') => {
    const delivery = { side: 1, offset: 500 } as const
    const { captured, slot } = attempt({ event, message: messageOf(main, fields), delivery })
    const found = captured?.values.get(slot('it'))
    return {
      origin: found?.origin,
      size: found?.size,
      secret: found?.secret,
      secrets: captured?.secrets,
    }
  }

  test('know where they were on the wire', () => {
    const secrets: never[] = []
    expect(value('"PASS " it:quoted', [])).toEqual({
      origin: at(6, 7),
      size: 1,
      secret: false,
      secrets,
    })
    expect(value('bytes(9) it:word', [])).toEqual({
      origin: at(9, 16),
      size: 7,
      secret: false,
      secrets,
    })
    expect(value('.f it:cstring', [['f', 'ab\0']])).toEqual({
      origin: at(16, 18),
      size: 2,
      secret: false,
      secrets,
    })
    expect(value('.f it:int', [['f', 5]])).toEqual({
      origin: at(16, 20),
      size: 4,
      secret: false,
      secrets,
    })
    expect(value('.index it:int', [])).toEqual({ origin: null, size: 0, secret: false, secrets })
  })

  test('of a decoded field stand for all of it', () => {
    const decoded = textOf('abc', 30, { wireEnd: 37, verbatim: false })
    const whole = { origin: at(30, 37), size: 7, secret: true, secrets: [at(30, 37)] }
    expect(value('.f "a" secret it:text', [['f', decoded]])).toEqual(whole)
    const piped = { origin: at(16, 22), size: 6, secret: true, secrets: [at(16, 22)] }
    expect(value('.f |> unhex secret it:u8 ...', [['f', '616263']])).toEqual(piped)
  })

  test('secret marks the bytes that were taken', () => {
    const whole = { origin: at(9, 16), size: 7, secret: true, secrets: [at(9, 16)] }
    expect(value('bytes(9) secret it:word', [])).toEqual(whole)
    expect(value('bytes(9) secret it:word |> lower', [])).toEqual(whole)
  })

  test('a secret that is empty marks nothing', () => {
    expect(value('"PASS" secret it:text " "', []).secrets).toEqual([])
  })

  test('an alternative that failed marks nothing', () => {
    expect(value('any("PASS " secret it:word "!", "PASS ")', []).secrets).toEqual([])
  })

  test.each([
    { name: 'an array', bytes: latin1('secret') },
    { name: 'a Buffer, of which a slice is a view', bytes: Buffer.from('secret') },
  ])('own their bytes, where the message is $name', ({ bytes }) => {
    const message = messageOf(textOf('', 0, { bytes, end: 6, wireEnd: 6 }))
    const { captured, slot } = attempt({ event: 'it:word', message })
    bytes.fill(0)
    const found = captured?.values.get(slot('it'))
    expect(found?.kind === 'text' && Buffer.from(found.bytes).toString()).toBe('secret')
  })
})
