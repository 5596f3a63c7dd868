// Captures of which tshark tells something else, and why.

const SILENCE =
  'packets are further apart than a flow lives in silence, and the next begins another; tshark ends no flow'
const RESET = 'the payload of a reset, which is no part of the stream here'
const FIRST_FRAGMENT =
  'a first fragment, the others missing: tshark dissects it, here it is no packet'

/** Base name of the capture, and what was found in its bytes. */
export const EXPLAINED: ReadonlyMap<string, string> = new Map([
  [
    'DanieleDeSensi+peafowl__test__pcaps__imap-ssl.pcapng',
    'the second packet says 2063, 48 years after the first: by then the flow of the first had fallen silent. tshark ends no flow',
  ],
  [
    'ntop+nDPI__tumblr.pcap',
    'three flows, met midway, begin with keep-alives: no payload, and a sequence number one below. tshark misses that byte; here a stream begins with the first byte that was captured',
  ],
  ['secdev+scapy__test__pcaps__doip.pcap', SILENCE],
  ['the-tcpdump-group+tcpdump__tests__bgp-bgp_capabilities_print-oobr-1.pcap', FIRST_FRAGMENT],
  ['the-tcpdump-group+tcpdump__tests__isakmpv1-attr-oobr.pcap', FIRST_FRAGMENT],
  [
    'the-tcpdump-group+tcpdump__tests__kday4.pcap',
    `${SILENCE}; and packet 10 says that it is longer than its frame`,
  ],
  ['the-tcpdump-group+tcpdump__tests__tcp_rst_diag_payload-trunc.pcap', RESET],
  ['aim-oscar-im-oft2-ann-puzzle1.pcap', SILENCE],
  ['gnutella-bearshare-2001-ppa.pcap', RESET],
  [
    'msn_hijack_signs.pcap',
    'the last segment begins 200,000 bytes behind the others and is never acknowledged: tshark leaves it out, here it counts when the capture ends',
  ],
])
