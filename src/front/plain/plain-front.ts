// The front that is written to be read, one packet a batch: the definition of correct, and the fallback.
//
// Memory:  ledger's pieces point into it
//
//     [FEED_AT, …)     what is fed back by the reassembler
//     [PLACE_AT, …)    the payload of a packet that the decoder put together elsewhere
//     [WINDOW_AT, …)   the window in which captures are read
//
// The 48 bytes of a stream before a piece are written in front of it: over the packet's own headers, which are done with
// and never shorter (record 16, IP 20, TCP 20), or into the room that is left before FEED_AT and PLACE_AT.

import { MAXIMUM_RECORD_LENGTH } from '../../capture/capture.js'
import type {
  Beginning,
  Birth,
  FlowCounters,
  FlowId,
  FlowKey,
  Front,
  FrontOptions,
  FrontProgram,
  Ledger,
  Micros,
  Offset,
  Packet,
  PieceId,
  Steering,
} from '../front.js'
import { ENDS, FEED_LIMIT, KIND, PIECE, STOP } from '../front.js'
import type { Side } from '../../frame/framer.js'
import { HISTORY_LENGTH, remember } from './flow/record.js'
import type { Direction, FlowRecord } from './flow/record.js'
import { FlowTable, hashOf, keyOf, senderSide } from './flow/table.js'
import { endsFlow, takeSegment } from './flow/tcp.js'
import type { Verdict } from './flow/tcp.js'
import { LedgerWriter } from './ledger.js'
import type { PieceValues } from './ledger.js'
import { LiteralMatcher } from './literals/matcher.js'
import { buildProbeTable, classify, classifyWhole } from './probes.js'
import type { ProbeTable } from './probes.js'

const FEED_AT = HISTORY_LENGTH
const PLACE_AT = FEED_AT + FEED_LIMIT + HISTORY_LENGTH
const PLACE_LENGTH = 0x20000
const WINDOW_AT = PLACE_AT + PLACE_LENGTH
const WINDOW_LENGTH = MAXIMUM_RECORD_LENGTH + 0x40000

export class PlainFront implements Front {
  readonly ledger: Ledger
  readonly steer: Steering
  private readonly memory = new Uint8Array(WINDOW_AT + WINDOW_LENGTH)
  private readonly writer = new LedgerWriter(this.memory)
  private readonly literals: LiteralMatcher
  private readonly probes: Readonly<Record<Beginning, ProbeTable>>
  private readonly flows: FlowTable
  private readonly counted = new Map<string, number>()
  private batch = 0

  constructor(
    private readonly program: FrontProgram,
    options: FrontOptions,
  ) {
    this.ledger = this.writer
    this.literals = matcherOf(program)
    this.probes = {
      stream: buildProbeTable(program.probes, 'stream'),
      midway: buildProbeTable(program.probes, 'midway'),
      datagram: buildProbeTable(program.probes, 'datagram'),
    }
    this.flows = new FlowTable(options, () => this.literals.begin())
    this.steer = {
      deliver: (flow, side, from) => {
        this.flows.record(flow).sides[side].wanted = from
      },
      skip: () => undefined, // an optimisation only, and this front has none
      watch: () => undefined, // ends are always shown
      resume: (flow, next, offsets) => this.resume(flow, next, offsets),
    }
  }

  // ---- input

  lend(): { memory: Uint8Array; at: number; length: number } {
    return { memory: this.memory, at: WINDOW_AT, length: WINDOW_LENGTH }
  }

  section(): void {}

  /** Every record is odd to this front: the plain decoder does all the decoding. */
  run(from: number, to: number): number {
    this.begin()
    this.writer.stop = from < to ? STOP.odd : STOP.chunk
    return from
  }

  inject(packet: Packet): void {
    this.begin()
    this.take(packet, packet.time)
  }

  pass(time: Micros): void {
    this.begin()
    this.take(null, time)
  }

  private begin(): void {
    this.batch++
    this.flows.nextBatch()
    this.writer.clear()
  }

  // ---- packets

  private take(packet: Packet | null, time: Micros): void {
    this.writer.packets = 1
    this.writer.time = time
    if (time > this.writer.clock) this.writer.clock = time
    if (packet === null) return
    const { clock } = this.writer
    const side = senderSide(packet)
    const hash = hashOf(packet, side)
    let ended = 0
    let flow = this.flows.find(packet, hash, side)
    if (flow !== null && this.flows.deadline(flow) <= clock) {
      this.flows.remove(flow)
      flow = null
      ended = KIND.timeout
    }
    if (flow !== null && flow.ended) {
      if (!beginsAnother(flow, packet, side)) {
        this.count('late packets')
        return
      }
      this.flows.remove(flow)
      flow = null
    }
    if (flow === null) this.begins(packet, side, hash, ended)
    else if (packet.transport === 'udp') this.datagram(flow, packet, side, 0)
    else this.segment(flow, packet, side, 0)
  }

  private begins(packet: Packet, side: Side, hash: number, ended: number): void {
    const flow = this.flows.add(hash, keyOf(packet, side), this.writer.clock, (evicted) =>
      this.ends(evicted, packet, KIND.evicted),
    )
    if (packet.transport === 'udp') this.datagram(flow, packet, side, KIND.born | ended)
    else this.segment(flow, packet, side, KIND.born | ended)
  }

  /** The flow ended without a packet of its own. */
  private ends(flow: FlowRecord, packet: Packet, kind: number): void {
    const values = { ...this.values(flow, packet, 0, kind), wireLength: 0 }
    this.noteSpeech(flow, this.writer.piece(values), values)
  }

  private datagram(flow: FlowRecord, packet: Packet, side: Side, kind: number): void {
    const here = flow.sides[side]
    this.account(flow, here, packet, kind)
    flow.established ||= flow.sides[side ? 0 : 1].packets > 0
    const values = this.values(flow, packet, side, kind | KIND.datagram)
    const start = this.place(packet)
    values.start = start
    values.end = start + packet.payloadEnd - packet.payloadStart
    values.history = start
    values.offset = here.offset
    values.probes = classifyWhole(this.probes.datagram, this.memory, start, values.end)
    const piece = this.writer.piece(values)
    this.noteSpeech(flow, piece, values)
    here.offset += packet.wirePayload
    this.scan(piece, this.literals.begin(), values)
  }

  private segment(flow: FlowRecord, packet: Packet, side: Side, kind: number): void {
    const here = flow.sides[side]
    const verdict = takeSegment(flow, packet, side)
    if (verdict.kind === 'reborn') {
      this.ends(flow, packet, KIND.reused)
      this.flows.remove(flow)
      this.begins(packet, side, flow.hash, KIND.reused)
      return
    }
    this.account(flow, here, packet, kind)
    const end = endsFlow(flow, packet, side)
    if (end !== null) flow.ended = true
    kind |= end === 'fin' ? KIND.fin : end === 'rst' ? KIND.reset : 0
    if (verdict.kind === 'nothing' && kind === 0) return

    const values = this.values(flow, packet, side, kind)
    if (verdict.kind !== 'raw' && flow.sides[side ? 0 : 1].offset > 0) values.kind |= KIND.answers
    this.noteSpeech(flow, this.piece(flow, values, verdict, packet), values)
  }

  private piece(
    flow: FlowRecord,
    values: PieceValues,
    verdict: Exclude<Verdict, { kind: 'reborn' }>,
    packet: Packet,
  ): PieceId {
    const here = flow.sides[values.side]
    if (verdict.kind === 'nothing') {
      values.offset = here.offset
      return this.writer.piece(values)
    }
    const start = this.place(packet)
    if (verdict.kind === 'raw') {
      values.kind |= KIND.raw
      values.start = start
      values.history = start
      values.end = start + packet.payloadEnd - packet.payloadStart
      values.offset = packet.sequence
      return this.writer.piece(values)
    }
    values.start = start + verdict.from
    values.end = start + verdict.to
    return this.stream(flow, values, here)
  }

  private noteSpeech(flow: FlowRecord, piece: PieceId, { start, end, kind }: PieceValues): void {
    const over = kind & KIND.born ? KIND.fin | KIND.reset : ENDS
    if (end > start || kind & over) flow.spoke ??= { batch: this.batch, piece }
  }

  /** A piece of a stream in order: its place, its probes, its hits. */
  private stream(
    flow: FlowRecord,
    values: PieceValues,
    here: Direction,
    write = this.writer.piece,
  ): PieceId {
    const { start, end } = values
    const probes = flow.key.opener === null ? this.probes.midway : this.probes.stream
    values.offset = here.offset
    if (here.offset === 0) values.probes = classify(probes, this.memory, start, end)
    here.offset += end - start
    const { historyLength } = here
    values.history = start - historyLength
    this.memory.set(here.history.subarray(HISTORY_LENGTH - historyLength), values.history)
    remember(here, this.memory.subarray(start, end))
    const piece = write.call(this.writer, values)
    this.scan(piece, here.literals, values)
    return piece
  }

  private scan(piece: PieceId, state: Direction['literals'], values: PieceValues): void {
    const { start, end, offset, history } = values
    const found: { literal: number; end: number; length: number }[] = []
    this.literals.scan(state, this.memory, start, end, (literal, at) => {
      const { bytes, before = [] } = this.program.literals[literal]!
      const length = before.length + bytes.length
      if (before.length > 0 && at - length < history) return
      if (before.every((byte, nth) => byte === null || byte === this.memory[at - length + nth]))
        found.push({ literal, end: offset + at - start, length })
    })
    found.sort((left, right) => left.end - right.end || left.literal - right.literal)
    for (const hit of found) this.writer.hit(piece, hit.literal, hit.end, hit.length)
  }

  /** @param kind of the piece, as far as it is known: 0 for a packet that does not begin the flow */
  private account(flow: FlowRecord, here: Direction, packet: Packet, kind: number): void {
    flow.last = this.writer.clock
    flow.stirred ||= kind === 0
    here.packets++
    here.bytes += packet.length
    here.tcpFlags |= packet.flags
  }

  private values(flow: FlowRecord, packet: Packet, side: Side, kind: number): PieceValues {
    return {
      start: FEED_AT,
      end: FEED_AT,
      history: FEED_AT,
      flow: flow.id,
      side,
      offset: 0,
      packet: packet.number,
      kind,
      tcpFlags: packet.flags,
      time: packet.time,
      probes: 0,
      ack: packet.acknowledgement,
      window: packet.window,
      timeToLive: packet.timeToLive,
      wireLength: packet.wirePayload,
    }
  }

  /** Where the payload lies in this front's memory; it is brought there if it lies elsewhere. */
  private place(packet: Packet): number {
    if (packet.bytes.buffer === this.memory.buffer)
      return packet.bytes.byteOffset + packet.payloadStart
    this.memory.set(packet.bytes.subarray(packet.payloadStart, packet.payloadEnd), PLACE_AT)
    return PLACE_AT
  }

  // ---- the reassembler's side

  feed(flow: FlowId, side: Side, bytes: Uint8Array, gapBefore: number, like: PieceId): PieceId {
    if (bytes.length > FEED_LIMIT) throw new Error(`${bytes.length} bytes were fed at once`)
    const record = this.flows.record(flow)
    const here = record.sides[side]
    if (gapBefore > 0) {
      here.offset += gapBefore
      here.historyLength = 0
      Object.assign(here.literals, this.literals.begin())
    }
    this.memory.set(bytes, FEED_AT)
    const { writer } = this
    return this.stream(
      record,
      {
        start: FEED_AT,
        end: FEED_AT + bytes.length,
        history: FEED_AT,
        flow,
        side,
        offset: 0,
        packet: writer.read(like, PIECE.packet),
        kind: KIND.fed | (gapBefore > 0 ? KIND.gap : 0),
        tcpFlags: writer.read(like, PIECE.kind) >>> 16,
        time: writer.readMicros(like, PIECE.time),
        probes: 0,
        ack: writer.read(like, PIECE.ack),
        window: writer.read(like, PIECE.window) & 0xffff,
        timeToLive: writer.read(like, PIECE.window) >>> 16,
        wireLength: bytes.length,
      },
      here,
      this.writer.fedPiece,
    )
  }

  look(): void {} // all pieces are scanned

  expected(flow: FlowId): ReturnType<Front['expected']> {
    const [lower, higher] = this.flows.record(flow).sides
    return { next: [lower.next, higher.next], offsets: [lower.offset, higher.offset] }
  }

  private resume(
    flow: FlowId,
    next: readonly [number | null, number | null],
    offsets: readonly [Offset, Offset],
  ): void {
    const record = this.flows.record(flow)
    record.slow = false
    record.sides.forEach((here, side) => {
      here.next = next[side]!
      here.offset = offsets[side]!
    })
  }

  // ---- what may be asked

  flow(flow: FlowId): FlowKey {
    return this.flows.record(flow).key
  }

  opener(flow: FlowId): Side | null {
    return this.flow(flow).opener
  }

  ports(flow: FlowId): readonly [number, number] {
    return this.flow(flow).ports
  }

  isSilent(flow: FlowId, { firstPacket, firstTime }: Birth, before: PieceId): boolean {
    const record = this.flows.ofId(flow)
    if (record?.key.firstPacket !== firstPacket || record.key.firstTime !== firstTime) return false
    const { spoke } = record
    return spoke === null || (spoke.batch === this.batch && spoke.piece >= before)
  }

  idleDeadline(flow: FlowId): Micros {
    return this.flows.deadline(this.flows.record(flow))
  }

  counters(flow: FlowId): FlowCounters {
    const { sides, last } = this.flows.record(flow)
    return {
      packets: [sides[0].packets, sides[1].packets],
      bytes: [sides[0].bytes, sides[1].bytes],
      tcpFlags: [sides[0].tcpFlags, sides[1].tcpFlags],
      last,
    }
  }

  get counts(): ReadonlyMap<string, number> {
    const { born, evicted } = this.flows
    return new Map([...this.counted, ['flows', born], ['evicted flows', evicted]])
  }

  release(): void {}

  private count(name: string): void {
    this.counted.set(name, (this.counted.get(name) ?? 0) + 1)
  }
}

const matchers = new WeakMap<FrontProgram, LiteralMatcher>()

/** Captures that are scanned with one program share its automata. */
function matcherOf(program: FrontProgram): LiteralMatcher {
  let made = matchers.get(program)
  if (made === undefined) matchers.set(program, (made = new LiteralMatcher(program.literals)))
  return made
}

const SYN = 0x02

/** A SYN with another initial sequence number, on a flow that has ended. */
function beginsAnother(flow: FlowRecord, packet: Packet, side: Side): boolean {
  if (packet.transport !== 'tcp' || !(packet.flags & SYN)) return false
  return flow.sides[side].synSequence !== packet.sequence
}
