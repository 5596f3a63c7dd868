// What a sink hears through the wire is what it would have heard without.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Flow } from '../../src/desk/consumer.js'
import { EveSink } from '../../src/output/eve.js'
import type { Anomaly, Evidence, FlowEvent, Report, Sink } from '../../src/output/sink.js'
import { Summary } from '../../src/output/summary.js'
import { tee } from '../../src/output/tee.js'
import { TerminalSink } from '../../src/output/terminal.js'
import { Packer, Unpacker } from '../../src/output/wire.js'
import { flow, report, signature } from './reports.js'

const other = { ...signature, id: 1902002, name: 'msn.other', products: ['msn', 'proxy'] }
const signatures = [signature, other]
const indices = new Map(signatures.map((one, index) => [one, index]))

/** A packer of which `sink` hears what is taken as soon as there is enough, and when `end` is called. */
function through(sink: Sink): Sink {
  const unpacker = new Unpacker(signatures, sink)
  const packer: Packer = new Packer(indices, () => unpacker.unpack(packer.take()))
  return tee([
    packer,
    {
      report: () => undefined,
      flow: () => undefined,
      anomaly: () => undefined,
      end: () => unpacker.unpack(packer.take()),
    },
  ])
}

/** All that this project writes of what a sink hears. */
function written(use: (sink: Sink) => void, wrap: (sink: Sink) => Sink): unknown {
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  const summary = new Summary()
  const sinks = [
    new EveSink(write, 'all'),
    new EveSink(write, 'alerted'),
    new TerminalSink(write, false, true),
    summary,
  ]
  use(wrap(tee(sinks)))
  return [lines, summary.data()]
}

// ---- what may be found

/** Any UTF-16, also halves of pairs, and what JSON has to escape. */
const text = fc
  .array(fc.nat(0xffff), { maxLength: 8 })
  .map((units) => String.fromCharCode(...units))
const side = fc.constantFrom(0 as const, 1 as const)
const number = fc.maxSafeNat()
const packet = fc.record({ number, time: number, file: text })
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null })

const changes = fc.record({
  opener: orNull(side),
  gap: fc.boolean(),
  alerted: fc.boolean(),
  app: orNull(text),
})

const via = fc.record({
  kind: fc.constantFrom('socks4' as const, 'connect' as const),
  host: text,
  port: fc.nat(0xffff),
  bound: orNull(fc.record({ address: text, port: fc.nat(0xffff) })),
})

const newFlow = fc.record({
  id: number,
  transport: fc.constantFrom('tcp' as const, 'udp' as const),
  vlans: fc.array(fc.nat(4095), { maxLength: 3 }),
  ports: fc.tuple(fc.nat(0xffff), fc.nat(0xffff)),
  first: packet,
  midstream: fc.boolean(),
  via: orNull(fc.array(via, { minLength: 1, maxLength: 2 })),
})

const evidence = fc.record({
  state: text,
  direction: fc.constantFrom<Evidence['direction']>('to_server', 'to_client'),
  offset: number,
  length: number,
  packet: number,
})

const said = fc.record({
  kind: fc.constantFrom('alert' as const, 'record' as const),
  signature: fc.constantFrom(...signatures),
  packet,
  time: number,
  sender: side,
  message: text,
  product: fc.oneof(fc.constantFrom('msn', 'proxy'), text),
  app: orNull(text),
  values: fc
    .array(
      fc.tuple(
        fc.oneof(fc.constantFrom('account', 'peer', 'text', 'outcome', 'response'), text),
        fc.oneof(text, number, fc.array(fc.oneof(text, number), { maxLength: 3 })),
      ),
      { maxLength: 4 },
    )
    .map((entries) => new Map(entries)),
  evidence: fc.array(evidence, { maxLength: 2 }),
  trigger: orNull(text),
  truncated: fc.boolean(),
  gap: fc.boolean(),
  repeats: fc.nat(3),
})

const counters = fc.record({
  packets: fc.tuple(number, number),
  bytes: fc.tuple(number, number),
  last: number,
  tcpFlags: fc.tuple(fc.nat(255), fc.nat(255)),
})

const FLOWS = 3
const which = fc.nat(FLOWS - 1)
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('report' as const), which, said }) },
  fc.record({ do: fc.constant('change' as const), which, changes }),
  fc.record({
    do: fc.constant('anomaly' as const),
    which: orNull(which),
    type: fc.constantFrom<Anomaly['type']>('decode', 'stream', 'applayer'),
    event: text,
    time: number,
    packet,
  }),
  fc.record({
    do: fc.constant('end' as const),
    which,
    end: fc.constantFrom<FlowEvent['end']>('fin', 'timeout', 'shutdown'),
    time: number,
    counters,
    next: newFlow,
    inside: fc.boolean(),
  }),
)

test('everything that is written', () => {
  fc.assert(
    fc.property(
      fc.array(newFlow, { minLength: FLOWS, maxLength: FLOWS }),
      fc.array(step, { maxLength: 30 }),
      (first, steps) => {
        const play = (sink: Sink) => {
          const flows = first.map((one) => flow(one))
          const at = (index: number): Flow => flows[index] ?? flow()
          for (const one of steps)
            switch (one.do) {
              case 'report':
                sink.report({ ...one.said, flow: at(one.which) })
                break
              case 'change':
                Object.assign(at(one.which), one.changes)
                break
              case 'anomaly': {
                const { which, type, event, time, packet } = one
                sink.anomaly({
                  type,
                  event,
                  time,
                  packet,
                  flow: which === null ? null : at(which),
                })
                break
              }
              case 'end': {
                const { which, end, time, counters, next, inside } = one
                sink.flow({ flow: at(which), end, time, counters })
                flows[which] = flow({ ...next, outer: inside ? at((which + 1) % FLOWS) : null })
              }
            }
          sink.end(new Map([['packets', steps.length]]), 7)
        }
        expect(written(play, through)).toEqual(written(play, (sink) => sink))
      },
    ),
    { seed: 20261121 },
  )
})

// ---- objects

function heard(use: (sink: Sink) => void): { reports: Report[]; flows: Flow[] } {
  const reports: Report[] = []
  const flows: Flow[] = []
  const sink = through({
    report: (report) => void (reports.push(report), flows.push(report.flow)),
    flow: (event) => void flows.push(event.flow),
    anomaly: (anomaly) => void (anomaly.flow !== null && flows.push(anomaly.flow)),
    end: () => undefined,
  })
  use(sink)
  sink.end(new Map(), 0)
  return { reports, flows }
}

const end = { end: 'fin', time: 0, counters: { packets: [0, 0], bytes: [0, 0] } } as const
const over = (one: Flow): FlowEvent => ({
  ...end,
  flow: one,
  counters: { ...end.counters, last: 0, tcpFlags: [0, 0] },
})

test('a signature is the object of the program', () => {
  const { reports } = heard((sink) => sink.report(report({ signature: other })))
  expect(reports.map(({ signature }) => signature === other)).toEqual([true])
})

test('a flow is one object from its first report to its end', () => {
  const [one, two] = [flow({ id: 1 }), flow({ id: 2 })]
  const { flows } = heard((sink) => {
    sink.report(report({ flow: one }))
    sink.report(report({ flow: two }))
    one.app = 'other'
    sink.report(report({ flow: one }))
    sink.flow(over(one))
    sink.flow(over(two))
  })
  expect(flows.map((flow) => flows.indexOf(flow))).toEqual([0, 1, 0, 0, 1])
  expect(flows[0]?.app).toBe('other')
})

test('what runs in a tunnel knows the flow around it', () => {
  const outer = flow({ id: 1 })
  const { flows } = heard((sink) => {
    sink.report(report({ flow: outer }))
    sink.report(report({ flow: flow({ id: 2, outer }) }))
  })
  expect(flows[1]?.outer).toBe(flows[0])
})

test('many findings are more than one message, and none is lost', () => {
  let messages = 0
  let reports = 0
  const unpacker = new Unpacker(signatures, {
    report: () => reports++,
    flow: () => undefined,
    anomaly: () => undefined,
    end: () => undefined,
  })
  const packer: Packer = new Packer(indices, () => {
    messages++
    unpacker.unpack(packer.take())
  })
  for (let count = 0; count < 1000; count++) packer.report(report())
  unpacker.unpack(packer.take())
  expect(reports).toBe(1000)
  expect(messages).toBeGreaterThan(2)
  expect(packer.take()).toBe('')
})
