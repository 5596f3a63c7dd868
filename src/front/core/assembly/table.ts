// All flows that may still speak: `plain/flow/table.ts` in linear memory.
//
// Found by a hash with a seed, in chains; kept in a queue, along which a hand moves while there is room, and of which the first
// goes when there is none. What goes is what came first, so the records of neighbours in the queue mostly lie side by side in
// memory too. A record that leaves is free in the next batch, so there are `flows` of them and one for each piece of a batch.

import {
  CONFIG_BUCKETS_AT,
  CONFIG_BUCKET_MASK,
  CONFIG_FLOW_LIMIT,
  CONFIG_SEED,
  FLOW_LENGTH,
  NO_OPENER,
  STATE_FLOWS,
  TRANSPORT_UDP,
} from '../layout'
import { deadline, direction, entryAt, flowAt } from './flow'
import { ENDED, Entry, Flow, STIRRED } from './flow'
import { ACK, packet, SYN } from './packet'

const SWEEP: i32 = 2
const SPARED: i32 = 8

let size: u32 = 0
/** Records that were ever used. */
let records: u32 = 0
let oldest: u32 = 0
let youngest: u32 = 0
let hand: u32 = 0
/** Chains of records that are free, and that will be in the next batch. */
let free: u32 = 0
let leaving: u32 = 0
let firstLeaving: u32 = 0

export function recycle(): void {
  if (leaving == 0) return
  entryAt(firstLeaving).chain = free
  free = leaving
  leaving = 0
}

@inline
function mix(hash: u64, word: u64): u64 {
  const product = (hash ^ word) * 0x9e3779b97f4a7c15
  return product ^ (product >> 32)
}

/** Of the packet's key, the same for both directions. The seed is not known to those who choose addresses. */
export function hashOfPacket(): u32 {
  let hash = mix(load<u64>(CONFIG_SEED), packet.low | (packet.high << 32))
  hash = mix(hash, <u64>packet.ports | (<u64>packet.kind << 32))
  if (packet.kind & 0x200) {
    hash = mix(hash, packet.low)
    hash = mix(hash, packet.lowRest)
    hash = mix(hash, packet.highRest)
  }
  if (packet.kind >> 16) {
    hash = mix(hash, packet.vlans)
    hash = mix(hash, packet.moreVlans)
  }
  return <u32>(hash ^ (hash >> 29))
}

@inline
function bucketOf(hash: u32): usize {
  return load<u32>(CONFIG_BUCKETS_AT) + ((hash & load<u32>(CONFIG_BUCKET_MASK)) << 2)
}

/** The packet's flow, or 0. */
export function find(hash: u32): u32 {
  let id = load<u32>(bucketOf(hash))
  while (id != 0) {
    const entry = entryAt(id)
    if (entry.hash == hash && sameKey(flowAt(id))) return id
    id = entry.chain
  }
  return 0
}

@inline
function sameKey(flow: Flow): bool {
  return (
    ((flow.low ^ packet.low) |
      (flow.lowRest ^ packet.lowRest) |
      (flow.high ^ packet.high) |
      (flow.highRest ^ packet.highRest) |
      <u64>(flow.ports ^ packet.ports) |
      <u64>(flow.kind ^ packet.kind) |
      (flow.vlans ^ packet.vlans) |
      (flow.moreVlans ^ packet.moreVlans)) ==
    0
  )
}

/** Flows of long silence leave without a word. */
export function sweep(clock: i64): void {
  for (let looked = 0; looked < SWEEP; looked++) {
    const id = atHand()
    if (id == 0) return
    hand = entryAt(id).younger
    if (deadline(id) <= clock) remove(id)
  }
}

@inline
export function hasRoom(): bool {
  return size < load<u32>(CONFIG_FLOW_LIMIT)
}

/** Is there nothing to be expected of the flow? */
@inline
export function isOver(id: u32, clock: i64): bool {
  return (flowAt(id).life & ENDED) != 0 || deadline(id) <= clock
}

/** The flow that goes when there is no room. */
export function firstToGo(clock: i64): u32 {
  for (let spared = 0; spared < SPARED; spared++) {
    const id = oldest
    const flow = flowAt(id)
    if (!(flow.life & STIRRED) || isOver(id, clock)) break
    flow.life &= ~STIRRED
    unqueue(id)
    enqueue(id)
  }
  return oldest
}

function atHand(): u32 {
  if (hand == 0) hand = oldest
  return hand
}

/** A flow of the packet's key. */
export function add(hash: u32, clock: i64): u32 {
  let id = free
  if (id != 0) free = entryAt(id).chain
  else id = ++records
  const flow = flowAt(id)
  clear(changetype<usize>(flow), FLOW_LENGTH)
  flow.low = packet.low
  flow.lowRest = packet.lowRest
  flow.high = packet.high
  flow.highRest = packet.highRest
  flow.ports = packet.ports
  flow.kind = packet.kind
  flow.vlans = packet.vlans
  flow.moreVlans = packet.moreVlans
  flow.firstPacket = packet.number
  flow.firstTime = packet.time
  flow.opener = opener()
  direction(flow, 0).wanted = u64.MAX_VALUE
  direction(flow, 1).wanted = u64.MAX_VALUE
  const bucket = bucketOf(hash)
  const entry = entryAt(id)
  entry.hash = hash
  entry.chain = load<u32>(bucket)
  store<u32>(bucket, id)
  entry.last = clock
  entry.tailBatch = 0
  enqueue(id)
  size++
  store<u32>(STATE_FLOWS, load<u32>(STATE_FLOWS) + 1)
  return id
}

/** `length` is a multiple of 16. */
@inline
function clear(at: usize, length: usize): void {
  for (let end = at + length; at < end; at += 16) v128.store(at, i64x2.splat(0))
}

function opener(): u8 {
  const side = <u8>packet.side
  if (<u8>packet.kind == TRANSPORT_UDP) return side
  if (!(packet.flags & SYN)) return <u8>NO_OPENER
  return packet.flags & ACK ? side ^ 1 : side
}

export function remove(id: u32): void {
  const flow = flowAt(id)
  if (flow.removed) return
  flow.removed = 1
  const entry = entryAt(id)
  let link = bucketOf(entry.hash)
  while (load<u32>(link) != id)
    link = changetype<usize>(entryAt(load<u32>(link))) + offsetof<Entry>('chain')
  store<u32>(link, entry.chain)
  unqueue(id)
  size--
  if (leaving == 0) firstLeaving = id
  entry.chain = leaving
  leaving = id
}

function enqueue(id: u32): void {
  const entry = entryAt(id)
  entry.older = youngest
  entry.younger = 0
  if (youngest == 0) oldest = id
  else entryAt(youngest).younger = id
  youngest = id
}

function unqueue(id: u32): void {
  const entry = entryAt(id)
  if (hand == id) hand = entry.younger
  if (entry.older == 0) oldest = entry.younger
  else entryAt(entry.older).younger = entry.younger
  if (entry.younger == 0) youngest = entry.older
  else entryAt(entry.younger).older = entry.older
}
