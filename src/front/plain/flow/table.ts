// All flows that may still speak.
//
// Found by a hash of the five-tuple and the VLANs; kept in a queue, in the order of birth, because births happen in the order
// of packets whatever the batches are, so that what goes first under a limit is the same for every division of the input.
//
// While there is room, a hand moves along the queue and looks at two flows for each that is born: those that fell silent are
// taken out. When there is none, the first of the queue goes; but one that spoke since it came there is spared, and goes to
// the end ("second chance": A. S. Tanenbaum, Modern Operating Systems, section 3.4.4). So a connection that says something
// now and then outlives a flood of flows that don't.

import type { FlowId, FlowKey, FrontOptions, Micros, Packet } from '../../front.js'
import type { LiteralState } from '../literals/matcher.js'
import type { Side } from '../../../frame/framer.js'
import { FlowRecord } from './record.js'

const SWEEP = 2
/** Flows that are spared for one that goes, at most. */
const SPARED = 8

export class FlowTable {
  private readonly byHash = new Map<number, FlowRecord[]>()
  private readonly byId: (FlowRecord | undefined)[] = []
  private readonly free: FlowId[] = []
  /** Taken out in this batch, reusable in the next. */
  private readonly leaving: FlowId[] = []
  private oldest: FlowRecord | null = null
  private youngest: FlowRecord | null = null
  private hand: FlowRecord | null = null
  size = 0
  born = 0
  evicted = 0

  constructor(
    private readonly options: FrontOptions,
    private readonly beginLiterals: () => LiteralState,
  ) {}

  /** Ids of flows that left in the last batch may be used again. */
  nextBatch(): void {
    for (const id of this.leaving) {
      this.byId[id] = undefined
      this.free.push(id)
    }
    this.leaving.length = 0
  }

  /** The record that has the id now, if one has. */
  ofId(id: FlowId): FlowRecord | undefined {
    return this.byId[id]
  }

  record(id: FlowId): FlowRecord {
    const record = this.ofId(id)
    if (record === undefined) throw new Error(`there is no flow ${id}`)
    return record
  }

  find(packet: Packet, hash: number, sender: Side): FlowRecord | null {
    for (const record of this.byHash.get(hash) ?? [])
      if (sameKey(record.key, packet, sender)) return record
    return null
  }

  deadline(record: FlowRecord): Micros {
    const { timeouts } = this.options
    const patience =
      record.key.transport === 'tcp'
        ? record.established && !record.ended
          ? timeouts.tcpEstablished
          : timeouts.tcpOpening
        : record.established
          ? timeouts.udpTwoWay
          : timeouts.udpOneWay
    return record.last + patience
  }

  /** Adds a flow. @param onEvicted hears of a flow that had to make room, before the new one is there. */
  add(
    hash: number,
    key: FlowKey,
    clock: Micros,
    onEvicted: (record: FlowRecord) => void,
  ): FlowRecord {
    if (this.size < this.options.flows) this.sweep(clock)
    else this.makeRoom(clock, onEvicted)
    const id = this.free.pop() ?? (this.byId.length as FlowId)
    const record = new FlowRecord(id, hash, key, clock, this.beginLiterals)
    this.byId[id] = record
    const bucket = this.byHash.get(hash)
    if (bucket === undefined) this.byHash.set(hash, [record])
    else bucket.push(record)
    this.enqueue(record)
    this.size++
    this.born++
    return record
  }

  remove(record: FlowRecord): void {
    if (record.removed) return
    record.removed = true
    const bucket = this.byHash.get(record.hash) ?? []
    if (bucket.length === 1) this.byHash.delete(record.hash)
    else bucket.splice(bucket.indexOf(record), 1)
    this.unqueue(record)
    this.size--
    this.leaving.push(record.id)
  }

  private sweep(clock: Micros): void {
    for (let looked = 0; looked < SWEEP; looked++) {
      const record = this.atHand()
      if (record === null) return
      this.hand = record.younger
      if (this.deadline(record) <= clock) this.remove(record)
    }
  }

  private makeRoom(clock: Micros, onEvicted: (record: FlowRecord) => void): void {
    for (let spared = 0; ; spared++) {
      const record = this.oldest
      if (record === null) return
      const isOver = record.ended || this.deadline(record) <= clock
      if (record.stirred && !isOver && spared < SPARED) this.spare(record)
      else {
        if (!isOver) {
          this.evicted++
          onEvicted(record)
        }
        return this.remove(record)
      }
    }
  }

  private spare(record: FlowRecord): void {
    record.stirred = false
    this.unqueue(record)
    this.enqueue(record)
  }

  private enqueue(record: FlowRecord): void {
    record.older = this.youngest
    record.younger = null
    if (this.youngest === null) this.oldest = record
    else this.youngest.younger = record
    this.youngest = record
  }

  private unqueue(record: FlowRecord): void {
    if (this.hand === record) this.hand = record.younger
    if (record.older === null) this.oldest = record.younger
    else record.older.younger = record.younger
    if (record.younger === null) this.youngest = record.older
    else record.younger.older = record.older
  }

  private atHand(): FlowRecord | null {
    return (this.hand ??= this.oldest)
  }
}

/** Side of the sender: 0 if its endpoint, address then port, is the lower one. Equal endpoints count as 0. */
export function senderSide(packet: Packet): Side {
  const { source, destination } = packet
  for (let at = 0; at < source.length; at++)
    if (source[at] !== destination[at]) return source[at]! < destination[at]! ? 0 : 1
  return packet.sourcePort <= packet.destinationPort ? 0 : 1
}

/** FNV-1a over the five-tuple and the VLANs, the same for both directions. */
export function hashOf(packet: Packet, sender: Side): number {
  let hash = packet.transport === 'tcp' ? 0x811c9dc5 : 0x811c9dc6
  const mix = (byte: number) => {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  const [low, high] =
    sender === 0 ? [packet.source, packet.destination] : [packet.destination, packet.source]
  const [lowPort, highPort] =
    sender === 0
      ? [packet.sourcePort, packet.destinationPort]
      : [packet.destinationPort, packet.sourcePort]
  for (let at = 0; at < low.length; at++) mix(low[at]!)
  for (let at = 0; at < high.length; at++) mix(high[at]!)
  mix(lowPort)
  mix(highPort)
  for (const vlan of packet.vlans) mix(vlan)
  return hash >>> 0
}

/** The key of the flow that `packet` begins. Owns its bytes. */
export function keyOf(packet: Packet, sender: Side): FlowKey {
  const source = packet.source.slice()
  const destination = packet.destination.slice()
  return {
    transport: packet.transport,
    version: packet.version,
    vlans: [...packet.vlans],
    addresses: sender === 0 ? [source, destination] : [destination, source],
    ports:
      sender === 0
        ? [packet.sourcePort, packet.destinationPort]
        : [packet.destinationPort, packet.sourcePort],
    firstPacket: packet.number,
    firstTime: packet.time,
    opener: openerOf(packet, sender),
  }
}

const SYN = 0x02
const ACK = 0x10

function openerOf(packet: Packet, sender: Side): Side | null {
  if (packet.transport === 'udp') return sender
  if (!(packet.flags & SYN)) return null
  return packet.flags & ACK ? ((1 - sender) as Side) : sender
}

function sameKey(key: FlowKey, packet: Packet, sender: Side): boolean {
  const receiver = (1 - sender) as Side
  return (
    key.transport === packet.transport &&
    key.version === packet.version &&
    key.ports[sender] === packet.sourcePort &&
    key.ports[receiver] === packet.destinationPort &&
    sameBytes(key.addresses[sender], packet.source) &&
    sameBytes(key.addresses[receiver], packet.destination) &&
    key.vlans.length === packet.vlans.length &&
    key.vlans.every((vlan, at) => vlan === packet.vlans[at])
  )
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at])
}
