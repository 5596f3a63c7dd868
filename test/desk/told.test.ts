import { describe, expect, test } from 'vitest'
import type { Side } from '../../src/frame/framer.js'
import { socks } from '../../src/frame/socks.js'
import { segments } from '../../src/frame/segments.js'
import { tunnel } from '../../src/frame/tunnel.js'
import { turn } from '../../src/frame/turn.js'
import type { Sent } from './fake-front.js'
import { BATCHES, frame, programOf, run, runEveryWay, tcp, WAYS } from './scenario.js'
import type { Run } from './scenario.js'
import { frames } from './toy-framers.js'

// Messages that are not cut from bytes: turns, signs of foreign segments, findings inside tunnels.

const same = (left: readonly string[], right: readonly string[]) => expect(left).toEqual(right)
const of = (framer: string, log: readonly string[]) =>
  log
    .filter((line) => line.includes(` ${framer} `))
    .map((line) => line.slice(5 + framer.length + 1))
/** Packet n at n * `step` microseconds. */
const paced = (sent: readonly Sent[], step: number) =>
  sent.map((one, at) => ({ ...one, time: (at + 1) * step }))

describe('turns', () => {
  const said: [Side, string][] = [
    [0, 'hel'],
    [0, 'lo'],
    [1, 'welcome'],
    [0, 'name'],
  ]

  test('end when the other side speaks, and with the flow', () => {
    expect(of('turn', runEveryWay([turn], tcp('a', said), {}, same).log)).toEqual([
      '0@0 #0 "hello" at 4',
      '1@0 #0 "welcome" at 5',
      '0@5 #1 "name" at 6',
    ])
  })

  test('end after two seconds of silence, at the deadline', () => {
    const sent = paced(tcp('a', said), 1_500_000)
    const later = [
      ...sent.slice(0, 4),
      ...sent.slice(4).map((one) => ({ ...one, time: one.time + 3_000_000 })),
    ]
    const script: Run['script'] = {
      at: [
        { time: 7_999_999, run: () => undefined },
        { time: 8_000_001, run: () => undefined },
      ],
    }
    const { log } = runEveryWay([turn], later, { script }, same)
    expect(log.slice(0, 4)).toEqual([
      'timer 7999999',
      'opened 1025 at 4',
      '1025 turn 0@0 #0 "hello" at 4',
      'timer 8000001',
    ])
    expect(of('turn', log)).toHaveLength(3)
  })

  test('are cut short, and the last, when they get long', () => {
    const long: [Side, string][] = [
      [0, 'x'.repeat(3000)],
      [0, 'x'.repeat(3000)],
      [1, 'y'],
      [0, 'z'],
    ]
    const { log } = runEveryWay([turn], tcp('a', long), {}, same)
    expect(of('turn', log)).toEqual([`0@0 #0 "${'x'.repeat(1024)}" at 4`])
  })

  test('are not looked for on a flow that was met in the middle, nor where no entry waits for one', () => {
    expect(run([turn], tcp('a', said, { midstream: true })).log).toEqual(['finish'])
    const program = programOf([turn, frames], { later: [turn] })
    expect(run([turn, frames], tcp('a', said), { program }).log).toEqual(['finish'])
  })

  test('are told on a flow that is asked for', () => {
    const program = programOf([turn, frames], { later: [turn] })
    const script: Run['script'] = {
      message: (requests, flow, { framer }) => {
        if (framer === 'frames') requests.frame(flow, 'turn', null, null)
      },
    }
    const sent = tcp('a', [
      [0, frame('go')],
      [1, 'one'],
      [0, 'two'],
    ])
    const { log } = runEveryWay([turn, frames], sent, { program, script }, same)
    expect(of('turn', log)).toEqual(['1@0 #0 "one" at 4', '0@7 #0 "two" at 5'])
  })
})

describe('signs', () => {
  const program = programOf([frames, segments], { later: [segments] })
  const script: Run['script'] = {
    message(requests, flow, { framer }) {
      if (framer === 'frames') requests.frame(flow, 'segments', null, null)
    },
  }
  const signs = (sent: readonly Sent[]) => {
    const found: string[] = []
    const told: Run['script'] = {
      message(requests, flow, delivery, recorder) {
        script.message?.(requests, flow, delivery, recorder)
        if (delivery.framer !== 'segments') return
        const text = (path: string) => {
          const [value] = delivery.message.get(path, null)
          if (value?.kind === 'number') return String(value.value)
          return value?.kind === 'text'
            ? Buffer.from(value.bytes.subarray(value.start, value.end)).toString()
            : ''
        }
        found.push(`${text('sign')} after ${text('idle')} at ${delivery.packet.number}`)
      },
    }
    runEveryWay([frames, segments], sent, { program, script: told }, same)
    return [...new Set(found)]
  }

  test('another distance', () => {
    const sent = paced(
      tcp('a', [
        [0, frame('go')],
        [0, 'x'],
        [0, 'y'],
        [0, 'z'],
      ]),
      1_000_000,
    )
    const far = sent.map((one, at) => ({
      ...one,
      ttl: at === 4 ? 50 : 64,
      time: one.time + (at >= 4 ? 70_000_000 : 0),
    }))
    expect(signs(far)).toEqual(['ttl-change after 71 at 5', 'ttl-change after 1 at 6'])
  })

  test('a jump, and different bytes', () => {
    const [syn, synAck, go, x] = tcp('a', [
      [0, frame('go')],
      [0, 'xyz'],
    ])
    const jump = { ...x, seq: (x?.seq ?? 0) + 70_000 } as Sent
    const other = { ...jump, bytes: 'abc' }
    expect(signs([syn, synAck, go, jump, other].filter((one) => one !== undefined))).toEqual([
      'sequence-jump after 0 at 4',
      'sequence-jump after 0 at 5',
      'overlap-differs after 0 at 5',
    ])
  })
})

describe('what is reported inside a tunnel is told on the flow to the proxy', () => {
  const ask = Buffer.from('04011446cdbc090f00', 'hex').toString('latin1')
  const grant = Buffer.from('005a000000000000', 'hex').toString('latin1')
  const handshake: [Side, string][] = [
    [0, ask],
    [1, grant],
  ]
  const told = (said: readonly [Side, string][]) => {
    const found: string[] = []
    const script: Run['script'] = {
      message(_requests, flow, { framer, message, packet }) {
        if (framer === 'frames') Object.assign(flow, { alerted: true, app: 'aim' })
        if (framer !== 'tunnel') return
        Object.assign(flow, { alerted: true, app: 'proxy' })
        const text = (path: string) => {
          const [value] = message.get(path, null)
          return value?.kind === 'text'
            ? Buffer.from(value.bytes.subarray(value.start, value.end)).toString()
            : ''
        }
        const depth = flow.via?.length ?? 0
        found.push(
          `${depth}: ${text('kind')} ${text('target')} ${text('found')} at ${packet.number}`,
        )
      },
    }
    const program = programOf([frames, socks, tunnel])
    runEveryWay([frames, socks, tunnel], tcp('a', said, { close: true }), { program, script }, same)
    expect(found.length).toBe(new Set(found).size * (1 + BATCHES.length * WAYS.length))
    return [...new Set(found)]
  }

  test('once', () => {
    expect(told([...handshake, [0, frame('hi')], [0, frame('again')]])).toEqual([
      '0: socks4 205.188.9.15:5190 aim at 5',
    ])
  })

  test('and on, at the same packet, where that flow is in a tunnel itself', () => {
    expect(told([...handshake, ...handshake, [0, frame('hi')]])).toEqual([
      '1: socks4 205.188.9.15:5190 aim at 7',
      '0: socks4 205.188.9.15:5190 proxy at 7',
    ])
  })
})
