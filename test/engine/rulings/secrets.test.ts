// Rulings 36 to 39, and 8: what is secret stays unwritten, whoever read it.

import { describe, expect, test } from 'vitest'
import { play, signature, type Play } from '../play.js'

const login = (name: string) =>
  signature(name, `dialogue tcp { -> line "PASS " secret password:word record "login" }`)

interface Row extends Play {
  readonly name: string
  /** Of the last report that is not the login's own: its values, and what it says. */
  readonly values: Readonly<Record<string, unknown>>
  readonly message: string
}

const rows: readonly Row[] = [
  {
    name: 'ruling 36: a secret is written as its length',
    signatures: signature(
      'a.x',
      `dialogue tcp { -> line "PASS " secret password:word alert "{password.size}" }`,
    ),
    script: '-> PASS hunter2',
    values: { password: '[redacted 7 bytes]' },
    message: '7',
  },
  {
    name: 'ruling 36: so is what another signature captured of the same bytes',
    signatures:
      login('b.login') + signature('c.any', `dialogue tcp { -> line text:text alert "{text}" }`),
    script: '-> PASS hunter2',
    values: { text: '[redacted 12 bytes]' },
    message: '[redacted 12 bytes]',
  },
  {
    name: 'ruling 8: also of a signature that saw the message first',
    signatures:
      login('b.login') +
      signature('a.any', `dialogue tcp { -> line word " " text:text alert "{text}" }`),
    script: '-> PASS hunter2',
    values: { text: '[redacted 7 bytes]' },
    message: '[redacted 7 bytes]',
  },
  {
    name: 'also of one that found nothing to recall',
    signatures:
      signature(
        'b.login',
        `dialogue tcp { -> line "PASS " secret password:word recall password from a.table(name) record "{name}" }`,
      ) +
      signature('a.any', `dialogue tcp { -> line word " " text:text alert "{text}" }`) +
      signature(
        'c.keep',
        `dialogue tcp { -> line "KEEP " key:word remember key as a.table(key) for 10s }`,
      ),
    script: '-> PASS hunter2',
    values: { text: '[redacted 7 bytes]' },
    message: '[redacted 7 bytes]',
  },
  {
    name: 'ruling 36: what does not overlap is written',
    signatures:
      login('b.login') +
      signature('c.any', `dialogue tcp { -> line verb:word " " alert "{verb}" }`),
    script: '-> PASS hunter2',
    values: { verb: 'PASS' },
    message: 'PASS',
  },
  {
    name: 'ruling 36: the same characters elsewhere are no secret',
    signatures:
      login('a.login') +
      signature('c.any', `dialogue tcp { -> line "SAY " text:text alert "{text}" }`),
    script: '-> PASS hunter2 / SAY hunter2',
    values: { text: 'hunter2' },
    message: 'hunter2',
  },
  {
    name: 'ruling 36: a report that comes later masks what was captured before',
    signatures:
      login('b.login') +
      signature(
        'a.any',
        `dialogue tcp { -> line word " " text:text <- line "OK" or after 1m alert "{text}" }`,
      ),
    script: `
      -> PASS hunter2
      wait 60000`,
    values: { text: '[redacted 7 bytes]' },
    message: '[redacted 7 bytes]',
  },
  {
    name: 'ruling 36: an end that comes later does not unmask it',
    signatures:
      login('b.login') +
      signature(
        'a.any',
        `dialogue tcp { -> line word " " text:text close alert "{text}" }`,
      ).replace('close', '<- line "OK" or after 1m or close'),
    script: `
      -> PASS hunter2
      close`,
    values: { text: '[redacted 7 bytes]' },
    message: '[redacted 7 bytes]',
  },
  {
    name: 'ruling 37: what was derived from it stays secret',
    signatures: signature(
      'a.x',
      `dialogue tcp { -> line "PASS " secret password:word |> lower set response = password alert "x" }`,
    ),
    script: '-> PASS HUNTER2',
    values: { password: '[redacted 7 bytes]', response: '[redacted 7 bytes]' },
    message: 'x',
  },
  {
    name: 'ruling 37: what was remembered from it stays secret',
    signatures:
      signature(
        'a.x',
        `dialogue tcp { -> line "COOKIE " secret cookie:word " " name:word remember name as a.t(cookie) for 1m }`,
      ) +
      signature(
        'b.x',
        `dialogue tcp { -> line "USE " name:word recall name from a.t(found) alert "use" }`,
      ),
    script: `
      -> COOKIE s3cret bob
      2 -> USE bob`,
    values: { name: 'bob', found: '[redacted 6 bytes]' },
    message: 'use',
  },
  {
    name: 'ruling 36: a row that another signature’s mark covers stays masked when its flow has ended',
    signatures:
      signature(
        'a.x',
        `dialogue tcp { -> line "PASS " text:word remember flow.client as a.t(text) for 1m }`,
      ) +
      login('b.login') +
      signature(
        'c.x',
        `dialogue tcp { -> line "USE" recall flow.client from a.t(found) alert "{found}" }`,
      ),
    script: `
      -> PASS hunter2
      close
      2 -> USE`,
    values: { found: '[redacted 7 bytes]' },
    message: '[redacted 7 bytes]',
  },
  {
    name: 'ruling 37: what is passed on as a secret parameter stays secret',
    signatures:
      signature(
        'a.x',
        `dialogue tcp { -> line "OFFER " secret auth:word expect tcp any:7000 as b.x(auth) }`,
      ) + signature('b.x(secret auth)', `dialogue tcp { -> line "AUTH " =auth alert "use" }`),
    flows: { 2: { ports: [1025, 7000] } },
    script: `
      -> OFFER 93301
      2 open
      2 -> AUTH 93301`,
    values: { auth: '[redacted 5 bytes]' },
    message: 'use',
  },
  {
    name: 'ruling 38: it may be a key',
    signatures:
      signature(
        'a.x',
        `dialogue tcp { -> line "COOKIE " secret cookie:word remember cookie as a.t(flow.id) for 1m }`,
      ) +
      signature(
        'b.x',
        `dialogue tcp { -> line "USE " secret cookie:word recall cookie from a.t(login) alert "{login}" once per cookie }`,
      ),
    script: `
      -> COOKIE s3cret
      2 -> USE s3cret
      2 -> USE s3cret`,
    values: { cookie: '[redacted 6 bytes]', login: 1 },
    message: '1',
  },
  {
    name: 'ruling 39: `reveal` writes it',
    signatures:
      login('b.login') + signature('c.any', `dialogue tcp { -> line text:text alert "{text}" }`),
    options: { reveal: true },
    script: '-> PASS hunter2',
    values: { text: 'PASS hunter2' },
    message: 'PASS hunter2',
  },
]

describe('secrets', () => {
  test.each(rows)('$name', ({ values, message, options, ...what }) => {
    const { sink } = play({ ...what, options: options ?? {} })
    const last = sink.reports.findLast(({ message: said }) => said !== 'login')
    expect(Object.fromEntries(last?.values ?? [])).toEqual(values)
    expect(last?.message).toBe(message)
    if (options === undefined)
      expect(
        JSON.stringify(sink.reports.map(({ values: all, message: text }) => [...all, text])),
      ).not.toMatch(/s3cret|93301|HUNTER/)
  })

  test('ruling 36: a mark holds across framers', () => {
    const listener = play({
      signatures:
        login('a.login') +
        signature('b.any', `dialogue tcp { -> stream text:text alert "{text}" }`),
      script: '-> NOISE',
    })
    listener.packet((packet) => {
      const [on] = listener.flows.values()
      if (on === undefined) return
      listener.deliver(on, 0, 'PASS hunter2', packet)
      listener.deliver(on, 0, 'NOISEPASS hunter2', packet, { framer: 'stream', offset: 0 })
    })
    expect(listener.sink.messages).toEqual(['login', '[redacted 17 bytes]'])
  })
})
