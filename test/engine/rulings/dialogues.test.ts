// Rulings 12, 24 to 31 of the semantics: who takes a message, and what becomes of those who wait.

import { describe, expect, test } from 'vitest'
import { play, signature, type Play } from '../play.js'

/** A request and its answer, told by number. */
const ask = signature(
  'a.ask',
  `dialogue tcp {
     -> line "ASK " number:word
     <- line "YES" set outcome = accepted or <- line "NO" set outcome = refused
        or after 30s set outcome = unanswered or close set outcome = broken-off
     alert "{number} {outcome}"
   }`,
)

interface Row extends Play {
  readonly name: string
  /** Of the reports, in order. */
  readonly messages: readonly string[]
}

const rows: readonly Row[] = [
  {
    name: 'ruling 26: answers go to the oldest instance, so pipelined ones are served first come first',
    signatures: ask,
    script: `
      -> ASK 1
      -> ASK 2
      <- YES
      <- NO`,
    messages: ['1 accepted', '2 refused'],
  },
  {
    name: 'ruling 26: a message that an instance takes does not begin another',
    signatures: signature(
      'a.steps',
      `dialogue tcp {
         -> line "STEP " first:word
         -> line "STEP " second:word or after 1m
         alert "{first} {second?}"
       }`,
    ),
    script: `
      -> STEP 1
      -> STEP 2
      -> STEP 3
      wait 60000`,
    messages: ['1 2', '3 -'],
  },
  {
    name: 'ruling 26: an instance moves by one state for a message',
    signatures: signature(
      'a.twice',
      `dialogue tcp within 1m { -> line "HI" -> line "HI" -> line "HI" alert "thrice" }`,
    ),
    script: `
      -> HI
      -> HI
      -> BYE
      -> HI`,
    messages: ['thrice'],
  },
  {
    name: 'ruling 26: of a state the first event in the order of the text is taken',
    signatures: signature(
      'a.first',
      `dialogue tcp within 1m {
         -> line "GO"
         <- line "A" set outcome = accepted or <- line "AB" set outcome = rejected
         alert "{outcome}"
       }`,
    ),
    script: `
      -> GO
      <- AB`,
    messages: ['accepted'],
  },
  {
    name: 'ruling 26: a guard that does not hold leaves the message to the next event, and captures nothing',
    signatures: signature(
      'a.guard',
      `dialogue tcp within 1m {
         -> line "GO"
         <- line code:int where code == 200 set outcome = accepted or <- line int set outcome = refused
         alert "{outcome} {code?}"
       }`,
    ),
    script: `
      -> GO
      <- 404`,
    messages: ['refused -'],
  },
  {
    name: 'ruling 26: the entry is tried for every dialogue of a signature',
    signatures: signature(
      'a.both',
      `dialogue tcp { -> line "HI " name:word alert "one {name}" }
       dialogue tcp { -> line text:text alert "two {text}" }`,
    ),
    script: '-> HI bob',
    messages: ['one bob', 'two HI bob'],
  },
  {
    name: 'ruling 27: a message that nobody wants restarts no timer',
    signatures: ask,
    script: `
      -> ASK 1
      wait 29000
      <- WHAT?
      wait 999
      wait 1`,
    messages: ['1 unanswered'],
  },
  {
    name: 'ruling 28: `within` ends in silence what waits without an `after`',
    signatures: signature(
      'a.within',
      `dialogue tcp within 10s { -> line "A" <- line "B" alert "B" }`,
    ),
    script: `
      -> A
      wait 10000
      <- B`,
    messages: [],
  },
  {
    name: 'ruling 28: `within` counts from the entry',
    signatures: signature(
      'a.within',
      `dialogue tcp within 10s { -> line "A" -> line "B" <- line "C" alert "C" }`,
    ),
    script: `
      -> A
      wait 6000
      -> B
      wait 6000
      <- C`,
    messages: [],
  },
  {
    name: 'ruling 28: a state with `after` outlives `within`',
    signatures: signature(
      'a.within',
      `dialogue tcp within 10s { -> line "A" <- line "B" or after 30s set outcome = unanswered alert "{outcome?}" }`,
    ),
    script: `
      -> A
      wait 20000
      <- B`,
    messages: ['-'],
  },
  {
    name: 'ruling 28: and what comes behind it ends at once if `within` is over',
    signatures: signature(
      'a.within',
      `dialogue tcp within 10s {
         -> line "A"
         <- line "B" or after 30s
         alert "waited"
         <- line "C" or close
         alert "never"
       }`,
    ),
    script: `
      -> A
      wait 30000
      <- C
      close`,
    messages: ['waited'],
  },
  {
    name: 'ruling 28: entering a state again restarts its `after`, and captures are overwritten',
    signatures: signature(
      'a.again',
      `dialogue tcp {
         -> line "A"
         more: -> line "MORE " text:word goto more or after 10s
         alert "{text?}"
       }`,
    ),
    script: `
      -> A
      wait 9000
      -> MORE x
      wait 9000
      -> MORE y
      wait 10000`,
    messages: ['y'],
  },
  {
    name: 'ruling 28: of several deadlines each comes in its turn',
    signatures: signature(
      'a.deadlines',
      `dialogue tcp {
         -> line "N " size:int
         after 10s where size == 1 set outcome = cancelled or after 5s where size == 2 set outcome = running or after 20s
         alert "{size} {outcome?}"
       }`,
    ),
    script: `
      -> N 1
      -> N 2
      -> N 3
      wait 6000
      wait 6000
      wait 60000`,
    messages: ['2 running', '1 cancelled', '3 -'],
  },
  {
    name: 'ruling 29: what follows a state runs at once, up to the next one',
    signatures: signature(
      'a.runs',
      `dialogue tcp {
         -> line "A" alert "one" record "two"
         -> line "B" or after 1m
         alert "three"
       }`,
    ),
    script: `
      -> A
      -> B`,
    messages: ['one', 'two', 'three'],
  },
  {
    name: '`goto drop` forgets in silence, `goto done` runs the reports at the end',
    signatures: signature(
      'a.goto',
      `dialogue tcp within 1m {
         -> line "A"
         <- line "DROP" goto drop or <- line "DONE" goto done or <- line "ON"
         alert "on"
         <- line "B"
         record "done"
       }`,
    ),
    script: `
      -> A
      <- DROP
      <- B
      -> A
      <- DONE
      -> A
      <- ON
      <- B`,
    messages: ['done', 'on', 'done'],
  },
  {
    name: 'ruling 30: the end of a flow drops what waits for no end',
    signatures: signature(
      'a.open',
      `dialogue tcp { -> line "A" <- line "B" or after 1m alert "over" }`,
    ),
    script: `
      -> A
      close
      wait 60000`,
    messages: [],
  },
  {
    name: 'ruling 30: a state that is entered when the flow has ended hears of it at once',
    signatures: signature(
      'a.closing',
      `dialogue tcp within 1m {
         -> line "A"
         <- line "B" or close goto last
         alert "never"
         last: <- line "C" or close set outcome = broken-off
         alert "{outcome?}"
       }`,
    ),
    script: `
      -> A
      close`,
    messages: ['broken-off'],
  },
  {
    name: 'ruling 31: two dialogues that describe the same bytes alike make one report',
    signatures: signature(
      'a.same',
      `dialogue tcp { -> line "HI " name:word alert "hello {name}" }
       dialogue tcp { <> line "HI " name:text alert "hello {name}" }`,
    ),
    script: `
      -> HI bob
      -> HI bob`,
    messages: ['hello bob', 'hello bob'],
  },
  {
    name: 'ruling 31: unless their values differ',
    signatures: signature(
      'a.differs',
      `dialogue tcp { -> line "HI " name:word alert "hello" }
       dialogue tcp { -> line "HI " alert "hello" }`,
    ),
    script: '-> HI bob',
    messages: ['hello', 'hello'],
  },
  {
    name: 'ruling 31: two dialogues that wait for the same answer in vain make one report as well',
    signatures: signature(
      'a.vain',
      `dialogue tcp { -> line "HI" <- line "HO" or after 5s alert "silence" }
       dialogue tcp { -> line "HI" <- line "HA" or after 5s alert "silence" }`,
    ),
    script: `
      -> HI
      wait 5000`,
    messages: ['silence'],
  },
]

const oneEach = signature(
  'a.arrow',
  `dialogue tcp { -> line "HI " name:word alert "{name} to {flow.server-port}" }`,
)
const orientation: readonly Row[] = [
  {
    name: 'ruling 12: an arrow is for the side that opened',
    signatures: oneEach,
    script: `
      -> HI client
      <- HI server`,
    messages: ['client to 4000'],
  },
  {
    name: 'ruling 12: while nobody knows who opened, an entry is tried both ways round, and then it is known for good',
    signatures: oneEach,
    flows: { 1: { opener: null, midstream: true } },
    script: `
      <- HI bob
      -> HI eve
      <- HI bob`,
    messages: ['bob to 1025', 'bob to 1025'],
  },
  {
    name: 'flow.user is the account of the report, else that of the flow, else the address of the client',
    signatures: signature(
      'a.user',
      `dialogue tcp { -> line "IS " account:word end set flow.account = account alert "{flow.user} is here" }
       dialogue tcp { -> line "HI" end alert "{flow.user} says hi" }`,
    ),
    script: `
      -> HI
      -> IS bob
      -> HI`,
    messages: ['192.0.2.1 says hi', 'bob is here', 'bob says hi'],
  },
  {
    name: 'ruling 12: an arrow against the opener fixes it as well',
    signatures: signature(
      'a.arrow',
      `dialogue tcp { <- line "HI " name:word alert "{name} to {flow.client-port}" }`,
    ),
    flows: { 1: { opener: null, midstream: true } },
    script: `
      -> HI bob
      <- HI eve`,
    messages: ['bob to 4000'],
  },
  {
    name: 'ruling 12: neither `<>` nor a `peer` dialogue fixes it, and the guess is the hinted port',
    signatures:
      signature(
        'a.peer',
        `dialogue tcp peer { -> line "PEER" alert "peer to {flow.server-port}" }`,
      ).replace('risk unencrypted', 'risk unencrypted ports tcp/1025') +
      signature('b.either', `dialogue tcp { <> line "ANY" alert "any to {flow.server-port}" }`),
    flows: { 1: { opener: null, midstream: true } },
    script: `
      -> PEER
      <- PEER
      -> ANY`,
    messages: ['peer to 1025', 'peer to 1025', 'any to 1025'],
  },
  {
    name: 'in a `peer` dialogue the arrow is for whoever sent the entry',
    signatures: signature(
      'a.peer',
      `dialogue tcp peer within 1m { -> line "GET " file:word <- line "OK" alert "{file}" }`,
    ),
    script: `
      <- GET a
      <- OK
      -> OK
      -> GET b
      -> OK
      <- OK`,
    messages: ['a', 'b'],
  },
  {
    name: 'a later arrow fixes the opener where the entry left it open',
    signatures: signature(
      'a.later',
      `dialogue tcp within 1m { <> line "A" -> line "B" <- line "C" alert "to {flow.server-port}" }`,
    ),
    flows: { 1: { opener: null, midstream: true } },
    script: `
      -> A
      <- B
      <- C
      -> C`,
    messages: ['to 1025'],
  },
]

describe('dialogues', () => {
  test.each([...rows, ...orientation])('$name', ({ messages, ...what }) => {
    expect(play(what).sink.messages).toEqual(messages)
  })

  test('ruling 25: at most eight instances wait for a signature on a flow; the oldest goes, is counted, and told once', () => {
    const script = [...'0123456789'].map((number) => `-> ASK ${number}`).join('\n')
    const listener = play({ signatures: ask, script: `${script}\nclose` })
    expect(listener.sink.messages).toEqual([...'23456789'].map((number) => `${number} broken-off`))
    expect(listener.engine.counts.get('limit.instances')).toBe(2)
    expect(listener.sink.anomalies.map(({ event }) => event)).toEqual(['imids.limit.instances'])
    expect(listener.sink.anomalies[0]?.packet.number).toBe(9)
  })

  test('ruling 25: one that comes to its end at once takes nobody else’s place', () => {
    const once = signature('b.once', `dialogue tcp { -> line "ASK " alert "asked" }`)
    const script = [...'01234567'].map((number) => `-> ASK ${number}`).join('\n')
    const listener = play({ signatures: ask + once, script: `${script}\n-> ASK 8\nclose` })
    expect(listener.engine.counts.get('limit.instances')).toBe(1)
    expect(listener.sink.messages.filter((message) => message === 'asked')).toHaveLength(9)
  })

  test('ruling 23: a state that names another framer has it begin behind the last matched message of its direction', () => {
    const listener = play({
      signatures: signature(
        'a.framers',
        `dialogue tcp within 1m { -> line "UPGRADE" <- line "OK" <> stream "X" -> line "Y" alert "Y" }`,
      ),
      script: `
        -> NOISE
        -> UPGRADE
        <- OK`,
    })
    expect(listener.framed).toEqual([
      '1 line 1 null', // nothing has come from there, so perhaps nobody reads it
      '1 stream 0 12',
      '1 stream 1 2',
    ])
  })

  test('a message that had not ended comes again, longer: what has taken it passes over it', () => {
    const signatures =
      signature(
        'a.entry',
        `dialogue tcp within 1m { -> stream "AB" alert "entry" -> stream "AB" alert "again" }`,
      ) + signature('b.longer', `dialogue tcp { -> stream "ABCD" alert "longer" }`)
    const listener = play({ signatures, script: '-> NOISE' })
    for (const message of ['AB', 'ABC', 'ABCD', 'ABCDE'])
      listener.packet((packet) => {
        const [on] = listener.flows.values()
        const said = { framer: 'stream', offset: 5, grows: message !== 'ABCDE' }
        if (on) listener.deliver(on, 0, message, packet, said)
      })
    expect(listener.sink.messages).toEqual(['entry', 'longer'])
  })
})
