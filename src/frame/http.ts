// HTTP/1.x as it is really spoken: RFC 9112, and what 2001's clients made of RFC 2616.

import { bytes, number, text } from './field-info.js'
import type { Framer, FramerInfo } from './framer.js'
import { callBackProbes } from './http-call-back.js'
import { glanceAt, HttpFraming, MESSAGE_LIMIT } from './http-framing.js'
import { METHODS } from './http-start.js'
import { beginsWith, headerOf } from './probe.js'

const ofRequests = { firstBytes: [...new Set(METHODS.map((method) => method.charAt(0)))].join('') }
const ofResponses = { firstBytes: 'H' }

const info: FramerInfo = {
  name: 'http',
  transports: ['tcp'],
  summary:
    'Requests and responses: the head and the first 4 KiB of the body; the rest is stepped over.',
  main: 'request line or status line',
  mainAt: 0,
  fields: [
    text('method', 'of a request', { verbatim: true, at: 0, ...ofRequests }),
    text('uri', 'of a request: its target as sent', { verbatim: true, ...ofRequests }),
    text('path', 'of a request: without scheme, host and query', { verbatim: true, ...ofRequests }),
    text('host', 'of a request: from an absolute target, else Host; without port', {
      verbatim: true,
      ...ofRequests,
    }),
    text('query', 'of a request: value of a field of its query, still encoded', {
      key: 'string',
      repeated: true,
      verbatim: true,
      ...ofRequests,
    }),
    text('form', 'of a request: value of a field of its form body, still encoded', {
      key: 'string',
      repeated: true,
      ...ofRequests,
    }),
    number('status', 'of a response', ofResponses),
    text('header', 'value of a header; folded lines are joined by a blank', {
      key: 'header',
      repeated: true,
      verbatim: true,
    }),
    text('cookie', 'value of a cookie in Cookie or Set-Cookie', {
      key: 'string',
      repeated: true,
      verbatim: true,
      beside: 'Cookie',
    }),
    bytes('body', 'the first 4 KiB, put together from chunks'),
  ],
  example: Buffer.from(
    'POST http://www.example.com/sign-on?from=im HTTP/1.0\r\n' +
      'Host: www.example.com\r\n' +
      'Cookie: id=42\r\n' +
      'Content-Type: application/x-www-form-urlencoded\r\n' +
      'Content-Length: 22\r\n' +
      '\r\n' +
      'login=buddy&passwd=abc',
    'latin1',
  ),
  appProto: 'http',
}

export const http: Framer = {
  info,
  probes: [
    beginsWith('GET ', 'PUT '),
    beginsWith('POST ', 'HEAD ', 'HTTP/', 'HTTP '),
    beginsWith('CONNECT ', 'OPTIONS '),
    beginsWith('DELETE '),
    beginsWith('TRACE ', 'PATCH '),
    ...callBackProbes,
  ],
  // A response may follow a body that ends within a line. The version at the end of a request line looks the same: `cut`
  // refuses it.
  syncs: [
    headerOf('HTTP/1.? '),
    ...['GET ', 'POST ', 'HEAD ', 'CONNECT '].map((word) => headerOf(word, true)),
  ],
  limit: MESSAGE_LIMIT,
  glance: glanceAt,
  open: () => new HttpFraming(),
}
