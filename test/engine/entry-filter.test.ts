import { expect, test } from 'vitest'
import { compile } from '../../src/compile/compile.js'
import { Plan } from '../../src/engine/plan.js'
import { parse } from '../../src/language/parse.js'
import { latin1 } from './messages.js'
import { signature } from './play.js'

const SIGNATURES = [
  signature('a.a', 'dialogue tcp { -> stream "ABCD" n:int  record "" }'),
  signature('a.b', 'dialogue tcp { -> stream ... "wxyz"i  record "" }'),
  signature('a.c', 'dialogue tcp { -> stream any("ABCD", "EFGH") ...  record "" }'),
  signature('a.d', 'dialogue tcp { -> stream word:token " " ...  record "" }'),
].join('')

function planOfSignatures(): Plan {
  const { items, diagnostics } = parse({ path: 'filter.sig', text: SIGNATURES })
  expect(diagnostics).toEqual([])
  const classes = new Map([['message', { text: 'Message' }]])
  return new Plan(compile(items, { classes }))
}

const plan = planOfSignatures()

function candidates(message: string, end = message.length): (string | undefined)[] {
  const groups = plan.candidates('stream', 'tcp', latin1(message), 0, end)
  return groups.map(({ signatureIndex }) => plan.program.signatures[signatureIndex]?.name)
}

test.each([
  { says: 'nothing that any of them needs', message: 'hello', begins: ['a.d'] },
  { says: 'a literal at its place', message: 'ABCD1', begins: ['a.a', 'a.c', 'a.d'] },
  { says: 'one of several literals', message: 'EFGH1', begins: ['a.c', 'a.d'] },
  { says: 'a literal, but not at its place', message: ' ABCD1', begins: ['a.d'] },
  { says: 'a literal in the other case', message: 'abcd WXyz', begins: ['a.b', 'a.d'] },
  { says: 'literals of several', message: 'ABCD wxyz', begins: ['a.a', 'a.b', 'a.c', 'a.d'] },
])('a message that holds $says may begin $begins', ({ message, begins }) => {
  expect(candidates(message)).toEqual(begins)
})

test('what one message held does not count for the next', () => {
  candidates('ABCD wxyz')
  expect(candidates('hello')).toEqual(['a.d'])
})

test('a literal behind what stands verbatim is none', () => {
  expect(candidates('---- wxyz', 8)).toEqual(['a.d'])
  expect(candidates('---- wxyz', 9)).toEqual(['a.b', 'a.d'])
})
