// Where everything lies in the memory that TypeScript and the WebAssembly module share. Both import this file, so it holds
// nothing but numbers: AssemblyScript compiles it too.
//
//     CONFIG        what TypeScript tells the module once, and per section
//     STATE         what the module says after each call
//     PACKET        the packet being taken: written by the module's decoder, or by `inject`
//     INTERFACES    one word each: LINK | TICKS << 8
//     PROBES        a table for each beginning, of what each byte fits at each position
//     FILTER        32 KiB of bits: three bytes that may stand in a literal
//     AGENDA, BORN, PIECES     the ledger, as `front.ts` draws it; its hits come last
//     GROUPS        places where the filter saw something, not confirmed yet
//     FEED, PLACE   bytes from the reassembler; a payload from elsewhere; 48 bytes of room before each
//     WINDOW        where captures are read
//     TABLES        literals, buckets of flows, their entries, their records, hits: of sizes that `room.ts` works out
//
// The memory never grows, for whoever reads a capture holds a view of the window. What the tables do not touch costs
// nothing: the system gives pages when they are written.

// ---- CONFIG, words

export const CONFIG_AT = 0x400
/** Of the literal tables; `literals.ts` draws them. */
export const CONFIG_STRIDE = 0x400
export const CONFIG_LEAST_REACH = 0x404
export const CONFIG_MOST_REACH = 0x408
export const CONFIG_GRAMS_AT = 0x40c
export const CONFIG_GRAMS_SHIFT = 0x410
/** Which datagrams are scanned. */
export const CONFIG_SCANS_DATAGRAMS = 0x414
export const CONFIG_LITERALS_AT = 0x418
/** 0: there are no literals shorter than a gram. */
export const CONFIG_SHORTS_AT = 0x41c
export const CONFIG_HITS_AT = 0x420
/** Hits that there is room for, less what one call of `feed` may add. */
export const CONFIG_HIT_ROOM = 0x424
/** Literals that can end at the same byte. */
export const CONFIG_DEPTH = 0x428
export const CONFIG_FLOWS_AT = 0x42c
export const CONFIG_FLOW_LIMIT = 0x430
export const CONFIG_BUCKETS_AT = 0x434
export const CONFIG_BUCKET_MASK = 0x438
export const CONFIG_SEED = 0x440
export const CONFIG_TCP_OPENING = 0x448
export const CONFIG_TCP_ESTABLISHED = 0x450
export const CONFIG_UDP_ONE_WAY = 0x458
export const CONFIG_UDP_TWO_WAY = 0x460
/** FORMAT, and whether its words are big-endian. */
export const CONFIG_FORMAT = 0x468
export const CONFIG_SWAPPED = 0x46c
export const CONFIG_INTERFACES = 0x470
/** Literals of which the place in datagrams is known: how many, and where `literals.ts` finds them. */
export const CONFIG_ANCHORS = 0x474
export const CONFIG_ANCHORS_AT = 0x478
/** `FrontProgram.searched`. */
export const CONFIG_SEARCHED = 0x47c
export const CONFIG_ENTRIES_AT = 0x480

export const SCANS_NONE = 0
export const SCANS_SEARCHED = 1
export const SCANS_ALL = 2

export const FORMAT_NONE = 0
export const FORMAT_PCAP = 1
export const FORMAT_PCAPNG = 2

// ---- STATE, words; the clock has two

export const STATE_AT = 0x500
export const STATE_PACKETS = 0x500
export const STATE_PIECES = 0x504
export const STATE_HITS = 0x508
export const STATE_BORN = 0x50c
export const STATE_STOP = 0x510
export const STATE_CLOCK = 0x518
export const STATE_FLOWS = 0x520
export const STATE_EVICTED = 0x524
export const STATE_LATE = 0x528
export const STATE_NOT_IP = 0x52c
export const STATE_ICMP = 0x530
export const STATE_OTHER_TRANSPORT = 0x534
export const STATE_ENCRYPTED = 0x538
/** Literals that were compared because a window of theirs was seen. */
export const STATE_COMPARED = 0x53c

// ---- PACKET

export const PACKET_AT = 0x600
/** Key of its flow, as in a record: both addresses of 16 bytes, the lower endpoint's first, both ports, then as follows. */
export const KEY_LENGTH = 56
export const KEY_HIGH = 16
export const KEY_PORTS = 32
export const KEY_TRANSPORT = 36
export const KEY_VERSION = 37
export const KEY_VLAN_COUNT = 38
export const KEY_VLANS = 40
export const MAXIMUM_VLANS = 8
export const PACKET_SIDE = 0x638
export const PACKET_TIME = 0x640
export const PACKET_NUMBER = 0x648
export const PACKET_LENGTH = 0x64c
export const PACKET_SEQUENCE = 0x650
export const PACKET_ACKNOWLEDGEMENT = 0x654
export const PACKET_FLAGS = 0x658
export const PACKET_WINDOW = 0x65c
export const PACKET_WINDOW_SCALE = 0x660
export const PACKET_TIME_TO_LIVE = 0x664
export const PACKET_START = 0x668
export const PACKET_END = 0x66c
export const PACKET_WIRE_LENGTH = 0x670

export const TRANSPORT_TCP = 6
export const TRANSPORT_UDP = 17

// ---- INTERFACES

export const INTERFACES_AT = 0x1000
export const INTERFACES_LIMIT = 256

export const LINK_ODD = 0
export const LINK_ETHERNET = 1
export const LINK_RAW_IP = 2
export const LINK_IPV4 = 3
export const LINK_IPV6 = 4
export const LINK_COOKED = 5

export const TICKS_ODD = 0
export const TICKS_MICROSECONDS = 1
export const TICKS_NANOSECONDS = 2

// ---- tables of fixed size

/**
 * Tables of probes: two words for each position and byte value; two for each length, of the probes that so many bytes are
 * enough for; a word for each probe.
 */
export const PROBE_LENGTH = 24
export const PROBE_LIMIT = 64
export const PROBE_ENOUGH = 0xc000
export const PROBE_BITS = 0xc100
export const STREAM_PROBES_AT = 0x295000
export const MIDWAY_PROBES_AT = 0x2a1200
export const DATAGRAM_PROBES_AT = 0x2ad400

export const FILTER_AT = 0x8000
export const FILTER_LENGTH = 0x8000

/** Pieces of one ledger; the last place is for what is fed. */
export const PIECE_LIMIT = 0x4000
export const AGENDA_AT = 0x11000
export const BORN_AT = 0x12000
export const PIECES_AT = 0x22000

export const GROUPS_AT = 0x122000
export const GROUP_LIMIT = 0x20000

export const HISTORY_LENGTH = 48
export const FEED_AT = 0x1a2040
export const PLACE_AT = 0x1c3040
export const PLACE_LENGTH = 0x40000
export const WINDOW_AT = 0x204000
export const WINDOW_LENGTH = 0x90000
export const TABLES_AT = 0x2b9600

// ---- a flow: its entry in the table, and its record
//
// Most packets miss the processor's caches with their flow, so what they touch lies together: the entry, the record's first
// 64 bytes, and the first 64 of a direction; then its history.

export const ENTRY_LENGTH = 32
export const ENTRY_LAST = 8

export const FLOW_LENGTH = 384
export const FLOW_OPENER = 56
export const FLOW_FIRST_PACKET = 64
export const FLOW_FIRST_TIME = 72
export const FLOW_DIRECTIONS = 128
export const DIRECTION_LENGTH = 128
export const DIRECTION_NEXT = 0
export const DIRECTION_HAS_NEXT = 17
export const DIRECTION_TCP_FLAGS = 24
export const DIRECTION_OFFSET = 32
export const DIRECTION_PACKETS = 40
export const DIRECTION_BYTES = 48
export const NO_OPENER = 2

// ---- literal tables

/** Three bytes of a literal, the lowest first in memory. */
export const GRAM_LENGTH = 3
/** Longest literal. */
export const LITERAL_LIMIT = 48
/** Its bytes, then the bits of each that count, both padded with zeros; its length; where the scan is to find it. */
export const LITERAL_RECORD = 112
export const LITERAL_MASK = 48
export const LITERAL_SIZE = 96
export const LITERAL_WHERE = 100
export const IN_STREAMS = 1
export const IN_DATAGRAMS = 2
export const GRAM_MULTIPLIER = 0x3779b100

// ---- numbers of `front.ts`; a test holds them to it

export const PIECE_LENGTH = 64
export const KIND_RAW = 1
export const KIND_BORN = 2
export const KIND_DATAGRAM = 4
export const KIND_FIN = 8
export const KIND_RESET = 16
export const KIND_TIMEOUT = 32
export const KIND_REUSED = 64
export const KIND_FED = 128
export const KIND_GAP = 256
export const KIND_EVICTED = 512
export const KIND_UNSCANNED = 1024
export const KIND_ANSWERS = 2048
export const STOP_CHUNK = 0
export const STOP_FULL = 1
export const STOP_ODD = 2
export const HIT_LENGTH = 16
