// The fast front: a WebAssembly module that takes a whole chunk of records in one call. What it does is what `plain/` does;
// its sources are in `assembly/`, and `layout.ts` says where everything lies in the memory that it shares with this file.

import { randomBytes } from 'node:crypto'
import type { Section } from '../../capture/capture.js'
import type { Side } from '../../frame/framer.js'
import type {
  FlowCounters,
  FlowId,
  FlowKey,
  Front,
  FrontOptions,
  FrontProgram,
  Ledger,
  Micros,
  Packet,
  PieceId,
  Steering,
} from '../front.js'
import { FEED_LIMIT, STOP } from '../front.js'
import { senderSide } from '../plain/flow/table.js'
import { buildProbeTable } from '../plain/probes.js'
import * as at from './layout.js'
import { literalTables } from './literal-tables.js'
import type { LiteralTables } from './literal-tables.js'
import { MODULE } from './module.js'

/** What `assembly/index.ts` exports. */
interface CoreModule {
  run(from: number, to: number, packets: number): number
  inject(): void
  pass(time: number): void
  feed(flow: number, side: number, length: number, gap: number, like: number): number
  look(piece: number): void
  deliver(flow: number, side: number, from: number): void
  watch(flow: number): void
  resume(flow: number, side: number, known: number, next: number, offset: number): void
  idleDeadline(flow: number): number
}

const PAGE = 0x10000
const WORD = 4
const TWO_32 = 0x1_0000_0000
/** Records of flows that fit beside everything else. */
const FLOW_LIMIT = 0x400000

let compiled: WebAssembly.Module | null = null

/** @throws where the platform has no WebAssembly, or not enough memory */
export class CoreFront implements Front {
  readonly ledger: Ledger
  readonly steer: Steering
  private readonly memory: Uint8Array
  private readonly view: DataView
  private readonly core: CoreModule
  private readonly state: CoreLedger
  /** Records that the plain decoder had to look at. */
  private odd = 0

  constructor(program: FrontProgram, options: FrontOptions) {
    if (options.flows > FLOW_LIMIT) throw new RangeError(`more than ${FLOW_LIMIT} flows`)
    const literals = tablesOf(program)
    const tables = literals.place(at.TABLES_AT)
    const bucketsAt = aligned(at.TABLES_AT + tables.bytes.length)
    const buckets = 2 ** Math.ceil(Math.log2(options.flows * 2))
    const flowsAt = aligned(bucketsAt + buckets * WORD)
    const hitsAt = aligned(flowsAt + (options.flows + at.PIECE_LIMIT + 1) * at.FLOW_LENGTH)
    const hitRoom = literals.depth * at.PLACE_LENGTH + at.PIECE_LIMIT
    const end = hitsAt + (hitRoom + literals.depth * FEED_LIMIT) * at.HIT_LENGTH
    const memory = new WebAssembly.Memory({ initial: Math.ceil(end / PAGE) })
    this.memory = new Uint8Array(memory.buffer)
    this.view = new DataView(memory.buffer)

    this.memory.set(literals.filter, at.FILTER_AT)
    this.memory.set(tables.bytes, at.TABLES_AT)
    this.memory.set(randomBytes(8), at.CONFIG_SEED)
    const words = new Uint32Array(memory.buffer)
    words.set(buildProbeTable(program.probes, 'tcp'), at.TCP_PROBES_AT / WORD)
    words.set(buildProbeTable(program.probes, 'udp'), at.UDP_PROBES_AT / WORD)
    const { timeouts } = options
    this.configure([
      [at.CONFIG_STRIDE, literals.stride],
      [at.CONFIG_LEAST_REACH, literals.leastReach],
      [at.CONFIG_MOST_REACH, literals.mostReach],
      [at.CONFIG_DEPTH, literals.depth],
      [at.CONFIG_GRAMS_AT, tables.gramsAt],
      [at.CONFIG_GRAMS_SHIFT, tables.gramsShift],
      [at.CONFIG_LITERALS_AT, tables.literalsAt],
      [at.CONFIG_SHORTS_AT, tables.shortsAt],
      [at.CONFIG_ANCHORS, literals.anchors.length],
      [at.CONFIG_ANCHORS_AT, tables.anchorsAt],
      [at.CONFIG_SCANS_DATAGRAMS, literals.scansDatagrams ? 1 : 0],
      [at.CONFIG_HITS_AT, hitsAt],
      [at.CONFIG_HIT_ROOM, hitRoom],
      [at.CONFIG_FLOWS_AT, flowsAt],
      [at.CONFIG_FLOW_LIMIT, options.flows],
      [at.CONFIG_BUCKETS_AT, bucketsAt],
      [at.CONFIG_BUCKET_MASK, buckets - 1],
    ])
    this.writeWide(at.CONFIG_TCP_OPENING, timeouts.tcpOpening)
    this.writeWide(at.CONFIG_TCP_ESTABLISHED, timeouts.tcpEstablished)
    this.writeWide(at.CONFIG_UDP_ONE_WAY, timeouts.udpOneWay)
    this.writeWide(at.CONFIG_UDP_TWO_WAY, timeouts.udpTwoWay)

    this.core = instantiate(memory)
    this.state = new CoreLedger(this.memory, words, hitsAt)
    this.ledger = this.state
    const { core } = this
    this.steer = {
      deliver: (flow, side, from) => core.deliver(flow, side, from),
      skip: () => undefined, // promises are made where nobody searches, and there nothing is scanned
      watch: (flow) => core.watch(flow),
      resume: (flow, next, offsets) => {
        for (const side of [0, 1] as const)
          core.resume(flow, side, next[side] === null ? 0 : 1, next[side] ?? 0, offsets[side])
      },
    }
  }

  private configure(values: readonly (readonly [place: number, value: number])[]): void {
    for (const [place, value] of values) this.view.setUint32(place, value, true)
  }

  private readWide(place: number): number {
    return readMicros(this.view, place)
  }

  private writeWide(place: number, value: number): void {
    this.view.setUint32(place, value % TWO_32, true)
    this.view.setUint32(place + WORD, Math.floor(value / TWO_32), true)
  }

  // ---- input

  lend(): { memory: Uint8Array; at: number; length: number } {
    return { memory: this.memory, at: at.WINDOW_AT, length: at.WINDOW_LENGTH }
  }

  section(section: Section): void {
    const known = section.interfaces.slice(0, at.INTERFACES_LIMIT)
    this.configure([
      [at.CONFIG_FORMAT, formatOf(section)],
      [at.CONFIG_SWAPPED, section.littleEndian ? 0 : 1],
      [at.CONFIG_INTERFACES, known.length],
    ])
    known.forEach((described, index) =>
      this.view.setUint32(at.INTERFACES_AT + index * WORD, describe(described), true),
    )
  }

  run(from: number, to: number, packets: number): number {
    const reached = this.core.run(from, to, packets) >>> 0
    this.state.read(this.view)
    return reached
  }

  inject(packet: Packet): void {
    this.odd++
    this.writePacket(packet)
    this.core.inject()
    this.state.read(this.view)
  }

  pass(time: Micros): void {
    this.odd++
    this.core.pass(time)
    this.state.read(this.view)
  }

  private writePacket(packet: Packet): void {
    const { memory, view } = this
    const side = senderSide(packet)
    const { source, destination, sourcePort, destinationPort } = packet
    const key = at.PACKET_AT
    memory.fill(0, key, key + at.KEY_LENGTH)
    memory.set(side === 0 ? source : destination, key)
    memory.set(side === 0 ? destination : source, key + at.KEY_HIGH)
    view.setUint16(key + at.KEY_PORTS, side === 0 ? sourcePort : destinationPort, true)
    view.setUint16(key + at.KEY_PORTS + 2, side === 0 ? destinationPort : sourcePort, true)
    view.setUint8(
      key + at.KEY_TRANSPORT,
      packet.transport === 'tcp' ? at.TRANSPORT_TCP : at.TRANSPORT_UDP,
    )
    view.setUint8(key + at.KEY_VERSION, packet.version)
    view.setUint8(key + at.KEY_VLAN_COUNT, packet.vlans.length)
    packet.vlans.forEach((vlan, nth) => view.setUint16(key + at.KEY_VLANS + nth * 2, vlan, true))
    const start = this.placePayload(packet)
    this.writeWide(at.PACKET_TIME, packet.time)
    this.configure([
      [at.PACKET_SIDE, side],
      [at.PACKET_NUMBER, packet.number],
      [at.PACKET_LENGTH, packet.length],
      [at.PACKET_SEQUENCE, packet.sequence],
      [at.PACKET_ACKNOWLEDGEMENT, packet.acknowledgement],
      [at.PACKET_FLAGS, packet.flags],
      [at.PACKET_WINDOW, packet.window],
      [at.PACKET_WINDOW_SCALE, packet.windowScale],
      [at.PACKET_TIME_TO_LIVE, packet.timeToLive],
      [at.PACKET_START, start],
      [at.PACKET_END, start + packet.payloadEnd - packet.payloadStart],
      [at.PACKET_WIRE_LENGTH, packet.wirePayload],
    ])
  }

  /** Where the payload lies in this front's memory; it is brought there if it lies elsewhere. */
  private placePayload({ bytes, payloadStart, payloadEnd }: Packet): number {
    if (bytes.buffer === this.memory.buffer) return bytes.byteOffset + payloadStart
    this.memory.set(bytes.subarray(payloadStart, payloadEnd), at.PLACE_AT)
    return at.PLACE_AT
  }

  // ---- the reassembler's side

  feed(flow: FlowId, side: Side, bytes: Uint8Array, gapBefore: number, like: PieceId): PieceId {
    if (bytes.length > FEED_LIMIT) throw new Error(`${bytes.length} bytes were fed at once`)
    this.memory.set(bytes, at.FEED_AT)
    const piece = this.core.feed(flow, side, bytes.length, gapBefore, like)
    this.state.read(this.view)
    return piece as PieceId
  }

  look(piece: PieceId): void {
    this.core.look(piece)
    this.state.read(this.view)
  }

  expected(flow: FlowId): ReturnType<Front['expected']> {
    const next = (side: Side): number | null => {
      const here = this.direction(flow, side)
      if (this.memory[here + at.DIRECTION_HAS_NEXT] === 0) return null
      return this.view.getUint32(here + at.DIRECTION_NEXT, true)
    }
    return { next: [next(0), next(1)], offsets: this.both(flow, at.DIRECTION_OFFSET) }
  }

  // ---- what may be asked

  flow(flow: FlowId): FlowKey {
    const { view } = this
    const record = this.record(flow)
    const version = view.getUint8(record + at.KEY_VERSION) === 4 ? 4 : 6
    const length = version === 4 ? 4 : 16
    const opener = view.getUint8(record + at.FLOW_OPENER)
    return {
      transport: view.getUint8(record + at.KEY_TRANSPORT) === at.TRANSPORT_TCP ? 'tcp' : 'udp',
      version,
      vlans: Array.from({ length: view.getUint8(record + at.KEY_VLAN_COUNT) }, (_, nth) =>
        view.getUint16(record + at.KEY_VLANS + nth * 2, true),
      ),
      addresses: [
        this.memory.slice(record, record + length),
        this.memory.slice(record + at.KEY_HIGH, record + at.KEY_HIGH + length),
      ],
      ports: [
        view.getUint16(record + at.KEY_PORTS, true),
        view.getUint16(record + at.KEY_PORTS + 2, true),
      ],
      firstPacket: view.getUint32(record + at.FLOW_FIRST_PACKET, true),
      firstTime: this.readWide(record + at.FLOW_FIRST_TIME),
      opener: opener === at.NO_OPENER ? null : opener === 1 ? 1 : 0,
    }
  }

  idleDeadline(flow: FlowId): Micros {
    return this.core.idleDeadline(flow)
  }

  counters(flow: FlowId): FlowCounters {
    const flags = (side: Side): number =>
      this.view.getUint32(this.direction(flow, side) + at.DIRECTION_TCP_FLAGS, true)
    return {
      packets: this.both(flow, at.DIRECTION_PACKETS),
      bytes: this.both(flow, at.DIRECTION_BYTES),
      tcpFlags: [flags(0), flags(1)],
      last: this.readWide(this.record(flow) + at.FLOW_LAST),
    }
  }

  get counts(): ReadonlyMap<string, number> {
    const count = (place: number): number => this.view.getUint32(place, true)
    return new Map([
      ['late packets', count(at.STATE_LATE)],
      ['flows', count(at.STATE_FLOWS)],
      ['evicted flows', count(at.STATE_EVICTED)],
      ['not IP', count(at.STATE_NOT_IP)],
      ['ICMP', count(at.STATE_ICMP)],
      ['other transport', count(at.STATE_OTHER_TRANSPORT)],
      ['encrypted', count(at.STATE_ENCRYPTED)],
      ['packets decoded by the plain decoder', this.odd],
    ])
  }

  private record(flow: FlowId): number {
    return this.view.getUint32(at.CONFIG_FLOWS_AT, true) + flow * at.FLOW_LENGTH
  }

  private direction(flow: FlowId, side: Side): number {
    return this.record(flow) + at.FLOW_DIRECTIONS + side * at.DIRECTION_LENGTH
  }

  /** A wide field of both directions. */
  private both(flow: FlowId, field: number): [number, number] {
    const read = (side: Side): number => this.readWide(this.direction(flow, side) + field)
    return [read(0), read(1)]
  }
}

/** The ledger as the module left it. */
class CoreLedger implements Ledger {
  packets = 0
  pieces = 0
  hits = 0
  born = 0
  stop: Ledger['stop'] = STOP.chunk
  clock: Micros = 0
  time: Micros = 0
  readonly agendaAt = at.AGENDA_AT / WORD
  readonly pieceAt = at.PIECES_AT / WORD
  readonly bornAt = at.BORN_AT / WORD
  readonly hitAt: number

  constructor(
    readonly memory: Uint8Array,
    readonly words: Uint32Array,
    hitsAt: number,
  ) {
    this.hitAt = hitsAt / WORD
  }

  read(view: DataView): void {
    this.packets = view.getUint32(at.STATE_PACKETS, true)
    this.pieces = view.getUint32(at.STATE_PIECES, true)
    this.hits = view.getUint32(at.STATE_HITS, true)
    this.born = view.getUint32(at.STATE_BORN, true)
    this.stop = view.getUint32(at.STATE_STOP, true) as Ledger['stop']
    this.clock = readMicros(view, at.STATE_CLOCK)
    this.time = readMicros(view, at.PACKET_TIME)
  }
}

function readMicros(view: DataView, place: number): Micros {
  return view.getUint32(place, true) + view.getUint32(place + WORD, true) * TWO_32
}

const tables = new WeakMap<FrontProgram, LiteralTables>()

/** Captures that are scanned with one program share its tables. */
function tablesOf(program: FrontProgram): LiteralTables {
  let made = tables.get(program)
  if (made === undefined) tables.set(program, (made = literalTables(program.literals)))
  return made
}

function instantiate(memory: WebAssembly.Memory): CoreModule {
  compiled ??= new WebAssembly.Module(Buffer.from(MODULE, 'base64'))
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
  return exports as unknown as CoreModule
}

function aligned(address: number): number {
  return Math.ceil(address / 64) * 64
}

function formatOf({ format, recordHeaderLength }: Section): number {
  if (format === 'pcapng') return at.FORMAT_PCAPNG
  return recordHeaderLength === 16 ? at.FORMAT_PCAP : at.FORMAT_NONE
}

/** Link layers that the module decodes; clocks that it reads. */
function describe({ linkType, ticksPerSecond, offsetSeconds }: Section['interfaces'][0]): number {
  const ticks =
    offsetSeconds !== 0
      ? at.TICKS_ODD
      : ticksPerSecond === 1e6
        ? at.TICKS_MICROSECONDS
        : ticksPerSecond === 1e9
          ? at.TICKS_NANOSECONDS
          : at.TICKS_ODD
  return ticks === at.TICKS_ODD ? at.LINK_ODD : linkOf(linkType) | (ticks << 8)
}

function linkOf(linkType: number): number {
  switch (linkType) {
    case 1:
      return at.LINK_ETHERNET
    case 12:
    case 14:
    case 101:
      return at.LINK_RAW_IP
    case 228:
      return at.LINK_IPV4
    case 229:
      return at.LINK_IPV6
    case 113:
      return at.LINK_COOKED
    default:
      return at.LINK_ODD
  }
}
