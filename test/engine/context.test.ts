// What stands in a report beside the captures: account, tunnel, product, application.

import { describe, expect, test } from 'vitest'
import { play, signature } from './play.js'

const hello = (name: string, more = '', fields = '') =>
  signature(name, `dialogue tcp { -> line "HI" ${more} alert "hi" }`, fields)
const signOn = signature(
  'a.sign',
  `dialogue tcp { -> line "USER " user:word set flow.account = user }`,
)

function valuesOf(sink: ReturnType<typeof play>['sink']): Record<string, unknown> {
  return Object.fromEntries(sink.reports.at(-1)?.values ?? [])
}

describe('context', () => {
  test.each([
    {
      name: 'the flow’s account, where the signature has none',
      signatures: hello('b.hi'),
      values: { account: 'buddy' },
    },
    {
      name: 'the signature’s own account, where it has one',
      signatures: hello('b.hi', 'set account = "eve"'),
      values: { account: 'eve' },
    },
  ])('$name', ({ signatures, values }) => {
    const { sink } = play({ signatures: signOn + signatures, script: '-> USER buddy\n-> HI' })
    expect(valuesOf(sink)).toEqual(values)
  })

  test('the flow’s account stands where the signature’s own would', () => {
    const { sink } = play({
      signatures:
        signOn +
        signature(
          'b.hi',
          `dialogue tcp { -> line "HI " peer:word maybe(" from " account:word) maybe(" " text:word) alert "hi" }`,
        ),
      script: '-> USER buddy\n-> HI eve\n-> HI eve from bob hello',
    })
    expect(sink.reports.map(({ values }) => [...values])).toEqual([
      [
        ['peer', 'eve'],
        ['account', 'buddy'],
      ],
      [
        ['peer', 'eve'],
        ['account', 'bob'],
        ['text', 'hello'],
      ],
    ])
  })

  test('the tunnel that a flow runs in', () => {
    const via = [{ kind: 'socks5', host: 'login.oscar.aol.com', port: 5190, bound: null }] as const
    const { sink } = play({ signatures: hello('b.hi'), flows: { 1: { via } }, script: '-> HI' })
    expect(valuesOf(sink)).toEqual({ via: 'socks5 login.oscar.aol.com:5190' })
  })
})

describe('product and application', () => {
  const both = 'product aim, icq'
  test.each([
    {
      name: 'the first of the header',
      signatures: hello('b.hi', '', both),
      script: '-> HI',
      products: ['aim'],
      app: 'aim',
    },
    {
      name: 'what the dialogue says',
      signatures: hello('b.hi', 'set product = icq', both),
      script: '-> HI',
      products: ['icq'],
      app: 'icq',
    },
    {
      name: 'what an earlier report on the flow decided, if the header has it',
      signatures:
        signature('a.icq', `dialogue tcp { -> line "ICQ" set product = icq alert "icq" }`, both) +
        hello('b.hi', '', both) +
        hello('c.hi', '', 'product aim'),
      script: '-> ICQ\n-> HI',
      products: ['icq', 'icq', 'aim'],
      app: 'icq',
    },
    {
      name: 'the framer’s own word goes before the product’s',
      signatures: signature('a.toc', `dialogue tcp { -> toc "HI" alert "hi" }`, 'product aim'),
      script: '-> [toc] HI',
      products: ['aim'],
      app: 'toc',
    },
    {
      name: 'some framers write none',
      signatures: signature('a.dns', `dialogue tcp { -> dns "HI" alert "hi" }`, 'product aim'),
      script: '-> [dns] HI',
      products: ['aim'],
      app: null,
    },
  ])('$name', ({ signatures, script, products, app }) => {
    const { sink, flows } = play({ signatures, script })
    expect(sink.reports.map(({ product }) => product)).toEqual(products)
    expect(sink.reports[0]?.app).toBe(app)
    expect(flows.get(1)).toMatchObject({ alerted: true, app })
  })

  test('a report that `once per` holds back decides nothing', () => {
    const { sink, flows } = play({
      signatures: signature(
        'a.hi',
        `dialogue tcp { -> line "HI" alert "hi" once per flow.server }`,
      ),
      script: '-> HI\n2 -> HI',
    })
    expect(sink.reports).toHaveLength(1)
    expect(flows.get(2)).toMatchObject({ alerted: false, app: null })
  })
})
