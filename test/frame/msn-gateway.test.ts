import { describe, expect, test } from 'vitest'
import { msnp } from '../../src/frame/msnp.js'
import { converse, mainOf } from './conversation.js'
import type { Turn } from './conversation.js'
import { everyCut } from './divisions.js'
import { describeVectors, vector } from './vectors.js'
import { looksPerByte } from './work.js'

const http = (first: string, body: string, length = body.length) =>
  `${first}\r\nHost: 64.4.13.62\r\nContent-Length: ${length}\r\n\r\n${body}`
const post = (body: string) =>
  http('POST http://64.4.13.62/gateway/gateway.dll?SessionID=1.2 HTTP/1.1', body)
const ok = (body: string) => http('HTTP/1.1 200 OK', body)

const PNG = 'PNG\r\n'
const MSG = 'MSG 3 N 14\r\nX: y\r\n\r\nhello!'

describe('MSN through the gateway', () => {
  test.each<{ name: string; turns: Turn[]; main: string[] }>([
    {
      name: 'a command each',
      turns: [
        [0, post('USR 3 MD5 I a@b.c\r\n')],
        [1, ok('USR 3 MD5 S 1.2\r\n')],
        [0, post('USR 4 MD5 S 0\r\n')],
      ],
      main: ['USR 3 MD5 I a@b.c', 'USR 3 MD5 S 1.2', 'USR 4 MD5 S 0'],
    },
    {
      name: 'several in one body',
      turns: [[0, post(`CHG 6 NLN\r\n${MSG}${PNG}`)]],
      main: ['CHG 6 NLN', 'MSG 3 N', 'PNG'],
    },
    {
      name: 'nothing to say',
      turns: [
        [0, post('') + post(PNG)],
        [1, ok('') + ok('QNG 50\r\n')],
      ],
      main: ['PNG', 'QNG 50'],
    },
    {
      name: 'an error, whose page is stepped over',
      turns: [
        [0, post(PNG)],
        [1, http('HTTP/1.1 500 Oh', 'PNG\r\n') + ok('QNG 50\r\n')],
      ],
      main: ['PNG', 'QNG 50'],
    },
    {
      name: 'a payload that reaches over the end of its body',
      turns: [[0, post('MSG 3 N 99\r\nX: y\r\n\r\nhello!') + post(PNG)]],
      main: ['MSG 3 N', 'PNG'],
    },
  ])('$name', ({ turns, main }) => {
    const { heard, lost } = converse(msnp, turns)
    expect(mainOf(heard)).toEqual(main)
    expect(lost).toEqual([null, null])
    everyCut(msnp, turns)
  })

  test.each<{ name: string; turns: Turn[] }>([
    { name: 'another library', turns: [[0, post(PNG).replace('gateway.dll', 'gateway.asp')]] },
    { name: 'an answer to nobody', turns: [[1, ok(PNG)]] },
    { name: 'a header without its CR', turns: [[0, post(PNG).replace('62\r\n', '62\n')]] },
    { name: 'a body of something else', turns: [[0, post('<html>\r\n')]] },
    {
      name: 'a head over 8 KiB',
      turns: [[0, post(PNG).replace('Host', `X: ${'x'.repeat(8200)}`)]],
    },
  ])('$name is none', ({ turns }) => {
    const { heard, lost } = converse(msnp, turns)
    expect(mainOf(heard)).toEqual([])
    expect(lost.some((why) => why !== null)).toBe(true)
    everyCut(msnp, turns)
  })

  test('a byte is looked at a few times only', () => {
    const long = post('x').replace('Host', `X: ${'x'.repeat(4000)}\r\nHost`)
    expect(looksPerByte(msnp, long)).toBeLessThan(20)
  })
})

describeVectors('the vectors', () => {
  test('a session', () => {
    const said = (id: string) => Buffer.from(vector(id).hex, 'hex').toString('latin1')
    const turns: Turn[] = [
      [0, said('msn.http.open')],
      [1, said('msn.http.reply')],
      [0, said('msn.http.poll') + said('msn.http.msg')],
    ]
    expect(mainOf(converse(msnp, turns).heard).map((main) => main?.slice(0, 7))).toEqual([
      'VER 1 M',
      'VER 1 M',
      'MSG 3 N',
    ])
  })
})
