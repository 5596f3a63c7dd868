// Which literal gates an entry. A wrong one is a signature that never fires, so every row has a message in mind.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchMessage } from '../../src/engine/match.js'
import { prepare } from '../../src/engine/prepare.js'
import type { FramerInfo } from '../../src/frame/framer.js'
import { deliveryOf, flow, messageOf } from '../engine/messages.js'
import { entryOf, programOf, signatureOf } from './pack.js'
import { patternAndText } from './patterns.js'

const field = (path: string, more: object) => ({
  path,
  type: 'text' as const,
  repeated: false,
  key: 'none' as const,
  summary: '',
  ...more,
})

const asSent = { verbatim: true }
const framer: FramerInfo = {
  name: 'asis',
  transports: ['tcp', 'udp'],
  summary: '',
  main: 'all',
  mainAt: 0,
  example: null,
  fields: [
    field('snac', { at: 6 }),
    field('name', asSent),
    field('header', { ...asSent, key: 'header' }),
    field('query', { ...asSent, key: 'string' }),
    field('form', { key: 'string' }),
    field('text', {}),
    field('kind', { firstBytes: 'KL' }),
    field('cookie', { key: 'string', beside: 'Set' }),
    field('hit', { type: 'record', fields: [field('name', asSent), field('text', {})] }),
  ],
}
const behindHeader: FramerInfo = { ...framer, name: 'behind', mainAt: 6 }
const decrypted: FramerInfo = {
  name: 'opaque',
  transports: ['tcp'],
  summary: '',
  main: '',
  example: null,
  fields: [],
}
const stream: FramerInfo = { ...framer, name: 'stream', fields: [] }
const infos = [framer, behindHeader, decrypted, stream]

/** `literal@offset`, with `i` behind it if case does not matter; null: gated by the probe. */
function gate(event: string, constants = ''): string | null {
  const program = programOf(`${constants} ${entryOf(`-> ${event}`)}`, infos)
  const printed = program.literals.map(
    ({ bytes, ignoreCase, at }) => `${bytes}${ignoreCase ? 'i' : ''}@${at ?? '*'}`,
  )
  const gates = program.dialogues[0]?.gates ?? []
  expect(gates.map(({ literal }) => literal)).toEqual(
    printed.length > 0 ? [...printed.keys()] : [null],
  )
  return printed.length > 0 ? printed.join(' or ') : null
}

test.each([
  { name: 'main text, from its start', event: 'asis "USR " int', best: 'USR @0' },
  { name: 'the rarer of two', event: 'asis "USR " int " MD5 I " word', best: ' MD5 I @*' },
  { name: 'behind a hole of a fixed length', event: 'asis u16 |00| "abcd"', best: '\0abcd@2' },
  { name: 'behind a hole of any length', event: 'asis word "abcd"', best: 'abcd@*' },
  { name: 'behind a run', event: 'asis ... "abcd"', best: 'abcd@*' },
  { name: 'behind a header', event: 'behind "abcd"', best: 'abcd@6' },
  { name: 'in any case', event: 'asis "AbCd"i', best: 'AbCdi@0' },
  { name: 'literals that touch are one', event: 'asis "ab" |01 02| "c"', best: 'ab\x01\x02c@0' },
  { name: 'unless one ignores case', event: 'asis "abc" "DEF"i', best: 'abc@0' },
  { name: 'around wildcards', event: 'asis |61 62 ?? 63 64 65 66|', best: 'cdef@3' },
  { name: 'two bytes are too few', event: 'asis "ab" word "cd"', best: null },
  { name: 'nothing but holes', event: 'asis word', best: null },
  { name: 'not in maybe', event: 'asis maybe("abcdef") word "xyz"', best: 'xyz@*' },
  {
    name: 'one for each alternative',
    event: 'asis any("toc_signon", "toc2_signon")',
    best: 'toc_signon@0 or toc2_signon@0',
  },
  {
    name: 'each at its place',
    event: 'asis any("GNUTELLA CONNECT/", "GNUTELLA/")',
    best: 'GNUTELLA/@0 or GNUTELLA CONNECT/@0',
  },
  {
    name: 'alternatives that have nothing in common',
    event: 'asis any("abcd", "efgh")',
    best: 'abcd@0 or efgh@0',
  },
  {
    name: 'alternatives with holes, one literal for both',
    event: 'asis any("abcd" word, "abcd" int) "xyz"',
    best: 'abcd@0',
  },
  {
    name: 'an alternative without any',
    event: 'asis any("abcd" word, int) "xyz"',
    best: 'xyz@*',
  },
  {
    name: 'a literal and what may follow it',
    event: 'asis .name "/config/" any("ncclogin", "login")',
    best: '/config/login@* or /config/ncclogin@*',
  },
  { name: 'an alternative with two bytes', event: 'asis any("abcd", "ef")', best: null },
  { name: 'beside a field', event: 'asis .cookie["Y"] word', best: 'Seti@*' },
  { name: 'not beside one that need not be there', event: 'asis .cookie["Y"]? word', best: null },
  { name: 'a constant', event: 'asis k', constants: 'const k = "abcd"', best: 'abcd@0' },
  {
    name: 'what a long list shares',
    event: 'asis k',
    constants: `const k = ${[...'abcdefghijklmnopq'].map((one) => `"/x/${one}"`).join(', ')}`,
    best: '/x/@0',
  },
  {
    name: 'guid is spelled in two ways',
    event: 'asis "=" guid("5D3E02AB-6190-11D3-BBBB-00C04F795683")',
    best: '5d3e02ab-6190-11d3-bbbb-00c04f795683i@*',
  },
  {
    name: 'uuid in one',
    event: 'asis uuid("61626364-6566-6768-696a-6b6c6d6e6f70")',
    best: 'abcdefghijklmnop@0',
  },
  { name: 'a field at a fixed place', event: 'asis .snac |00 17 00 06|', best: '\0\x17\0\x06@6' },
  { name: 'a field anywhere', event: 'asis .name "abcd"', best: 'abcd@*' },
  { name: 'a field that the framer decodes', event: 'asis .text "abcd"', best: null },
  { name: 'a field that we decode', event: 'asis .name |> urldecode "abcd"', best: null },
  { name: 'an optional field', event: 'asis .name? "abcd"', best: null },
  { name: 'an absent field', event: 'asis .header["X-Kazaa"] absent', best: null },
  { name: 'the name of a header', event: 'asis .header["X-Kazaa-IP"] word', best: 'X-Kazaa-IPi@*' },
  {
    name: 'even of one that we decode',
    event: 'asis .header["X-Kazaa-IP"] |> trim word',
    best: 'X-Kazaa-IPi@*',
  },
  { name: 'a key, in its own case', event: 'asis .query["passwd"] word', best: 'passwd@*' },
  { name: 'a key that the framer decodes', event: 'asis .form["passwd"] word', best: null },
  { name: 'a field that nobody knows', event: 'asis .other "abcd"', best: null },
  { name: 'in some, which must match', event: 'asis some .hit { .name "abcd" }', best: 'abcd@*' },
  {
    name: 'in each, at least once',
    event: 'asis each .hit { .name "abcd" a:text }',
    best: 'abcd@*',
  },
  { name: 'a field of a record, decoded', event: 'asis each .hit { .text "abcd" }', best: null },
  { name: 'main text that is decrypted', event: 'opaque "abcd"', best: null },
  { name: 'a framer that nobody knows', event: 'unheard "abcd"', best: null },
  {
    name: 'a rare word before a common one',
    event: 'asis .header["User-Agent"] "gtk-g"',
    best: 'gtk-g@*',
  },
  { name: 'letters before NULs', event: 'asis |00 00 00 00 00 00| word "abc"', best: 'abc@*' },
])('$name', ({ event, constants, best }) => {
  expect(gate(event, constants)).toBe(best)
})

test('of a long literal, the rarest 48 bytes', () => {
  const text = `${'\\x00'.repeat(20)}${'q'.repeat(48)}${'\\x00'.repeat(20)}`
  expect(gate(`asis "${text}"`)).toBe(`${'q'.repeat(48)}@20`)
  const both = `${'x'.repeat(60)}@0`.slice(12)
  expect(gate(`asis any("${'x'.repeat(60)}", "abcd")`)).toBe(`abcd@0 or ${both}`)
})

describe('what a gate costs', () => {
  const gates = (dialogue: string) =>
    programOf(signatureOf(dialogue), infos).dialogues.flatMap(({ gates }) => gates)
  test.each([
    { name: 'a literal', event: '-> asis "abcd"', cost: 'literal' },
    { name: 'none', event: '-> asis word', cost: 'probe' },
    { name: 'a stream that is looked through', event: '-> stream ... "abcd"', cost: 'stream' },
    { name: 'the start of a stream', event: '-> stream "abcd"', cost: 'literal' },
  ])('$name', ({ event, cost }) => {
    expect(gates(`dialogue tcp { ${event} record "seen" }`)).toMatchObject([{ cost }])
  })

  test('each event of the entry has its own', () => {
    const events = '-> asis "abcd" or <- behind "abcd" or -> asis "abcd" word or -> asis word'
    const program = programOf(signatureOf(`dialogue tcp { ${events} record "seen" }`), infos)
    expect(program.dialogues[0]?.gates.map(({ literal }) => literal)).toEqual([0, 1, 0, null])
    expect(program.literals).toEqual([
      { bytes: 'abcd', ignoreCase: false, at: 0, framers: ['asis'] },
      { bytes: 'abcd', ignoreCase: false, at: 6, framers: ['behind'] },
    ])
  })

  test('a signature that is armed only looks for nothing', () => {
    const armed =
      'signature a.b() { id 9000002 rev 1 title "" class message severity low risk unencrypted dialogue tcp { -> asis "abcd" record "seen" } }'
    const program = programOf(armed, infos)
    expect(program.literals).toEqual([])
    expect(program.dialogues[0]?.gates).toEqual([{ framer: 'asis', literal: null, cost: 'probe' }])
  })
})

describe('bytes with which a message begins', () => {
  test.each([
    { event: 'asis |27| u32', first: "'" },
    { event: 'asis any(|05|, |02| word)', first: '\x02\x05' },
    { event: 'asis "a"i', first: 'Aa' },
    { event: 'asis |?? 27|', first: undefined },
    { event: 'asis u8 |27|', first: undefined },
    { event: 'asis any(|05|, word)', first: undefined },
    { event: 'asis maybe(|05|) word', first: undefined },
    { event: 'asis .name "abc"', first: undefined },
    { event: 'behind |27|', first: undefined },
    { event: 'asis .kind word', first: 'KL' },
    { event: 'behind .kind word', first: 'KL' },
    { event: 'asis any("L", "M") .kind word', first: 'L' },
    { event: 'asis "M" .kind word', first: '' },
    { event: 'asis .kind? word', first: undefined },
    { event: 'asis .kind absent', first: undefined },
  ])('$event', ({ event, first }) => {
    const program = programOf(entryOf(`-> ${event}`), infos)
    expect(program.dialogues[0]?.gates[0]?.firstBytes).toBe(first)
  })
})

test('a message that matches has the literal, at its place, and begins with one of the first bytes', () => {
  let matched = 0
  fc.assert(
    fc.property(patternAndText(), ({ pattern, text }) => {
      const program = prepare(programOf(entryOf(`-> asis ${pattern}`), infos))
      if (matchMessage(program, 0, deliveryOf(messageOf(text)), flow, []) === null) return
      matched++
      const gate = program.dialogues[0]?.gates[0]
      if (gate?.firstBytes !== undefined) expect(gate.firstBytes).toContain(text.charAt(0))
      const there = program.literals.some(({ bytes, ignoreCase, at }) => {
        const fold = (one: string) => (ignoreCase ? one.toLowerCase() : one)
        const place = at ?? fold(text).indexOf(fold(bytes))
        return place >= 0 && fold(text).startsWith(fold(bytes), place)
      })
      expect(there).toBe(program.literals.length > 0)
    }),
    { seed: 17, numRuns: 300 },
  )
  expect(matched).toBeGreaterThan(100)
})
