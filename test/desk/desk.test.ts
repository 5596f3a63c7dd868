import { describe, expect, test } from 'vitest'
import type { Side } from '../../src/frame/framer.js'
import { RST } from './fake-front.js'
import type { Sent } from './fake-front.js'
import { frame, programOf, run, runEveryWay, tcp, together } from './scenario.js'
import type { Run } from './scenario.js'
import { any, frames, heads, lines, queries, tags, whole } from './toy-framers.js'

const FRAMERS = [frames, heads, tags, whole]
const same = (left: readonly string[], right: readonly string[]) => expect(left).toEqual(right)
/** How a datagram begins that a SOCKS5 proxy relays to 205.188.252.21, up to the port. */
const RELAYED = '\x00\x00\x00\x01\xcd\xbc\xfc\x15'

const udp = (flow: string, side: Side, bytes: string): Sent => ({
  flow,
  side,
  bytes,
  transport: 'udp',
})

describe('messages of a stream', () => {
  test.each<{ name: string; sent: Sent[]; log: string[]; how?: Run }>([
    {
      name: 'nothing is heard of a flow that no framer can read',
      sent: tcp(
        'a',
        [
          [0, 'SSH-2.0-x\r\n'],
          [1, 'SSH-2.0-y\r\n'],
        ],
        { close: true },
      ),
      log: ['finish'],
    },
    {
      name: 'a direction is read from its first byte, each by itself',
      sent: tcp(
        'a',
        [
          [0, frame('hello') + frame('there')],
          [1, 'nothing'],
          [0, frame('!')],
        ],
        {
          close: true,
        },
      ),
      log: [
        'opened 1025 at 3',
        '1025 frames 0@0 #0 "FM1\\u0000\\u0005hello" at 3',
        '1025 frames 0@10 #1 "FM1\\u0000\\u0005there" at 3',
        '1025 frames 0@20 #2 "FM1\\u0000\\u0001!" at 5',
        'closed 1025 fin at 8',
        'finish',
      ],
    },
    {
      name: 'a message belongs to the packet that holds its last byte',
      sent: tcp('a', [
        [0, 'FM1\0\x05he'],
        [0, 'l'],
        [0, 'loFM1'],
      ]),
      log: [
        'opened 1025 at 5',
        '1025 frames 0@0 #0 "FM1\\u0000\\u0005hello" at 5',
        '1025 frames 0@10 #1 "FM1" at 5',
        'finish',
        'closed 1025 shutdown at 5',
      ],
    },
    {
      name: 'a body is stepped over, in whatever packet it ends',
      sent: tcp('a', [
        [0, 'HEAD 600\n' + 'x'.repeat(500)],
        [0, 'HEAD 1\n'.repeat(14)],
        [0, 'xxHEAD 0\nHEAD 3\n'],
      ]),
      log: [
        'opened 1025 at 3',
        '1025 heads 0@0 #0 "HEAD 600\\n" at 3',
        '1025 heads 0@609 #1 "HEAD 0\\n" at 5',
        '1025 heads 0@616 #2 "HEAD 3\\n" at 5',
        'finish',
        'closed 1025 shutdown at 5',
      ],
    },
    {
      name: 'first bytes that fit a probe only so far wait for more',
      sent: tcp('a', [
        [0, '#a'],
        [0, '#b-'],
        [0, '#c#'],
        [0, 'd'],
      ]),
      log: [
        'opened 1025 at 3',
        '1025 tags 0@0 #0 "#a" at 3',
        '1025 tags 0@2 #1 "#b" at 4',
        '1025 tags 0@5 #2 "#c" at 5',
        '1025 tags 0@7 #3 "#d" at 6',
        'finish',
        'closed 1025 shutdown at 6',
      ],
    },
    {
      name: 'a stream that ends before its probe does is read all the same',
      sent: tcp('a', [
        [0, '#a'],
        [0, '#b'],
      ]),
      log: [
        'opened 1025 at 3',
        '1025 tags 0@0 #0 "#a" at 3',
        '1025 tags 0@2 #1 "#b" at 4',
        'finish',
        'closed 1025 shutdown at 4',
      ],
    },
    {
      name: 'a message that has not ended comes again, longer',
      sent: tcp('a', [
        [0, 'WH'],
        [0, 'ole'],
        [0, ' stream'],
      ]),
      log: [
        'opened 1025 at 3',
        '1025 whole 0@0 #0 "WH" at 3',
        '1025 whole 0@0 #0 "WHole" at 4',
        '1025 whole 0@0 #0 "WHole stream" at 5',
        '1025 whole 0@0 #0 "WHole stream" at 5',
        'finish',
        'closed 1025 shutdown at 5',
      ],
    },
    {
      name: 'a framer that cannot read on leaves the direction for good',
      sent: tcp('a', [
        [0, frame('a') + 'garbage'],
        [0, frame('b') + frame('c')],
      ]),
      log: [
        'opened 1025 at 3',
        '1025 frames 0@0 #0 "FM1\\u0000\\u0001a" at 3',
        'finish',
        'closed 1025 shutdown at 4',
      ],
    },
    {
      name: 'a message over the limit of its framer is not waited for',
      sent: tcp('a', [
        [0, frame('a') + 'FM1\x10\0'],
        [0, 'x'.repeat(500)],
      ]),
      log: [
        'opened 1025 at 3',
        '1025 frames 0@0 #0 "FM1\\u0000\\u0001a" at 3',
        'anomaly 1025 imids.limit.message at 3',
        'finish',
        'closed 1025 shutdown at 4',
      ],
    },
    {
      name: 'a reset delivers what is unfinished, before the end',
      sent: [...tcp('a', [[0, 'FM1\0\x05he']]), { flow: 'a', side: 1, flags: RST }],
      log: [
        'opened 1025 at 3',
        '1025 frames 0@0 #0 "FM1\\u0000\\u0005he" at 3',
        'closed 1025 rst at 4',
        'finish',
      ],
    },
    {
      name: 'flows end when they fall silent, at their deadline',
      sent: [
        ...tcp('a', [[0, frame('x')]]).map((one, at) => ({ ...one, time: 100 + at })),
        ...tcp('b', [[0, frame('y')]]).map((one, at) => ({ ...one, time: 5000 + at })),
      ],
      how: { silence: 1000 },
      log: [
        'opened 1025 at 3',
        '1025 frames 0@0 #0 "FM1\\u0000\\u0001x" at 3',
        'closed 1025 timeout at 1102',
        'opened 1026 at 6',
        '1026 frames 0@0 #0 "FM1\\u0000\\u0001y" at 6',
        'finish',
        'closed 1026 shutdown at 5002',
      ],
    },
  ])('$name', ({ sent, log, how }) => {
    expect(runEveryWay(FRAMERS, sent, how ?? {}, same).log).toEqual(log)
  })

  test('two framers may read the same stream: by the end of their messages', () => {
    const sent = tcp('a', [[0, 'HEAD 4\nab\ncHEAD 0\nd\n']])
    expect(runEveryWay([lines, heads], sent, {}, same).log.slice(1, -2)).toEqual([
      '1025 lines 0@0 #0 "HEAD 4\\n" at 3',
      '1025 heads 0@0 #0 "HEAD 4\\n" at 3',
      '1025 lines 0@7 #1 "ab\\n" at 3',
      '1025 lines 0@10 #2 "cHEAD 0\\n" at 3',
      '1025 heads 0@11 #1 "HEAD 0\\n" at 3',
      '1025 lines 0@18 #3 "d\\n" at 3',
    ])
  })

  test('every cut gives the same messages', () => {
    const said: [Side, string][] = [
      [0, frame('one') + frame('two') + frame('three')],
      [1, 'HEAD 12\nHEAD 1\nxxxxxHEAD 2\n'],
      [0, frame('four') + 'garbage'],
      [1, '..HEAD 0\n'],
    ]
    const messages = (cut: number) =>
      run(FRAMERS, tcp('a', said, { cut }), { batch: 5 })
        .log.filter((line) => line.includes('#'))
        .map((line) => line.replace(/ at \d+$/, ''))
        .sort()
    const uncut = messages(1000)
    expect(uncut).toHaveLength(7)
    for (let cut = 1; cut < 20; cut++) expect(messages(cut)).toEqual(uncut)
  })
})

describe('datagrams', () => {
  test.each<{ name: string; sent: Sent[]; log: string[]; how?: Run }>([
    {
      name: 'one that fits no probe is passed over',
      sent: [udp('a', 0, 'nothing'), udp('a', 1, 'Query')],
      log: [
        'opened 1025 at 2',
        '1025 queries 1@0 #0 "Query" at 2',
        'finish',
        'closed 1025 shutdown at 2',
      ],
    },
    {
      name: 'a framer that has read one is offered all that follow',
      sent: [udp('a', 0, 'Query'), udp('a', 1, 'answer'), udp('b', 1, 'answer')],
      log: [
        'opened 1025 at 1',
        '1025 queries 0@0 #0 "Query" at 1',
        '1025 queries 1@0 #0 "answer" at 2',
        'finish',
        'closed 1025 shutdown at 3',
      ],
    },
    {
      name: 'what a SOCKS5 proxy relays to its first target is a flow of its own',
      sent: [
        udp('a', 0, `${RELAYED}\x0f\xa0Query`),
        udp('a', 1, `${RELAYED}\x0f\xa0answer`),
        udp('a', 0, `${RELAYED}\x0f\xa1Query`),
        udp('b', 0, `${RELAYED}\x0f\xa0nothing`),
      ],
      log: [
        'opened 1025 via socks5 205.188.252.21:4000 at 1',
        '1025 via socks5 205.188.252.21:4000 queries 0@0 #0 "Query" at 1',
        '1025 via socks5 205.188.252.21:4000 queries 1@0 #0 "answer" at 2',
        'finish',
        'closed 1025 via socks5 205.188.252.21:4000 shutdown at 4',
      ],
    },
  ])('$name', ({ sent, log, how }) => {
    expect(runEveryWay([queries], sent, how ?? {}, same).log).toEqual(log)
  })

  test('a framer that reads any is offered those that hold the literal of its entry', () => {
    const program = programOf([any], { literals: { any: { bytes: 'needle', at: null } } })
    const sent = [udp('a', 0, 'hay'), udp('b', 0, 'a needle'), udp('b', 1, 'hay')]
    expect(runEveryWay([any], sent, { program }, same).log).toEqual([
      'opened 1026 at 2',
      '1026 any 0@0 #0 "a needle" at 2',
      '1026 any 1@0 #0 "hay" at 3',
      'finish',
      'closed 1026 shutdown at 3',
    ])
  })
})

describe('wishes', () => {
  const program = programOf([frames, lines], { later: [lines] })

  test('a framer that is asked for in the middle of a batch sees the very next bytes', () => {
    const sent = together(
      tcp('a', [
        [0, frame('go') + 'rest\nof\n'],
        [1, 'answer\n'],
        [0, 'it\n'],
        [1, 'end\n'],
      ]),
      tcp('b', [
        [0, 'x\n'],
        [1, 'y\n'],
      ]),
    )
    const script: Run['script'] = {
      message(requests, flow, { framer, side, offset, length }) {
        if (framer !== 'frames') return
        requests.frame(flow, 'lines', side, offset + length)
        requests.frame(flow, 'lines', side ? 0 : 1, null)
      },
    }
    expect(runEveryWay([frames, lines], sent, { program, script }, same).log).toEqual([
      'opened 1025 at 5',
      '1025 frames 0@0 #0 "FM1\\u0000\\u0002go" at 5',
      '1025 lines 0@7 #0 "rest\\n" at 5',
      '1025 lines 0@12 #1 "of\\n" at 5',
      '1025 lines 1@0 #0 "answer\\n" at 7',
      '1025 lines 0@15 #2 "it\\n" at 9',
      '1025 lines 1@7 #1 "end\\n" at 10',
      'finish',
      'closed 1025 shutdown at 10',
    ])
  })

  test('a framer that is asked for too late finds its way back by a literal', () => {
    const sent = tcp('a', [
      [0, 'HEAD 4\nbody'],
      [0, 'HEAD 0\n'],
      [0, `hay F`],
      [0, `${frame('one').slice(1)}${frame('two')}`],
    ])
    const script: Run['script'] = {
      message: (requests, flow, { framer, side, offset }) => {
        if (framer === 'heads' && offset > 0) requests.frame(flow, 'frames', side, 4)
      },
    }
    const found = runEveryWay([heads, frames], sent, { script }, same).log
    expect(found.filter((line) => line.includes('frames'))).toEqual([
      '1025 frames 0@22 #0 "FM1\\u0000\\u0003one" at 6',
      '1025 frames 0@30 #1 "FM1\\u0000\\u0003two" at 6',
    ])
  })

  test('what a timer asks for takes effect at the packet that reaches its deadline', () => {
    const sent = tcp('a', [
      [0, frame('go')],
      [1, 'early\n'],
      [1, 'late\n'],
      [1, 'later\n'],
    ])
    const script = (time: number): NonNullable<Run['script']> => {
      const flows: Parameters<NonNullable<NonNullable<Run['script']>['opened']>>[1][] = []
      return {
        opened: (_requests, flow) => flows.push(flow),
        at: [
          {
            time,
            run: (requests) => flows.forEach((flow) => requests.frame(flow, 'lines', 1, null)),
          },
        ],
      }
    }
    for (const [time, first] of [
      [4, 'early'],
      [5, 'late'],
      [6, 'later'],
    ] as const) {
      const logs = [1, 7, 300].map(
        (batch) => run([frames, lines], sent, { program, batch, script: script(time) }).log,
      )
      for (const log of logs) expect(log).toEqual(logs[0])
      expect(logs[0]?.find((line) => line.includes('lines'))).toContain(`"${first}\\n"`)
    }
  })

  test('every new flow is opened while an expectation waits, and only then', () => {
    const sent = together(
      tcp('a', [[0, 'x']]),
      [],
      tcp('b', [[0, 'x']]).map((one) => ({ ...one })),
    )
    const later = sent.map((one, at) => ({ ...one, time: at + 1 }))
    const script: Run['script'] = {
      at: [{ time: 2, run: (_requests, recorder) => (recorder.wantsFlows = true) }],
    }
    expect(runEveryWay([frames], later, { script }, same).log).toEqual([
      'timer 2',
      'opened 1026 at 2',
      'finish',
      'closed 1026 shutdown at 6',
    ])
  })

  test('at the end, flows are told of in the order in which they began, whenever they spoke', () => {
    const [open, ...older] = tcp('older', [[0, 'FM1\x00\x09cut']])
    const sent = [...(open === undefined ? [] : [open]), ...tcp('newer', [[0, 'FM2\x00\x09cut']])]
    const { log } = runEveryWay([frames], [...sent, ...older], {}, same)
    expect(log.filter((line) => line.includes('frames')).map((line) => line.slice(0, 4))).toEqual([
      '1025',
      '1026',
    ])
  })

  test('flows that have said nothing yet are handed out, and read from their start', () => {
    const expecting = programOf([frames, lines], { later: [lines], expects: true })
    const sent = [
      ...tcp('old', []).map((one) => ({ ...one, time: 1 })),
      ...tcp('spoken', [[0, 'x']]).map((one) => ({ ...one, time: 3_000_000 })),
      ...tcp('silent', [[0, 'line\n']]).map((one, at) => ({ ...one, time: 3_000_000 + at * 10 })),
    ]
    const script: Run['script'] = {
      at: [
        {
          time: 3_000_015,
          run(requests, recorder) {
            for (const flow of requests.silentFlows(1_000_015)) {
              recorder.log.push(`silent ${flow.ports[0]}`)
              requests.frame(flow, 'lines', null, null)
            }
          },
        },
      ],
    }
    expect(runEveryWay([frames, lines], sent, { program: expecting, script }, same).log).toEqual([
      'timer 3000015',
      'silent 1027',
      '1027 lines 0@0 #0 "line\\n" at 8',
      'finish',
      'closed 1027 shutdown at 3000020',
    ])
  })
})

describe('has a side spoken?', () => {
  const go = [0, frame('go')] as const
  const turnOf = ({ bytes }: Sent) => ['y', 'x', frame('go')].indexOf(String(bytes))
  test.each<{ name: string; sent: Sent[]; spoken: boolean }>([
    { name: 'not yet', sent: tcp('a', [go, [1, 'x']]), spoken: false },
    { name: 'nobody looked', sent: tcp('a', [[1, 'x'], go]), spoken: true },
    { name: 'a framer looked, and left', sent: tcp('a', [[1, 'FM2'], go]), spoken: true },
    {
      name: 'its bytes were lost',
      sent: tcp('a', [[1, 'x'], [1, 'y'], go]).filter(({ bytes }) => bytes !== 'x'),
      spoken: true,
    },
    {
      name: 'behind a hole that was closed',
      sent: [...tcp('a', [[1, 'x'], [1, 'y'], go])].sort(
        (one, other) => turnOf(one) - turnOf(other),
      ),
      spoken: true,
    },
  ])('$name, whether flows are wanted or not', ({ sent, spoken }) => {
    for (const wantsFlows of [false, true]) {
      const heard: boolean[] = []
      const script: Run['script'] = {
        at: [{ time: 0, run: (_requests, recorder) => (recorder.wantsFlows = wantsFlows) }],
        message: (requests, flow) => heard.push(requests.hasSpoken(flow, 1)),
      }
      runEveryWay([frames], sent, { script }, same)
      expect(new Set(heard)).toEqual(new Set([spoken]))
    }
  })
})
