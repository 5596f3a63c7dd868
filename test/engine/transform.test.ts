// The transforms of language.md §5, in front of a pattern and behind a hole.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyTransforms, prepareTransform } from '../../src/engine/transform.js'
import { captures, latin1, messageOf } from './messages.js'

/** Bytes go in and come out as one character a byte; null: it cannot be read. */
function transform(pipes: string, text: string): string | null {
  const transforms = pipes.split(' ').map((pipe) => {
    const [name = '', key] = pipe.split(/[()]/)
    return prepareTransform(key === undefined ? { name } : { name, key })
  })
  const bytes = applyTransforms(transforms, latin1(text))
  return bytes === null ? null : Buffer.from(bytes).toString('latin1')
}

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
const utf16 = (text: string) => Buffer.from(text, 'utf16le').toString('latin1')

test.each([
  ['xor(ab)', '\x29\x2b\x2d', 'HIL'],
  ['xor(ab)', '', ''],
  ['xor(Tic/Toc)', '\x3c\x1c\x0d\x5b\x31\x1d\x51', 'hunter2'],
  ['urldecode', 'a%20b+c%2bd', 'a b c+d'],
  ['urldecode', '%C3%a4%00', '\xc3\xa4\0'],
  ['urldecode', '100%', null],
  ['urldecode', '%zz', null],
  ['urldecode', '%4', null],
  ['base64', 'aHVudGVyMg==', 'hunter2'],
  ['base64', 'aHVudGVyMg', 'hunter2'],
  ['base64', 'aGk_aGk-', 'hi?hi>'],
  ['base64', 'aGk/aGk+', 'hi?hi>'],
  ['base64', '', ''],
  ['base64', 'a', null],
  ['base64', 'aGk=x', null],
  ['base64', 'aG k', null],
  ['base64', 'aGk===', null],
  ['unhex', '4869fF', 'Hi\xff'],
  ['unhex', '486', null],
  ['unhex', '4g', null],
  ['text', 'ab\0cd', 'ab'],
  ['text', '\xe4\0', '\xe4'],
  ['latin1', 'h\xe4\0x', utf8('hä')],
  ['utf16le', utf16('hä€'), utf8('hä€')],
  ['utf16le', utf16('hi\0there'), 'hi'],
  ['utf16le', utf16('hi') + 'x', null],
  ['utf16le', utf16('hi\0') + 'x', 'hi'],
  ['utf16le', '\x00\xd8\x41\x00', utf8('\ufffdA')],
  ['utf16le', utf16('\u{1f600}'), utf8('\u{1f600}')],
  ['utf16be', '\0h\0i\0\0\0x', 'hi'],
  ['lower', 'AbZ[\xc4\0X', 'abz[\xc4'],
  ['trim', ' \t\r\n a b \r\n', 'a b'],
  ['trim', '  ', ''],
  ['trim', ' a\0 ', 'a'],
  ['screenname', 'Big Bad  Buddy\0 X', 'bigbadbuddy'],
  ['unhex xor(ab) text', '29 ', null],
  ['unhex xor(ab) text', '292b6100', 'HIL'.slice(0, 2)],
  ['base64 utf16le', Buffer.from('hi', 'utf16le').toString('base64'), 'hi'],
])('%s of %j is %j', (pipes, text, wanted) => {
  expect(transform(pipes, text)).toBe(wanted)
})

test('whatever the bytes are: nothing throws, and at most twice as many come out', () => {
  const names = ['xor', 'urldecode', 'base64', 'unhex', 'text', 'latin1', 'utf16le', 'utf16be']
  const transforms = [...names, 'lower', 'trim', 'screenname'].map((name) =>
    prepareTransform({ name, key: 'k' }),
  )
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'%+=aF4\0 \xff\xd8'), maxLength: 40 }).map(latin1),
  )
  fc.assert(
    fc.property(hostile, fc.constantFrom(...transforms), (bytes, apply) => {
      const before = Uint8Array.from(bytes)
      expect(apply(bytes)?.length ?? 0).toBeLessThanOrEqual(2 * bytes.length)
      expect(bytes).toEqual(before)
    }),
    { seed: 7, numRuns: 2000 },
  )
})

describe('where a transform stands', () => {
  const constants = 'const key = "ab"'
  const message = messageOf('0x292b', [['query', 'login', 'b%75ddy']])
  test.each([
    ['.query["login"] |> urldecode account:text', { account: 'buddy' }],
    ['.query["login"] |> urldecode "bud" rest:text', { rest: 'dy' }],
    ['.query["login"] |> unhex ...', null],
    ['.query["login"]? |> unhex a:text', {}],
    ['.query["login"] a:text |> urldecode', { a: 'buddy' }],
    ['"0x" a:word |> unhex |> xor(key) |> text', { a: 'HI' }],
    ['"0x" a:word |> unhex |> xor(key)', { a: '|4849|' }],
    ['"0x" a:bytes(4) |> unhex |> xor("ab") |> lower', { a: 'hi' }],
    ['a:bytes |> unhex', null],
    ['bytes |> unhex', null],
    ['"0x" word |> unhex', {}],
  ])('%s: %j', (event, gives) => {
    expect(captures({ event, message, constants })).toEqual(gives)
  })
})
