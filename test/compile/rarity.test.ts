import { expect, test } from 'vitest'
import { bitsIn } from '../../src/compile/rarity.js'

// Not measured, but ranked as whoever reads captures would.
test.each([
  ['SIGN_ON:', 'Content-Type'],
  ['X-Kazaa-IP', 'User-Agent'],
  ['/config/login', 'HTTP/1.0'],
  ['GND', 'GET '],
  [' MD5 I ', 'USR '],
  ['gtk', '\0\0\0\0'],
  ['\x09\x46\x13\x41', '\0\x04\0\x06'],
  ['abcd', 'abc'],
])('%j says more than %j', (more, less) => {
  expect(bitsIn(more, false)).toBeGreaterThan(bitsIn(less, false))
  expect(bitsIn(more, true)).toBeGreaterThan(bitsIn(less, true))
})

test('a literal in any case says less', () => {
  expect(bitsIn('abcd', true)).toBeLessThan(bitsIn('abcd', false))
  expect(bitsIn('1234', true)).toBe(bitsIn('1234', false))
})
