// Rulings 1 to 8: how reports are dated, which packet they name, and in what order they come.

import { describe, expect, test } from 'vitest'
import { play, signature } from '../play.js'

const ask = (name: string, word: string) =>
  signature(
    name,
    `dialogue tcp {
       hello: -> line "${word} " number:word
       -> line "BYE" or after 30s or close
       alert "{number}"
     }`,
  )

describe('dates', () => {
  test('ruling 1: a packet from before the clock keeps its own time', () => {
    const listener = play({
      signatures: signature('a.now', `dialogue tcp { -> line "NOW" alert "now" }`),
      script: `
        -> NOISE
        wait 5000`,
    })
    const [on] = listener.flows.values()
    listener.packet((packet) => {
      if (on) listener.deliver(on, 0, 'NOW', packet, { time: 2 })
    })
    const [report] = listener.sink.reports
    expect(report).toMatchObject({ time: 2000, packet: { number: 2, time: 2000 } })
  })

  test.each([
    {
      name: 'ruling 4: a report is of the packet with the last byte of the message that led to it',
      script: `
        -> ASK 1
        wait 9
        -> BYE`,
      report: { time: 11_000, packet: { number: 2 }, sender: 0, trigger: null },
    },
    {
      name: 'ruling 6: that of a timer has the deadline as its time, and the packet of the last evidence',
      script: `
        -> ASK 1
        wait 90000`,
      report: { time: 30_001_000, packet: { number: 1 }, sender: 0, trigger: 'after 30s' },
    },
    {
      name: 'ruling 6: that of an end has the time of the end',
      script: `
        -> ASK 1
        <- NOISE
        wait 9
        close rst`,
      report: { time: 11_000, packet: { number: 1 }, sender: 0, trigger: 'close' },
    },
  ])('$name', ({ script, report }) => {
    const { sink } = play({ signatures: ask('a.ask', 'ASK'), script })
    expect(sink.reports).toHaveLength(1)
    expect(sink.reports[0]).toMatchObject(report)
  })

  test('ruling 6: that of `met` has the time of the packet on the other flow', () => {
    const { sink } = play({
      signatures:
        signature(
          'a.offer',
          `dialogue tcp {
             offer: <- line "OFFER " port:port
             expect tcp any:port as b.taken()
             seen: met or after 1m
             alert "met"
           }`,
        ) +
        signature('b.taken()', `dialogue tcp { -> line "TAKE" -> line "X" or after 1m alert "x" }`),
      flows: { 2: { ports: [1025, 7000] } },
      script: `
        <- OFFER 7000
        wait 500
        2 open
        2 -> TAKE`,
    })
    expect(sink.reports).toHaveLength(1)
    expect(sink.reports[0]).toMatchObject({
      message: 'met',
      time: 503_000,
      packet: { number: 1 },
      sender: 1,
      trigger: 'met',
      flow: { id: 1 },
    })
  })

  test('ruling 4: evidence lists every message that was matched', () => {
    const { sink } = play({
      signatures: ask('a.ask', 'ASK'),
      script: `
        -> NOISE
        -> ASK 1
        <- NOISE
        -> BYE`,
    })
    expect(sink.reports[0]?.evidence).toEqual([
      { state: 'hello', direction: 'to_server', offset: 5, length: 5, packet: 2 },
      { state: 's2', direction: 'to_server', offset: 10, length: 3, packet: 4 },
    ])
  })

  test('a long dialogue keeps its first evidence, and its last', () => {
    const rounds = Array.from({ length: 100 }, () => '-> MORE').join('\n')
    const { sink } = play({
      signatures: signature(
        'a.long',
        `dialogue tcp { -> line "A" more: -> line "MORE" goto more or after 1m alert "long" }`,
      ),
      script: `-> A\n${rounds}\nwait 60000`,
    })
    const evidence = sink.reports[0]?.evidence ?? []
    expect(evidence).toHaveLength(64)
    expect(evidence.at(0)?.packet).toBe(1)
    expect(evidence.at(-1)?.packet).toBe(101)
  })
})

describe('order', () => {
  const now = (name: string, word: string) =>
    signature(name, `dialogue tcp { -> line "${word}" alert "${name} one" alert "${name} two" }`)

  test.each([
    {
      name: 'ruling 7: of one message by signature id, then as the stages stand',
      signatures: now('b.x', 'A') + now('a.x', 'A'),
      script: '-> A',
      messages: ['a.x one', 'a.x two', 'b.x one', 'b.x two'],
    },
    {
      name: 'ruling 7: of one packet by where the messages end',
      signatures: now('a.x', 'LAST') + now('b.x', 'FIRST'),
      script: '-> FIRST / LAST',
      messages: ['b.x one', 'b.x two', 'a.x one', 'a.x two'],
    },
    {
      name: 'ruling 2: timers come before the packet that has reached their deadline, in their order',
      signatures:
        ask('b.ask', 'ASK') +
        signature('a.ask', `dialogue tcp { -> line "ASK" -> line "X" or after 40s alert "a" }`) +
        now('c.x', 'NOW'),
      script: `
        -> ASK 1
        wait 5
        -> ASK 2
        wait 39993
        -> NOW`,
      messages: ['1', '2', 'a', 'c.x one', 'c.x two'],
    },
    {
      name: 'ruling 2: timers with one deadline come in the order of their creation',
      signatures:
        signature(
          'a.x',
          `dialogue tcp { -> line "LATE" -> line "X" or after 29990ms alert "late" }`,
        ) +
        signature('b.x', `dialogue tcp { -> line "EARLY" -> line "X" or after 30s alert "early" }`),
      script: `
        -> EARLY
        wait 9
        -> LATE
        wait 60000`,
      messages: ['early', 'late'],
    },
  ])('$name', ({ signatures, script, messages }) => {
    expect(play({ signatures, script }).sink.messages).toEqual(messages)
  })

  test('ruling 7: two framers that read to the same byte are one place', () => {
    const listener = play({
      signatures:
        signature('b.x', `dialogue tcp { -> line "A" alert "b" }`) +
        signature('a.x', `dialogue tcp { -> toc "A" alert "a" }`),
      script: '-> NOISE',
    })
    listener.packet((packet) => {
      const [on] = listener.flows.values()
      if (on === undefined) return
      listener.deliver(on, 0, 'A', packet, { offset: 5 })
      listener.deliver(on, 0, 'A', packet, { offset: 5, framer: 'toc' })
    })
    expect(listener.sink.messages).toEqual(['a', 'b'])
  })

  test('ruling 8: nothing is written before the packet is settled', () => {
    const listener = play({ signatures: now('a.x', 'A'), script: '-> NOISE' })
    listener.packet((packet) => {
      const [on] = listener.flows.values()
      if (on) listener.deliver(on, 0, 'A', packet)
      expect(listener.sink.reports).toEqual([])
    })
    expect(listener.sink.reports).toHaveLength(2)
  })
})
