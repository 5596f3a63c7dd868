// The fast front: a WebAssembly module that takes a whole chunk of records in one call. What it does is what `plain/` does;
// its sources are in `assembly/`, and `layout.ts` says where everything lies in the memory that it shares with this file.

import type { Section } from '../../capture/capture.js'
import type { Side } from '../../frame/framer.js'
import type {
  Birth,
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
import * as at from './layout.js'
import { MODULE } from './module.js'
import { leaveRoom, readMicros, takeRoom, writeWide } from './room.js'
import type { Room } from './room.js'

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
  silent(flow: number, before: number): number
  idleDeadline(flow: number): number
}

const WORD = 4
const NO_VLANS: readonly number[] = []

let compiled: WebAssembly.Module | null = null

/** @throws where the platform has no WebAssembly, or not enough memory */
export class CoreFront implements Front {
  readonly ledger: Ledger
  readonly steer: Steering
  private readonly room: Room
  private readonly memory: Uint8Array
  private readonly words: Uint32Array
  private readonly view: DataView
  private readonly core: CoreModule
  private readonly state: CoreLedger
  /** Records that the plain decoder had to look at. */
  private odd = 0

  constructor(
    private readonly program: FrontProgram,
    options: FrontOptions,
  ) {
    const room = takeRoom(program, options)
    this.room = room
    this.memory = room.bytes
    this.words = room.words
    this.view = room.view
    this.core = instantiate(room.memory)
    this.state = new CoreLedger(room.bytes, room.words, room.hitsAt)
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

  private readWide(place: number): number {
    return readMicros(this.view, place)
  }

  release(): void {
    leaveRoom(this.program, this.room)
  }

  // ---- input

  lend(): { memory: Uint8Array; at: number; length: number } {
    return { memory: this.memory, at: at.WINDOW_AT, length: at.WINDOW_LENGTH }
  }

  section(section: Section): void {
    const known = section.interfaces.slice(0, at.INTERFACES_LIMIT)
    this.words[at.CONFIG_FORMAT / WORD] = formatOf(section)
    this.words[at.CONFIG_SWAPPED / WORD] = section.littleEndian ? 0 : 1
    this.words[at.CONFIG_INTERFACES / WORD] = known.length
    this.words.set(known.map(describe), at.INTERFACES_AT / WORD)
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
    const { memory, view, words } = this
    const side = senderSide(packet)
    const { source, destination, sourcePort, destinationPort } = packet
    const key = at.PACKET_AT
    words.fill(0, key / WORD, (key + at.KEY_LENGTH) / WORD)
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
    writeWide(view, at.PACKET_TIME, packet.time)
    words[at.PACKET_SIDE / WORD] = side
    words[at.PACKET_NUMBER / WORD] = packet.number
    words[at.PACKET_LENGTH / WORD] = packet.length
    words[at.PACKET_SEQUENCE / WORD] = packet.sequence
    words[at.PACKET_ACKNOWLEDGEMENT / WORD] = packet.acknowledgement
    words[at.PACKET_FLAGS / WORD] = packet.flags
    words[at.PACKET_WINDOW / WORD] = packet.window
    words[at.PACKET_WINDOW_SCALE / WORD] = packet.windowScale
    words[at.PACKET_TIME_TO_LIVE / WORD] = packet.timeToLive
    words[at.PACKET_START / WORD] = start
    words[at.PACKET_END / WORD] = start + packet.payloadEnd - packet.payloadStart
    words[at.PACKET_WIRE_LENGTH / WORD] = packet.wirePayload
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
    return {
      transport: view.getUint8(record + at.KEY_TRANSPORT) === at.TRANSPORT_TCP ? 'tcp' : 'udp',
      version,
      vlans: this.vlans(record),
      addresses: [
        this.memory.slice(record, record + length),
        this.memory.slice(record + at.KEY_HIGH, record + at.KEY_HIGH + length),
      ],
      ports: this.ports(flow),
      firstPacket: view.getUint32(record + at.FLOW_FIRST_PACKET, true),
      firstTime: this.readWide(record + at.FLOW_FIRST_TIME),
      opener: this.opener(flow),
    }
  }

  private vlans(record: number): readonly number[] {
    const length = this.view.getUint8(record + at.KEY_VLAN_COUNT)
    if (length === 0) return NO_VLANS
    return Array.from({ length }, (_, nth) =>
      this.view.getUint16(record + at.KEY_VLANS + nth * 2, true),
    )
  }

  opener(flow: FlowId): Side | null {
    const opener = this.view.getUint8(this.record(flow) + at.FLOW_OPENER)
    return opener === at.NO_OPENER ? null : opener === 1 ? 1 : 0
  }

  ports(flow: FlowId): [number, number] {
    const ports = this.record(flow) + at.KEY_PORTS
    return [this.view.getUint16(ports, true), this.view.getUint16(ports + 2, true)]
  }

  isSilent(flow: FlowId, { firstPacket, firstTime }: Birth, before: PieceId): boolean {
    const record = this.record(flow)
    return (
      this.view.getUint32(record + at.FLOW_FIRST_PACKET, true) === firstPacket &&
      this.readWide(record + at.FLOW_FIRST_TIME) === firstTime &&
      this.core.silent(flow, before) !== 0
    )
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
      last: this.readWide(this.entry(flow) + at.ENTRY_LAST),
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

  /** Literals that were compared with a stream so far: the work that depends on what the bytes are. */
  get compared(): number {
    return this.view.getUint32(at.STATE_COMPARED, true)
  }

  private entry(flow: FlowId): number {
    return this.view.getUint32(at.CONFIG_ENTRIES_AT, true) + flow * at.ENTRY_LENGTH
  }

  private record(flow: FlowId): number {
    return this.room.flowsAt + flow * at.FLOW_LENGTH
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

function instantiate(memory: WebAssembly.Memory): CoreModule {
  compiled ??= new WebAssembly.Module(Buffer.from(MODULE, 'base64'))
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
  return exports as unknown as CoreModule
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
