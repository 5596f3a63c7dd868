import { describe, expect, test } from 'vitest'
import type { Trace } from '../../src/engine/trace.js'
import { play, signature } from './play.js'

function told(script: string): string[] {
  const lines: string[] = []
  const trace: Trace = {
    waits: ({ id, state }) => lines.push(`${id} waits in ${state.label}`),
    refused: ({ instance, why, event }) =>
      lines.push(`${instance?.id ?? 'entry'} refused by ${why} of ${event.match}`),
    ended: ({ id }, how) => lines.push(`${id} ended: ${how}`),
    armed: (transport, host, port) => lines.push(`${transport} ${host}:${port} expected`),
  }
  play({
    signatures: signature(
      'a.ask',
      `dialogue tcp within 1m {
         -> line "ASK " number:int
         answer: <- line code:int where code == 200 or <- line "NO" goto drop
         alert "{number}"
       }`,
    ),
    script,
    options: { trace },
  })
  return lines
}

describe('a trace', () => {
  test.each([
    {
      name: 'of an entry that does not fit',
      script: '-> HELLO',
      lines: ['entry refused by pattern of 0'],
    },
    { name: 'of an arrow', script: '<- ASK 1', lines: ['entry refused by direction of 0'] },
    {
      name: 'of what an instance turns down',
      script: '-> ASK 1\n<- 404',
      lines: [
        '1 waits in answer',
        '1 refused by where of 1',
        '1 refused by pattern of 2',
        'entry refused by direction of 0',
      ],
    },
    {
      name: 'of its end',
      script: '-> ASK 1\n<- 200',
      lines: ['1 waits in answer', '1 ended: done'],
    },
    {
      name: 'of a drop',
      script: '-> ASK 1\n<- NO',
      lines: ['1 waits in answer', '1 refused by pattern of 1', '1 ended: goto'],
    },
    {
      name: 'of time',
      script: '-> ASK 1\nwait 60000',
      lines: ['1 waits in answer', '1 ended: within'],
    },
    {
      name: 'of the flow’s end',
      script: '-> ASK 1\nclose',
      lines: ['1 waits in answer', '1 ended: close'],
    },
  ])('$name', ({ script, lines }) => {
    expect(told(script)).toEqual(lines)
  })
})
