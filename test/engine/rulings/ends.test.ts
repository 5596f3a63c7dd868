// Rulings 10, 16, 30, 47 and 48: gaps, and how flows and captures end.

import { describe, expect, test } from 'vitest'
import { play, signature, type Play } from '../play.js'

const ask = signature(
  'a.ask',
  `dialogue tcp {
     -> line "ASK " number:word
     <- line "YES" set outcome = accepted
        or after 30s set outcome = unanswered or close set outcome = unanswered
     alert "{number} {outcome}"
   }`,
)

interface Row extends Play {
  readonly name: string
  readonly messages: readonly string[]
}

const rows: readonly Row[] = [
  ...(['fin', 'rst', 'timeout', 'reused'] as const).map((end) => ({
    name: `ruling 10: \`close\` is any end, and flow.end says which: ${end}`,
    signatures: signature(
      'a.end',
      `dialogue tcp { -> line "A" <- line "B" or after 1m or close alert "{flow.end}" }`,
    ),
    script: `
      -> A
      close ${end}`,
    messages: [end],
  })),
  {
    name: 'ruling 47: flow.end of what the end of the capture cut off is `shutdown`',
    signatures: signature(
      'a.end',
      `dialogue tcp { -> line "A" <- line "B" or after 1m or close alert "{flow.end}" }`,
    ),
    script: `
      -> A
      end`,
    messages: ['shutdown'],
  },
  {
    name: 'ruling 16: an instance survives a gap',
    signatures: ask,
    script: `
      -> ASK 1
      gap <- 5
      <- YES`,
    messages: ['1 accepted'],
  },
  {
    name: 'ruling 16: where bytes of the awaited direction are missing, `unanswered` is `unknown`',
    signatures: ask,
    script: `
      -> ASK 1
      gap <- 5
      wait 30000`,
    messages: ['1 unknown'],
  },
  {
    name: 'ruling 16: so it is at the end of the flow',
    signatures: ask,
    script: `
      -> ASK 1
      gap <- 5
      close`,
    messages: ['1 unknown'],
  },
  {
    name: 'ruling 16: bytes of the other direction do not matter',
    signatures: ask,
    script: `
      -> ASK 1
      gap -> 5
      wait 30000`,
    messages: ['1 unanswered'],
  },
  {
    name: 'ruling 16: nor does what was missing before the state was entered',
    signatures: ask,
    script: `
      <- NOISE
      gap <- 5
      -> ASK 1
      wait 30000`,
    messages: ['1 unanswered'],
  },
  {
    name: 'ruling 30: in a state with `met` only its own events or its deadline end an instance',
    signatures:
      signature(
        'a.met',
        `dialogue tcp {
         -> line "OFFER"
         remember flow.client as a.t(flow.id) for 1h
         met set outcome = made or after 1m set outcome = never-seen
         alert "{outcome}"
       }`,
      ) + signature('b.met', `dialogue tcp { -> line "TAKE" recall flow.client from a.t(login) }`),
    script: `
      -> OFFER
      close
      2 -> TAKE
      3 -> OFFER
      3 close
      wait 60000`,
    messages: ['made', 'never-seen'],
  },
  {
    name: 'ruling 47: at the end of the input `close` comes before `after`, and what has neither goes in silence',
    signatures:
      ask +
      signature(
        'b.after',
        `dialogue tcp { -> line "ASK" <- line "YES" or after 1h alert "after" }`,
      ) +
      signature('c.none', `dialogue tcp within 1h { -> line "ASK" <- line "YES" alert "none" }`),
    script: `
      -> ASK 1
      end`,
    messages: ['1 unanswered', 'after'],
  },
  {
    name: 'ruling 47: in the order in which they entered their states, then by signature id',
    signatures:
      signature(
        'b.b',
        `dialogue tcp { -> line "ASK " number:word close alert "b {number}" }`,
      ).replace('close', '<- line "X" or after 1h or close') + ask,
    script: `
      -> ASK 1
      2 -> ASK 2
      end`,
    messages: ['1 unanswered', 'b 1', '2 unanswered', 'b 2'],
  },
  {
    name: 'ruling 47: until none is left',
    signatures: signature(
      'a.stairs',
      `dialogue tcp {
         -> line "A"
         <- line "B" or close
         alert "one"
         <- line "C" or after 1m
         alert "two"
       }`,
    ),
    script: `
      -> A
      end`,
    messages: ['one', 'two'],
  },
]

describe('gaps and ends', () => {
  test.each(rows)('$name', ({ messages, ...what }) => {
    expect(play(what).sink.messages).toEqual(messages)
  })

  test('ruling 16: what was alive at the gap says so', () => {
    const { sink } = play({
      signatures: ask,
      script: `
        -> ASK 1
        <- YES
        -> ASK 2
        gap -> 5
        <- YES
        -> ASK 3
        <- YES`,
    })
    expect(sink.reports.map(({ gap }) => gap)).toEqual([false, true, false])
  })

  test('ruling 47: the end of the input makes no time pass, and its reports say `truncated`', () => {
    const { sink } = play({
      signatures: ask,
      script: `
        -> ASK 1
        wait 500
        <- NOISE
        end`,
    })
    expect(sink.reports).toHaveLength(1)
    expect(sink.reports[0]).toMatchObject({
      time: 502_000,
      truncated: true,
      trigger: 'close',
      packet: { number: 1 },
    })
  })

  test('ruling 48: then the flows end, after what their end led to', () => {
    const { sink } = play({
      signatures: ask,
      script: `
        -> ASK 1
        2 -> ASK 2
        2 close
        end
        close shutdown`,
    })
    expect(sink.all).toEqual(['2 unanswered', 'flow 2 fin', '1 unanswered', 'flow 1 shutdown'])
  })
})
