// What a pack compiles to, as it is printed: programs/<name>.sig and, beside it, <name>.txt.

import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compile } from '../../src/compile/compile.js'
import { printProgram } from '../../src/compile/print.js'
import { entryOf, itemsOf, programOf } from './pack.js'

const folder = new URL('programs/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.sig'))
  .map((name) => name.slice(0, -'.sig'.length))

test.each(names)('%s', (name) => {
  const text = readFileSync(new URL(`${name}.sig`, folder), 'utf8')
  const program = compile(itemsOf(text), { classes: new Map() })
  const printed = program.signatures.map((signature) => printProgram(program, signature.name))
  expect(printed.join('\n')).toBe(readFileSync(new URL(`${name}.txt`, folder), 'utf8'))
})

test.each([
  {
    event: '"a" any("b" x:word, |01| digits) "c"',
    lines: [
      'literal "a"',
      'try, else 5',
      'literal "b"',
      'take word -> x',
      'go to 7',
      'literal |01|',
      'take digits',
      'literal "c"',
    ],
  },
  { event: '|2a ?? 01 02 03|', lines: ['literal |2a ?? 01 02 03|'] },
  { event: '|01 02 03|', lines: ['literal |01 02 03|'] },
  { event: '"\\r\\n\\t\\"\\\\\\x7f"i', lines: ['literal "\\r\\n\\t\\"\\\\\\x7f"i'] },
  {
    event: 'n:int " " a:text =n',
    lines: ['take int -> n', 'literal " "', 'text until =n -> a', 'same n'],
  },
  { event: 'n:u16 =n', lines: ['take u16 -> n', 'same n, as u16'] },
  {
    event: '... any(k, end)',
    lines: ['skip until "ab" | "c" | end', 'try, else 4', 'literal "ab" | "c"', 'go to 5', 'end'],
  },
  {
    event: '... k end',
    lines: [
      'skip until 2 before the end if it is "ab" | 1 before the end if it is "c"',
      'literal "ab" | "c"',
      'end',
    ],
  },
  {
    event: 'secret p:bytes(2) |> xor(|01|) |> text',
    lines: ['take bytes(2) |> xor(|01|) |> text -> secret p'],
  },
  { event: 're("a+") int(5)', lines: ['take re(automaton 0)', 'take int(5)'] },
])('$event', ({ event, lines }) => {
  const program = programOf(`const k = "c", "ab" ${entryOf(`-> line ${event}`)}`)
  const printed = printProgram(program, 'test.one')
    .split('\n')
    .map((line) => line.trim())
  const from = printed.indexOf('main text') + 1
  expect(printed.slice(from, from + lines.length)).toEqual(lines.map((line, at) => `${at} ${line}`))
})

test('a name that the program does not have', () => {
  expect(() => printProgram(programOf(entryOf('-> line "a"')), 'test.two')).toThrow(RangeError)
})
