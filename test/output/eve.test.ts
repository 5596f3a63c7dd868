import { describe, expect, test } from 'vitest'
import { communityId } from '../../src/output/community-id.js'
import { EveSink } from '../../src/output/eve.js'
import type { FlowChoice } from '../../src/output/eve.js'
import type { FlowEvent, Report } from '../../src/output/sink.js'
import { eveComplaints } from '../support/eve-schema.js'
import { flow, report, signature } from './reports.js'

type Event = Record<string, unknown>

function written(use: (sink: EveSink) => void, flows: FlowChoice = 'alerted'): Event[] {
  const lines: string[] = []
  use(new EveSink((line) => lines.push(line), flows))
  return lines.map((line) => {
    expect(line).toMatch(/^\{.*\}\n$/)
    return JSON.parse(line) as Event
  })
}

const flowEvent: FlowEvent = {
  flow: flow(),
  end: 'timeout',
  time: 1_049_192_813_000_000,
  counters: {
    packets: [3, 2],
    bytes: [300, 200],
    last: 1_049_189_215_500_000,
    tcpFlags: [0x1a, 0x12],
  },
}

const reports: { name: string; report: Report }[] = [
  { name: 'an alert', report: report() },
  { name: 'a record', report: report({ kind: 'record' }) },
  {
    name: 'an alert of a timer',
    report: report({ trigger: 'after 30s', truncated: true, repeats: 3 }),
  },
  {
    name: 'lists and numbers',
    report: report({
      values: new Map([
        ['files', ['a', 'b']],
        ['sizes', [1, 2]],
      ]),
    }),
  },
  {
    name: 'a caveat',
    report: report({ signature: { ...signature, caveat: 'by shape', attack: [], risks: [] } }),
  },
  {
    name: 'IPv6, VLANs, a tunnel, a gap, met midway',
    report: report({
      gap: true,
      flow: flow({
        version: 6,
        vlans: [7, 8],
        midstream: true,
        gap: true,
        addresses: [
          '2001:0db8:0000:0000:0000:0000:0000:0001',
          '2001:0db8:0000:0000:0000:0000:0000:0002',
        ],
        via: [{ kind: 'socks5', host: 'login.oscar.aol.com', port: 5190, bound: null }],
      }),
    }),
  },
  { name: 'no application', report: report({ app: null, flow: flow({ transport: 'udp' }) }) },
]

describe.skipIf(eveComplaints === null)(
  "valid against Suricata's schema (skipped: schema absent)",
  () => {
    const complaints = eveComplaints ?? (() => [])

    test.each(reports)('$name', ({ report }) => {
      expect(written((sink) => sink.report(report)).flatMap(complaints)).toEqual([])
    })

    test('flow, anomaly and stats', () => {
      const events = written((sink) => {
        sink.flow(flowEvent)
        const { packet } = report()
        sink.anomaly({
          type: 'stream',
          event: 'imids.limit.instances',
          time: packet.time,
          packet,
          flow: flow(),
        })
        sink.anomaly({
          type: 'decode',
          event: 'decoder.ipv4.trunc_pkt',
          time: packet.time,
          packet,
          flow: null,
        })
        sink.end(new Map([['packets', 5]]), packet.time)
      }, 'all')
      expect(events.map((event) => event['event_type'])).toEqual([
        'flow',
        'anomaly',
        'anomaly',
        'stats',
      ])
      expect(events.flatMap(complaints)).toEqual([])
    })
  },
)

describe('an alert', () => {
  const event = written((sink) => sink.report(report()))[0]!

  test('time has six digits and an offset without a colon', () => {
    expect(event['timestamp']).toBe('2003-04-01T09:26:53.589793+0000')
  })

  test('addresses are those of the packet, direction that of the last evidence', () => {
    expect(event).toMatchObject({
      src_ip: '207.46.104.20',
      src_port: 1863,
      dest_ip: '10.0.0.5',
      dest_port: 1044,
      direction: 'to_client',
    })
  })

  test('a record is informational whatever its signature', () => {
    const [record] = written((sink) => sink.report(report({ kind: 'record' })))
    expect(record).toMatchObject({ alert: { severity: 4, metadata: { kind: ['record'] } } })
  })
})

describe('flow events', () => {
  const reported = report({ flow: flowEvent.flow })
  const silent = { ...flowEvent, flow: flow() }
  test.each<{ choice: FlowChoice; count: number }>([
    { choice: 'all', count: 2 },
    { choice: 'alerted', count: 1 },
    { choice: 'none', count: 0 },
  ])('--flows $choice', ({ choice, count }) => {
    const events = written((sink) => {
      sink.report(reported)
      sink.flow(flowEvent)
      sink.flow(silent)
    }, choice)
    expect(events.filter(({ event_type: type }) => type === 'flow')).toHaveLength(count)
  })

  test('count from the client to the server, whichever side that is', () => {
    const turned = { ...flowEvent, flow: flow({ opener: 1 }) }
    const [event] = written((sink) => sink.flow(turned), 'all')
    expect(event).toMatchObject({
      src_port: 1863,
      flow: {
        pkts_toserver: 2,
        bytes_toclient: 300,
        age: 2,
        state: 'established',
        reason: 'timeout',
      },
      tcp: { tcp_flags: '1a', tcp_flags_ts: '12', syn: true, psh: true, ack: true },
    })
  })
})

test("Community ID: the standard's example", () => {
  const id = communityId(
    flow({ addresses: ['66.35.250.204', '128.232.110.120'], ports: [80, 34855] }),
  )
  expect(id).toBe('1:LQU9qZlK+B5F3KDmev6m5PMibrg=')
})
