import { describe, expect, test } from 'vitest'
import { readRelayHeader, socksRelay } from '../../src/tunnel/socks-relay.js'

const window = (hex: string) => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
  return { bytes, start: 0, end: bytes.length, scanned: 0, final: true, first: true }
}
const via = (host: string, port: number) => ({ kind: 'socks5', host, port, bound: null })

describe('what a SOCKS5 proxy relays', () => {
  test.each([
    {
      name: 'to an IPv4 address',
      hex: '00 00 00 01 cd bc fc 15 0f a0 02 00',
      header: { via: via('205.188.252.21', 4000), length: 10 },
    },
    {
      name: 'to a name',
      hex: `00 00 00 03 0d ${Buffer.from('icq.mirabilis').toString('hex')} 0f a0 02`,
      header: { via: via('icq.mirabilis', 4000), length: 20 },
    },
    {
      name: 'to an IPv6 address',
      hex: `00 00 00 04 20 01 0d b8 ${'00'.repeat(11)} 01 0f a0 02`,
      header: { via: via('2001:db8::1', 4000), length: 22 },
    },
    { name: 'a fragment', hex: '00 00 01 01 cd bc fc 15 0f a0 02 00', header: null },
    { name: 'no reserved zeros', hex: '00 01 00 01 cd bc fc 15 0f a0 02 00', header: null },
    { name: 'an address of no kind', hex: '00 00 00 02 cd bc fc 15 0f a0 02 00', header: null },
    { name: 'port 0', hex: '00 00 00 01 cd bc fc 15 00 00 02 00', header: null },
    { name: 'nothing behind it', hex: '00 00 00 01 cd bc fc 15 0f a0', header: null },
    { name: 'a header that is cut', hex: '00 00 00 03 ff 61', header: null },
    { name: 'nothing', hex: '', header: null },
  ])('$name', ({ hex, header }) => {
    expect(readRelayHeader(window(hex))).toEqual(header)
    const cut = socksRelay.open('udp').cut(0, window(hex))
    expect(cut.kind).toBe(header === null ? 'lost' : 'skip')
  })
})
