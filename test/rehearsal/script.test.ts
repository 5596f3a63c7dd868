// Tests of signatures as steps with bytes and times.

import { describe, expect, test } from 'vitest'
import type { Bytes } from '../../src/language/ast.js'
import { bytesOf, writeScript } from '../../src/rehearsal/script.js'
import { parseTest } from './tests.js'

const firstBytes = (text: string): readonly Bytes[] => {
  const play = parseTest(`-> ${text}\nsilent`).plays[0]
  return play?.kind === 'send' ? play.bytes : []
}

describe('bytes', () => {
  test.each([
    { text: '"ab" |00 ff| "c"', hex: '616200ff63' },
    { text: 'len8("ab")', hex: '026162' },
    { text: 'len16("ab")', hex: '00026162' },
    { text: 'len32("ab")', hex: '000000026162' },
    { text: 'len16le("ab")', hex: '02006162' },
    { text: 'len32le("ab")', hex: '020000006162' },
    { text: 'len16(len8("a") "b") "c"', hex: '000301616263' },
    { text: 'len16("")', hex: '0000' },
  ])('$text', ({ text, hex }) => {
    expect(Buffer.from(bytesOf(firstBytes(text))).toString('hex')).toBe(hex)
  })
})

function stepsOf(plays: string, port: number | null = null) {
  const { steps, endMs } = writeScript(parseTest(plays), 'tcp', port)
  return {
    steps: steps.map(({ kind, atMs, flow }) => `${atMs} ${kind} ${flow.clientPort}`),
    endMs,
    flows: new Set(steps.map(({ flow }) => flow)),
  }
}

describe('times', () => {
  test('steps are a millisecond apart, and the capture ends one behind the last', () => {
    expect(stepsOf('-> "a"\n<- "b"\nsilent')).toMatchObject({
      steps: ['0 open 1025', '1 send 1025', '2 send 1025'],
      endMs: 3,
    })
  })

  test('`wait` moves what follows, and the end', () => {
    expect(stepsOf('-> "a"\nwait 2s\n<- "b"\nwait 1m\nsilent')).toMatchObject({
      steps: ['0 open 1025', '1 send 1025', '2002 send 1025'],
      endMs: 62_003,
    })
  })

  test('a flow within is another one, with the next port of the client', () => {
    const { steps, flows } = stepsOf('-> "a"\nflow tcp 10.0.0.9:1863 { -> "b" }\n<- "c"\nsilent')
    expect(steps).toEqual([
      '0 open 1025',
      '1 send 1025',
      '2 open 1026',
      '3 send 1026',
      '4 send 1025',
    ])
    expect([...flows].map(({ server, serverPort }) => `${server}:${serverPort}`)).toEqual([
      '192.0.2.2:4000',
      '10.0.0.9:1863',
    ])
  })
})

test.each([
  { port: 1863, expected: 1863 },
  { port: null, expected: 4000 },
])('the port hint $port gives port $expected', ({ port, expected }) => {
  expect([...stepsOf('-> "a"\nsilent', port).flows][0]?.serverPort).toBe(expected)
})
