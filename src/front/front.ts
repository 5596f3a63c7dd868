// What a front promises. No logic here, only shapes and numbers.
//
// A front turns a chunk of capture records into a *ledger*: pieces, the bytes of one packet in their place in the
// stream, and hits, literals found in the streams. It is a pure function of packets. What a consumer wants never
// changes what a front computes: a wish only decides which pieces the consumer is shown. So one front may run a whole
// chunk ahead of the consumer and another a packet at a time, and nobody can tell them apart.
//
//  P1  Pieces and hits depend on packets alone, never on wishes. (Only exception: what a consumer promised to skip
//      may go unscanned.) A stream that was seen from its beginning and has lost nothing is rarely searched: a front may
//      leave its pieces unscanned, and says so in them, until `look` asks for one. Whoever wants their hits has to have
//      them delivered.
//  P2  Where a capture is cut into batches changes no piece and no hit, only where one ledger ends.
//  P3  What a consumer reads about a piece stands in the piece. A flow's record is already a chunk ahead; of it only the
//      key, and what is said of `flow`, `opener`, `ports`, `isSilent` and `idleDeadline` below, may be used.
//  P4  A packet that a front cannot decode alone (a fragment, a tunnel, a rare link type) ends the batch before it
//      (`stop` of the ledger is STOP.odd). The plain decoder decodes it, and `inject` hands the packet back.
//
// The ledger lies in the front's memory as 32-bit words, so that a WebAssembly module can write it:
//
//     agenda   one bit a piece, 32 to a word, lowest first: the pieces that the consumer is to visit
//     pieces   PIECE_WORDS words each, in the order of packets
//     hits     HIT_WORDS words each, those of one piece together, in the order of pieces
//     born     one word a new flow: the index of its first piece

import type { Section } from '../capture/capture.js'
import type { Side } from '../frame/framer.js'

export type { Side } from '../frame/framer.js'

/** Microseconds since 1970, a whole number below 2^53. */
export type Micros = number

/**
 * Index of a flow's record. A record is reused in a later batch than the one in which its flow ended or fell silent, so a
 * consumer that has moved its clock to the ledger's before it asks for the next batch never meets a stranger in it.
 */
export type FlowId = number & { readonly brand: 'FlowId' }

/** Index of a piece in its ledger. Pieces are consumed in ascending order. */
export type PieceId = number & { readonly brand: 'PieceId' }

/** Bytes since a direction's SYN or its first captured byte, gaps included. The ledger holds the low 32 bits. */
export type Offset = number

// ---- layout of the ledger

export const PIECE_WORDS = 16
/** Word of each value in a piece. */
export const PIECE = {
  /** Address of the payload's first new byte, and the address behind its last. */
  start: 0,
  end: 1,
  /** Lowest address from which the bytes up to `start` are the stream's own, the last 48 at most. */
  history: 2,
  /** flow << 1 | side of the sender. */
  flow: 3,
  /** Stream offset of `start`; of a raw piece, the sequence number. */
  offset: 4,
  /** Number of the packet in its file, from 1. */
  packet: 5,
  /** Next piece of the same flow in this ledger, or NO_PIECE. */
  next: 6,
  /** KIND bits, and TCP flags << 16. */
  kind: 7,
  /** Running maximum of packet times (the clock) and the packet's own time, in microseconds, low word first. */
  clock: 8,
  time: 10,
  /** Bits of the probes that its first bytes fit: of a direction's first piece, and of a datagram; else 0. */
  probes: 12,
  /** Of a raw piece: acknowledgement number. */
  ack: 13,
  /** TCP window, unscaled; time to live << 16. */
  window: 14,
  /** Length of the packet's payload on the wire, more than was captured perhaps. */
  wireLength: 15,
} as const
export const NO_PIECE = 0xffffffff
/** Bytes that one call of `feed` takes. */
export const FEED_LIMIT = 0x20000

export const KIND = {
  /** A segment of a slow flow (one with a hole): unscanned and unordered, for the reassembler. */
  raw: 1,
  /** First piece of its flow. */
  born: 2,
  /** A UDP datagram: the payload is a message of its own. */
  datagram: 4,
  /** The flow ended with this packet: by FIN, by RST. */
  fin: 8,
  reset: 16,
  /** The flow had ended before this packet, which begins another on the same five-tuple: after silence, or by a new SYN. */
  timeout: 32,
  reused: 64,
  /** Came out of `feed`; a gap of unknown bytes precedes it. */
  fed: 128,
  gap: 256,
  /** The flow was put out to make room. */
  evicted: 512,
  /** Literals were not looked for in it: `look` does. */
  unscanned: 1024,
  /** The other side of the stream has sent bytes before. Not said of raw pieces. */
  answers: 2048,
} as const

/** The flow ended; on a flow's first piece, `timeout` and `reused` speak of the one before it. */
export const ENDS = KIND.fin | KIND.reset | KIND.timeout | KIND.reused | KIND.evicted

export const HIT_WORDS = 4
export const HIT = { piece: 0, literal: 1, end: 2, length: 3 } as const

/** Why a batch ended. */
export const STOP = {
  /** No whole record is left in the chunk. */
  chunk: 0,
  /** The ledger is full: call `run` again from where it stopped. */
  full: 1,
  /** The record at the returned address is for the plain decoder, or no packet (pcapng), or malformed. */
  odd: 2,
} as const

export interface Ledger {
  /** Records that the batch took. */
  readonly packets: number
  readonly pieces: number
  readonly hits: number
  readonly born: number
  readonly stop: (typeof STOP)[keyof typeof STOP]
  /** After the last packet of the batch, whether it made a piece or not. */
  readonly clock: Micros
  /** The own time of that packet, which one without a time takes over. */
  readonly time: Micros
  /** Indices into `words`. */
  readonly agendaAt: number
  readonly pieceAt: number
  readonly hitAt: number
  readonly bornAt: number
  /** Valid until the next call of the front, as are all addresses in it. */
  readonly memory: Uint8Array
  readonly words: Uint32Array
}

// ---- the front

/** What a front is made from. Immutable, and the same for both fronts. */
export interface FrontProgram {
  readonly literals: readonly FrontLiteral[]
  /** PROBE_LIMIT of each beginning, at most. */
  readonly probes: readonly FrontProbe[]
  /**
   * Bits of PIECE.probes: a datagram that has one is searched for the literals that may stand anywhere in it. In others
   * they may go unnoticed, and who wants them has to pass over those that did not.
   */
  readonly searched: number
}

export interface FrontLiteral {
  readonly bytes: Uint8Array
  /** Stand in front of it, null for any byte; it is found with them alone, and a hit has the length of all, 48 at most. */
  readonly before?: readonly (number | null)[]
  /** ASCII letters match in either case. */
  readonly ignoreCase: boolean
  /** Not wanted in streams: it may go unnoticed there. */
  readonly streams?: false
  /** In datagrams wanted at this offset alone, or (null) nowhere: it may go unnoticed elsewhere. */
  readonly datagrams?: number | null
}

/** What first bytes are the beginning of; `midway`: of a stream of which the SYN was not seen. */
export type Beginning = 'stream' | 'midway' | 'datagram'

/** Positions that probes look at. */
export const PROBE_LENGTH = 24
export const PROBE_LIMIT = 64

export interface FrontProbe {
  readonly of: Beginning
  /** A set of byte values as 8 words, or null for any. What is not there yet of a stream may be any byte. */
  readonly positions: readonly (Uint32Array | null)[]
  /** Those of PIECE.probes that a piece has which fits. */
  readonly bits: number
}

export interface FrontOptions {
  /** Flows at most; those that have said nothing for long go first. */
  readonly flows: number
  /** Silence after which a flow has ended, in microseconds. */
  readonly timeouts: {
    readonly tcpOpening: Micros
    readonly tcpEstablished: Micros
    readonly udpOneWay: Micros
    readonly udpTwoWay: Micros
  }
}

export interface Front {
  /** Where captures are to be read: a `CaptureWindow` on `memory[at, at + length)`. */
  lend(): { readonly memory: Uint8Array; readonly at: number; readonly length: number }
  /** The records that follow are laid out so. Called again whenever the section's revision changes. */
  section(section: Section): void
  /**
   * Whole records of `memory[from, to)` to the ledger. `packets` are those of the file before them.
   *
   * @returns the first unread byte; the ledger says why the batch ended there, and how many packets it holds
   */
  run(from: number, to: number, packets: number): number
  /** A packet that the plain decoder made from an odd record, or several. One batch of its own. */
  inject(packet: Packet): void
  /** A record without a packet, or without one yet: the clock goes on. One batch of its own. */
  pass(time: Micros): void
  readonly ledger: Ledger
  /**
   * In-order bytes of a slow direction, at most FEED_LIMIT, from the reassembler: one more piece at the end of the ledger,
   * with the clock and the packet of `like`, to be consumed before the next call.
   */
  feed(flow: FlowId, side: Side, bytes: Uint8Array, gapBefore: number, like: PieceId): PieceId
  /** Looks for literals in an unscanned piece. Until the next call, its hits are the ledger's last, as if it had been fed. */
  look(piece: PieceId): void
  /**
   * Where a slow flow stood when its hole appeared: of each side the sequence number of the next byte in order, null where
   * nothing was seen of it, and that byte's stream offset. Asked before the first `feed`; the front leaves both alone until
   * `resume`.
   */
  expected(flow: FlowId): {
    readonly next: readonly [number | null, number | null]
    readonly offsets: readonly [Offset, Offset]
  }
  readonly steer: Steering
  /** The immutable part of a flow's record. */
  flow(flow: FlowId): FlowKey
  /** Of the same, what most flows are told by. */
  opener(flow: FlowId): Side | null
  ports(flow: FlowId): readonly [number, number]
  /**
   * Had neither side sent a byte before this piece of the ledger, and had the flow not ended by a packet? `birth` is its first
   * packet: false if the record is another flow's by now. One that has fallen silent is told by `idleDeadline`.
   */
  isSilent(flow: FlowId, birth: Birth, before: PieceId): boolean
  /**
   * When the flow ends if nothing more is heard. Asked at clock T for a flow last known to be alive until T: not later
   * than T means that it ended then; later means that it lives, whatever the front has run ahead.
   */
  idleDeadline(flow: FlowId): Micros
  /** Packets and bytes of both sides. Only of a flow that has ended, or at the end of the input. */
  counters(flow: FlowId): FlowCounters
  /** What was left out, put out or dropped so far, by name. */
  readonly counts: ReadonlyMap<string, number>
  /** The front and its ledger are not used any more: its memory may serve another. */
  release(): void
}

/** Number and own time of a flow's first packet. */
export interface Birth {
  readonly firstPacket: number
  readonly firstTime: Micros
}

export interface FlowKey extends Birth {
  readonly transport: 'tcp' | 'udp'
  readonly version: 4 | 6
  readonly vlans: readonly number[]
  /** Addresses and ports of both sides, in network order. */
  readonly addresses: readonly [Uint8Array, Uint8Array]
  readonly ports: readonly [number, number]
  /** Who opened, as the first packet tells: sender of a SYN or a datagram, receiver of a SYN with ACK; else null. */
  readonly opener: Side | null
}

export interface FlowCounters {
  readonly packets: readonly [number, number]
  /** IP packet lengths. */
  readonly bytes: readonly [number, number]
  readonly last: Micros
  readonly tcpFlags: readonly [number, number]
}

/** A decoded TCP segment or UDP datagram. One object, filled again for each packet; the views are valid until then. */
export interface Packet {
  number: number
  time: Micros
  /** Length of the IP packet on the wire. */
  length: number
  vlans: readonly number[]
  version: 4 | 6
  source: Uint8Array
  destination: Uint8Array
  timeToLive: number
  transport: 'tcp' | 'udp'
  sourcePort: number
  destinationPort: number
  /** TCP only; else 0. */
  sequence: number
  acknowledgement: number
  flags: number
  window: number
  /** Of a SYN that has the option; else -1. */
  windowScale: number
  urgent: number
  /** The captured payload: `bytes[payloadStart, payloadEnd)`, and its length on the wire. */
  bytes: Uint8Array
  payloadStart: number
  payloadEnd: number
  wirePayload: number
}

/** Wishes. They take effect from the next piece of that direction on, whatever the front has already done. */
export interface Steering {
  /** Show pieces from this offset on; Infinity: only those with hits. May be lowered again at any time. */
  deliver(flow: FlowId, side: Side, from: Offset): void
  /** A promise, which cannot be taken back: neither bytes nor hits in [from, to) are wanted. */
  skip(flow: FlowId, side: Side, from: Offset, to: Offset): void
  /** The flow's end is wanted too. */
  watch(flow: FlowId): void
  /** The hole is closed: the front takes the flow back, both sides at these sequence numbers. Between batches only. */
  resume(
    flow: FlowId,
    next: readonly [number | null, number | null],
    offsets: readonly [Offset, Offset],
  ): void
}
