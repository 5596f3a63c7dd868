// What becomes of stages, names and numbers. Patterns are in test/engine/pattern.test.ts, by what they match.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compile } from '../../src/compile/compile.js'
import { printProgram } from '../../src/compile/print.js'
import { DROP, type CompiledState, type Program } from '../../src/compile/program.js'
import { shared } from '../support/shared.js'
import { entryOf, itemsOf, programOf, signatureOf } from './pack.js'

const only = (program: Program) => {
  const [signature] = program.signatures
  if (signature === undefined) throw new Error('no signature')
  return signature
}

const states = (program: Program) =>
  program.stages.filter((stage): stage is CompiledState => stage.kind === 'state')

describe('metadata', () => {
  const text = `signature yahoo.one {
    id 1903001 rev 3 title "T" caveat "C" class message severity low confidence medium
    risk unencrypted, worm attack T1040, T1110.002 ports tcp/80, udp/6346..6349 reference "a", "b"
    dialogue tcp { -> line "a" record "seen" }
  }`
  test('all of it', () => {
    expect(only(programOf(text))).toMatchObject({
      id: 1903001,
      rev: 3,
      name: 'yahoo.one',
      title: 'T',
      caveat: 'C',
      class: 'message',
      category: 'Instant message',
      severity: 'low',
      confidence: 'medium',
      products: ['yahoo'],
      risks: ['unencrypted', 'worm'],
      attack: ['T1040', 'T1110.002'],
      references: ['a', 'b'],
      ports: [
        { transport: 'tcp', from: 80, to: 80 },
        { transport: 'udp', from: 6346, to: 6349 },
      ],
    })
  })

  test('what is left out', () => {
    const given = { caveat: null, confidence: 'high', attack: [], references: [], ports: [] }
    expect(only(programOf(entryOf('-> line "a"')))).toMatchObject({ ...given, products: ['test'] })
  })

  test('signatures stand by ascending id, in whatever order they come', () => {
    const items = itemsOf(
      signatureOf('dialogue tcp { -> line "abcd" record "" }', 'a.late', 9000009) +
        signatureOf('dialogue tcp { -> line "efgh" record "" }', 'b.early', 9000001),
    )
    const program = compile(items, { classes: new Map() })
    expect(program.signatures.map(({ name }) => name)).toEqual(['b.early', 'a.late'])
    expect(compile([...items].reverse(), { classes: new Map() })).toEqual(program)
  })
})

describe('slots', () => {
  const slots = (text: string) =>
    only(programOf(text)).slots.map(
      ({ name, kind, secret }) => `${name} ${kind}${secret ? ' secret' : ''}`,
    )

  test('parameters first, then captures, names that are set, columns', () => {
    const text = `signature a.b(file, secret auth) { id 1 rev 1 title "" class message severity low risk worm
      dialogue tcp {
        -> line n:int " " secret pass:bytes(2) =file =auth set outcome = made
        recall n from t(column)
        -> line x:word set n = 5 set flow.account = x or after 1s set late = n
        record "seen"
      } }`
    expect(slots(text)).toEqual([
      'file unknown',
      'auth unknown secret',
      'n number',
      'pass bytes secret',
      'x text',
      'outcome text',
      'late number',
      'column unknown',
    ])
    expect(only(programOf(text))).toMatchObject({ params: 2, armedOnly: true })
  })

  test.each([
    ['x:bytes |> text', 'x text'],
    ['x:text |> unhex', 'x bytes'],
    ['x:word |> urldecode', 'x text'],
    ['x:bytes |> urldecode', 'x bytes'],
    ['x:ip4', 'x text'],
    ['x:u64le', 'x number'],
    ['x:port', 'x number'],
    ['x:re("a")', 'x text'],
    ['any("a" x:int, "b" x:int)', 'x number'],
    ['any("a" x:int, "b" x:word)', 'x unknown'],
    ['each .hit { .name x:text }', 'x list'],
    ['some .hit { .name x:text }', 'x text'],
  ])('%s is %s', (event, slot) => {
    expect(slots(entryOf(`-> line ${event}`))).toEqual([slot])
  })

  test.each([
    ['set x = made', 'text'],
    ['set x = "made"', 'text'],
    ['set x = 5', 'number'],
    ['set x = flow.id', 'number'],
    ['set x = flow.client', 'text'],
    ['set x = flow.account', 'unknown'],
    ['set x = n', 'number'],
  ])('%s makes a %s', (set, kind) => {
    expect(only(programOf(entryOf(`-> line n:int ${set}`))).slots[1]).toMatchObject({
      name: 'x',
      kind,
    })
  })

  test('what is set from a secret is one', () => {
    expect(slots(entryOf('-> line secret p:word set copy = p'))).toEqual([
      'p text secret',
      'copy text secret',
    ])
  })
})

describe('operands', () => {
  const operand = (written: string) => {
    const text = signatureOf(
      `dialogue tcp { -> line n:int " " text:text each .hit { .name files:text } where ${written} == 1 record "" }`,
    )
    return states(programOf(text))[0]?.events[0]?.where[0]?.left
  }
  test.each([
    ['n', { from: 'slot', slot: 0, take: 'value' }],
    ['text.size', { from: 'slot', slot: 1, take: 'size' }],
    ['files.count', { from: 'slot', slot: 2, take: 'count' }],
    ['flow.server-port', { from: 'builtin', name: 'flow.server-port' }],
    ['flow.account', { from: 'fact', name: 'account' }],
    ['"wörd"', { from: 'text', bytes: Buffer.from('wörd').toString('latin1') }],
    ['7', { from: 'number', value: 7 }],
  ])('%s', (written, compiled) => {
    expect(operand(written)).toEqual(compiled)
  })

  test.each([
    ['accepted', { from: 'text', bytes: 'accepted' }],
    ['n', { from: 'slot', slot: 0, take: 'value' }],
    ['flow.id', { from: 'builtin', name: 'flow.id' }],
    ['flow.account', { from: 'fact', name: 'account' }],
  ])('set x = %s', (written, value) => {
    const program = programOf(entryOf(`-> line n:int set x = ${written} set flow.y = n`))
    expect(states(program)[0]?.events[0]?.sets).toEqual([
      { to: { slot: 1 }, value },
      { to: { fact: 'y' }, value: { from: 'slot', slot: 0, take: 'value' } },
    ])
  })
})

describe('stages', () => {
  const dialogue = `dialogue tcp, udp peer within 2m {
      ask:  -> line "a"
            record "asked"
            -> line "b" goto ask or -> line "c" goto done or -> line "d" goto drop or <- line "e" or <> line "f"
            or after 1500ms or close or met
      last: -> line "g"
            record "one"
            alert "two"
  }`
  const program = programOf(
    signatureOf('dialogue tcp { -> line "z" record "" }') +
      signatureOf(dialogue, 'test.two', 9000002),
  )

  test('dialogues know their stages', () => {
    expect(program.dialogues).toMatchObject([
      { signature: 0, stageFrom: 0, stageTo: 2, peer: false, withinMs: null, transports: ['tcp'] },
      {
        signature: 1,
        stageFrom: 2,
        stageTo: 8,
        peer: true,
        withinMs: 120_000,
        transports: ['tcp', 'udp'],
      },
    ])
    expect(program.signatures.map(({ dialogues }) => dialogues)).toEqual([[0], [1]])
  })

  test('goto leads to a label, to the done block, or nowhere; without it the next stage follows', () => {
    const [, , branching, last] = states(program)
    expect(branching?.events.map(({ next }) => next)).toEqual([2, 6, DROP, 5, 5, 5, 5, 5])
    expect(last?.events.map(({ next }) => next)).toEqual([6])
  })

  test('without reports at the end, done is the end', () => {
    const kept = signatureOf('dialogue tcp { -> line a:word goto done remember a as t(a) for 1h }')
    expect(states(programOf(kept))[0]?.events[0]?.next).toBe(2)
  })

  test('states without a label are numbered', () => {
    expect(states(program).map(({ label }) => label)).toEqual(['s1', 'ask', 's2', 'last'])
  })

  test('directions and triggers', () => {
    const events = states(program)[2]?.events.map(({ on, direction, afterMs }) => [
      on,
      direction,
      afterMs,
    ])
    expect(events?.slice(2)).toEqual([
      ['message', 'to_server', 0],
      ['message', 'to_client', 0],
      ['message', 'either', 0],
      ['after', 'either', 1500],
      ['close', 'either', 0],
      ['met', 'either', 0],
    ])
  })
})

describe('reports', () => {
  const report = (text: string) => {
    const stage = programOf(signatureOf(`dialogue tcp { -> line n:int ${text} }`)).stages[1]
    return stage?.kind === 'alert' || stage?.kind === 'record' ? stage : undefined
  }
  const n = { from: 'slot', slot: 0, take: 'value' }
  test.each([
    ['alert "plain"', [{ literal: 'plain' }]],
    ['alert "{n}"', [{ value: n }]],
    ['alert "a {n?} b{n}"', [{ literal: 'a ' }, { value: n }, { literal: ' b' }, { value: n }]],
    ['alert "{{n} {n.size}"', [{ literal: '{n} ' }, { value: { ...n, take: 'size' } }]],
    ['alert "{{{n}}"', [{ literal: '{' }, { value: n }, { literal: '}' }]],
    [
      'alert "{flow.account?} ä"',
      [{ value: { from: 'fact', name: 'account' } }, { literal: ' ä' }],
    ],
    ['alert ""', []],
  ])('%s', (written, text) => {
    expect(report(written)?.text).toEqual(text)
  })

  test('once', () => {
    expect(report('record "a"')).toMatchObject({ kind: 'record', once: null })
    expect(report('record "a" once per n, flow.id')?.once).toEqual({
      keys: [n, { from: 'builtin', name: 'flow.id' }],
      withinMs: null,
    })
    expect(report('record "a" once per n within 10m')?.once?.withinMs).toBe(600_000)
  })
})

test('relations', () => {
  const program = programOf(
    signatureOf(
      `dialogue tcp {
        -> line host:word " " port:port " " file:word
        expect tcp host:port? as test.two(file, host)
        expect udp any:6891 within 2m as test.two(file, host)
        expect tcp 10.0.0.1:any as test.two(file, host)
        remember file, flow.id as seen(host, port?) for 12h
        record "offered"
      }`,
    ) +
      'signature test.two(a, b) { id 9000002 rev 1 title "" class message severity low risk worm dialogue tcp { -> line "x" recall b from seen(c, d?) where c == a record "" } }',
  )
  const slot = (slot: number) => ({ from: 'slot', slot, take: 'value' })
  expect(program.stages.slice(1, 5)).toEqual([
    {
      kind: 'expect',
      transport: 'tcp',
      host: slot(0),
      port: slot(1),
      withinMs: 60_000,
      signature: 1,
      args: [slot(2), slot(0)],
    },
    {
      kind: 'expect',
      transport: 'udp',
      host: null,
      port: { from: 'number', value: 6891 },
      withinMs: 120_000,
      signature: 1,
      args: [slot(2), slot(0)],
    },
    {
      kind: 'expect',
      transport: 'tcp',
      host: { from: 'text', bytes: '10.0.0.1' },
      port: null,
      withinMs: 60_000,
      signature: 1,
      args: [slot(2), slot(0)],
    },
    {
      kind: 'remember',
      table: 0,
      keys: [slot(2), { from: 'builtin', name: 'flow.id' }],
      columns: [slot(0), slot(1)],
      lifetimeMs: 43_200_000,
    },
  ])
  expect(program.stages[7]).toEqual({
    kind: 'recall',
    table: 0,
    keys: [slot(1)],
    columns: [
      { slot: 2, optional: false },
      { slot: 3, optional: true },
    ],
    where: [{ left: slot(2), operator: '==', right: slot(0) }],
  })
  expect(program.tables).toEqual([{ name: 'seen', columns: 2 }])
})

test('a count', () => {
  const count = signatureOf(
    'count 5 flow.id of test.two within 60s per flow.client, text alert "{flow.client}: {count} of {text}"',
  )
  const counted = signatureOf(
    'dialogue tcp { -> line " " text:text record "" }',
    'test.two',
    9000002,
  )
  const program = programOf(count + counted)
  expect(only(program).slots.map(({ name }) => name)).toEqual(['flow.client', 'text'])
  expect(only(program).tally).toEqual({
    threshold: 5,
    counted: 1,
    distinct: { from: 'builtin', name: 'flow.id' },
    withinMs: 60_000,
    per: [
      { from: 'builtin', name: 'flow.client' },
      { from: 'slot', slot: 0, take: 'value' },
    ],
    report: {
      kind: 'alert',
      text: [
        { value: { from: 'slot', slot: 0, take: 'value' } },
        { literal: ': ' },
        { value: { from: 'builtin', name: 'count' } },
        { literal: ' of ' },
        { value: { from: 'slot', slot: 1, take: 'value' } },
      ],
      once: null,
    },
  })
})

test('clauses', () => {
  const event =
    '-> line .rv.tlv[0x2711]? |> xor("k") |> text ... .header["Host"] absent some .hit { .name "a" }'
  const field = { kind: 'field', optional: false, decode: [], key: null }
  expect(programOf(entryOf(event)).matches).toEqual([
    {
      framer: 'line',
      main: -1,
      clauses: [
        {
          ...field,
          path: 'rv.tlv',
          key: 10001,
          optional: true,
          decode: [{ name: 'xor', key: 'k' }, { name: 'text' }],
          pattern: 0,
        },
        { kind: 'absent', path: 'header', key: 'Host' },
        { kind: 'some', path: 'hit', key: null, clauses: [{ ...field, path: 'name', pattern: 3 }] },
      ],
    },
  ])
})

test('an expression that occurs twice is one automaton', () => {
  const program = programOf(entryOf('-> line re("a+") re("b") re("a+") re("a+"i)'))
  expect(program.automata).toHaveLength(3)
  expect(
    program.instructions.flatMap((step) => (step.op === 'take' ? [step['automaton']] : [])),
  ).toEqual([0, 1, 0, 2])
})

test('what is said twice stands once', () => {
  const said = '-> line any("a" x:int, "b" x:int) end'
  const once = programOf(entryOf(`-> line "z" ${said}`))
  const twice = programOf(entryOf(`-> line "z" ${said} ${said}`))
  expect(twice.instructions).toEqual(once.instructions)
  expect(twice.matches).toEqual(once.matches)
  const [{ main } = { main: -1 }] = once.matches.slice(1)
  expect(once.instructions.slice(main)).toMatchObject([
    { op: 'try', otherwise: main + 4 },
    { op: 'literal' },
    { op: 'take' },
    { op: 'commit', to: main + 6 },
    { op: 'literal' },
    { op: 'take' },
    { op: 'end' },
    { op: 'done' },
  ])
})

test('what the checker refuses is a mistake of ours', () => {
  for (const event of [
    '-> line a:text word',
    '-> line =nobody',
    '-> line sausage',
    '-> line re("(")',
    '-> line "a" goto nowhere',
  ])
    expect(() => programOf(entryOf(event)), event).toThrow()
})

describe.each(['design/sketches', 'design/prototype/sig'])('all of %s', (path) => {
  const folder = shared(path)
  const files = folder === null ? [] : readdirSync(folder).filter((name) => name.endsWith('.sig'))
  const texts = files.map((name) => readFileSync(join(folder ?? '', name), 'utf8'))

  test.skipIf(folder === null)(
    'compiles, prints, and is plain JSON (skipped without the shared data)',
    () => {
      const program = compile(itemsOf(texts.join('\n')), { classes: new Map() })
      expect(program.signatures.length).toBeGreaterThan(5)
      expect(JSON.parse(JSON.stringify(program))).toEqual(program)
      for (const { name } of program.signatures)
        expect(printProgram(program, name)).not.toContain('undefined')
    },
  )
})
