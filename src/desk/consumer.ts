// What the desk tells the engine, and what the engine may ask of the desk. No logic here.
//
// The desk reads ledgers in the order of packets, keeps the clock, puts streams with holes in order, steps into
// tunnels, and runs the framers. What it hands on are flows, and messages with the packet that completed them.

import type { Message, Side } from '../frame/framer.js'
import type { FlowCounters, Micros, Offset } from '../front/front.js'

/** A packet, as far as reports name it. */
export interface PacketRef {
  /** From 1, in the file that holds it. */
  readonly number: number
  /** The packet's own time, which may be before the clock. */
  readonly time: Micros
  readonly file: string
}

/** A conversation, or what runs inside a tunnel through one. One object for its whole life. */
export interface Flow {
  /** EVE's `flow_id`, from the five-tuple and the first packet: the same for the same capture everywhere. */
  readonly id: number
  readonly transport: 'tcp' | 'udp'
  readonly version: 4 | 6
  readonly vlans: readonly number[]
  /** Printed addresses and ports of both sides; an inner flow has the outer flow's. */
  readonly addresses: readonly [string, string]
  readonly ports: readonly [number, number]
  readonly first: PacketRef
  /** Who opened: of the SYN, else of the first datagram; null until evidence fixes it. The engine may fix it, once. */
  opener: Side | null
  /** The flow was met in the middle: no SYN was seen. */
  readonly midstream: boolean
  /** Bytes were lost. */
  gap: boolean
  /** Outermost first: `socks5 login.oscar.aol.com:5190`; null outside tunnels. */
  readonly via: readonly Via[] | null
  readonly outer: Flow | null
  /** A report was written for it. */
  alerted: boolean
  /** EVE's word for the application, of the first report. */
  app: string | null
}

export interface Via {
  readonly kind: 'socks4' | 'socks5' | 'connect'
  /** Host or address that the client asked for, and the port. */
  readonly host: string
  readonly port: number
  /** What the proxy answered with, where it did. */
  readonly bound: { readonly address: string; readonly port: number } | null
}

/** A new object for each message: what was read of its fields is kept by it. */
export interface Delivery {
  readonly message: Message
  readonly framer: string
  readonly side: Side
  /**
   * Place of the message in its direction (datagrams count as bytes of one), and the number of messages before it. One that
   * had not ended comes again, longer, with the same place and number; what has taken it passes over it.
   */
  readonly offset: Offset
  readonly length: number
  readonly index: number
  /** That holds the message's last byte. */
  readonly packet: PacketRef
}

export type FlowEnd = 'fin' | 'rst' | 'timeout' | 'reused' | 'evicted' | 'shutdown'

/**
 * What hears the desk. The order of calls is the order of everything that is written:
 * by packet; within a packet by the stream offset at which a message ends; `settled` after each packet.
 */
export interface Consumer {
  /** When the next timer is due; Infinity while none waits. */
  readonly deadline: Micros
  /**
   * The clock, before a packet is looked at: timers due at or before `clock` fire first. Never goes back. It is called with
   * each `deadline` that a packet reaches, so that what a timer asks for takes effect at that packet, whichever it is.
   */
  advance(clock: Micros): void
  /** A flow on which something is about to happen, or one that is wanted. Before its messages. */
  opened(flow: Flow, packet: PacketRef): void
  message(flow: Flow, delivery: Delivery): void
  /** `length` bytes of `side` are missing from `offset` on (0: unknown how many). */
  gap(flow: Flow, side: Side, offset: Offset, length: number): void
  /** Something odd on the wire, or a limit of the desk that was reached. `event`: Suricata's name, else `imids.limit.<name>`. */
  anomaly(flow: Flow, event: string, packet: PacketRef): void
  /** For a flow that was `opened`. `time` is the deadline if it fell silent. */
  closed(flow: Flow, end: FlowEnd, time: Micros, counters: FlowCounters): void
  /** All that a packet led to was delivered: its reports are written now. */
  settled(): void
  /** The input ended. `closed` follows for every flow that is left, with `shutdown`. */
  finish(): void
  /**
   * May a message of `framer` mean anything to it? `bytes[start, end)` are its head (`Framer.glance`). Asked when that is
   * whole: a message that nobody wants then is not delivered, whatever happens until it ends.
   *
   * @param flow a TCP flow; null for one of which the consumer has heard nothing
   */
  wantsMessage(
    flow: Flow | null,
    framer: string,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): boolean
  /** While this is true, new flows are `opened` if they are wanted. */
  readonly wantsFlows: boolean
  /** Is a flow between these ports to be opened? An expectation may wait for it, or its end is to be told. */
  wantsFlow(ports: readonly [number, number]): boolean
}

/** What the engine asks back. */
export interface Requests {
  /**
   * Runs `framer` on the flow from now on. `from`: the stream offset of `side` at which its first message begins, or null
   * for the start of each direction, as far as nothing was read of it yet.
   */
  frame(flow: Flow, framer: string, side: Side | null, from: Offset | null): void
  /**
   * Flows that are wanted, began at the time `since` or later, and of which no side has sent a byte, oldest first. They
   * count as `opened` from then on.
   */
  silentFlows(since: Micros): readonly Flow[]
  /** Stream bytes of `side` missing between two offsets? */
  missing(flow: Flow, side: Side, from: Offset, to: Offset): boolean
  /** Stream offset up to which `side` has been delivered. */
  position(flow: Flow, side: Side): Offset
  /** Has `side` sent bytes? It is known as of the last bytes of the flow that were delivered. */
  hasSpoken(flow: Flow, side: Side): boolean
}
