import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { http } from '../../src/frame/http.js'
import { converse, describeRecorded, mainOf, recorded, textsSeen } from './conversation.js'
import type { Turn } from './conversation.js'
import { anyDivision, everyCut, mutated } from './divisions.js'
import { describeVectors, vector } from './vectors.js'
import { looksPerByte } from './work.js'

const head = (...lines: string[]) => [...lines, '', ''].join('\r\n')
const get = (path: string) => head(`GET ${path} HTTP/1.1`, 'Host: h')

/** Fields of all messages, the main text aside. */
function fieldsOf(turns: readonly Turn[], keys: Record<string, readonly string[]> = {}) {
  const { heard } = converse(http, turns, { keys })
  return heard.map(({ fields }) => {
    const { main, ...others } = fields
    expect(main).toHaveLength(1)
    return others
  })
}

describe('a call-back', () => {
  test.each([
    { name: 'of KaZaA', line: 'GIVE 3735928559\r\n', isOne: true },
    { name: 'of Gnutella', line: `GIV 42:${'0A'.repeat(16)}/a song.mp3\n\n`, isOne: true },
    { name: 'of Gnutella2', line: `PUSH guid:${'0A'.repeat(16)}\r\n\r\n`, isOne: true },
    { name: 'that is not one', line: 'GIVE me a call\r\n', isOne: false },
  ])('$name stands before the answers', ({ line, isOne }) => {
    const turns: Turn[] = [
      [1, line],
      [0, get('/')],
      [1, head('HTTP/1.0 404 Not Found', 'Content-Length: 0')],
    ]
    const heard = mainOf(converse(http, turns).heard)
    const wanted = isOne ? ['GET / HTTP/1.1', 'HTTP/1.0 404 Not Found'] : ['GET / HTTP/1.1']
    expect(heard).toEqual(wanted)
  })
})

describe('what a request is made of', () => {
  const common = { method: ['GET'], host: ['h'] }
  test.each([
    {
      name: 'path, query and host',
      turn: head('GET /config/login?login=a%20b&passwd=&x HTTP/1.0', 'Host: login.yahoo.com:80'),
      keys: { query: ['login', 'passwd', 'x', 'log', '.md5'] },
      fields: {
        method: ['GET'],
        uri: ['/config/login?login=a%20b&passwd=&x'],
        path: ['/config/login'],
        host: ['login.yahoo.com'],
        'query[login]': ['a%20b'],
        'query[passwd]': [''],
        'query[x]': [''],
      },
    },
    {
      name: 'a field of the query that occurs twice',
      turn: get('/?&a=1&b=2&a=3'),
      keys: { query: ['a'] },
      fields: { ...common, uri: ['/?&a=1&b=2&a=3'], path: ['/'], 'query[a]': ['1', '3'] },
    },
    {
      name: 'absolute URI, as proxies are sent it, beats Host',
      turn: head('GET http://me:pw@edit.yahoo.com:8080/a/b?c=d HTTP/1.0', 'Host: proxy'),
      keys: { query: ['c'] },
      fields: {
        method: ['GET'],
        uri: ['http://me:pw@edit.yahoo.com:8080/a/b?c=d'],
        path: ['/a/b'],
        host: ['edit.yahoo.com'],
        'query[c]': ['d'],
      },
    },
    {
      name: 'absolute URI without a path asks for /',
      turn: head('GET http://10.9.8.7:1214 HTTP/1.0'),
      fields: {
        method: ['GET'],
        uri: ['http://10.9.8.7:1214'],
        path: ['/'],
        host: ['10.9.8.7'],
      },
    },
    {
      name: 'a URI in the path is no absolute URI',
      turn: get('/redirect/http://x/y'),
      fields: { ...common, uri: ['/redirect/http://x/y'], path: ['/redirect/http://x/y'] },
    },
    {
      name: 'IPv6 address as host',
      turn: head('HEAD /x HTTP/1.1', 'Host: [2001:db8::7]:80'),
      fields: { method: ['HEAD'], uri: ['/x'], path: ['/x'], host: ['2001:db8::7'] },
    },
    {
      name: 'CONNECT names host and port, and no path',
      turn: head('CONNECT login.oscar.aol.com:5190 HTTP/1.0', 'Host: other'),
      fields: {
        method: ['CONNECT'],
        uri: ['login.oscar.aol.com:5190'],
        host: ['login.oscar.aol.com'],
      },
    },
    {
      name: 'raw blanks in the path: the version is what follows the last',
      turn: head('GET /get/24/Some Name (x).asf HTTP/1.0'),
      fields: {
        method: ['GET'],
        uri: ['/get/24/Some Name (x).asf'],
        path: ['/get/24/Some Name (x).asf'],
      },
    },
    {
      name: 'a raw # in the path',
      turn: head('GET /get/5/Song #1.mp3 HTTP/1.0'),
      fields: {
        method: ['GET'],
        uri: ['/get/5/Song #1.mp3'],
        path: ['/get/5/Song #1.mp3'],
      },
    },
    {
      name: 'no version, but a path',
      turn: head('GET /gen.php?a=b c', 'Host: h'),
      fields: { ...common, uri: ['/gen.php?a=b c'], path: ['/gen.php'] },
    },
    {
      name: 'bare LF',
      turn: 'GET / HTTP/1.0\nHost: h\nX: y\n\n',
      keys: { header: ['x'] },
      fields: { ...common, uri: ['/'], path: ['/'], 'header[x]': ['y'] },
    },
    {
      name: 'headers in any case, with blanks around the value, and twice',
      turn: head(
        'GET / HTTP/1.0',
        'ACCEPT:  a\t',
        'x-accept: no',
        'accept : b',
        'Accept',
        'Accept:',
      ),
      keys: { header: ['Accept'] },
      fields: { method: ['GET'], uri: ['/'], path: ['/'], 'header[Accept]': ['a', 'b', ''] },
    },
    {
      name: 'folded header',
      turn: head('GET / HTTP/1.0', 'Accept: a,', '\t  b ', ' c', 'X: y'),
      keys: { header: ['accept', 'x'] },
      fields: {
        method: ['GET'],
        uri: ['/'],
        path: ['/'],
        'header[accept]': ['a, b c'],
        'header[x]': ['y'],
      },
    },
    {
      name: 'cookies: pairs, of several headers, in their case',
      turn: head('GET / HTTP/1.0', 'Cookie: Y=v=1&n=6 ;T=z=2;y=no', 'Cookie:  Y=two'),
      keys: { cookie: ['Y', 'T'] },
      fields: {
        method: ['GET'],
        uri: ['/'],
        path: ['/'],
        'cookie[Y]': ['v=1&n=6', 'two'],
        'cookie[T]': ['z=2'],
      },
    },
    {
      name: 'a form',
      turn:
        head(
          'POST /login HTTP/1.0',
          'Content-Type: application/x-www-form-urlencoded; charset=utf-8',
          'Content-Length: 21',
        ) + 'login=me&passwd=a%26b',
      keys: { form: ['login', 'passwd'], query: ['login'] },
      fields: {
        method: ['POST'],
        uri: ['/login'],
        path: ['/login'],
        'form[login]': ['me'],
        'form[passwd]': ['a%26b'],
        body: ['login=me&passwd=a%26b'],
      },
    },
    {
      name: 'a body of another type is no form',
      turn:
        head('POST /login HTTP/1.0', 'Content-Type: text/plain', 'Content-Length: 8') + 'login=me',
      keys: { form: ['login'] },
      fields: { method: ['POST'], uri: ['/login'], path: ['/login'], body: ['login=me'] },
    },
  ])('$name', ({ turn, fields, keys = {} }) => {
    expect(fieldsOf([[0, turn]], keys as Record<string, string[]>)).toEqual([fields])
  })
})

test('without a key a field gives all its values', () => {
  const turn = head('GET /?a=1&b&=c HTTP/1.0', 'Cookie: x=y; z=')
  const { heard } = converse(http, [[0, turn]])
  const all = (name: string) => textsSeen(heard[0], name).map(({ text }) => text)
  expect([all('query'), all('cookie'), all('header')]).toEqual([
    ['1', '', 'c'],
    ['y', ''],
    ['x=y; z='],
  ])
})

describe('what a response is made of', () => {
  test.each([
    { name: 'status line', turn: head('HTTP/1.1 404 Not Found'), fields: { status: [404] } },
    { name: 'no reason', turn: head('HTTP/1.1 200'), fields: { status: [200] } },
    { name: 'no version', turn: head('HTTP 503 Server Busy'), fields: { status: [503] } },
    {
      name: 'status line that ends in a bare LF',
      turn: 'HTTP/1.0 501 Not Implemented\nX-Kazaa-Username: friend\r\n\r\n',
      keys: { header: ['X-Kazaa-Username'] },
      fields: { status: [501], 'header[X-Kazaa-Username]': ['friend'] },
    },
    {
      name: 'cookies that are set: without their attributes',
      turn: head('HTTP/1.0 200 OK', 'Set-Cookie: Y=v=1&n=6 ; path=/', 'set-cookie: path=x; Y=no'),
      keys: { cookie: ['Y', 'path'] },
      fields: { status: [200], 'cookie[Y]': ['v=1&n=6'], 'cookie[path]': ['x'] },
    },
    {
      name: 'chunks put together',
      turn:
        head('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked') +
        '3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n',
      fields: { status: [200], body: ['abcde'] },
    },
  ])('$name', ({ turn, fields, keys = {} }) => {
    expect(fieldsOf([[1, turn]], keys as Record<string, string[]>)).toEqual([fields])
  })
})

describe('where messages end', () => {
  const ok = head('HTTP/1.1 200 OK', 'Content-Length: 2')
  const long = 'x'.repeat(10_000)
  const chunk = (data: string) => `${data.length.toString(16)}\r\n${data}\r\n`
  const chunked = head('HTTP/1.1 200 OK', 'Transfer-Encoding: gzip, Chunked')
  test.each<{ name: string; turns: Turn[]; main: string[]; lost?: [string | null, string | null] }>(
    [
      {
        name: 'pipelined requests and their answers',
        turns: [
          [0, get('/a') + get('/b')],
          [1, ok + 'aa' + ok + 'bb'],
        ],
        main: ['GET /a HTTP/1.1', 'GET /b HTTP/1.1', 'HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'],
      },
      {
        name: 'an answer to HEAD has no body',
        turns: [
          [0, head('HEAD / HTTP/1.1') + get('/b')],
          [1, head('HTTP/1.1 200 OK', 'Content-Length: 500') + ok + 'bb'],
        ],
        main: ['HEAD / HTTP/1.1', 'GET /b HTTP/1.1', 'HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'],
      },
      {
        name: 'an interim answer answers nothing yet',
        turns: [
          [0, head('HEAD / HTTP/1.1')],
          [1, head('HTTP/1.1 100 Continue') + head('HTTP/1.1 200 OK', 'Content-Length: 500') + ok],
        ],
        main: ['HEAD / HTTP/1.1', 'HTTP/1.1 100 Continue', 'HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'],
      },
      {
        name: '204 and 304 have no body',
        turns: [
          [1, head('HTTP/1.1 204 No') + head('HTTP/1.1 304 No', 'Content-Length: 9') + ok + 'bb'],
        ],
        main: ['HTTP/1.1 204 No', 'HTTP/1.1 304 No', 'HTTP/1.1 200 OK'],
      },
      {
        name: 'a long body is stepped over',
        turns: [[1, head('HTTP/1.1 200 OK', 'Content-Length: 10000') + long + ok + 'bb']],
        main: ['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'],
      },
      {
        name: 'a body without a length lasts to the end',
        turns: [[1, head('HTTP/1.0 200 OK') + long + ok + 'bb']],
        main: ['HTTP/1.0 200 OK'],
      },
      {
        name: 'a length that is no number is none',
        turns: [[1, head('HTTP/1.0 200 OK', 'Content-Length: -1') + long + ok]],
        main: ['HTTP/1.0 200 OK'],
      },
      {
        name: 'a request without a length has no body',
        turns: [[0, head('POST / HTTP/1.0') + get('/b')]],
        main: ['POST / HTTP/1.0', 'GET /b HTTP/1.1'],
      },
      {
        name: 'an empty line behind a body that does not count it',
        turns: [[0, head('POST / HTTP/1.0', 'Content-Length: 1') + 'x\r\n' + get('/b')]],
        main: ['POST / HTTP/1.0', 'GET /b HTTP/1.1'],
      },
      {
        name: 'chunks, with a trailer',
        turns: [[1, chunked + chunk('abc') + chunk('x') + '0\r\nX: y\r\n\r\n' + ok + 'bb']],
        main: ['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'],
      },
      {
        name: 'chunks beyond the 4 KiB, large and small',
        turns: [[1, chunked + chunk(long) + chunk('x') + chunk(long) + '0\r\n\r\n' + ok + 'bb']],
        main: ['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'],
      },
      {
        name: 'chunks of a byte each, beyond the 4 KiB',
        turns: [[1, chunked + chunk('x').repeat(1500) + '0\r\n\r\n' + ok + 'bb']],
        main: ['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'],
      },
      {
        name: 'chunks win over a length',
        turns: [
          [
            1,
            head('HTTP/1.1 200 OK', 'Content-Length: 9', 'Transfer-Encoding: chunked') +
              '0\r\n\r\n' +
              ok,
          ],
        ],
        main: ['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK'],
      },
      {
        name: 'a chunk without a size',
        turns: [[1, chunked + chunk('abc') + 'zz\r\n' + ok]],
        main: ['HTTP/1.1 200 OK'],
        lost: [null, 'a chunk has no size'],
      },
      {
        name: 'behind a granted CONNECT another protocol speaks',
        turns: [
          [0, head('CONNECT a:1863 HTTP/1.0')],
          [1, head('HTTP/1.0 200 OK')],
          [0, get('/inside')],
          [1, ok],
        ],
        main: ['CONNECT a:1863 HTTP/1.0', 'HTTP/1.0 200 OK'],
        lost: ['the connection has become a tunnel', 'the connection has become a tunnel'],
      },
      {
        name: 'behind a refused one it goes on',
        turns: [
          [0, head('CONNECT a:1863 HTTP/1.0')],
          [1, head('HTTP/1.0 407 Who', 'Content-Length: 2') + 'no'],
          [0, get('/again')],
          [1, ok + 'bb'],
        ],
        main: [
          'CONNECT a:1863 HTTP/1.0',
          'HTTP/1.0 407 Who',
          'GET /again HTTP/1.1',
          'HTTP/1.1 200 OK',
        ],
      },
      {
        name: 'an upgrade',
        turns: [
          [1, head('HTTP/1.1 101 Switching Protocols') + ok],
          [0, get('/')],
        ],
        main: ['HTTP/1.1 101 Switching Protocols'],
        lost: ['the connection has become a tunnel', 'the connection has become a tunnel'],
      },
    ],
  )('$name', ({ turns, main, lost = [null, null] }) => {
    const whole = converse(http, turns)
    expect(whole.heard.flatMap(({ fields }) => fields['main'])).toEqual(main)
    expect(whole.lost).toEqual(lost)
    everyCut(http, turns)
  })
})

describe('what is not HTTP', () => {
  const notHttp = /^no request or status line of HTTP$/
  const uneven = /^the lines of the head end now in CRLF, now in LF$/
  test.each([
    { name: 'SIP', turn: head('OPTIONS sip:a@b SIP/2.0'), why: notHttp },
    { name: 'RTSP', turn: head('OPTIONS rtsp://h/ RTSP/1.0'), why: notHttp },
    { name: 'HTTP/2', turn: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', why: notHttp },
    { name: 'a later version', turn: head('GET * HTTP/2.0'), why: notHttp },
    { name: 'a version without a status', turn: head('HTTP/1.1 OK'), why: notHttp },
    { name: 'a status of four digits', turn: head('HTTP/1.1 2000 OK'), why: notHttp },
    { name: 'the version of a request line', turn: head('HTTP/1.1', 'Host: h'), why: notHttp },
    { name: 'Gnutella', turn: head('GNUTELLA CONNECT/0.6'), why: notHttp },
    { name: 'a method in small letters', turn: head('get / HTTP/1.0'), why: notHttp },
    { name: 'a request line without its CR', turn: 'GET / HTTP/1.0\nHost: h\r\n\r\n', why: uneven },
    { name: 'a header without its CR', turn: 'GET / HTTP/1.0\r\nHost: h\n\r\n', why: uneven },
    { name: 'a header with one', turn: 'GET / HTTP/1.0\nHost: h\r\n\n', why: uneven },
    { name: 'a blank for a CR', turn: 'HTTP/1.0 200 OK \nX: y\r\n\r\n', why: uneven },
    { name: 'an empty line that is none', turn: 'GET / HTTP/1.0\r\nHost: h\r\n \n', why: uneven },
    {
      name: 'a request line that ends in LF',
      turn: 'GET / HTTP/1.0 \nHost: h\r\n\r\n',
      why: uneven,
    },
    {
      name: 'a request, one LF in it',
      turn: 'GET / HTTP/1.0\r\nHost: h\nX: y\r\n\r\n',
      why: uneven,
    },
    { name: 'a response, one LF in it', turn: 'HTTP/1.0 200 OK\nA: b\nC: d\r\n\r\n', why: uneven },
    { name: 'a head without an end, one LF in it', turn: 'GET / HTTP/1.0\r\n \n', why: uneven },
    { name: 'a head over 8 KiB', turn: `GET / HTTP/1.0\r\nX: ${'x'.repeat(8200)}`, why: /8 KiB/ },
  ])('$name', ({ turn, why }) => {
    const { heard, lost } = converse(http, [[0, turn]])
    expect(heard).toEqual([])
    expect(lost[0]).toMatch(why)
    everyCut(http, [[0, turn]])
  })
})

describe('what was cut by a gap or by the end', () => {
  const cutOf = (turn: string, name: string) => {
    const [, path = name, key] = /^(.*)\[(.*)\]$/.exec(name) ?? []
    const { heard } = converse(
      http,
      [[0, turn]],
      key === undefined ? {} : { keys: { [path]: [key] } },
    )
    const values = textsSeen(heard[0], name)
    return { heard, values: values.map(({ text }) => text), cuts: values.map(({ cut }) => cut) }
  }

  test('a request line: what there is, and uncertain', () => {
    const { heard, values, cuts } = cutOf('GET /config/login?passwd=secr', 'query[passwd]')
    expect(heard).toMatchObject([{ length: 29, size: 29, certain: false }])
    expect([values, cuts]).toEqual([['secr'], [true]])
  })
  test('a header: the last one is only a beginning', () => {
    const turn = 'GET / HTTP/1.0\r\nHost: h\r\nCookie: Y=v=1; T=z'
    expect(cutOf(turn, 'cookie[Y]')).toMatchObject({ values: ['v=1'], cuts: [false] })
    expect(cutOf(turn, 'cookie[T]')).toMatchObject({ values: ['z'], cuts: [true] })
    expect(cutOf(turn, 'header[Host]')).toMatchObject({ values: ['h'], cuts: [false] })
  })
  test('a counted body: the declared length is kept', () => {
    const turn = head('POST / HTTP/1.0', 'Content-Length: 100') + 'abc'
    const { heard, values, cuts } = cutOf(turn, 'body')
    expect(heard).toMatchObject([{ length: turn.length, size: turn.length + 97 }])
    expect([values, cuts]).toEqual([['abc'], [true]])
  })
  test('a body of many bytes, of which the first are there: not cut', () => {
    const turn = head('POST / HTTP/1.0', 'Content-Length: 9000') + 'x'.repeat(5000)
    const { heard, values, cuts } = cutOf(turn, 'body')
    expect(heard).toMatchObject([{ length: turn.length - 904, size: turn.length + 4000 }])
    expect([values[0]?.length, cuts]).toEqual([4096, [false]])
  })
  test('chunks', () => {
    const turn = head('POST / HTTP/1.0', 'Transfer-Encoding: chunked') + '5\r\nabc'
    expect(cutOf(turn, 'body')).toMatchObject({ values: ['abc'], cuts: [true] })
  })
})

test('a reset makes pending requests void, and chunks that were to come', () => {
  const framing = http.open('tcp')
  const cut = (side: 0 | 1, text: string) => {
    const bytes = Buffer.from(text, 'latin1')
    return framing.cut(side, {
      bytes,
      start: 0,
      end: bytes.length,
      scanned: 0,
      final: false,
      first: false,
    })
  }
  cut(0, head('HEAD / HTTP/1.1'))
  cut(1, head('HTTP/1.1 100 Go', 'Transfer-Encoding: chunked'))
  framing.reset(0)
  const answer = head('HTTP/1.1 200 OK', 'Content-Length: 2')
  expect(cut(1, answer)).toEqual({ kind: 'more', atLeast: answer.length + 2 })
})

describeVectors('vectors', () => {
  test.each([
    [
      'yahoo.ncclogin',
      { path: '/config/ncclogin', 'query[login]': 'leaktester', 'query[passwd]': 'secret42' },
    ],
    ['yahoo.ncclogin.libyahoo', { 'query[login]': 'leaktester', 'query[passwd]': 'secret42' }],
    [
      'yahoo.ncclogin.proxy',
      { path: '/config/ncclogin', host: 'msg.edit.yahoo.com', 'query[passwd]': 'secret42' },
    ],
    ['yahoo.ncclogin.fail', { status: 200, body: 'ERROR: Invalid NCC Login\n' }],
    ['yahoo.ncclogin.reply', { status: 200, 'cookie[Y]': 'v=1&n=0abc123&l=b40a_40ijk/o' }],
    [
      'yahoo.configlogin',
      {
        path: '/config/login',
        'query[passwd]': 'd803ed0f9c2e7adef86bb6f912e17582',
        'query[.md5]': '1',
        'query[.challenge]': 'CHALLENGE123',
      },
    ],
    [
      'yahoo.p2p.get',
      { path: '/Messenger.leaktester.1234', 'query[AppID]': 'Messenger', host: '10.1.2.3' },
    ],
    ['yahoo.http.notify', { path: '/notify', host: 'http.pager.yahoo.com' }],
    ['yahoo.ft.post', { path: '/notifyft', host: 'filetransfer.msg.yahoo.com' }],
    [
      'ft.get.hash',
      {
        path: '/.hash=0123456789abcdef0123456789abcdef01234567',
        'header[X-Kazaa-Username]': 'leaktester',
      },
    ],
    [
      'ft.get.index',
      { path: '/1234/song.mp3', host: '10.9.8.7', 'header[X-Kazaa-IP]': '10.1.2.3:1214' },
    ],
    [
      'ft.get.download',
      { path: '/.download/1234', 'header[UserAgent]': 'KazaaClient Jan 16 2002 17:43:11' },
    ],
    ['ft.reply.206', { status: 206, 'header[Server]': 'KazaaClient Nov  3 2002 20:29:03' }],
    ['ft.reply.501', { status: 501, 'header[X-Kazaa-Username]': 'friend' }],
    ['ft.reply.503', { status: 503, 'header[X-Kazaa-IP]': '10.9.8.7:1214' }],
    ['ft.browse', { method: 'GET', path: '/' }],
    ['ft.dos.message', { path: '/.message' }],
    [
      'gnu.get.urn',
      { path: '/uri-res/N2R', uri: '/uri-res/N2R?urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB' },
    ],
    ['gnu.get.index', { path: '/get/42/song.mp3' }],
    ['gnu.reply.ok', { status: 206, 'header[Server]': 'LimeWire/2.4.4' }],
    [
      'msn.http.open',
      {
        path: '/gateway/gateway.dll',
        'query[Action]': 'open',
        'query[Server]': 'NS',
        body: 'VER 1 MSNP7 MSNP6 MSNP5 MSNP4 CVR0\r\n',
      },
    ],
    [
      'msn.http.reply',
      {
        status: 200,
        'header[X-MSN-Messenger]': 'SessionID=1120203120.32140; GW-IP=64.4.13.62',
        body: 'VER 1 MSNP7\r\n',
      },
    ],
    ['msn.http.poll', { 'query[Action]': 'poll', 'query[SessionID]': '1120203120.32140' }],
    ['oscar.http.hello.aim', { path: '/hello', host: 'aimhttp.oscar.aol.com' }],
    ['oscar.http.monitor', { path: '/monitor', 'query[sid]': '101112131415161718191a1b1c1d1e1f' }],
    [
      'connect.aim',
      { method: 'CONNECT', uri: 'login.oscar.aol.com:5190', host: 'login.oscar.aol.com' },
    ],
    ['connect.ok', { status: 200 }],
    ['connect.other', { method: 'CONNECT', uri: '205.188.9.15:443' }],
  ] as const)('%s', (id, expected) => {
    const { text } = vector(id)
    const { heard } = converse(http, [[0, text]], { keys })
    expect(heard[0]?.fields).toMatchObject(
      Object.fromEntries(Object.entries(expected).map(([path, value]) => [path, [value]])),
    )
    everyCut(http, [[0, text]], { keys })
  })

  const keys = {
    query: [
      'login',
      'passwd',
      '.md5',
      '.challenge',
      'AppID',
      'Action',
      'Server',
      'SessionID',
      'sid',
    ],
    cookie: ['Y'],
    header: ['X-Kazaa-Username', 'X-Kazaa-IP', 'UserAgent', 'Server', 'X-MSN-Messenger'],
  }
})

describeRecorded('captures', () => {
  const told = (capture: string) => recorded(capture).map(({ turns }) => turns)

  test('BearShare 2001: raw blanks, and answers without a version', () => {
    const conversations = told('im-p2p/gnutella-bearshare-2001-ppa').map((turns) =>
      converse(http, turns),
    )
    const answered = conversations.filter(({ heard }) => heard.length > 0)
    expect(answered.map(({ lost }) => lost)).toEqual(Array(5).fill([null, null]))
    for (const { heard } of answered) {
      expect(heard.map(({ side }) => side)).toEqual([0, 1])
      expect(heard[0]?.fields['path']?.[0]).toMatch(/^\/get\/[0-9]+\/\S+ .*\.(mpg|asf)$/)
      expect(heard[1]?.fields['status']).toEqual([503])
    }
    expect(answered.map(({ heard }) => mainOf(heard)[1])).toContain('HTTP 503 Server Busy')
  })

  test('Yahoo sign-on by HTTP', () => {
    const [turns = []] = told('recorded/yahoo_http_ncclogin_ymsg7')
    const options = { keys: { query: ['login', 'passwd'], cookie: ['Y'] } }
    expect(converse(http, turns, options).heard).toMatchObject([
      {
        fields: {
          path: ['/config/ncclogin'],
          'query[login]': ['imidsyahoo'],
          'query[passwd]': ['yah00-Pw'],
          host: ['msg.edit.yahoo.com'],
        },
      },
      { fields: { status: [200], 'cookie[Y]': ['v=1&n=invented'] } },
    ])
    everyCut(http, turns, options)
  })

  test('Gnutella download: 192,000 bytes are stepped over', () => {
    const [turns = []] = told('recorded/gnutella_http_download_clear_51234')
    const { heard, lost } = converse(http, turns)
    expect(mainOf(heard)).toEqual([
      'GET /uri-res/N2R?urn:sha1:4SZ5UR5NZL7BMPLHHVXKTUZAU2QWCTSL HTTP/1.1',
      'HTTP/1.1 200 OK',
    ])
    expect([heard[1]?.length, heard[1]?.size, lost]).toEqual([4779, 192_683, [null, null]])
  })

  test('CONNECT whose last line end comes in a segment of its own', () => {
    const [turns = []] = told('recorded/icq_xor_bitlbee_via_http')
    const { heard, lost } = converse(http, turns)
    expect(mainOf(heard)).toEqual([
      'CONNECT 10.77.0.2:5190 HTTP/1.1',
      'HTTP/1.0 200 Connection established',
    ])
    expect(lost).toEqual(Array(2).fill('the connection has become a tunnel'))
  })
})

describe('properties', () => {
  const turns: Turn[] = [
    [0, head('POST http://h/a?b=c HTTP/1.1', 'Content-Length: 3', 'Cookie: a=b') + 'x=y'],
    [
      1,
      head('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked') +
        '3\r\nabc\r\n1f4\r\n' +
        'x'.repeat(500),
    ],
    [1, '\r\n0\r\nA: b\r\n\r\n' + head('HTTP 503', 'Set-Cookie: a=b;', '\tc')],
    [0, head('HEAD / HTTP/1.0', 'Host: [::1]:5') + head('CONNECT a:1 HTTP/1.0')],
    [1, head('HTTP/1.0 200 OK', 'Content-Length: 5') + head('HTTP/1.0 200 OK')],
  ]
  const keys = {
    query: ['b'],
    form: ['x'],
    cookie: ['a'],
    header: ['host', 'Cookie', 'Set-Cookie'],
  }
  const seed = 2002

  test('no division shows', () => {
    const property = fc.property(mutated(turns), anyDivision, (changed, division) => {
      const whole = converse(http, changed, { keys })
      expect(converse(http, changed, { keys, division })).toEqual(whole)
      expect(converse(http, changed, { keys, division: [1] })).toEqual(whole)
    })
    fc.assert(property, { seed, numRuns: 150 })
  })

  const chunkedHead = head('POST / HTTP/1.1', 'Transfer-Encoding: chunked')

  test('random bytes behind any beginning are survived', () => {
    const beginning = fc.constantFrom('', 'GET /', 'HTTP/1.1 200 OK\r\n', chunkedHead)
    const rest = fc
      .uint8Array({ maxLength: 300 })
      .map((bytes) => Buffer.from(bytes).toString('latin1'))
    const property = fc.property(beginning, rest, (start, behind) => {
      converse(http, [[0, start + behind]], { keys, division: [7] })
    })
    fc.assert(property, { seed, numRuns: 300 })
  })

  test.each([
    ['a head without an end', `GET / HTTP/1.0\r\n${'X: y\r\n'.repeat(1300)}`],
    ['a first line without an end', `GET /${'x'.repeat(8180)}`],
    [
      'a counted body',
      head('POST / HTTP/1.0', `X: ${'x'.repeat(4000)}`, 'Content-Length: 4096') + 'y'.repeat(4096),
    ],
    ['chunks of a byte', chunkedHead + '1\r\nx\r\n'.repeat(2000)],
    ['a trailer', chunkedHead + `0\r\n${'X: y\r\n'.repeat(150)}\r\n`],
  ])('work is linear, a byte at a time: %s', (_, text) => {
    expect(looksPerByte(http, text)).toBeLessThan(20)
  })
})
