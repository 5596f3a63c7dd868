import { expect, test } from 'vitest'
import { nearest } from '../../src/language/suggest.js'

test.each([
  {
    name: 'a letter too many',
    word: 'serverity',
    among: ['severity', 'secret'],
    meant: 'severity',
  },
  { name: 'a letter too few', word: 'dialog', among: ['dialogue'], meant: 'dialogue' },
  { name: 'two letters swapped', word: 'tpc', among: ['udp', 'tcp'], meant: 'tcp' },
  { name: 'the nearer of two', word: 'wrod', among: ['wad', 'word'], meant: 'word' },
  { name: 'nothing is near', word: 'flapper', among: ['flap', 'line'], meant: null },
  { name: 'in a short word one letter is the limit', word: 'it', among: ['id', 'am'], meant: 'id' },
  { name: 'in a single letter none', word: 'x', among: ['y'], meant: null },
])('$name', ({ word, among, meant }) => {
  expect(nearest(word, among)).toBe(meant)
})
