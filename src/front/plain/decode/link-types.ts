// Which layer a capture's link type names: https://www.tcpdump.org/linktypes.html

import type { Layer } from './layer.js'

const LINK_TYPES: ReadonlyMap<number, Layer> = new Map<number, Layer>([
  [0, 'loopback'],
  [1, 'ethernet'],
  [6, 'tokenRing'],
  [7, 'arcnet'],
  [8, 'slip'],
  [9, 'ppp'],
  [10, 'fddi'],
  [12, 'rawIp'], // 12 and 14 are what hosts call it that wrote their own number for 101
  [14, 'rawIp'],
  [50, 'pppHdlc'],
  [51, 'pppoe'],
  [100, 'atmRfc1483'],
  [101, 'rawIp'],
  [104, 'ciscoHdlc'],
  [105, 'ieee80211'],
  [107, 'frameRelay'],
  [108, 'loopback'],
  [113, 'cooked'],
  [119, 'prism'],
  [123, 'sunAtm'],
  [127, 'radiotap'],
  [129, 'arcnetLinux'],
  [149, 'pktap'], // a number for users, in which macOS wrote it
  [163, 'avs'],
  [166, 'pppWithDirection'],
  [178, 'juniperEthernet'],
  [192, 'ppi'],
  [204, 'pppWithDirection'],
  [228, 'ipv4'],
  [229, 'ipv6'],
  [239, 'nflog'],
  [242, 'ipOverInfiniband'],
  [258, 'pktap'],
  [276, 'cooked2'],
  [284, 'dsa'],
  [285, 'edsa'],
])

export function linkLayer(linkType: number): Layer | 'unknown link type' {
  return LINK_TYPES.get(linkType) ?? 'unknown link type'
}
