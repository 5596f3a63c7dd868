// A front without a decoder: a list of segments and datagrams goes in, ledgers come out, in batches of any size. It is as
// simple as it can be, and keeps to the contract in what the desk can see of it.

import type {
  Birth,
  FlowCounters,
  FlowId,
  FlowKey,
  Front,
  FrontProgram,
  Ledger,
  Micros,
  Offset,
  PieceId,
  Side,
  Steering,
} from '../../src/front/front.js'
import { HIT, HIT_WORDS, KIND, NO_PIECE, PIECE, PIECE_WORDS, STOP } from '../../src/front/front.js'

/** One packet on the wire, of a conversation that `flow` names. */
export interface Sent {
  readonly flow: string
  readonly transport?: 'tcp' | 'udp'
  readonly side: Side
  readonly time?: Micros
  /** TCP: sequence number of the first byte. */
  readonly seq?: number
  readonly ack?: number
  readonly flags?: number
  readonly bytes?: Uint8Array | string
  readonly ttl?: number
}

export const FIN = 1
export const SYN = 2
export const RST = 4
export const ACK = 16

const HISTORY = 48
const HITS = 1024
const BYTES = 1 << 18

interface Line {
  next: number | null
  offset: Offset
  tail: Uint8Array
  lost: boolean
  fin: boolean
  packets: number
  bytes: number
  wanted: Offset
  /** As it was when the batch began: a front that runs ahead knows no later wish. */
  wantedAtStart: Offset
  readonly skipped: { readonly from: Offset; readonly to: Offset }[]
}

interface Record {
  readonly id: FlowId
  readonly key: FlowKey
  readonly lines: [Line, Line]
  last: Micros
  slow: boolean
  ended: boolean
  watched: boolean
  watchedAtStart: boolean
  tailPiece: number
  spoke: { readonly batch: number; readonly piece: number } | null
}

export interface FakeOptions {
  /** Puts every piece on the agenda, as a front may. */
  readonly liberal?: boolean
  /** Looks for no literals in what it was promised that nobody wants. */
  readonly skips?: boolean
  /** Leaves streams that were seen from their beginning to `look`, until bytes of them are lost. */
  readonly looks?: boolean
  readonly silence?: Micros
}

export class FakeFront implements Front {
  readonly counts = new Map<string, number>()
  readonly ledger: Ledger
  private readonly words: Uint32Array
  private readonly memory = new Uint8Array(BYTES)
  private used = 0
  private batches = 0
  private clock: Micros = 0
  private at = 0
  private readonly byName = new Map<string, Record>()
  private readonly records: Record[] = []
  private readonly unscanned = new Map<
    number,
    { line: Line; tail: Uint8Array; offset: Offset; bytes: Uint8Array }
  >()
  private readonly agendaAt = 0
  private readonly pieceAt: number
  private readonly hitAt: number
  private readonly bornAt: number
  private readonly state = { pieces: 0, hits: 0, born: 0 }
  readonly steer: Steering

  constructor(
    private readonly program: FrontProgram,
    private readonly sent: readonly Sent[],
    private readonly options: FakeOptions = {},
    room = 1024,
  ) {
    this.pieceAt = Math.ceil(room / 32)
    this.hitAt = this.pieceAt + room * PIECE_WORDS
    this.bornAt = this.hitAt + HITS * HIT_WORDS
    this.words = new Uint32Array(this.bornAt + room)
    const front = this as FakeFront
    this.ledger = {
      get pieces() {
        return front.state.pieces
      },
      get hits() {
        return front.state.hits
      },
      get born() {
        return front.state.born
      },
      get clock() {
        return front.clock
      },
      packets: 0,
      time: 0,
      stop: STOP.full,
      agendaAt: this.agendaAt,
      pieceAt: this.pieceAt,
      hitAt: this.hitAt,
      bornAt: this.bornAt,
      memory: this.memory,
      words: this.words,
    }
    this.steer = {
      deliver: (flow, side, from) => {
        this.record(flow).lines[side].wanted = from
      },
      skip: (flow, side, from, to) => {
        if (options.skips) this.record(flow).lines[side].skipped.push({ from, to })
      },
      watch: (flow) => {
        this.record(flow).watched = true
      },
      resume: (flow, next, offsets) => {
        const record = this.record(flow)
        record.slow = false
        for (const side of [0, 1] as const) {
          record.lines[side].next = next[side]
          record.lines[side].offset = offsets[side]
        }
      },
    }
  }

  /** Takes the next packets. @returns whether there were any */
  batch(size: number): boolean {
    this.used = 0
    this.batches++
    this.state.pieces = this.state.hits = this.state.born = 0
    this.words.fill(0, 0, this.pieceAt)
    this.unscanned.clear()
    for (const record of this.records) {
      record.tailPiece = -1
      record.watchedAtStart = record.watched
      for (const line of record.lines) line.wantedAtStart = line.wanted
    }
    const to = Math.min(this.at + size, this.sent.length)
    const any = this.at < to
    for (; this.at < to; this.at++) {
      const packet = this.sent[this.at]
      if (packet !== undefined) this.take(packet, this.at + 1)
    }
    return any
  }

  private take(packet: Sent, number: number): void {
    this.clock = Math.max(this.clock, packet.time ?? number)
    let record = this.byName.get(packet.flow)
    let kind = 0
    if (record !== undefined && record.last + this.patience <= this.clock) {
      this.byName.delete(packet.flow)
      record = undefined
      kind |= KIND.timeout
    }
    if (record?.ended && (packet.flags ?? 0) & SYN) {
      this.byName.delete(packet.flow)
      record = undefined
    }
    if (record === undefined) {
      record = this.born(packet, number)
      kind |= KIND.born
    }
    if (record.ended) return
    record.last = this.clock
    const line = record.lines[packet.side]
    const bytes = bytesOf(packet)
    line.packets++
    line.bytes += bytes.length
    if (packet.transport === 'udp') this.datagram(record, packet, number, kind, bytes)
    else this.segment(record, packet, number, kind, bytes)
  }

  private born(packet: Sent, number: number): Record {
    const flags = packet.flags ?? 0
    const syn = (flags & ACK ? 1 - packet.side : packet.side) as Side
    const line = (): Line => ({
      next: null,
      offset: 0,
      tail: new Uint8Array(0),
      lost: false,
      fin: false,
      packets: 0,
      bytes: 0,
      wanted: Infinity,
      wantedAtStart: Infinity,
      skipped: [],
    })
    const record: Record = {
      id: this.records.length as FlowId,
      key: {
        transport: packet.transport ?? 'tcp',
        version: 4,
        vlans: [],
        addresses: [Uint8Array.of(192, 0, 2, 1), Uint8Array.of(192, 0, 2, 2)],
        ports: [1025 + this.records.length, 4000],
        firstPacket: number,
        firstTime: packet.time ?? number,
        opener: packet.transport === 'udp' ? packet.side : flags & SYN ? syn : null,
      },
      lines: [line(), line()],
      last: this.clock,
      slow: false,
      ended: false,
      watched: false,
      watchedAtStart: false,
      tailPiece: -1,
      spoke: null,
    }
    this.records.push(record)
    this.byName.set(packet.flow, record)
    return record
  }

  private datagram(
    record: Record,
    packet: Sent,
    number: number,
    kind: number,
    bytes: Uint8Array,
  ): void {
    const line = record.lines[packet.side]
    line.tail = new Uint8Array(0)
    this.piece(record, packet, number, kind | KIND.datagram, line.offset, bytes)
    line.offset += bytes.length
  }

  private segment(
    record: Record,
    packet: Sent,
    number: number,
    kind: number,
    bytes: Uint8Array,
  ): void {
    const flags = packet.flags ?? 0
    const line = record.lines[packet.side]
    const seq = packet.seq ?? 0
    const begin = flags & SYN ? (seq + 1) >>> 0 : seq
    if (flags & FIN) line.fin = true
    if (flags & RST) {
      record.ended = true
      kind |= KIND.reset
    } else if (record.lines[0].fin && record.lines[1].fin && !(flags & FIN)) {
      record.ended = true
      kind |= KIND.fin
    }
    const payload = flags & RST ? new Uint8Array(0) : bytes
    if (line.next === null && (payload.length > 0 || flags & SYN)) line.next = begin
    const ahead = line.next === null ? 0 : (begin - line.next) | 0
    const adds = payload.length > 0 || (flags & FIN) !== 0
    if (!record.slow && adds && ahead > 0) record.slow = true
    if (record.slow) this.piece(record, packet, number, kind | KIND.raw, packet.seq ?? 0, payload)
    else {
      const fresh = payload.subarray(Math.min(-ahead, payload.length))
      if (fresh.length === 0 && kind === 0) return
      this.stream(record, packet, number, kind, fresh)
      line.next = line.next === null ? null : (line.next + fresh.length) >>> 0
    }
  }

  private stream(
    record: Record,
    packet: Sent,
    number: number,
    kind: number,
    bytes: Uint8Array,
  ): number {
    const line = record.lines[packet.side]
    if (record.lines[packet.side ? 0 : 1].offset > 0) kind |= KIND.answers
    const piece = this.piece(record, packet, number, kind, line.offset, bytes)
    line.offset += bytes.length
    return piece
  }

  private piece(
    record: Record,
    packet: Sent,
    number: number,
    kind: number,
    offset: number,
    bytes: Uint8Array,
  ): number {
    const { words, state } = this
    const line = record.lines[packet.side]
    const index = state.pieces++
    const history = kind & KIND.raw ? new Uint8Array(0) : line.tail.slice(-HISTORY)
    this.memory.set(history, this.used)
    const start = this.used + history.length
    this.memory.set(bytes, start)
    const at = this.pieceAt + index * PIECE_WORDS
    words.fill(0, at, at + PIECE_WORDS)
    words[at + PIECE.history] = this.used
    words[at + PIECE.start] = start
    words[at + PIECE.end] = start + bytes.length
    this.used = start + bytes.length
    words[at + PIECE.flow] = (record.id << 1) | packet.side
    words[at + PIECE.offset] = offset
    words[at + PIECE.packet] = number
    words[at + PIECE.next] = NO_PIECE
    const looked = this.options.looks === true && isSeen(record, line, kind)
    if (looked) kind |= KIND.unscanned
    words[at + PIECE.kind] = kind | ((packet.flags ?? 0) << 16)
    micros(words, at + PIECE.clock, this.clock)
    micros(words, at + PIECE.time, packet.time ?? number)
    const probes = this.classify(record, kind, offset, bytes)
    words[at + PIECE.probes] = probes
    words[at + PIECE.ack] = packet.ack ?? 0
    words[at + PIECE.window] = (packet.ttl ?? 64) << 16
    words[at + PIECE.wireLength] = bytes.length
    if (kind & KIND.born) words[this.bornAt + state.born++] = index
    if (bytes.length > 0 || kind & (KIND.fin | KIND.reset))
      record.spoke ??= { batch: this.batches, piece: index }
    if (record.tailPiece >= 0)
      words[this.pieceAt + record.tailPiece * PIECE_WORDS + PIECE.next] = index
    if (!(kind & KIND.fed)) record.tailPiece = index
    if (looked) this.unscanned.set(index, { line, tail: line.tail, offset, bytes })
    const hits = kind & KIND.raw || looked ? 0 : this.hitsIn(index, line, offset, bytes)
    if (looked) line.tail = joined(line.tail, bytes).slice(-256)
    const opens = (probes & ~this.program.searched) !== 0
    const ends = (kind & (KIND.fin | KIND.reset)) !== 0 && record.watchedAtStart
    const wanted = bytes.length > 0 && offset + bytes.length > line.wantedAtStart
    if (this.options.liberal || kind & KIND.raw || hits > 0 || opens || ends || wanted) {
      const word = this.agendaAt + (index >>> 5)
      words[word] = (words[word] ?? 0) | (1 << (index & 31))
    }
    return index
  }

  private classify({ key }: Record, kind: number, offset: Offset, bytes: Uint8Array): number {
    const datagram = (kind & KIND.datagram) !== 0
    if (kind & KIND.raw || bytes.length === 0 || (!datagram && offset > 0)) return 0
    const beginning = datagram ? 'datagram' : key.opener === null ? 'midway' : 'stream'
    let bits = 0
    for (const probe of this.program.probes) {
      if (probe.of !== beginning) continue
      const fits = probe.positions.every((set, at) => {
        const byte = bytes[at]
        return set === null || byte === undefined || ((set[byte >> 5] ?? 0) >>> (byte & 31)) & 1
      })
      if (fits) bits |= probe.bits
    }
    return bits >>> 0
  }

  private hitsIn(piece: number, line: Line, offset: number, bytes: Uint8Array): number {
    const all = joined(line.tail, bytes)
    const found: { end: number; literal: number; length: number }[] = []
    this.program.literals.forEach(({ bytes, before = [], ignoreCase }, id) => {
      const literal = [...before, ...bytes]
      for (let end = Math.max(line.tail.length + 1, literal.length); end <= all.length; end++) {
        const same = literal.every((byte, at) => {
          const there = all[end - literal.length + at] ?? 0
          return byte === null || there === byte || (ignoreCase && lower(there) === lower(byte))
        })
        if (same)
          found.push({ end: offset + end - line.tail.length, literal: id, length: literal.length })
      }
    })
    found.sort((left, right) => left.end - right.end || left.literal - right.literal)
    for (const { end, literal, length } of found) {
      if (line.skipped.some(({ from, to }) => end > from && end - length < to)) continue
      const at = this.hitAt + this.state.hits++ * HIT_WORDS
      this.words[at + HIT.piece] = piece
      this.words[at + HIT.literal] = literal
      this.words[at + HIT.end] = end
      this.words[at + HIT.length] = length
    }
    line.tail = all.slice(-256)
    return found.length
  }

  feed(flow: FlowId, side: Side, bytes: Uint8Array, gapBefore: number, like: PieceId): PieceId {
    const record = this.record(flow)
    const line = record.lines[side]
    if (gapBefore > 0) {
      line.offset += gapBefore
      line.lost = true
      line.tail = new Uint8Array(0)
    }
    const at = this.pieceAt + like * PIECE_WORDS
    const kind = KIND.fed | (gapBefore > 0 ? KIND.gap : 0)
    const time =
      (this.words[at + PIECE.time] ?? 0) + (this.words[at + PIECE.time + 1] ?? 0) * 2 ** 32
    const packet = { flow: '', side, time, flags: (this.words[at + PIECE.kind] ?? 0) >>> 16 }
    const tail = record.tailPiece
    record.tailPiece = -1
    const piece = this.stream(record, packet, this.words[at + PIECE.packet] ?? 0, kind, bytes)
    record.tailPiece = tail
    return piece as PieceId
  }

  look(piece: PieceId): void {
    const left = this.unscanned.get(piece)
    if (left === undefined) throw new Error(`piece ${piece} was scanned`)
    const { line, tail, offset, bytes } = left
    this.hitsIn(piece, { ...line, tail }, offset, bytes)
  }

  expected(flow: FlowId): {
    next: [number | null, number | null]
    offsets: [Offset, Offset]
  } {
    const [left, right] = this.record(flow).lines
    return { next: [left.next, right.next], offsets: [left.offset, right.offset] }
  }

  flow(flow: FlowId): FlowKey {
    return this.record(flow).key
  }

  private get patience(): Micros {
    return this.options.silence ?? 1e12
  }

  opener(flow: FlowId): Side | null {
    return this.flow(flow).opener
  }

  ports(flow: FlowId): readonly [number, number] {
    return this.flow(flow).ports
  }

  isSilent(flow: FlowId, _birth: Birth, before: PieceId): boolean {
    const { spoke } = this.record(flow)
    return spoke === null || (spoke.batch === this.batches && spoke.piece >= before)
  }

  idleDeadline(flow: FlowId): Micros {
    return this.record(flow).last + this.patience
  }

  counters(flow: FlowId): FlowCounters {
    const { lines, last } = this.record(flow)
    return {
      packets: [lines[0].packets, lines[1].packets],
      bytes: [lines[0].bytes, lines[1].bytes],
      last,
      tcpFlags: [0, 0],
    }
  }

  private record(flow: FlowId): Record {
    const record = this.records[flow]
    if (record === undefined) throw new Error(`there is no flow ${flow}`)
    return record
  }

  lend(): never {
    throw new Error('a fake front reads no captures')
  }
  section(): void {}
  release(): void {}
  run(): number {
    return 0
  }
  inject(): void {}
  pass(): void {}
}

function bytesOf({ bytes }: Sent): Uint8Array {
  if (bytes === undefined) return new Uint8Array(0)
  return typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length)
  both.set(left)
  both.set(right, left.length)
  return both
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
}

function micros(words: Uint32Array, at: number, value: Micros): void {
  words[at] = value % 2 ** 32
  words[at + 1] = Math.floor(value / 2 ** 32)
}

function isSeen({ key }: Record, { lost }: Line, kind: number): boolean {
  return key.transport === 'tcp' && key.opener !== null && !lost && !(kind & KIND.raw)
}
