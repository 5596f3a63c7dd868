// The table of types in language.md §5: what each takes from the front of a text, and what it gives.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attempt, captures, messageOf, plain, textOf, type Plain } from './messages.js'

/** `[type, text, value, what is left]`; `[type, text]` is a refusal. */
type Row =
  | readonly [type: string, text: string, value: Plain, rest: string]
  | readonly [type: string, text: string]

const rows: readonly Row[] = [
  ['word', 'buddy@x 1', 'buddy@x', ' 1'],
  ['word', 'a\tb', 'a', '\tb'],
  ['word', 'a\rb', 'a', '\rb'],
  ['word', 'a\nb', 'a', '\nb'],
  ['word', 'a\0b', 'a', '\0b'],
  ['word', '\xff\x01', '\xff\x01', ''],
  ['word', ' a'],
  ['word', ''],
  ['token', 'a_B.-9~', 'a_B.-9', '~'],
  ['token', '~'],
  ['digits', '0123x', '0123', 'x'],
  ['digits', 'x'],
  ['blank', ' \t x', ' \t ', 'x'],
  ['blank', 'x'],
  ['int', '42 ', 42, ' '],
  ['int', '006', 6, ''],
  ['int', '-5x', -5, 'x'],
  ['int', '+5', 5, ''],
  ['int', '-0', 0, ''],
  ['int', '123456789012345', 123456789012345, ''],
  ['int', '1234567890123456'],
  ['int', '-'],
  ['int', 'x'],
  ['port', '65535;', 65535, ';'],
  ['port', '65536'],
  ['port', '-1'],
  ['hex(4)', '0aFfe', '0aFf', 'e'],
  ['hex(4)', '0aF'],
  ['hex(4)', '0aFg'],
  ['email', 'buddy.x+y@hotmail.com>', 'buddy.x+y@hotmail.com', '>'],
  ['email', 'N'],
  ['email', '@x'],
  ['email', 'x@'],
  ['host', 'msg.edit.yahoo.com:80', 'msg.edit.yahoo.com', ':80'],
  ['host', '/'],
  ['url', 'http://a.b/c?d=%20&e#f "', 'http://a.b/c?d=%20&e#f', ' "'],
  ['ipv4', '10.0.0.5:80', '10.0.0.5', ':80'],
  ['ipv4', '255.255.255.255', '255.255.255.255', ''],
  ['ipv4', '1.2.3.4.5', '1.2.3.4', '.5'],
  ['ipv4', '256.1.1.1'],
  ['ipv4', '1.1.1.1000'],
  ['ipv4', '01.1.1.1'],
  ['ipv4', '1.2.3'],
  ['ipv4', '1.2.3.'],
  ['ipv4', '1..3.4'],
  ['ipv6', '2001:0DB8:0:0:0:0:0:7]', '2001:db8::7', ']'],
  ['ipv6', '::', '::', ''],
  ['ipv6', '::ffff:10.0.0.1 ', '::ffff:a00:1', ' '],
  ['ipv6', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', ''],
  ['ipv6', 'FE80::', 'fe80::', ''],
  ['ipv6', '1:2:3'],
  ['ipv6', '10.0.0.1'],
  ['ipv6', 'g'],
  ['guid', '{5D3E02AB-6190-11d3-BBBB-00C04F795683}x', '5D3E02AB-6190-11D3-BBBB-00C04F795683', 'x'],
  ['guid', '5d3e02ab-6190-11d3-bbbb-00c04f795683', '5D3E02AB-6190-11D3-BBBB-00C04F795683', ''],
  ['guid', '{5D3E02AB-6190-11d3-BBBB-00C04F795683'],
  ['guid', '5D3E02AB61-90-11d3-BBBB-00C04F795683'],
  ['guid', '5D3E02AB-6190-11d3-BBBB-00C04F79568'],
  ['quoted', '"a \\"b\\\\" c', 'a "b\\', ' c'],
  ['quoted', '""', '', ''],
  ['quoted', '"a'],
  ['quoted', '"a\\"'],
  ['quoted', 'a"'],
  ['re("a+")', 'aab', 'aa', 'b'],
  ['bytes(2)', 'abc', '|6162|', 'c'],
  ['bytes(4)', 'abc'],
  ['u8', '\xfex', 254, 'x'],
  ['u16', '\x01\x02', 258, ''],
  ['u32', '\xff\xff\xff\xff', 4294967295, ''],
  ['u64', '\0\0\0\x01\0\0\0\0', 4294967296, ''],
  ['u64', '\0\x1f\xff\xff\xff\xff\xff\xff', Number.MAX_SAFE_INTEGER, ''],
  ['u64', '\0\x20\0\0\0\0\0\0'],
  ['u16le', '\x01\x02', 513, ''],
  ['u32le', '\x01\0\0\x80', 2147483649, ''],
  ['u64le', '\x07\0\0\0\0\0\0\0', 7, ''],
  ['u64le', '\0\0\0\0\0\0\0\x80'],
  ['u16', '\x01'],
  ['ip4', '\x0a\0\0\xff!', '10.0.0.255', '!'],
  ['ip4', '\x0a\0\0'],
  [
    'uuid',
    '\x09\x46\x13\x41\x4c\x7f\x11\xd1\x82\x22DEST\0\0',
    '09461341-4C7F-11D1-8222-444553540000',
    '',
  ],
  ['uuid', '0123456789abcde'],
  ['cstring', 'ab\0c', 'ab', 'c'],
  ['cstring', '\0', '', ''],
  ['cstring', 'ab'],
]

test.each(rows)('%s of %j gives %j and leaves %j', (type, text, ...gives) => {
  const [value, rest] = gives
  const wanted = value === undefined ? null : { value, rest }
  const event = `value:${type} rest:text`
  expect(captures({ event, message: messageOf(text) })).toEqual(wanted)
  // Without a name it takes the same.
  const unnamed = captures({ event: `${type} rest:text`, message: messageOf(text) })
  expect(unnamed).toEqual(value === undefined ? null : { rest })
})

describe('a type with a literal argument takes this value, in any spelling', () => {
  test.each([
    [
      'guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")',
      '{5d3e02ab-6190-11d3-bbbb-00c04f795683}',
      true,
    ],
    [
      'guid("{5D3E02AB-6190-11D3-BBBB-00C04F795683}")',
      '5D3E02AB-6190-11D3-BBBB-00C04F795683',
      true,
    ],
    ['guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")', '5D3E02AB-6190-11D3-BBBB-00C04F795684', false],
    [
      'id:guid("5d3e02ab-6190-11d3-bbbb-00c04f795683")',
      '{5D3E02AB-6190-11D3-BBBB-00C04F795683}',
      true,
    ],
    [
      'uuid("09461341-4C7F-11D1-8222-444553540000")',
      '\x09\x46\x13\x41\x4c\x7f\x11\xd1\x82\x22DEST\0\0',
      true,
    ],
    [
      'id:uuid("09461341-4c7f-11d1-8222-444553540000")',
      '\x09\x46\x13\x41\x4c\x7f\x11\xd1\x82\x22DEST\0\0',
      true,
    ],
    [
      'uuid("09461341-4C7F-11D1-8222-444553540000")',
      '\x09\x46\x13\x41\x4c\x7f\x11\xd1\x82\x22DEST\0\x01',
      false,
    ],
    ['int(6)', '006', true],
    ['int("6")', '006', true],
    ['int(6)', '60', false],
    ['u16(258)', '\x01\x02', true],
    ['u16le(258)', '\x01\x02', false],
    ['ipv6("2001:db8::7")', '2001:DB8:0:0:0:0:0:7', true],
    ['ip4("10.0.0.1")', '\x0a\0\0\x01', true],
    ['word("ab")', 'ab c', true],
    ['word("ab")', 'abc', false],
    ['quoted("a\\"b")', '"a\\"b"', true],
  ])('%s, %j: %s', (pattern, text, matches) => {
    expect(captures({ event: pattern, message: messageOf(text) }) !== null).toBe(matches)
  })
})

describe('a numeric field', () => {
  const message = messageOf('', [
    ['status', 200],
    ['port', 70000],
  ])
  const known = { n: { kind: 'number', value: 200, size: 0, secret: false, origin: null } } as const
  test.each([
    ['.status 200', {}],
    ['.status 404', null],
    ['.status any(206, 200)', {}],
    ['.status ok', {}],
    ['.status n:int', { n: 200 }],
    ['.status int(200)', {}],
    ['.status int(201)', null],
    ['.status any(404, code:int)', { code: 200 }],
    ['.port p:int', { p: 70000 }],
    ['.port p:port', null],
    ['.port? p:port', {}],
    ['.status =n', {}],
    ['.port =n', null],
    ['.status ...', {}],
    ['.status "200"', null],
    ['.status a:text', null],
    ['.status u8', null],
  ])('%s: %j', (event, gives) => {
    const constants = 'const ok = 200, 206'
    expect(
      captures({ event, message, constants, known: event.includes('=n') ? known : {} }),
    ).toEqual(gives)
  })
})

test('a value that is not decoded equals the bytes on the wire, and knows where they were', () => {
  const types = [
    'word',
    'token',
    'digits',
    'blank',
    'host',
    'url',
    'email',
    'text',
    'bytes(3)',
    'cstring',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.string({ unit: fc.constantFrom(...'ab1 \t@._-/:\0\xff'), maxLength: 12 }),
      fc.nat(9),
      (type, text, wireStart) => {
        const message = messageOf(textOf(`>${text}`, wireStart))
        const { captured, slot } = attempt({
          event: `">" value:${type}`,
          message,
          delivery: { offset: 100 },
        })
        const value = captured?.values.get(slot('value'))
        if (value === undefined || value.origin === null) return
        const { from, to } = value.origin
        expect(to - from).toBe(value.size)
        const wire = `>${text}`.slice(from - 100 - wireStart, to - 100 - wireStart)
        const shown = type.startsWith('bytes')
          ? `|${Buffer.from(wire, 'latin1').toString('hex')}|`
          : wire
        expect(plain(value)).toBe(shown)
      },
    ),
    { seed: 5, numRuns: 500 },
  )
})
