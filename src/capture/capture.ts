// What the stages behind know of a capture: where its bytes come from, what its section says about them, and what one
// record is. The bytes lie in a buffer that the reader lends, so that a front may have them put straight into its own
// memory.
//
//     openCaptures(names) ──→ Capture ──fill──→ ░░░░ lent buffer ░░░░ ──nextRecord──→ CaptureRecord
//                                                 ↑ window.ts looks after it
//
// Contract, no logic. Nothing here throws on bytes: what is wrong with a capture is a `CaptureProblem`.

/** How one interface of a section recorded its packets. A pcap file has exactly one. */
export interface Interface {
  /** LINKTYPE_ number: https://www.tcpdump.org/linktypes.html */
  readonly linkType: number
  /** Bytes of a packet that were kept at most; 0 when there was no limit. */
  readonly snapLength: number
  /** Timestamp units in a second: 1e6 and 1e9 in practice, any power of 10 or 2 in pcapng. */
  readonly ticksPerSecond: number
  /** Seconds to add to every timestamp. */
  readonly offsetSeconds: number
}

/**
 * How to read the records that follow: a stretch of a file with one byte order and one list of interfaces. A pcap file
 * is one section that never changes; `interpretBlock` changes that of a pcapng file in place, between records.
 */
export interface Section {
  readonly format: 'pcap' | 'pcapng'
  littleEndian: boolean
  /** pcap: bytes of a record before its packet, 16, or 24 in Kuznetzov's variant. pcapng: 0, blocks differ. */
  readonly recordHeaderLength: number
  readonly interfaces: Interface[]
  /** Blocks of decryption secrets met so far. Nothing reads them; the summary says that they are there. */
  secrets: number
  /** Goes up with each change, for those who keep a copy of the section in memory of another kind. */
  revision: number
}

/**
 * What stands at a place of the window:
 *
 * - `packet`: a packet, described by the record.
 * - `block`: anything else. Give it to `interpretBlock`, then go on at `next`, which may lie behind the window.
 * - `incomplete`: the record needs `needs` bytes in all, and the window has fewer.
 * - `malformed`: `why` says what is wrong. No record behind it can be found.
 */
export type Step = 'packet' | 'block' | 'incomplete' | 'malformed'

/** One record, filled in by `nextRecord`. Reused from record to record; places are those of the lent buffer. */
export interface CaptureRecord {
  /** The byte behind the record. */
  next: number
  /** The packet's bytes: `from` to `to`, without the record's header. */
  from: number
  to: number
  /** Index in the section's interfaces. */
  interface: number
  linkType: number
  /**
   * Microseconds since 1970, a whole number from 0 to 2^53-1; finer clocks are truncated. The format has packets without
   * a time (pcapng's simple packet block): they keep the time of the packet before them.
   */
  timeUs: number
  /** Bytes that the packet had when it was sent; `to - from` of them were captured. */
  wireLength: number
  /** Bytes that an incomplete record needs, counted from its start. */
  needs: number
  /** What is wrong with a malformed record. */
  why: string
}

/** Longest packet that a record may hold, in bytes: the limit of libpcap and Wireshark. */
export const MAXIMUM_PACKET_LENGTH = 262_144

/** Longest record that has to be seen whole: the longest packet, its header, and 64 KiB of options. */
export const MAXIMUM_RECORD_LENGTH = MAXIMUM_PACKET_LENGTH + 65_536

/** What kind of thing is wrong, for those who count or decide; `message` is for people. */
export type ProblemCode =
  | 'missing' // no such file
  | 'unreadable' // the system refuses it, or fails while it is read
  | 'empty'
  | 'unknown' // not a capture in any format that has a name here
  | 'unsupported' // a known format or variant that is not read
  | 'packed' // by a tool whose files are not opened: it may hold captures
  | 'no-captures' // a directory without any
  | 'compression' // compressed data that does not unpack
  | 'truncated' // ends within a header or a record
  | 'malformed' // a header or a record contradicts itself or its limits
  | 'abandoned' // not its fault: whoever scanned it came to an end

/** What is wrong with a capture, said once; everything before it was read. */
export interface CaptureProblem {
  readonly code: ProblemCode
  /** As the user named it, or as it was found. */
  readonly file: string
  /** Offset from the start of the capture (unpacked, where it was compressed); null for a directory. */
  readonly at: number | null
  readonly message: string
}

/** An open capture. Whoever opened it closes it. */
export interface Capture {
  /** The path as the user named it or as it was found; `-` is standard input. */
  readonly name: string
  /** `gzip`, `zstd`, `lz4`, `xz`, or null. */
  readonly compression: string | null
  readonly section: Section
  /** Offset in the (unpacked) capture of the byte that the next `fill` gives. */
  readonly position: number
  /** Why the capture ended before its end; null while it did not. */
  readonly problem: CaptureProblem | null
  /**
   * Puts up to `length` bytes into `buffer` from `at` on, and says how many: at least one, or 0 at the end, early or not.
   * Files answer at once, compressed data and pipes that have nothing yet with a promise, during which `buffer` must stay
   * where it is. Simplest is `await capture.fill(…)`, once per chunk.
   */
  fill(buffer: Uint8Array, at: number, length: number): number | Promise<number>
  /** Ends the capture because of what was found in its records. The first problem stays. */
  stop(code: ProblemCode, at: number, message: string): void
  close(): void
}

/** An open capture, or why there is none. */
export type Opened =
  | { readonly ok: true; readonly capture: Capture }
  | { readonly ok: false; readonly problem: CaptureProblem }
