// language.md §5, sentence by sentence: a pattern, bytes, and what is captured; null is a refusal.

import { describe, expect, test } from 'vitest'
import { captures, messageOf, textOf, type Plain } from './messages.js'

interface Row {
  readonly name: string
  readonly pattern: string
  readonly text: string
  readonly gives: Record<string, Plain> | null
  readonly constants?: string
  readonly cut?: boolean
}

const prefixes: Row[] = [
  { name: 'main text is matched as a prefix', pattern: '"US"', text: 'USR 6', gives: {} },
  { name: 'from its start', pattern: '"SR"', text: 'USR 6', gives: null },
  { name: 'end: nothing is left', pattern: '"USR" end', text: 'USR', gives: {} },
  { name: 'end: something is left', pattern: '"USR" end', text: 'USR 6', gives: null },
  { name: 'longer than the text', pattern: '"USR 66"', text: 'USR 6', gives: null },
  {
    name: 'an atom that cannot take its bytes fails the event',
    pattern: '"a" digits "b"',
    text: 'ab',
    gives: null,
  },
  {
    name: 'no backtracking: word has taken the b',
    pattern: 'a:word "b"',
    text: 'aab',
    gives: null,
  },
  {
    name: 'literals and holes in a row',
    pattern: '"USR " trid:int " MD5 I " account:word end',
    text: 'USR 6 MD5 I buddy@hotmail.com',
    gives: { trid: 6, account: 'buddy@hotmail.com' },
  },
]

describe('a prefix of the main text', () => {
  test.each(prefixes)('$name', check)
})

function check({ pattern, text, gives, constants = '', cut = false }: Row): void {
  const message = messageOf(textOf(text, 0, { cut }))
  expect(captures({ event: pattern, message, constants })).toEqual(gives)
}
