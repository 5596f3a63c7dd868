// The layers of a packet, and what the decoder of one says when it is done: which layer comes next, or how decoding ended.
//
// Each protocol has a file with a function `(cursor: Cursor) => Next`. It looks at the bytes at the cursor, moves the cursor
// behind its header, and names what it found there. What is wrong with hostile bytes is such a name, too: a value.

import type { Cursor } from './cursor.js'

/** A protocol that has a decoder, by the name of its function. */
export type Layer =
  | 'arcnet'
  | 'arcnetLinux'
  | 'atmRfc1483'
  | 'authenticationHeader'
  | 'avs'
  | 'ciscoHdlc'
  | 'cooked'
  | 'cooked2'
  | 'dsa'
  | 'edsa'
  | 'erspan2'
  | 'erspan3'
  | 'ethernet'
  | 'etherIp'
  | 'fabricPath'
  | 'fddi'
  | 'frameRelay'
  | 'gre'
  | 'ieee80211'
  | 'ieee8021ah'
  | 'ipOverInfiniband'
  | 'ipv4'
  | 'ipv6'
  | 'juniperEthernet'
  | 'llc'
  | 'loopback'
  | 'mpls'
  | 'nflog'
  | 'pktap'
  | 'ppi'
  | 'ppp'
  | 'pppHdlc'
  | 'pppWithDirection'
  | 'pppoe'
  | 'prism'
  | 'radiotap'
  | 'rawIp'
  | 'slip'
  | 'sunAtm'
  | 'tcp'
  | 'tokenRing'
  | 'udp'
  | 'vlan'
  | 'vnTag'
  | 'wccp'

/** How decoding ended where it ended well, but without a packet for the flow table. Lines of the summary. */
export type Outcome =
  | 'unknown link type'
  | 'not IP' // ARP, spanning tree, link control, what has no decoder
  | 'ICMP' // what it quotes is not looked at
  | 'other transport'
  | 'encrypted'
  | 'no data' // frames that only manage the link, keepalives of tunnels
  | 'aggregated 802.11 frame'
  | 'fragment' // kept, until the rest has come
  | 'cut short' // by the snapshot length, within a header
  | 'wrong checksum: IPv4'
  | 'wrong checksum: TCP'
  | 'wrong checksum: UDP'

/** What is wrong with a packet: Suricata's name of the event where it has one, for EVE's anomalies. */
export type DecoderEvent = `decoder.${string}`

export type Next = Layer | 'packet' | Outcome | DecoderEvent

/** Decodes the layer at the cursor; `packet` says that `cursor.packet` is complete. Never throws on bytes. */
export type LayerDecoder = (cursor: Cursor) => Next
