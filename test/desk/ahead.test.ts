// A front that is a chunk ahead and one that goes packet by packet, with a consumer that asks for whatever comes to its
// mind: nobody can tell them apart.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Delivery, Flow, Requests } from '../../src/desk/consumer.js'
import type { Side } from '../../src/frame/framer.js'
import { turn } from '../../src/frame/turn.js'
import { segments } from '../../src/frame/segments.js'
import { tunnel } from '../../src/frame/tunnel.js'
import type { Sent } from './fake-front.js'
import { RST } from './fake-front.js'
import { frame, programOf, runEveryWay, tcp } from './scenario.js'
import type { Recorder, Run } from './scenario.js'
import { any, frames, heads, lines, queries, tags, whole } from './toy-framers.js'

const FRAMERS = [frames, heads, tags, whole, queries, any, lines, turn, segments, tunnel]
const program = programOf(FRAMERS, {
  later: [any, lines, turn, segments, tunnel],
  literals: { heads: { bytes: 'HEAD ', at: 0 } },
  expects: true,
})

/** Decides by what it hears: the same for every front, and different for every seed. */
function whims(seed: number): NonNullable<Run['script']> {
  const NAMES = FRAMERS.map(({ info }) => info.name)
  const die = (text: string) => {
    let hash = seed
    for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
    return (hash >>> 8) % 1000
  }
  const ask = (requests: Requests, flow: Flow, roll: number, delivery: Delivery | null) => {
    const name = NAMES[roll % NAMES.length] ?? 'lines'
    const side: Side = roll & 1 ? 1 : 0
    const behind = delivery === null ? null : delivery.offset + delivery.length
    if (roll % 3 === 0) requests.frame(flow, name, null, null)
    else requests.frame(flow, name, delivery?.side ?? side, roll % 3 === 1 ? behind : null)
  }
  const act = (
    recorder: Recorder,
    requests: Requests,
    flow: Flow,
    text: string,
    delivery: Delivery | null,
  ) => {
    const roll = die(text)
    recorder.log.push(
      `roll ${roll} position ${requests.position(flow, 0)} ${requests.position(flow, 1)} ` +
        `spoken ${requests.hasSpoken(flow, 0)} ${requests.hasSpoken(flow, 1)}`,
    )
    if (roll < 300) ask(requests, flow, roll, delivery)
    else if (roll < 500)
      recorder.schedule(recorder.clock + (roll % 12), (later) => ask(later, flow, roll * 7, null))
    else if (roll < 600) recorder.wantsFlows = !recorder.wantsFlows
    else if (roll < 700)
      recorder.schedule(
        recorder.clock + (roll % 20),
        (_later, self) => (self.wantsFlows = !self.wantsFlows),
      )
    else if (roll < 800)
      for (const silent of requests.silentFlows(recorder.clock - (roll % 50))) {
        recorder.log.push(`silent ${silent.ports[0]}`)
        ask(requests, silent, roll, null)
      }
    else if (roll < 850) recorder.log.push(`missing ${requests.missing(flow, 0, 0, Infinity)}`)
  }
  return {
    opened: (requests, flow, packet, recorder) =>
      act(recorder, requests, flow, `opened ${packet.number}`, null),
    message: (requests, flow, delivery, recorder) => {
      const { message, framer, offset, side } = delivery
      const text = Buffer.from(message.bytes.subarray(message.start, message.end)).toString(
        'latin1',
      )
      act(recorder, requests, flow, `${framer} ${side} ${offset} ${text}`, delivery)
    },
  }
}

const ASK = Buffer.from('04011446cdbc090f00', 'hex').toString('latin1')
const GRANT = Buffer.from('005a000000000000', 'hex').toString('latin1')
const piece = fc.constantFrom(
  ...[
    frame('one'),
    frame('two') + frame('three'),
    'FM1\x00\x09cut',
    'HEAD 300\n' + 'x'.repeat(290),
  ],
  ...[
    'xxxxxxxxxxHEAD 2\nzz',
    'line\nline\n',
    '#a#b#c#d',
    'WHole',
    ASK,
    GRANT,
    'garbage',
    '\nHEAD 0\n',
  ],
)
const conversation = fc.record({
  said: fc.array(fc.tuple(fc.constantFrom<Side>(0, 1), piece), { minLength: 1, maxLength: 8 }),
  midstream: fc.boolean(),
  close: fc.boolean(),
  cut: fc.constantFrom(1000, 50, 7),
  lost: fc.array(fc.nat(12), { maxLength: 3 }),
  swaps: fc.array(fc.nat(12), { maxLength: 3 }),
  reset: fc.boolean(),
})
const datagrams = fc.array(
  fc.tuple(fc.constantFrom<Side>(0, 1), fc.constantFrom('Query', 'other')),
  {
    maxLength: 5,
  },
)
const scenario = fc.record({
  flows: fc.array(conversation, { minLength: 1, maxLength: 4 }),
  datagrams,
  order: fc.array(fc.nat(4), { maxLength: 150 }),
  seed: fc.nat(),
})

test('any conversation, any wishes', () => {
  fc.assert(
    fc.property(scenario, ({ flows, datagrams: queried, order, seed }) => {
      const queues = flows.map(({ said, midstream, close, cut, lost, swaps, reset }, nth) => {
        const name = `f${nth}`
        const sent = tcp(name, said, { midstream, close, cut }).filter(
          ({ bytes }, at) => bytes === undefined || !lost.includes(at),
        )
        for (const at of swaps)
          if (at + 1 < sent.length) sent.splice(at + 1, 0, ...sent.splice(at, 1))
        if (reset) sent.push({ flow: name, side: 0, flags: RST })
        return sent
      })
      queues.push(
        queried.map(([side, bytes]): Sent => ({ flow: 'u', side, bytes, transport: 'udp' })),
      )
      const sent: Sent[] = []
      for (const nth of order) {
        const next = queues[nth % queues.length]?.shift()
        if (next !== undefined) sent.push(next)
      }
      sent.push(...queues.flat())
      runEveryWay(FRAMERS, sent, { program, script: whims(seed), silence: 40 }, (left, right) =>
        expect(left).toEqual(right),
      )
    }),
    { seed: 512, numRuns: 150 },
  )
})
