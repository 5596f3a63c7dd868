import { describe, expect, test } from 'vitest'
import {
  bytes,
  DATAGRAM,
  decode,
  DECODED_IPV4,
  DECODED_IPV6,
  ethernet,
  hex,
  ipv4,
  ipv6,
  recordOf,
  tcp,
  udp,
} from './build.js'
import { Decoder } from '../../../../src/front/plain/decode/decoder.js'

const RAW = 101

describe('lengths', () => {
  test.each([
    { name: 'bytes behind the IPv4 packet are padding', record: `${ipv4(17, DATAGRAM)} 'trailer'` },
    { name: 'bytes behind the datagram are padding', record: ipv4(17, `${DATAGRAM} 'trailer'`) },
    {
      name: 'options are stepped over',
      record: ipv4(17, DATAGRAM, { options: '01 0704 0000 000000' }),
    },
    { name: 'options that end early', record: ipv4(17, DATAGRAM, { options: '00 ffffff' }) },
  ])('IPv4: $name', ({ record }) => {
    expect(decode(record, RAW)).toEqual({ what: DECODED_IPV4, vlans: [], events: [] })
  })

  test.each([
    { name: 'bytes behind the IPv6 packet are padding', record: `${ipv6(17, DATAGRAM)} 'trailer'` },
    { name: 'hop-by-hop options', record: ipv6(0, `1100 0502 0000 0100 ${DATAGRAM}`) },
    { name: 'destination options', record: ipv6(60, `1101 ${'00'.repeat(14)} ${DATAGRAM}`) },
    { name: 'a route', record: ipv6(43, `1100 0000 00000000 ${DATAGRAM}`) },
    {
      name: 'an authentication header',
      record: ipv6(51, `1104 0000 ${'00'.repeat(20)} ${DATAGRAM}`),
    },
    {
      name: 'several',
      record: ipv6(0, `2b00 000000000000 3c00 000000000000 1100 000000000000 ${DATAGRAM}`),
    },
    { name: 'a fragment that is the whole', record: ipv6(44, `1100 0000 00000009 ${DATAGRAM}`) },
  ])('IPv6: $name', ({ record }) => {
    expect(decode(record, RAW)).toEqual({ what: DECODED_IPV6, vlans: [], events: [] })
  })

  test('a packet cut by the snapshot length is read as far as it was captured', () => {
    const decoder = new Decoder()
    const record = bytes(ethernet('0800', ipv4(6, tcp(1, 2, "'0123456789'"))))
    const packet = decoder.decode(record, recordOf(record, 1, { to: record.length - 6 }), 1)
    expect(packet).toMatchObject({ length: 50, wirePayload: 10, payloadEnd: record.length - 6 })
    expect(hex(record.subarray(packet?.payloadStart, packet?.payloadEnd))).toBe('30313233')
  })

  test.each([
    { name: 'IPv4', ip: ipv4 },
    { name: 'IPv6', ip: ipv6 },
  ])('$name: a length of 0 is whatever was sent, of packets no link carries', ({ ip }) => {
    const text = 'x'.repeat(1500)
    const zero = { totalLength: 0 }
    expect(decode(ip(6, tcp(1, 2, `'${text}'`), zero), RAW).what).toContain(`'${text}'`)
    expect(decode(ip(6, tcp(1, 2, "'abc'"), zero), RAW).what).toMatch(/^decoder/)
  })

  test('a datagram too large for its length field, as hosts hand it to network cards', () => {
    const payload = new Uint8Array(70_000)
    const record = bytes(`${ipv4(17, '03e8 07d0 0000 0000', { totalLength: 0 })}`)
    const whole = new Uint8Array([...record, ...payload])
    const packet = new Decoder().decode(whole, recordOf(whole, RAW), 1)
    expect(packet).toMatchObject({ transport: 'udp', wirePayload: 70_000 })
  })
})

test.each([
  { name: 'IPv4 header, cut', record: '4500 0014', what: 'decoder.ipv4.pkt_too_small' },
  {
    name: 'IPv4 header length below 20',
    record: `44${ipv4(17, DATAGRAM).slice(2)}`,
    what: 'decoder.ipv4.hlen_too_small',
  },
  {
    name: 'IPv4 length below its header',
    record: ipv4(17, DATAGRAM, { totalLength: 19 }),
    what: 'decoder.ipv4.iplen_smaller_than_hlen',
  },
  {
    name: 'IPv4 length beyond what was sent',
    record: ipv4(17, DATAGRAM, { totalLength: 99 }),
    what: 'decoder.ipv4.trunc_pkt',
  },
  {
    name: 'IPv4 by its EtherType only',
    linkType: 228,
    record: ipv6(17, DATAGRAM),
    what: 'decoder.ipv4.wrong_ip_version',
  },
  {
    name: 'an IPv4 option of no length',
    record: ipv4(17, DATAGRAM, { options: '0700 0000' }),
    what: 'decoder.ipv4.opt_invalid_len',
  },
  {
    name: 'an IPv4 option over the end',
    record: ipv4(17, DATAGRAM, { options: '0705 0000' }),
    what: 'decoder.ipv4.opt_invalid_len',
  },
  {
    name: 'an IPv4 option cut to its code',
    record: ipv4(17, DATAGRAM, { options: '010101 07' }),
    what: 'decoder.ipv4.opt_invalid_len',
  },
  { name: 'IPv6 header, cut', record: '60000000 0000 1140', what: 'decoder.ipv6.pkt_too_small' },
  {
    name: 'IPv6 length beyond what was sent',
    record: ipv6(17, DATAGRAM, { totalLength: 99 }),
    what: 'decoder.ipv6.trunc_pkt',
  },
  {
    name: 'IPv6 by its EtherType only',
    linkType: 229,
    record: ipv4(17, `${DATAGRAM} ${DATAGRAM}`),
    what: 'decoder.ipv6.wrong_ip_version',
  },
  {
    name: 'an extension header over the end',
    record: ipv6(0, '1107 0000 00000000'),
    what: 'decoder.ipv6.trunc_exthdr',
  },
  { name: 'no next header', record: ipv6(59, ''), what: 'no data' },
  {
    name: 'ICMP, and what it quotes',
    record: ipv4(1, `0303 0000 00000000 ${ipv4(17, DATAGRAM)}`),
    what: 'ICMP',
  },
  {
    name: 'ICMPv6, and what it quotes',
    record: ipv6(58, `0104 0000 00000000 ${ipv6(17, DATAGRAM)}`),
    what: 'ICMP',
  },
  { name: 'SCTP', record: ipv4(132, '0000'), what: 'other transport' },
  { name: 'an encrypted payload', record: ipv4(50, '00000001 00000001'), what: 'encrypted' },
])('no packet: $name', ({ linkType = RAW, record, what }) => {
  expect(decode(record, linkType).what).toBe(what)
})

describe('TCP', () => {
  test('all fields of a segment', () => {
    const segment = tcp(6667, 40_000, "'abc'", { flags: 0x12, options: '0204 05b4 01 0303 07' })
    const record = bytes(ethernet('8100', `0007 0800 ${ipv4(6, segment)}`))
    const packet = new Decoder().decode(record, recordOf(record, 1, { timeUs: 123_456 }), 5)
    expect(packet).toMatchObject({
      number: 5,
      time: 123_456,
      length: 51,
      vlans: [7],
      version: 4,
      timeToLive: 64,
      transport: 'tcp',
      sourcePort: 6667,
      destinationPort: 40_000,
      sequence: 1,
      acknowledgement: 2,
      flags: 0x12,
      window: 0x2000,
      windowScale: 7,
      urgent: 0,
      payloadStart: record.length - 3,
      payloadEnd: record.length,
      wirePayload: 3,
    })
    expect([hex(packet?.source ?? record), hex(packet?.destination ?? record)]).toEqual([
      '0a000001',
      '0a000002',
    ])
  })

  test.each([
    { name: 'of a segment that is no SYN', flags: 0x10, options: '0303 07 00', scale: -1 },
    { name: 'of a SYN without it', flags: 0x02, options: '0204 05b4', scale: -1 },
    { name: 'of a SYN whose options end before it', flags: 0x02, options: '00 0303 07', scale: -1 },
    {
      name: 'behind an option over the end',
      flags: 0x02,
      options: '0209 0303 07 00 0000',
      scale: -1,
      events: ['decoder.tcp.opt_invalid_len'],
    },
  ])('window scale $name', ({ flags, options, scale, events = [] as string[] }) => {
    const record = bytes(ipv4(6, tcp(1, 2, '', { flags, options })))
    const decoder = new Decoder()
    expect(decoder.decode(record, recordOf(record, RAW), 1)?.windowScale).toBe(scale)
    expect(decoder.events).toEqual(events)
  })

  test.each([
    { name: 'header, cut', segment: '0001 0002', what: 'decoder.tcp.pkt_too_small' },
    {
      name: 'header length below 20',
      segment: `${'00'.repeat(12)} 4010 ${'00'.repeat(6)}`,
      what: 'decoder.tcp.hlen_too_small',
    },
    {
      name: 'options over the end',
      segment: `${'00'.repeat(12)} 6010 ${'00'.repeat(6)}`,
      what: 'decoder.tcp.invalid_optlen',
    },
  ])('$name', ({ segment, what }) => {
    expect(decode(ipv4(6, segment), RAW).what).toBe(what)
  })
})

test.each([
  { name: 'header, cut', datagram: '0001 0002 0008', what: 'decoder.udp.pkt_too_small' },
  { name: 'length below 8', datagram: '0001 0002 0007 0000', what: 'decoder.udp.hlen_too_small' },
  {
    name: 'length beyond what was sent',
    datagram: '0001 0002 0009 0000',
    what: 'decoder.udp.pkt_too_small',
  },
])('UDP: $name', ({ datagram, what }) => {
  expect(decode(ipv4(17, datagram), RAW).what).toBe(what)
})

describe('checksums', () => {
  const RIGHT_UDP = '4500 0021 0001 0000 40 11 7cc9 7f000001 7f000001 03e8 07d0 000d'
  test.each([
    {
      name: 'right',
      record: `${RIGHT_UDP} b247 'hello'`,
      what: "udp 127.0.0.1:1000 127.0.0.1:2000 'hello'",
    },
    {
      name: 'none, of UDP',
      record: `${RIGHT_UDP} 0000 'hello'`,
      what: "udp 127.0.0.1:1000 127.0.0.1:2000 'hello'",
    },
    { name: 'wrong, of UDP', record: `${RIGHT_UDP} b248 'hello'`, what: 'wrong checksum: UDP' },
    {
      name: 'wrong, of IPv4',
      record: `45ff${RIGHT_UDP.slice(4)} 0000 'hello'`,
      what: 'wrong checksum: IPv4',
    },
    { name: 'wrong, of TCP', record: ipv4(6, tcp(1, 2, '')), what: 'wrong checksum: TCP' },
    {
      name: 'wrong, of UDP in IPv6',
      record: ipv6(17, '03e8 07d0 0008 0001'),
      what: 'wrong checksum: UDP',
    },
  ])('$name', ({ record, what }) => {
    expect(decode(record, RAW, undefined, { checksums: true }).what).toBe(what)
    expect(decode(record, RAW).what).toMatch(/^(tcp|udp)/)
  })

  test('those of a packet that was cut cannot be verified', () => {
    const record = ipv4(17, udp(1, 2, "'abc'")).replace(/0000 'abc'$/, "1234 'ab'")
    expect(decode(record, RAW, bytes(record).length + 1, { checksums: true }).what).toMatch(/^udp/)
  })
})
