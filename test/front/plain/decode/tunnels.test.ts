// Packets in packets: each tunnel is stepped into, and told from datagrams that only use its port.

import { describe, expect, test } from 'vitest'
import {
  bytes,
  DATAGRAM,
  decode,
  DECODED_IPV4,
  DECODED_IPV6,
  ethernet,
  IPV4,
  ipv4,
  IPV6,
  ipv6,
  udp,
} from './build.js'

const RAW = 101
const OUTER = { source: 'c0000201', destination: 'c0000202' }
const GRE = 47
const ETHERNET = ethernet('0800', IPV4)
const half = (value: number) => value.toString(16).padStart(4, '0')
const length = (notation: string) => bytes(notation).length

const inUdp = (port: number, payload: string) => ipv4(17, udp(40_000, port, payload), OUTER)
const inGre = (payload: string) => ipv4(GRE, payload, OUTER)

const VXLAN = `08000000 00002a00 ${ETHERNET}`
const GENEVE = `0000 6558 00002a00 ${ETHERNET}`
const GTP = `30ff ${half(length(IPV4))} 00000001 ${IPV4}`
const TEREDO_INNER = ipv6(17, DATAGRAM, { source: `20010000${'00'.repeat(11)}01` })
const DECODED_TEREDO = DECODED_IPV6.replace(
  `fd00${'00'.repeat(13)}01`,
  `20010000${'00'.repeat(11)}01`,
)
const L2TP_PPP = `ff03 0021 ${IPV4}`

describe('stepped into', () => {
  test.each([
    { name: 'IP in IP', record: ipv4(4, IPV4, OUTER) },
    { name: 'IPv4 in IPv6', record: ipv6(4, IPV4) },
    { name: 'MPLS in IP', record: ipv4(137, `00010140 ${IPV4}`, OUTER) },
    { name: 'Ethernet in IP', record: ipv4(97, `3000 ${ETHERNET}`, OUTER) },
    { name: 'authentication header', record: ipv4(51, `1104 0000 ${'00'.repeat(20)} ${DATAGRAM}`) },
    { name: 'GRE', record: inGre(`0000 0800 ${IPV4}`) },
    {
      name: 'GRE with checksum, key and sequence',
      record: inGre(`b000 0800 00000000 00000001 00000002 ${IPV4}`),
    },
    {
      name: 'GRE with routes',
      record: inGre(`4000 0800 00000000 0800 0004 0a000003 0000 0000 ${IPV4}`),
    },
    { name: 'GRE, Ethernet', record: inGre(`0000 6558 ${ETHERNET}`) },
    { name: 'NVGRE', record: inGre(`2000 6558 00002a01 ${ETHERNET}`) },
    { name: 'GRE, MPLS', record: inGre(`0000 8847 00010140 ${IPV4}`) },
    { name: 'GRE, WCCP', record: inGre(`0000 883e ${IPV4}`) },
    { name: 'GRE, WCCP 2', record: inGre(`0000 883e 00000000 ${IPV4}`) },
    { name: 'ERSPAN I', record: inGre(`0000 88be ${ETHERNET}`) },
    { name: 'ERSPAN II', record: inGre(`1000 88be 00000001 10010000 00000000 ${ETHERNET}`) },
    {
      name: 'ERSPAN III',
      record: inGre(`1000 22eb 00000001 20010000 00000000 00000000 ${ETHERNET}`),
    },
    {
      name: 'ERSPAN III, with more',
      record: inGre(`1000 22eb 00000001 20010000 00000000 00000001 0000000000000000 ${ETHERNET}`),
    },
    {
      name: 'PPTP',
      record: inGre(`3001 880b ${half(length(IPV4) + 4)} 0001 00000001 ff03 0021 ${IPV4}`),
    },
    {
      name: 'PPTP with acknowledgement',
      record: inGre(`3081 880b ${half(length(IPV4) + 1)} 0001 00000001 00000001 21 ${IPV4}`),
    },
    { name: 'VXLAN', record: inUdp(4789, VXLAN) },
    { name: "VXLAN by Linux' port", record: inUdp(8472, VXLAN) },
    { name: 'VXLAN with a policy', record: inUdp(4789, `88000007 00002a00 ${ETHERNET}`) },
    { name: 'VXLAN with a protocol', record: inUdp(4790, `0c000003 00002a00 ${ETHERNET}`) },
    { name: 'VXLAN with a protocol, IP', record: inUdp(4790, `0c000001 00002a00 ${IPV4}`) },
    { name: 'GENEVE', record: inUdp(6081, GENEVE) },
    {
      name: 'GENEVE with options',
      record: inUdp(6081, `0200 6558 00002a00 0000000000000000 ${ETHERNET}`),
    },
    { name: 'GENEVE, IP', record: inUdp(6081, `0040 0800 00002a00 ${IPV4}`) },
    { name: 'GTP-U', record: inUdp(2152, GTP) },
    {
      name: 'GTP-U with sequence',
      record: inUdp(2152, `32ff ${half(length(IPV4) + 4)} 00000001 00010000 ${IPV4}`),
    },
    {
      name: 'GTP-U with more headers',
      record: inUdp(2152, `34ff ${half(length(IPV4) + 8)} 00000001 00000085 01100000 ${IPV4}`),
    },
    { name: 'L2TP', record: inUdp(1701, `0002 0001 0001 ${L2TP_PPP}`) },
    {
      name: 'L2TP with length and sequence',
      record: inUdp(1701, `4802 ${half(length(L2TP_PPP) + 12)} 0001 0001 0000 0000 ${L2TP_PPP}`),
    },
    { name: 'L2TP with offset', record: inUdp(1701, `0202 0001 0001 0002 0000 ${L2TP_PPP}`) },
  ])('$name', ({ record }) => {
    expect(decode(record, RAW)).toEqual({ what: DECODED_IPV4, vlans: [], events: [] })
  })

  test.each([
    { name: '6in4', record: ipv4(41, IPV6, OUTER) },
    { name: 'IPv6 in IPv6', record: ipv6(41, IPV6) },
    { name: 'GRE', record: inGre(`0000 86dd ${IPV6}`) },
    { name: 'GTP-U', record: inUdp(2152, `30ff ${half(length(IPV6))} 00000001 ${IPV6}`) },
    { name: 'AYIYA', record: inUdp(5072, `11 21 01 29 00000000 aabb ${'cc'.repeat(8)} ${IPV6}`) },
  ])('$name', ({ record }) => {
    expect(decode(record, RAW).what).toBe(DECODED_IPV6)
  })

  test.each([
    { name: 'by its port', record: inUdp(3544, TEREDO_INNER) },
    { name: 'between peers, on any port', record: inUdp(54_321, TEREDO_INNER) },
    { name: 'with an origin', record: inUdp(3544, `0000 1234 f5ffffff ${TEREDO_INNER}`) },
    {
      name: 'with authentication',
      record: inUdp(3544, `0001 00 00 0000000000000000 00 ${TEREDO_INNER}`),
    },
    {
      name: 'with both',
      record: inUdp(
        3544,
        `0001 02 01 aabb cc 0000000000000000 00 0000 1234 f5ffffff ${TEREDO_INNER}`,
      ),
    },
  ])('Teredo $name', ({ record }) => {
    expect(decode(record, RAW).what).toBe(DECODED_TEREDO)
  })

  test('VLANs of both sides are kept, from the outside in', () => {
    const inner = ethernet('8100', `0002 0800 ${IPV4}`)
    const record = ethernet('8100', `0001 0800 ${inUdp(4789, `08000000 00002a00 ${inner}`)}`)
    expect(decode(record)).toMatchObject({ what: DECODED_IPV4, vlans: [1, 2] })
  })

  test('eight tunnels, one in another, but not nine', () => {
    const nested = (count: number): string =>
      count === 0 ? IPV4 : ipv4(4, nested(count - 1), OUTER)
    expect(decode(nested(8), RAW).what).toBe(DECODED_IPV4)
    expect(decode(nested(9), RAW).what).toBe('decoder.too_many_layers')
  })
})

describe('left alone: a datagram on the port of', () => {
  const changed = (payload: string, at: number, byte: string): string => {
    const digits = Buffer.from(bytes(payload)).toString('hex')
    return digits.slice(0, 2 * at) + byte + digits.slice(2 * at + 2)
  }
  test.each([
    { name: 'VXLAN, text', port: 4789, payload: "'MSG 12 N 133'" },
    { name: 'VXLAN, other flags', port: 4789, payload: changed(VXLAN, 0, '0a') },
    { name: 'VXLAN, a reserved byte set', port: 4789, payload: changed(VXLAN, 7, '01') },
    { name: 'VXLAN, a frame of another kind', port: 4789, payload: changed(VXLAN, 20, '12') },
    {
      name: 'VXLAN, an inner length that does not fit',
      port: 4789,
      payload: changed(VXLAN, 24, 'ff'),
    },
    { name: 'GENEVE, text', port: 6081, payload: "'GNUTELLA CONNECT/0.6'" },
    { name: 'GENEVE, another version', port: 6081, payload: changed(GENEVE, 0, '40') },
    { name: 'GENEVE, a reserved byte set', port: 6081, payload: changed(GENEVE, 7, '01') },
    { name: 'GENEVE, options over the end', port: 6081, payload: changed(GENEVE, 0, '3f') },
    {
      name: 'AYIYA, text',
      port: 5072,
      payload: "'AR!), said nobody ever, not in all these years'",
    },
    {
      name: 'AYIYA, a length that does not fit',
      port: 5072,
      payload: `01 00 01 29 00000000 aa ${IPV6} 00`,
    },
    { name: 'GTP-U, text', port: 2152, payload: "'0ff, said nobody ever'" },
    { name: 'GTP-U, signalling', port: 2152, payload: changed(GTP, 1, '01') },
    { name: 'GTP-U, a length that does not fit', port: 2152, payload: changed(GTP, 3, '20') },
    { name: 'L2TP, control', port: 1701, payload: 'c802 000c 0000 0000 0000 0000' },
    { name: 'L2TP, another version', port: 1701, payload: `0003 0001 0001 ${L2TP_PPP}` },
    { name: 'Teredo, IPv6 of another prefix', port: 3544, payload: IPV6 },
    { name: 'Teredo, a length that does not fit', port: 3544, payload: `${TEREDO_INNER} 00` },
    { name: 'anything, empty', port: 4789, payload: '' },
  ])('$name', ({ port, payload }) => {
    const text = Buffer.from(bytes(payload)).toString('latin1')
    expect(decode(inUdp(port, payload), RAW).what).toBe(
      `udp 192.0.2.1:40000 192.0.2.2:${port} '${text}'`,
    )
  })
})

test.each([
  { name: 'an answer to a keepalive', payload: '0000 0000', what: 'no data' },
  { name: 'an acknowledgement of PPTP', payload: '2081 880b 0000 0001 00000001', what: 'no data' },
  { name: 'encrypted PPTP', payload: '3001 880b 0004 0001 00000001 00fd 9000', what: 'encrypted' },
  { name: 'another version', payload: '0002 0800', what: 'decoder.gre.wrong_version' },
  {
    name: 'PPTP around something else',
    payload: '2001 0800 0000 0000',
    what: 'decoder.gre.version1_wrong_protocol',
  },
  { name: 'PPTP without a key', payload: '0001 880b', what: 'decoder.gre.version1_no_key' },
  {
    name: 'routes without an end',
    payload: '4000 0800 00000000 0800 0004',
    what: 'decoder.gre.version0_malformed_sre_hdr',
  },
  { name: 'cut', payload: '00', what: 'decoder.gre.pkt_too_small' },
  {
    name: 'ERSPAN of another version',
    payload: '1000 88be 00000001 30010000 00000000',
    what: 'decoder.erspan.unsupported_version',
  },
])('GRE without a packet: $name', ({ payload, what }) => {
  expect(decode(inGre(payload), RAW).what).toBe(what)
})
