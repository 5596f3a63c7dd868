import { describe, expect, test } from 'vitest'
import { canonicalHost, type Endpoint, Expectations } from '../../src/engine/expectation.js'
import type { Flow } from '../../src/desk/consumer.js'
import { flow, text } from './values.js'

const SECOND = 1_000_000
const at = (time: number) => ({ number: 1, time, file: 'test.pcap' })

function announcement(
  endpoint: Partial<Endpoint>,
  more: { signature?: number; arg?: string; until?: number } = {},
) {
  return {
    endpoint: { transport: 'tcp' as const, host: null, port: null, ...endpoint },
    signature: more.signature ?? 0,
    args: more.arg === undefined ? [] : [text(more.arg)],
    deadline: more.until ?? 60 * SECOND,
    announcer: null,
  }
}

const low = '192.0.2.1'
const high = '192.0.2.2'
const socks = (host: string): Partial<Flow> => ({
  via: [{ kind: 'socks5', host, port: 5190, bound: null }],
})

describe('an endpoint', () => {
  test.each<{ name: string; endpoint: Partial<Endpoint>; flow: Partial<Flow>; waits: boolean }>([
    {
      name: 'ruling 40: is the side that was called',
      endpoint: { host: high, port: 4000 },
      flow: {},
      waits: true,
    },
    {
      name: 'ruling 40: is not the side that called',
      endpoint: { host: low, port: 1025 },
      flow: {},
      waits: false,
    },
    {
      name: 'ruling 40: is either where nobody saw the opening',
      endpoint: { host: low, port: 1025 },
      flow: { opener: null },
      waits: true,
    },
    {
      name: 'ruling 40: is either for UDP',
      endpoint: { transport: 'udp', host: low, port: 1025 },
      flow: { transport: 'udp' },
      waits: true,
    },
    {
      name: 'has a transport',
      endpoint: { transport: 'udp', host: high, port: 4000 },
      flow: {},
      waits: false,
    },
    { name: 'may leave the host open', endpoint: { port: 4000 }, flow: {}, waits: true },
    { name: 'may leave the port open', endpoint: { host: high }, flow: {}, waits: true },
    {
      name: 'needs both host and port of one side',
      endpoint: { host: high, port: 1025 },
      flow: { opener: null },
      waits: false,
    },
    {
      name: 'ruling 45: may be a host name, which a tunnel asks for',
      endpoint: { host: 'login.oscar.aol.com', port: 5190 },
      flow: socks('Login.Oscar.AOL.com'),
      waits: true,
    },
    {
      name: 'ruling 40: is the inner one in a tunnel',
      endpoint: { host: high, port: 4000 },
      flow: socks('198.51.100.9'),
      waits: false,
    },
    {
      name: 'may be an IPv6 address, however written',
      endpoint: { host: canonicalHost('2001:DB8:0::0007'), port: 4000 },
      flow: { addresses: ['2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0007'] },
      waits: true,
    },
  ])('$name', ({ endpoint, flow: changes, waits }) => {
    const expectations = new Expectations(9)
    expectations.announce(announcement(endpoint), 0)
    const waiting = flow(changes)
    expect(expectations.waitingFor(waiting)).toHaveLength(waits ? 1 : 0)
    if (waits && waiting.via === null) expect(expectations.awaits(waiting.ports)).toBe(true)
  })

  test.each([
    ['10.0.0.7', '10.0.0.7'],
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['[2001:DB8::1]', '2001:db8::1'],
    ['Login.Oscar.AOL.com.', 'login.oscar.aol.com'],
  ])('%s is written %s', (host, written) => {
    expect(canonicalHost(host)).toBe(written)
  })
})

describe('expectations', () => {
  test('ruling 41: a flow of up to two seconds before is meant as well', () => {
    const expectations = new Expectations(9)
    expectations.announce(announcement({ port: 4000 }), 10 * SECOND)
    expect(expectations.waitingFor(flow({ first: at(8 * SECOND) }))).toHaveLength(1)
    expect(expectations.waitingFor(flow({ first: at(8 * SECOND - 1) }))).toHaveLength(0)
  })

  test.each([
    {
      name: 'the same signature, endpoint and arguments extend the deadline',
      again: {},
      expected: 1,
    },
    { name: 'other arguments are another expectation', again: { arg: 'b' }, expected: 2 },
    { name: 'another signature is another expectation', again: { signature: 1 }, expected: 2 },
  ])('ruling 42: $name', ({ again, expected }) => {
    const expectations = new Expectations(9)
    expectations.announce(announcement({ port: 4000 }, { arg: 'a', until: 5 }), 0)
    expectations.announce(announcement({ port: 4000 }, { arg: 'a', until: 9, ...again }), 1)
    expect(expectations.size).toBe(expected)
    expectations.expire(5)
    expect(expectations.size).toBe(1)
    expect(expectations.deadline).toBe(9)
    expectations.expire(9)
    expect(expectations.size).toBe(0)
    expect(expectations.waitingFor(flow())).toEqual([])
  })

  test('an earlier deadline does not shorten a later one', () => {
    const expectations = new Expectations(9)
    expectations.announce(announcement({ port: 4000 }, { until: 9 }), 0)
    expectations.announce(announcement({ port: 4000 }, { until: 5 }), 1)
    expect(expectations.deadline).toBe(9)
  })

  test('ruling 42: one that was used waits for no other flow', () => {
    const expectations = new Expectations(9)
    const used = expectations.announce(announcement({ port: 4000 }, { arg: 'a' }), 0)
    expectations.announce(announcement({ port: 4000 }, { arg: 'b' }), 0)
    expect(expectations.waitingFor(flow())).toHaveLength(2)
    expectations.use(used)
    expect(expectations.waitingFor(flow()).map(({ args }) => args)).toEqual([[text('b')]])
  })

  test('ruling 46: the oldest goes first, and is told', () => {
    const expectations = new Expectations(2)
    for (const arg of ['a', 'b']) expectations.announce(announcement({ port: 4000 }, { arg }), 0)
    expect(expectations.pushedOut).toBe(false)
    expectations.announce(announcement({ port: 4000 }, { arg: 'c' }), 0)
    expect(expectations.pushedOut).toBe(true)
    expect(expectations.waitingFor(flow()).map(({ args }) => args)).toEqual([
      [text('b')],
      [text('c')],
    ])
  })
})

test('ports are awaited as long as an expectation names them, or any', () => {
  const expectations = new Expectations(10)
  expect(expectations.awaits([1025, 4000])).toBe(false)
  expectations.announce(announcement({ port: 4000 }, { until: 5 * SECOND }), 0)
  expectations.announce(announcement({ host: high, port: 4000 }, { until: 9 * SECOND }), 0)
  expect(expectations.awaits([1025, 4000])).toBe(true)
  expect(expectations.awaits([1025, 4001])).toBe(false)
  expectations.expire(6 * SECOND)
  expect(expectations.awaits([4000, 80])).toBe(true)
  expectations.expire(10 * SECOND)
  expect(expectations.awaits([4000, 80])).toBe(false)
  expectations.announce(announcement({ host: high }), 10 * SECOND)
  expect(expectations.awaits([1, 2])).toBe(true)
})
