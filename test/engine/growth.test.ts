// A message that has not ended (`stream`): it matches as soon as nothing that is to come could change what is taken.

import { describe, expect, test } from 'vitest'
import { captures, messageOf, textOf, type Plain } from './messages.js'

interface Row {
  readonly pattern: string
  readonly text: string
  /** With how many bytes it matches; `end`: not before the message has ended; null: never. */
  readonly with: number | 'end' | null
  readonly gives?: Record<string, Plain>
  readonly constants?: string
}

const rows: readonly Row[] = [
  { pattern: '"HELLO"', text: 'HELLO you', with: 5 },
  { pattern: '"HELLO" ...', text: 'HELLO you', with: 5 },
  { pattern: '"HELLO" end', text: 'HELLO', with: 'end' },
  { pattern: 'a:word', text: 'ab cd', with: 3, gives: { a: 'ab' } },
  { pattern: 'a:word', text: 'abcd', with: 'end', gives: { a: 'abcd' } },
  { pattern: 'a:word " "', text: 'ab cd', with: 3, gives: { a: 'ab' } },
  { pattern: 'n:int', text: '-123.', with: 5, gives: { n: -123 } },
  { pattern: 'n:port', text: '6699', with: 'end', gives: { n: 6699 } },
  { pattern: 'n:u16', text: '\x00\x0b\x00', with: 2, gives: { n: 11 } },
  { pattern: 'x:hex(4)', text: 'beefcafe', with: 4, gives: { x: 'beef' } },
  { pattern: 'x:bytes(3)', text: 'abcdef', with: 3 },
  { pattern: 'q:quoted', text: '"a b" c', with: 5, gives: { q: 'a b' } },
  { pattern: 'c:cstring', text: 'abc\0d', with: 4, gives: { c: 'abc' } },
  { pattern: 'a:ipv4', text: '10.0.0.12 ', with: 10, gives: { a: '10.0.0.12' } },
  { pattern: 'e:email', text: 'a@b.org,', with: 8, gives: { e: 'a@b.org' } },
  { pattern: 'x:re("ab+")', text: 'abbbc', with: 5, gives: { x: 'abbb' } },
  { pattern: 'x:re("INVALID(PASS|USER)")', text: 'INVALIDPASS', with: 11 },
  { pattern: 'x:re("a(bcd)?")', text: 'abce', with: 4, gives: { x: 'a' } },
  { pattern: 'x:text', text: 'all of it', with: 'end', gives: { x: 'all of it' } },
  { pattern: 'x:text "\\r\\n"', text: 'one\r\ntwo', with: 5, gives: { x: 'one' } },
  { pattern: 'x:text "."  end', text: 'a.b.', with: 'end', gives: { x: 'a.b' } },
  { pattern: '"a" maybe("b") "c"', text: 'abc', with: 3 },
  { pattern: '"a" maybe("bb")', text: 'abc', with: 3 },
  { pattern: 'any("okay", "ok") x:u8', text: 'ok!', with: 3, gives: { x: 0x21 } },
  { pattern: 'any(a:quoted, a:word) " "', text: '"a b" ', with: 6, gives: { a: 'a b' } },
  { pattern: 'list', text: 'abd', with: 3, constants: 'const list = "ab", "abc"' },
  { pattern: 'x:text list', text: 'xabd', with: 4, constants: 'const list = "b", "abc"' },
  { pattern: 'n:u8 " " x:text =n', text: '\x01 ab1', with: null },
  { pattern: 'n:int " " =n', text: '12 12.', with: 6, gives: { n: 12 } },
  { pattern: 'n:word " " =n', text: 'ab abc', with: 5, gives: { n: 'ab' } },
  { pattern: 'n:word " " x:text =n', text: 'ab cab', with: 6, gives: { n: 'ab', x: 'c' } },
  { pattern: 'n:int " " x:text =n', text: '12 c12,', with: 7, gives: { n: 12, x: 'c' } },
  { pattern: '"HELLO"', text: 'HELP', with: null },
]

function taken({ pattern, text, constants = '' }: Row, length: number, grows: boolean) {
  const main = textOf(text.slice(0, length), 0, { cut: grows, ...(grows ? { grows } : {}) })
  return captures({ event: pattern, message: messageOf(main), constants })
}

describe('as it grows by a byte at a time', () => {
  test.each(rows)('$pattern on $text', (row) => {
    const whole = taken(row, row.text.length, false)
    if (row.gives !== undefined) expect(whole).toMatchObject(row.gives)
    const matching = Array.from({ length: row.text.length + 1 }, (_, length) => length).filter(
      (length) => taken(row, length, true) !== null,
    )
    for (const length of matching) expect(taken(row, length, true)).toEqual(whole)
    expect(matching[0] ?? (whole === null ? null : 'end')).toBe(row.with)
  })
})
