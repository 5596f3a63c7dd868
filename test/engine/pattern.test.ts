// language.md §5, sentence by sentence: a pattern, bytes, and what is captured; null is a refusal.

import { describe, expect, test } from 'vitest'
import { captures, messageOf, textOf, type Plain } from './messages.js'

interface Row {
  readonly name: string
  readonly pattern: string
  readonly text: string
  readonly gives: Record<string, Plain> | null
  readonly constants?: string
}

function inMain({ pattern, text, gives, constants = '' }: Row): void {
  expect(captures({ event: pattern, message: messageOf(text), constants })).toEqual(gives)
}

function inClause({ pattern, text, gives, constants = '' }: Row): void {
  const message = messageOf('', [['name', text]])
  expect(captures({ event: `.name ${pattern}`, message, constants })).toEqual(gives)
}

describe('main text is matched as a prefix, from its start', () => {
  test.each<Row>([
    { name: 'a beginning', pattern: '"US"', text: 'USR 6', gives: {} },
    { name: 'not a middle', pattern: '"SR"', text: 'USR 6', gives: null },
    { name: 'end: nothing is left', pattern: '"USR" end', text: 'USR', gives: {} },
    { name: 'end: something is left', pattern: '"USR" end', text: 'USR 6', gives: null },
    { name: 'more than there is', pattern: '"USR 66"', text: 'USR 6', gives: null },
    { name: 'an atom that takes nothing', pattern: '"a" digits "b"', text: 'ab', gives: null },
    { name: 'no backtracking', pattern: 'a:word "b"', text: 'aab', gives: null },
    {
      name: 'literals and holes in a row',
      pattern: '"USR " trid:int " MD5 I " account:word end',
      text: 'USR 6 MD5 I buddy@hotmail.com',
      gives: { trid: 6, account: 'buddy@hotmail.com' },
    },
  ])('$name', inMain)
})

describe('a field is matched as a whole', () => {
  test.each<Row>([
    { name: 'all of it', pattern: '"MSG"', text: 'MSG', gives: {} },
    { name: 'only its beginning', pattern: '"MSG"', text: 'MSGS', gives: null },
    { name: 'an end that is written', pattern: '"MSG" end', text: 'MSGS', gives: null },
    { name: 'the rest is let go by `...`', pattern: '"MSG" ...', text: 'MSGS', gives: {} },
    { name: 'there, with anything in it', pattern: '...', text: '', gives: {} },
  ])('$name', inClause)
})

describe('literals', () => {
  test.each<Row>([
    { name: 'case matters', pattern: '"abc"', text: 'ABC', gives: null },
    { name: 'i ignores ASCII case', pattern: '"aBc"i', text: 'AbC', gives: {} },
    { name: 'i ignores no other case', pattern: '"\\xe4"i', text: '\xc4', gives: null },
    { name: 'i tells [ from {', pattern: '"["i', text: '{', gives: null },
    { name: 'escapes', pattern: '"\\r\\n\\t\\"\\\\\\x00"', text: '\r\n\t"\\\0', gives: {} },
    { name: 'bytes', pattern: '|2a 05|', text: '*\x05', gives: {} },
    { name: '?? is any one byte', pattern: '|2a ?? 01|', text: '*\0\x01', gives: {} },
    { name: '?? is one byte', pattern: '|2a ??|', text: '*', gives: null },
    {
      name: 'a constant is one of its list',
      constants: 'const k = "ab", "cd"',
      pattern: 'k',
      text: 'cd',
      gives: {},
    },
    {
      name: 'tried longest first',
      constants: 'const k = "a", "abc", "ab"',
      pattern: 'k rest:text',
      text: 'abcd',
      gives: { rest: 'd' },
    },
    {
      name: 'which is for good',
      constants: 'const k = "a", "ab"',
      pattern: 'k "b"',
      text: 'ab',
      gives: null,
    },
  ])('$name', inMain)
})

describe('any takes the first alternative that matches, for good', () => {
  test.each<Row>([
    { name: 'the first', pattern: 'any("a", "ab") rest:text', text: 'abc', gives: { rest: 'bc' } },
    { name: 'the second', pattern: 'any("x", "ab") rest:text', text: 'abc', gives: { rest: 'c' } },
    { name: 'none', pattern: 'any("x", "y")', text: 'abc', gives: null },
    { name: 'for good', pattern: 'any("a", "ab") "c"', text: 'abc', gives: null },
    {
      name: 'with holes',
      pattern: 'any("n=" number:int, "s=" string:word) end',
      text: 's=x',
      gives: { string: 'x' },
    },
    {
      name: 'what a failed alternative captured is gone',
      pattern: 'any(a:word "!", b:token)',
      text: 'abc',
      gives: { b: 'abc' },
    },
    {
      name: 'within another',
      pattern: 'any("x" any("1", digits "!"), any("y", "x2" rest:text))',
      text: 'x23',
      gives: { rest: '3' },
    },
    { name: 'with an end', pattern: '"a" any(end, "b")', text: 'a', gives: {} },
    {
      name: 'a list in it is for good as well',
      constants: 'const k = "a", "ab"',
      pattern: 'any(k "bc", "ab" rest:text)',
      text: 'abc',
      gives: { rest: 'c' },
    },
  ])('$name', inMain)
})

describe('maybe takes its pattern if it stands here, else nothing, for good', () => {
  test.each<Row>([
    { name: 'there', pattern: '"a" maybe(":" port:int) end', text: 'a:80', gives: { port: 80 } },
    { name: 'not there', pattern: '"a" maybe(":" port:int) end', text: 'a', gives: {} },
    { name: 'half there', pattern: '"a" maybe(":" port:int) ":x"', text: 'a:x', gives: {} },
    { name: 'for good', pattern: 'maybe("a") "ab"', text: 'ab', gives: null },
    {
      name: 'within another',
      pattern: 'maybe("http://" host maybe(":" port)) path:text',
      text: 'http://a.b:80/c',
      gives: { path: '/c' },
    },
  ])('$name', inMain)
})

describe('a run goes to the first place of what follows it', () => {
  test.each<Row>([
    { name: 'a literal', pattern: 'a:text ":" b:text', text: 'x:y:z', gives: { a: 'x', b: 'y:z' } },
    { name: 'may be empty', pattern: 'a:text ":"', text: ':', gives: { a: '' } },
    { name: 'no such place', pattern: 'a:text ":"', text: 'xyz', gives: null },
    { name: 'in any case', pattern: 'a:text "X"i', text: 'abxX', gives: { a: 'ab' } },
    { name: 'a wildcard', pattern: 'a:text |3a ?? 3b|', text: 'x::y:z;', gives: { a: 'x::y' } },
    { name: 'bytes print as hex', pattern: 'a:bytes |00|', text: 'hi\0', gives: { a: '|6869|' } },
    { name: 'it commits', pattern: '... "ab" "c"', text: 'abxabc', gives: null },
    {
      name: 'nothing follows: the rest',
      pattern: '"a" rest:text',
      text: 'abc',
      gives: { rest: 'bc' },
    },
    { name: 'the end: the rest', pattern: 'a:text end', text: 'abc', gives: { a: 'abc' } },
    {
      name: '... takes and keeps nothing',
      pattern: '... "=" a:word',
      text: 'x=y',
      gives: { a: 'y' },
    },
    {
      name: 'a constant: any of its list',
      constants: 'const k = ";", "--"',
      pattern: 'a:text k',
      text: 'x-y--z;',
      gives: { a: 'x-y' },
    },
    {
      name: 'an any whose alternatives begin with a literal',
      pattern: 'a:text any("=" b:digits, ":" c:word)',
      text: 'x:y=1',
      gives: { a: 'x', c: 'y=1' },
    },
    {
      name: 'an any with an end: a literal, else the end',
      pattern: 'a:text any(",", end)',
      text: 'xyz',
      gives: { a: 'xyz' },
    },
    {
      name: 'what follows the any that it stands in',
      pattern: 'any("n" a:text, "m" b:text) ":"',
      text: 'm12:3',
      gives: { b: '12' },
    },
    {
      name: 'a maybe, or what follows that',
      pattern: 'a:text maybe("?" b:text) "#"',
      text: 'x#?',
      gives: { a: 'x' },
    },
    {
      name: '=name',
      pattern: 'sign:bytes(1) a:text =sign b:text',
      text: '/x/y',
      gives: { sign: '|2f|', a: 'x', b: 'y' },
    },
    {
      name: '=name of a number, which stands for itself as a whole',
      pattern: 'n:int " " a:text =n',
      text: '6 16 x06',
      gives: { n: 6, a: '16 x' },
    },
    { name: 'an empty literal stands at once', pattern: 'a:text "" "b"', text: 'ab', gives: null },
  ])('$name', inMain)
})

describe('the last run is tried at the end if what follows has a fixed length', () => {
  test.each<Row>([
    { name: 'ends with', pattern: 'a:text ".exe"i', text: 'x.exe.EXE', gives: { a: 'x.exe' } },
    { name: 'not at the end', pattern: 'a:text ".exe"', text: 'x.exe.txt', gives: null },
    { name: 'shorter than that', pattern: 'a:text ".exe"', text: 'exe', gives: null },
    {
      name: 'ends with one of a list',
      constants: 'const executable = ".exe"i, ".html"i, ".com"i',
      pattern: 'a:text executable',
      text: 'www.com.HTML',
      gives: { a: 'www.com' },
    },
    {
      name: 'a longer one of the list that does not fit is no matter',
      constants: 'const k = "abcdef", "f"',
      pattern: '... k',
      text: 'ef',
      gives: {},
    },
    { name: 'contains', pattern: '... "%20" ...', text: 'a%20b%20', gives: {} },
    { name: 'does not contain', pattern: '... "%20" ...', text: 'a20', gives: null },
    {
      name: 'holes of a fixed length',
      pattern: 'a:bytes n:u16 |00|',
      text: 'ab\0\x01\x02\0',
      gives: { a: '|616200|', n: 258 },
    },
    {
      name: 'only the last run; those before it go to the first place',
      pattern: 'a:text "." b:text ".gz"',
      text: 'x.y.gz.gz',
      gives: { a: 'x', b: 'y.gz' },
    },
    {
      name: 'a hole without a fixed length',
      pattern: 'a:text "." digits',
      text: '1.2.3',
      gives: null,
    },
    {
      name: 'a list in the middle',
      constants: 'const dot = ".", "%2e"i',
      pattern: 'a:text dot "exe"',
      text: 'a.exe%2Eexe',
      gives: { a: 'a.exe' },
    },
  ])('$name', inClause)

  test.each<Row>([
    {
      name: 'in main text, with an end',
      pattern: 'a:text "x" end',
      text: 'axbx',
      gives: { a: 'axb' },
    },
    { name: 'in main text, without', pattern: 'a:text "x"', text: 'axbx', gives: { a: 'a' } },
  ])('$name', inMain)
})

describe('a span that was cut', () => {
  const trial = (event: string, main: string, field: string) =>
    captures({
      event,
      message: messageOf(textOf(main, 0, { cut: true }), [
        ['name', textOf(field, 9, { cut: true })],
      ]),
    })
  test.each([
    { name: 'has a prefix', event: '"USR " a:word', gives: { a: 'bud' } },
    { name: 'has a rest', event: '"USR " a:text', gives: { a: 'bud' } },
    { name: 'has no end', event: '"USR " a:word end', gives: null },
    { name: 'is no whole field', event: '.name "x"', gives: null },
    { name: 'is no whole field, whatever is in it', event: '.name ...', gives: null },
    { name: 'is nothing behind `?`', event: '.name? a:text', gives: {} },
    { name: 'is no whole field when decoded', event: '.name |> lower "x"', gives: null },
  ])('$name', ({ event, gives }) => {
    expect(trial(event, 'USR bud', 'x')).toEqual(gives)
  })
})

describe('re takes the longest match at its place', () => {
  test.each<Row>([
    {
      name: 'longest',
      pattern: 'a:re("a|ab|abc") b:text',
      text: 'abcd',
      gives: { a: 'abc', b: 'd' },
    },
    { name: 'at its place', pattern: 're("b+")', text: 'abb', gives: null },
    { name: 'may be empty', pattern: 'a:re("b*") "a"', text: 'a', gives: { a: '' } },
    { name: 'for good', pattern: 're(".*") "b"', text: 'ab', gives: null },
    { name: 'in any case', pattern: 'a:re("ab[c-e]"i)', text: 'aBD', gives: { a: 'aBD' } },
    {
      name: 'one of several',
      pattern: 'any(re("(.*\\\\.)?msg\\\\.yahoo\\\\.com") end, "x")',
      text: 'cs.msg.yahoo.com',
      gives: {},
    },
  ])('$name', inMain)
})
