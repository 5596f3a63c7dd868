// Link layers, one row each: what stands before the IP packet, in hex.

import { expect, test } from 'vitest'
import { decode, DECODED_IPV4, DECODED_IPV6, ethernet, IPV4, IPV6, MACS } from './build.js'

const IPV4_LENGTH = 33
const half = (value: number) => value.toString(16).padStart(4, '0')
const WIFI = '0000 0a0000000001 0a0000000002 0a0000000003 0000'
const LLC = 'aaaa03 000000'

test.each([
  { name: 'Ethernet', linkType: 1, before: `${MACS} 0800` },
  { name: 'Ethernet, padded', linkType: 1, before: `${MACS} 0800`, after: '0000000000' },
  {
    name: 'IEEE 802.3, SNAP',
    linkType: 1,
    before: `${MACS} ${half(IPV4_LENGTH + 8)} ${LLC} 0800`,
    after: '00',
  },
  {
    name: 'IEEE 802.3, IP by access point',
    linkType: 1,
    before: `${MACS} ${half(IPV4_LENGTH + 3)} 060603`,
  },
  { name: 'VLAN', linkType: 1, before: `${MACS} 8100 2064 0800`, vlans: [100] },
  { name: 'VLAN 0, a priority only', linkType: 1, before: `${MACS} 8100 e000 0800` },
  { name: 'QinQ', linkType: 1, before: `${MACS} 88a8 0064 8100 0fff 0800`, vlans: [100, 4095] },
  {
    name: 'QinQ before the standard',
    linkType: 1,
    before: `${MACS} 9100 0001 8100 0002 0800`,
    vlans: [1, 2],
  },
  {
    name: 'VLAN with a length',
    linkType: 1,
    before: `${MACS} 8100 0001 ${half(IPV4_LENGTH + 8)} ${LLC} 0800`,
    vlans: [1],
  },
  { name: 'DSA tag', linkType: 284, before: `${MACS} c0010203 0800` },
  { name: 'EtherType DSA tag', linkType: 285, before: `${MACS} dada0000 c0010203 0800` },
  { name: 'MPLS, two labels', linkType: 1, before: `${MACS} 8847 00010040 00020140` },
  { name: 'MPLS, Ethernet', linkType: 1, before: `${MACS} 8847 00010140 ${MACS} 0800` },
  {
    name: 'MPLS, Ethernet behind a control word',
    linkType: 1,
    before: `${MACS} 8847 00010140 00000000 ${MACS} 0800`,
  },
  { name: 'IEEE 802.1ah', linkType: 1, before: `${MACS} 88e7 00000001 ${MACS} 0800` },
  { name: 'VN tag', linkType: 1, before: `${MACS} 8926 00000001 0800` },
  { name: 'FabricPath', linkType: 1, before: `${MACS} 8903 0001 ${MACS} 0800` },
  {
    name: 'PPPoE',
    linkType: 1,
    before: `${MACS} 8864 1100 0007 ${half(IPV4_LENGTH + 2)} 0021`,
    after: '0000',
  },
  { name: 'PPPoE, short protocol', linkType: 51, before: `1100 0007 ${half(IPV4_LENGTH + 1)} 21` },
  { name: 'PPP', linkType: 9, before: 'ff03 0021' },
  { name: 'PPP without address', linkType: 9, before: '0021' },
  { name: 'PPP, short protocol', linkType: 9, before: 'ff03 21' },
  { name: 'PPP on a serial line', linkType: 50, before: 'ff03 0021' },
  { name: "Cisco's framing on a serial line", linkType: 50, before: '0f00 0800' },
  { name: "Cisco's HDLC", linkType: 104, before: '8f00 0800' },
  { name: 'PPP of pppd', linkType: 166, before: '0103 0021' },
  { name: 'PPP behind a direction', linkType: 204, before: '00 ff03 0021' },
  { name: 'loopback, little-endian', linkType: 0, before: '02000000' },
  { name: 'loopback, big-endian', linkType: 0, before: '00000002' },
  { name: 'loopback of OpenBSD', linkType: 108, before: '00000002' },
  { name: 'raw IP', linkType: 101, before: '' },
  { name: 'raw IP, by the number of some hosts', linkType: 12, before: '' },
  { name: 'raw IP, by the number of OpenBSD', linkType: 14, before: '' },
  { name: 'IPv4', linkType: 228, before: '' },
  { name: 'cooked', linkType: 113, before: '0000 0001 0006 0a00000000010000 0800' },
  {
    name: 'cooked, LLC',
    linkType: 113,
    before: `0000 0001 0006 0a00000000010000 0004 ${LLC} 0800`,
  },
  {
    name: 'cooked, VLAN',
    linkType: 113,
    before: '0000 0001 0006 0a00000000010000 8100 0005 0800',
    vlans: [5],
  },
  {
    name: 'cooked, version 2',
    linkType: 276,
    before: '0800 0000 00000001 0001 00 06 0a00000000010000',
  },
  { name: '802.11', linkType: 105, before: `0801 ${WIFI} ${LLC} 0800` },
  { name: '802.11, quality of service', linkType: 105, before: `8801 ${WIFI} 0000 ${LLC} 0800` },
  {
    name: '802.11, between access points',
    linkType: 105,
    before: `0803 ${WIFI} 0a0000000004 ${LLC} 0800`,
  },
  {
    name: '802.11, high throughput',
    linkType: 105,
    before: `8881 ${WIFI} 0000 00000000 ${LLC} 0800`,
  },
  {
    name: 'radiotap',
    linkType: 127,
    before: `0000 0800 00000000 0801 ${WIFI} ${LLC} 0800`,
    after: 'deadbeef',
  },
  {
    name: 'radiotap, padded',
    linkType: 127,
    before: `0000 0900 02000000 20 8801 ${WIFI} 0000 0000 ${LLC} 0800`,
  },
  {
    name: 'radiotap, padded, behind a time and more fields',
    linkType: 127,
    before: `0000 1a00 03000080 00000000 00000000 0000000000000000 20 00 8801 ${WIFI} 0000 0000 ${LLC} 0800`,
  },
  { name: 'Prism', linkType: 119, before: `00000044 0000000c 00000000 0801 ${WIFI} ${LLC} 0800` },
  {
    name: 'Prism, little-endian',
    linkType: 119,
    before: `44000000 0c000000 00000000 0801 ${WIFI} ${LLC} 0800`,
  },
  { name: 'AVS', linkType: 163, before: `80211001 0000000c 00000000 0801 ${WIFI} ${LLC} 0800` },
  {
    name: "AVS by Prism's number",
    linkType: 119,
    before: `80211002 00000008 0801 ${WIFI} ${LLC} 0800`,
  },
  { name: 'FDDI', linkType: 10, before: `50 ${MACS} ${LLC} 0800` },
  { name: 'Token Ring', linkType: 6, before: `1040 ${MACS} ${LLC} 0800` },
  {
    name: 'Token Ring, routed',
    linkType: 6,
    before: `1040 0a0000000002 8a0000000001 0680 00110012 ${LLC} 0800`,
  },
  { name: 'ARCNET', linkType: 7, before: '0102 d4 00 0001' },
  { name: 'ARCNET, exception', linkType: 7, before: '0102 d4 ff ffff 00 0001 00' },
  { name: 'ARCNET, RFC 1051', linkType: 7, before: '0102 f0' },
  { name: 'ARCNET of Linux', linkType: 129, before: '0102 0000 d4 00 0001' },
  { name: 'PPI', linkType: 192, before: `0000 0800 01000000 ${MACS} 0800` },
  {
    name: 'PPI, 802.11',
    linkType: 192,
    before: `0000 0c00 69000000 00000000 0801 ${WIFI} ${LLC} 0800`,
  },
  { name: 'PKTAP', linkType: 258, before: `10000000 01000000 01000000 00000000 ${MACS} 0800` },
  {
    name: 'NFLOG',
    linkType: 239,
    before: `02000000 0600 0a00 6162 0000 ${(IPV4_LENGTH + 4).toString(16)}00 0900`,
    after: '000000',
  },
  { name: "Juniper's", linkType: 178, before: `4d4743 80 0002 abcd ${MACS} 0800` },
  { name: 'frame relay', linkType: 107, before: '1841 03 cc' },
  { name: 'frame relay, padded', linkType: 107, before: '1841 03 00 80 000000 0800' },
  { name: "frame relay, Cisco's", linkType: 107, before: '1841 0800' },
  { name: 'ATM', linkType: 100, before: `${LLC} 0800` },
  { name: 'ATM, bridged', linkType: 100, before: `aaaa03 0080c2 0007 0000 ${MACS} 0800` },
  { name: "Sun's ATM", linkType: 123, before: `02 000005 ${LLC} 0800` },
  { name: 'SLIP', linkType: 8, before: '00'.repeat(16) },
  { name: 'IP over InfiniBand', linkType: 242, before: `${'00'.repeat(40)} 0800 0000` },
])('$name', ({ linkType, before, after = '', vlans = [] as number[] }) => {
  expect(decode(`${before} ${IPV4} ${after}`, linkType)).toEqual({
    what: DECODED_IPV4,
    vlans,
    events: [],
  })
})

test.each([
  { name: 'Ethernet', linkType: 1, before: `${MACS} 86dd` },
  { name: 'VLAN', linkType: 1, before: `${MACS} 8100 0000 86dd` },
  { name: 'MPLS', linkType: 1, before: `${MACS} 8848 00020140` },
  { name: 'PPP', linkType: 9, before: 'ff03 0057' },
  { name: 'loopback of NetBSD', linkType: 0, before: '18000000' },
  { name: 'loopback of FreeBSD', linkType: 0, before: '1c000000' },
  { name: 'loopback of macOS', linkType: 0, before: '1e000000' },
  { name: 'loopback of Windows', linkType: 0, before: '17000000' },
  { name: 'raw IP', linkType: 101, before: '' },
  { name: 'IPv6', linkType: 229, before: '' },
  { name: 'NFLOG', linkType: 239, before: '0a000000 3900 0900' },
  { name: 'frame relay', linkType: 107, before: '1841 03 8e' },
  { name: 'ARCNET', linkType: 7, before: '0102 c4 00 0001' },
])('IPv6: $name', ({ linkType, before }) => {
  expect(decode(`${before} ${IPV6}`, linkType).what).toBe(DECODED_IPV6)
})

test.each([
  { name: 'a link type without a decoder', linkType: 195, record: IPV4, what: 'unknown link type' },
  { name: 'ARP', record: ethernet('0806', '0001'), what: 'not IP' },
  { name: 'spanning tree', record: ethernet('0026', '424203 0000'), what: 'not IP' },
  { name: 'link control of PPP', linkType: 9, record: 'ff03 c021 0101', what: 'not IP' },
  { name: 'discovery of PPPoE', record: ethernet('8863', '1109 0000 0000'), what: 'not IP' },
  { name: 'encrypted PPP', linkType: 9, record: 'ff03 00fd 0101', what: 'encrypted' },
  { name: 'a beacon', linkType: 105, record: `8000 ${WIFI}`, what: 'no data' },
  { name: 'a frame without data', linkType: 105, record: `4801 ${WIFI}`, what: 'no data' },
  {
    name: 'an encrypted frame',
    linkType: 105,
    record: `0841 ${WIFI} ${LLC} 0800 ${IPV4}`,
    what: 'encrypted',
  },
  {
    name: 'a fragment of 802.11',
    linkType: 105,
    record: `0805 ${WIFI} ${LLC} 0800`,
    what: 'decoder.ieee80211.fragment',
  },
  {
    name: 'an aggregate',
    linkType: 105,
    record: `8801 ${WIFI} 8000 00`,
    what: 'aggregated 802.11 frame',
  },
  {
    name: 'a loopback family that is not IP',
    linkType: 0,
    record: '07000000 00',
    what: 'decoder.ltnull.unsupported_type',
  },
  {
    name: 'raw, but not IP',
    linkType: 101,
    record: '55',
    what: 'decoder.ipraw.invalid_ip_version',
  },
  { name: 'Ethernet, cut', record: `${MACS} 08`, what: 'decoder.ethernet.pkt_too_small' },
  { name: 'VLAN, cut', record: `${MACS} 8100 0001`, what: 'decoder.vlan.header_too_small' },
  {
    name: 'MPLS without an end',
    record: ethernet('8847', '00010040'),
    what: 'decoder.mpls.header_too_small',
  },
  {
    name: 'MPLS around something else',
    record: ethernet('8847', '00010140 ff00'),
    what: 'decoder.mpls.unknown_payload_type',
  },
  {
    name: 'PPPoE of another code',
    record: ethernet('8864', '1101 0000 0000'),
    what: 'decoder.pppoe.wrong_code',
  },
  {
    name: 'radiotap of another version',
    linkType: 127,
    record: '0100 0800 00000000',
    what: 'decoder.radiotap.wrong_version',
  },
  { name: 'nothing', record: '', what: 'decoder.ethernet.pkt_too_small' },
])('no packet: $name', ({ linkType = 1, record, what }) => {
  expect(decode(record, linkType).what).toBe(what)
})

test('eight VLAN tags are read, nine are not', () => {
  const tags = (count: number) =>
    ethernet('8100', `${'0001 8100'.repeat(count - 1)} 0001 0800 ${IPV4}`)
  expect(decode(tags(8))).toMatchObject({ what: DECODED_IPV4, vlans: Array(8).fill(1) })
  expect(decode(tags(9)).what).toBe('decoder.vlan.too_many_layers')
})

test('a header that the snapshot length cut is not called malformed', () => {
  expect(decode(`${MACS} 0800 4500`, 1, 60).what).toBe('cut short')
  expect(decode(`${MACS} 0800 4500`, 1, 16).what).toBe('decoder.ipv4.pkt_too_small')
})
