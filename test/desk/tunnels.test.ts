import { describe, expect, test } from 'vitest'
import type { Side } from '../../src/frame/framer.js'
import { frame, runEveryWay, run, tcp, together } from './scenario.js'
import type { Run } from './scenario.js'
import { frames, heads, lines } from './toy-framers.js'
import { programOf } from './scenario.js'

const FRAMERS = [frames, heads]
const same = (left: readonly string[], right: readonly string[]) => expect(left).toEqual(right)
const latin1 = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1')

const ASK_4 = latin1('0401 1446 cdbc090f 00')
const GRANT_4 = latin1('005a 0000 00000000')
const CONNECT = 'CONNECT inner.example:5190 HTTP/1.0\r\n\r\n'
const OK = 'HTTP/1.0 200 OK\r\n\r\n'
const messages = (log: readonly string[]) => log.filter((line) => line.includes('#'))

describe('what runs inside a tunnel', () => {
  test('is a flow of its own, whose offsets count from its start', () => {
    const sent = tcp(
      'a',
      [
        [0, ASK_4],
        [1, GRANT_4 + frame('hi')],
        [0, frame('a') + frame('b')],
      ],
      {
        close: true,
      },
    )
    expect(runEveryWay(FRAMERS, sent, {}, same).log).toEqual([
      'opened 1025 via socks4 205.188.9.15:5190 at 4',
      '1025 via socks4 205.188.9.15:5190 frames 1@0 #0 "FM1\\u0000\\u0002hi" at 4',
      '1025 via socks4 205.188.9.15:5190 frames 0@0 #0 "FM1\\u0000\\u0001a" at 5',
      '1025 via socks4 205.188.9.15:5190 frames 0@6 #1 "FM1\\u0000\\u0001b" at 5',
      'closed 1025 via socks4 205.188.9.15:5190 fin at 8',
      'finish',
    ])
  })

  test('is found in a tunnel inside a tunnel, up to a limit', () => {
    const said: [Side, string][] = [
      [0, ASK_4],
      [1, GRANT_4],
      [0, CONNECT],
      [1, OK],
      [0, ASK_4],
      [1, GRANT_4],
      [0, frame('deep')],
    ]
    const { log } = runEveryWay(FRAMERS, tcp('a', said), {}, same)
    expect(messages(log)).toEqual([
      '1025 via socks4 205.188.9.15:5190, connect inner.example:5190, socks4 205.188.9.15:5190 frames 0@0 #0 "FM1\\u0000\\u0004deep" at 9',
    ])
    const shallow = runEveryWay(FRAMERS, tcp('a', said), { desk: { tunnelDepth: 2 } }, same)
    expect(messages(shallow.log)).toEqual([])
    expect(shallow.counts.get('limit.tunnels')).toBe(1)
  })

  test('every cut gives the same messages', () => {
    const said: [Side, string][] = [
      [0, CONNECT],
      [1, OK + 'HEAD 5\nxxxxxHEAD 0\n'],
      [0, ASK_4],
      [1, 'HEAD 0\n'],
      [0, frame('a') + frame('b')],
    ]
    const found = (cut: number) =>
      messages(run(FRAMERS, tcp('a', said, { cut }), { batch: 7 }).log).map((line) =>
        line.replace(/ at \d+$/, ''),
      )
    expect(found(1000)).toHaveLength(3)
    for (let cut = 1; cut < 12; cut++) expect(found(cut).sort()).toEqual(found(1000).sort())
  })

  test('may come before the proxy has answered', () => {
    const sent = tcp('a', [
      [0, CONNECT + frame('eager')],
      [0, frame('more')],
      [1, OK + 'HEAD 0\n'],
    ])
    expect(messages(runEveryWay(FRAMERS, sent, {}, same).log)).toEqual([
      '1025 via connect inner.example:5190 frames 0@0 #0 "FM1\\u0000\\u0005eager" at 3',
      '1025 via connect inner.example:5190 frames 0@10 #1 "FM1\\u0000\\u0004more" at 4',
      '1025 via connect inner.example:5190 heads 1@0 #0 "HEAD 0\\n" at 5',
    ])
  })

  test('is looked at the end of a capture that has one side only', () => {
    const sent = tcp('a', [
      [0, CONNECT],
      [0, frame('eager')],
    ]).filter(({ side }) => side === 0)
    expect(messages(runEveryWay(FRAMERS, sent, {}, same).log)).toEqual([
      '1025 via connect inner.example:5190 frames 0@0 #0 "FM1\\u0000\\u0005eager" at 3',
    ])
  })

  test('is nothing where the proxy refused', () => {
    const sent = tcp('a', [
      [0, ASK_4],
      [1, latin1('005b 0000 00000000')],
      [0, frame('a')],
    ])
    expect(runEveryWay(FRAMERS, sent, {}, same).log).toEqual(['finish'])
  })

  test('ends what framers read on the outer flow, behind what they have read of the handshake', () => {
    const sent = tcp('a', [
      [0, CONNECT],
      [1, OK + 'inside\n'],
      [0, 'inside\n'],
    ])
    const { log } = runEveryWay([lines], sent, { program: programOf([lines]) }, same)
    expect(messages(log).filter((line) => !line.includes('via'))).toEqual([
      '1025 lines 0@0 #0 "CONNECT inner.example:5190 HTTP/1.0\\r\\n" at 3',
      '1025 lines 0@37 #1 "\\r\\n" at 3',
      '1025 lines 1@0 #0 "HTTP/1.0 200 OK\\r\\n" at 4',
      '1025 lines 1@17 #1 "\\r\\n" at 4',
    ])
    expect(messages(log).filter((line) => line.includes('via'))).toHaveLength(2)
  })

  test('finds its way back behind a gap', () => {
    const sent = tcp('a', [
      [0, ASK_4],
      [1, GRANT_4],
      [0, frame('one')],
      [0, 'lost'],
      [0, '..' + frame('two') + frame('three')],
      [1, 'ok'],
    ]).filter((_, at) => at !== 5)
    const { log } = runEveryWay(FRAMERS, sent, {}, same)
    expect(log.map((line) => line.replace(' via socks4 205.188.9.15:5190', ''))).toEqual([
      'opened 1025 at 5',
      '1025 frames 0@0 #0 "FM1\\u0000\\u0003one" at 5',
      'gap 1025 0@8+4',
      '1025 frames 0@14 #1 "FM1\\u0000\\u0003two" at 6',
      '1025 frames 0@22 #2 "FM1\\u0000\\u0005three" at 6',
      'finish',
      'closed 1025 shutdown at 7',
    ])
  })

  test('can be read by a framer that is asked for', () => {
    const program = programOf([frames, lines], { later: [lines] })
    const script: Run['script'] = {
      message(requests, flow, { framer, side, offset, length }) {
        if (framer !== 'frames') return
        requests.frame(flow, 'lines', side, offset + length)
        requests.frame(flow, 'lines', side ? 0 : 1, null)
      },
    }
    const sent = together(
      tcp('a', [
        [0, ASK_4],
        [1, GRANT_4],
        [0, frame('go') + 'rest\n'],
        [1, 'answer\n'],
        [0, 'end\n'],
      ]),
      tcp('b', [
        [0, 'x'],
        [1, 'y'],
        [0, 'z'],
      ]),
    )
    const { log } = runEveryWay([frames, lines], sent, { program, script }, same)
    expect(messages(log).map((line) => line.replace(/^.*? (lines|frames)/, '$1'))).toEqual([
      'frames 0@0 #0 "FM1\\u0000\\u0002go" at 9',
      'lines 0@7 #0 "rest\\n" at 9',
      'lines 1@0 #0 "answer\\n" at 11',
      'lines 0@12 #1 "end\\n" at 12',
    ])
  })
})
