// Rulings 14, 32 to 35 and 40 to 46: what dialogues tell each other.

import { describe, expect, test } from 'vitest'
import { play, signature, type Play } from '../play.js'

interface Row extends Play {
  readonly name: string
  readonly messages: readonly string[]
}

const signOn = signature(
  'a.sign',
  `dialogue tcp { -> line "USER " user:word set flow.account = user }`,
)

const facts: readonly Row[] = [
  {
    name: 'ruling 14: a fact is seen by all signatures from the next message on',
    signatures:
      signOn + signature('b.who', `dialogue tcp { -> line text:text alert "{flow.account?}" }`),
    script: `
      -> USER buddy
      -> HI
      -> USER other
      -> HI`,
    messages: ['-', 'buddy', 'buddy', 'other'],
  },
  {
    name: 'ruling 14: a fact is of one flow',
    signatures:
      signOn + signature('b.who', `dialogue tcp { -> line "HI" alert "{flow.account?}" }`),
    script: `
      -> USER buddy
      2 -> HI`,
    messages: ['-'],
  },
  {
    name: 'a comparison with an unknown fact is false',
    signatures:
      signOn +
      signature('b.who', `dialogue tcp { -> line "HI" where flow.account != "x" alert "known" }`),
    script: `
      -> HI
      -> USER buddy
      -> HI`,
    messages: ['known'],
  },
  {
    name: 'setting from what has no value leaves a name without one',
    signatures: signature(
      'a.unset',
      `dialogue tcp { -> line "HI" set peer = "x" set peer = flow.account alert "{peer?}" }`,
    ),
    script: '-> HI',
    messages: ['-'],
  },
]

const said = (more: string, fields = '') =>
  signature('a.said', `dialogue tcp { -> line "SAY " text:word alert "{text}" ${more} }`, fields)

const once: readonly Row[] = [
  {
    name: 'ruling 32: the first of each tuple is reported, then nothing for the time',
    signatures: said('once per text within 10s'),
    script: `
      -> SAY a
      -> SAY a
      -> SAY b
      wait 9000
      -> SAY a
      wait 1000
      -> SAY a`,
    messages: ['a', 'b', 'a'],
  },
  {
    name: 'ruling 32: without a time, for the whole run',
    signatures: said('once per flow.id, text'),
    script: `
      -> SAY a
      2 -> SAY a
      wait 90000000
      -> SAY a`,
    messages: ['a', 'a'],
  },
  {
    name: 'ruling 32: an unbound key counts as a value',
    signatures: said('once per flow.account') + signOn.replace('a.sign', 'b.sign'),
    script: `
      -> SAY a
      -> SAY b
      -> USER buddy
      -> SAY c`,
    messages: ['a', 'c'],
  },
  {
    name: 'ruling 32: each report of a signature is counted for itself',
    signatures: signature(
      'a.said',
      `dialogue tcp {
         -> line "SAY " text:word
         alert "alert {text}" once per text
         record "record {text}" once per text
       }`,
    ),
    script: `
      -> SAY a
      -> SAY a`,
    messages: ['alert a', 'record a'],
  },
]

const give = signature(
  'a.give',
  `dialogue tcp { -> line "GIVE " key:word " " name:word remember key as a.table(name) for 10s alert "gave" }`,
)
const take = (column: string, where = '') =>
  signature(
    'b.take',
    `dialogue tcp { -> line "TAKE " key:word recall key from a.table(${column}) ${where} alert "took {name?}" }`,
  )

const tables: readonly Row[] = [
  {
    name: 'ruling 33: a row is found again on another flow',
    signatures: give + take('name'),
    script: `
      -> GIVE k bob
      2 -> TAKE k`,
    messages: ['gave', 'took bob'],
  },
  {
    name: 'ruling 33: a new row replaces the one before',
    signatures: give + take('name'),
    script: `
      -> GIVE k bob
      -> GIVE k eve
      -> TAKE k`,
    messages: ['gave', 'gave', 'took eve'],
  },
  {
    name: 'ruling 33: a row lives for its time',
    signatures: give + take('name?'),
    script: `
      -> GIVE k bob
      wait 9998
      -> TAKE k
      -> TAKE k`,
    messages: ['gave', 'took bob', 'took -'],
  },
  {
    name: 'ruling 33: a row is there when all signatures have seen the message',
    signatures:
      signature(
        'a.give',
        `dialogue tcp { -> line name:word remember name as a.table(name) for 10s record "gave" }`,
      ) +
      signature(
        'b.take',
        `dialogue tcp { -> line name:word recall name from a.table(found) record "found {found}" }`,
      ),
    script: '-> bob / bob',
    messages: ['gave', 'gave', 'found bob'],
  },
  {
    name: 'ruling 34: without a row a column without `?` drops the instance',
    signatures: give + take('name'),
    script: '-> TAKE k',
    messages: [],
  },
  {
    name: 'ruling 34: a column with `?` binds if the row is there',
    signatures: give + take('name?'),
    script: '-> TAKE k',
    messages: ['took -'],
  },
  {
    name: 'ruling 34: a row that was recalled is not used up',
    signatures: give + take('name'),
    script: `
      -> GIVE k bob
      -> TAKE k
      -> TAKE k`,
    messages: ['gave', 'took bob', 'took bob'],
  },
  {
    name: 'a row that its `where` does not admit is not there',
    signatures: give + take('name', 'where name == "bob"'),
    script: `
      -> GIVE k eve
      -> TAKE k
      -> GIVE k bob
      -> TAKE k`,
    messages: ['gave', 'gave', 'took bob'],
  },
  {
    name: 'and binds nothing',
    signatures: give + take('name?', 'where name == "bob"'),
    script: `
      -> GIVE k eve
      -> TAKE k`,
    messages: ['gave', 'took -'],
  },
  {
    name: 'ruling 43: `met` happens as often as a row is recalled',
    signatures:
      signature(
        'a.give',
        `dialogue tcp {
           -> line "GIVE " key:word
           remember key as a.table(key) for 10m
           more: met goto said or after 1m goto drop
           said: alert "{key} met"
           -> line "X" or met goto said or after 1m goto drop
         }`,
      ) + take('name').replace('alert', 'record'),
    script: `
      -> GIVE k
      2 -> TAKE k
      2 -> TAKE k
      2 -> TAKE k`,
    messages: ['k met', 'took k', 'k met', 'took k', 'k met', 'took k'],
  },
  {
    name: 'two that recall each other’s rows do not keep each other busy',
    signatures: signature(
      'a.pair',
      `dialogue tcp {
         -> line "JOIN " own:word " " other:word
         remember own as a.pair(own) for 1h
         more: recall other from a.pair(peer?)
         alert "{own} sees {peer?}"
         met goto more or after 1h
       }`,
    ),
    script: `
      -> JOIN a b
      2 -> JOIN b a`,
    messages: ['a sees -', 'b sees a', 'a sees b', 'b sees a'],
  },
  {
    name: 'ruling 43: `met` happens when a remembered row is recalled by another flow',
    signatures:
      signature(
        'a.give',
        `dialogue tcp {
           -> line "GIVE " key:word
           remember key as a.table(key) for 10m
           met set outcome = made or after 1m set outcome = never-seen
           alert "{key} {outcome}"
         }`,
      ) + take('name'),
    script: `
      -> GIVE k
      -> GIVE l
      -> TAKE k
      2 -> TAKE k
      2 -> TAKE k
      wait 60000`,
    messages: ['took k', 'k made', 'took k', 'took k', 'l never-seen'],
  },
]

const counts: readonly Row[] = [
  {
    name: 'ruling 35: the Nth firing for one tuple of keys reports, and then the tuple rests',
    signatures:
      signature(
        'a.said',
        `dialogue tcp { -> line "SAY " text:word alert "{text}" once per text }`,
      ) +
      signature(
        'b.burst',
        `count 3 a.said within 10s per flow.client, text alert "{count} times {text} by {flow.client}"`,
      ),
    script: `
      -> SAY a
      -> SAY b
      -> SAY a
      -> SAY a
      -> SAY a
      -> SAY a
      -> SAY a`,
    messages: ['a', 'b', '3 times a by 192.0.2.1'],
  },
  {
    name: 'ruling 35: distinct values are counted once',
    signatures:
      signature('a.said', `dialogue tcp { -> line "SAY " text:word record "{text}" }`) +
      signature(
        'b.burst',
        `count 2 flow.id of a.said within 10s per text alert "{text} on {count} flows"`,
      ),
    script: `
      -> SAY a
      -> SAY a
      2 -> SAY a`,
    messages: ['a', 'a', 'a', 'a on 2 flows'],
  },
  {
    name: 'ruling 35: an instance fires once, at its first report',
    signatures:
      signature('a.said', `dialogue tcp { -> line "SAY " record "one" record "two" }`) +
      signature('b.burst', `count 2 a.said within 10s per flow.client alert "twice"`),
    script: `
      -> SAY a
      -> SAY b`,
    messages: ['one', 'two', 'one', 'two', 'twice'],
  },
]

const offer = (endpoint: string, more = '') =>
  signature(
    'a.offer',
    `dialogue tcp {
       -> line "OFFER " address:word " " port:word " " file:word
       expect tcp ${endpoint} within 10s as b.transfer(file)
       met set outcome = made or after 10s set outcome = never-seen ${more}
       alert "{file} {outcome}"
     }`,
  )
const transfer = signature(
  'b.transfer(file)',
  `dialogue tcp { -> line "GET" alert "transfer of {file}" }`,
)
const served = { ports: [1025, 7000] as const }

const expectations: readonly Row[] = [
  {
    name: 'ruling 40: the flow that was announced is armed, and its announcer hears of it',
    signatures: offer('address:port') + transfer,
    flows: { 2: served },
    script: `
      -> OFFER 192.0.2.2 7000 a.txt
      2 open
      2 -> GET
      2 -> GET`,
    messages: ['a.txt made', 'transfer of a.txt'],
  },
  {
    name: 'ruling 40: no other flow is',
    signatures: offer('address:port') + transfer,
    flows: { 2: served, 3: {} },
    script: `
      -> OFFER 192.0.2.1 7000 a.txt
      2 open
      2 -> GET
      3 open
      3 -> GET
      -> GET
      wait 10000`,
    messages: ['a.txt never-seen'],
  },
  {
    name: 'an expectation ends with its time',
    signatures: offer('any:port') + transfer,
    flows: { 2: served },
    script: `
      -> OFFER - 7000 a.txt
      wait 10000
      2 open
      2 -> GET`,
    messages: ['a.txt never-seen'],
  },
  {
    name: 'ruling 41: a flow that opened just before, and said nothing yet, is armed as well',
    signatures: offer('any:port') + transfer,
    flows: { 2: served },
    script: `
      2 open
      wait 1900
      -> OFFER - 7000 a.txt
      2 -> GET`,
    messages: ['a.txt made', 'transfer of a.txt'],
  },
  {
    name: 'ruling 41: another that is silent is not',
    signatures: offer('any:port') + transfer,
    flows: { 2: served },
    script: `
      2 open
      3 open
      -> OFFER - 7000 a.txt
      3 -> GET
      end`,
    messages: ['a.txt never-seen'],
  },
  {
    name: 'ruling 41: one of more than two seconds before is not',
    signatures: offer('any:port') + transfer,
    flows: { 2: served },
    script: `
      2 open
      wait 2000
      -> OFFER - 7000 a.txt
      2 -> GET
      end`,
    messages: ['a.txt never-seen'],
  },
  {
    name: 'ruling 42: the same announcement again extends the deadline, and both hear of it',
    signatures: offer('any:port').replace('after 10s', 'after 1m') + transfer,
    flows: { 2: served },
    script: `
      -> OFFER - 7000 a.txt
      wait 9000
      -> OFFER - 7000 a.txt
      wait 9000
      2 open
      2 -> GET
      2 -> GET`,
    messages: ['a.txt made', 'a.txt made', 'transfer of a.txt'],
  },
  {
    name: 'ruling 42: of several at one endpoint the first that passes its entry uses up its own',
    signatures:
      offer('any:port') +
      signature(
        'b.transfer(file)',
        `dialogue tcp { -> line "GET " =file alert "transfer of {file}" }`,
      ),
    flows: { 2: served, 3: served },
    script: `
      -> OFFER - 7000 a.txt
      -> OFFER - 7000 b.txt
      2 open
      3 open
      2 -> GET b.txt
      3 -> GET b.txt
      3 -> GET a.txt`,
    messages: ['b.txt made', 'transfer of b.txt', 'a.txt made', 'transfer of a.txt'],
  },
  {
    name: 'ruling 45: a host name is looked for in tunnels, and not on plain flows',
    signatures: offer('address:port') + transfer,
    flows: {
      2: { ...served, addresses: ['192.0.2.1', '192.0.2.2'] },
      3: { via: [{ kind: 'connect', host: 'Files.Example.COM', port: 7000, bound: null }] },
    },
    script: `
      -> OFFER files.example.com 7000 a.txt
      2 open
      2 -> GET
      3 open
      3 -> GET`,
    messages: ['a.txt made', 'transfer of a.txt'],
  },
  {
    name: 'ruling 45: what is no port arms nothing',
    signatures: offer('any:port') + transfer,
    flows: { 2: served },
    script: `
      -> OFFER - 0 a.txt
      -> OFFER - x b.txt
      2 open
      2 -> GET
      end`,
    messages: ['a.txt never-seen', 'b.txt never-seen'],
  },
]

describe('relations', () => {
  test.each([...facts, ...once, ...tables, ...counts, ...expectations])(
    '$name',
    ({ messages, ...what }) => {
      expect(play(what).sink.messages).toEqual(messages)
    },
  )

  test('ruling 32: the next report says how many were held back', () => {
    const { sink } = play({
      signatures: said('once per text within 10s'),
      script: `
        -> SAY a
        -> SAY a
        -> SAY a
        wait 10000
        -> SAY a
        wait 10000
        -> SAY a`,
    })
    expect(sink.reports.map(({ repeats }) => repeats)).toEqual([0, 2, 0])
  })

  test('ruling 35: what a count reports is its own keys, and how many', () => {
    const { sink } = play({
      signatures:
        signature('a.said', `dialogue tcp { -> line "SAY " text:word record "{text}" }`) +
        signature('b.burst', `count 2 a.said within 10s per flow.client, text alert "burst"`),
      script: `
        -> SAY a
        -> SAY a`,
    })
    const burst = sink.reports.find(({ signature: of }) => of.name === 'b.burst')
    expect(Object.fromEntries(burst?.values ?? [])).toEqual({ text: 'a', count: 2 })
    expect(burst?.evidence.map(({ packet }) => packet)).toEqual([2])
  })

  test('ruling 40: an armed flow is framed from its start, and flows are wanted as long as one is expected', () => {
    const listener = play({
      signatures: offer('any:port') + transfer,
      flows: { 2: served },
      script: '-> OFFER - 7000 a.txt',
    })
    expect(listener.engine.wantsFlows).toBe(true)
    expect(listener.framed).toEqual([])
    listener.wait(10_000)
    expect(listener.engine.wantsFlows).toBe(false)
    const armed = play({
      signatures: offer('any:port') + transfer,
      flows: { 2: served },
      script: `
        -> OFFER - 7000 a.txt
        2 open`,
    })
    expect(armed.framed).toEqual(['2 line null null'])
  })

  test('ruling 45: a host name is counted', () => {
    const { engine } = play({
      signatures: offer('address:port') + transfer,
      script: '-> OFFER files.example.com 7000 a.txt',
    })
    expect(engine.counts.get('expectations.host-name')).toBe(1)
  })

  test.each([
    {
      name: 'ruling 14: facts',
      limit: 'facts',
      signatures: signature(
        'a.b',
        `dialogue tcp { -> line "A" set flow.x = 1 set flow.y = 2 set flow.z = 3 }`,
      ),
      script: '-> A',
    },
    {
      name: 'ruling 14: bytes of a fact',
      limit: 'factBytes',
      signatures: signature('a.b', `dialogue tcp { -> line text:text set flow.x = text }`),
      script: `-> ${'x'.repeat(300)}`,
    },
    {
      name: 'ruling 33: rows',
      limit: 'rows',
      signatures: give,
      script: '-> GIVE a a\n-> GIVE b b\n-> GIVE c c',
    },
    {
      name: 'ruling 32: tuples',
      limit: 'tuples',
      signatures: said('once per text'),
      script: '-> SAY a\n-> SAY b\n-> SAY c',
    },
    {
      name: 'ruling 46: expectations',
      limit: 'expectations',
      signatures: offer('any:port') + transfer,
      script: '-> OFFER - 1 a\n-> OFFER - 2 a\n-> OFFER - 3 a',
    },
    {
      name: 'instances',
      limit: 'waiting',
      signatures: offer('any:port') + transfer,
      script: '-> OFFER - 1 a\n2 -> OFFER - 1 a\n3 -> OFFER - 1 a',
    },
  ])(
    'a limit that is reached is counted, and told of the flow: $name',
    ({ limit, signatures, script }) => {
      const options = { limits: limit === 'factBytes' ? {} : { [limit]: 2 } }
      const { engine, sink } = play({ signatures, script, options })
      expect([...engine.counts]).toEqual([[`limit.${limit}`, 1]])
      expect(sink.anomalies.map(({ event }) => event)).toEqual([`imids.limit.${limit}`])
    },
  )
})
