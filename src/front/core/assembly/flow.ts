// What is kept of a flow, and of each of its directions: the records that `layout.ts` draws. As `plain/flow/record.ts`.

import {
  CONFIG_ENTRIES_AT,
  CONFIG_FLOWS_AT,
  CONFIG_TCP_ESTABLISHED,
  CONFIG_TCP_OPENING,
  CONFIG_UDP_ONE_WAY,
  CONFIG_UDP_TWO_WAY,
  DIRECTION_BYTES,
  DIRECTION_HAS_NEXT,
  DIRECTION_LENGTH,
  DIRECTION_OFFSET,
  DIRECTION_PACKETS,
  DIRECTION_TCP_FLAGS,
  ENTRY_LAST,
  ENTRY_LENGTH,
  FLOW_DIRECTIONS,
  FLOW_FIRST_PACKET,
  FLOW_FIRST_TIME,
  FLOW_LENGTH,
  FLOW_OPENER,
  TRANSPORT_TCP,
} from '../layout'

@unmanaged
export class Direction {
  next: u32
  top: u32
  behindFin: u32
  window: u32
  windowScale: u8
  hasNext: u8
  hasSyn: u8
  hasPendingSyn: u8
  finAcknowledged: u8
  historyLength: u8
  tcpFlags: u32
  offset: u64
  packets: u64
  bytes: u64
  /** The desk's wish: pieces that end beyond this offset are shown. */
  wanted: u64
  synSequence: u32
  pendingSyn: u32
  // 48 bytes of history, right-aligned
}

@inline export const HISTORY: usize = 80

@unmanaged
export class Flow {
  low: u64
  lowRest: u64
  high: u64
  highRest: u64
  ports: u32
  kind: u32
  vlans: u64
  moreVlans: u64
  opener: u8
  /** Of the bits below. */
  life: u8
  removed: u8
  slow: u8
  /** Bit `side`: it has sent bytes; a FIN; some of its bytes were lost. */
  sent: u8
  fins: u8
  gaps: u8
  /** A piece of it holds bytes, or says that it ended. */
  spoke: u8
  firstPacket: u32
  firstTime: i64
  /** The first such piece, and its batch. */
  spokeBatch: u32
  spokePiece: u32
  watched: u8
}

/** As `FlowRecord` has them. */
export const ESTABLISHED: u8 = 1
export const ENDED: u8 = 2
export const STIRRED: u8 = 4

/** What is looked at of many flows, to find one or to put one out. */
@unmanaged
export class Entry {
  hash: u32
  /** Next in its bucket. */
  chain: u32
  last: i64
  older: u32
  younger: u32
  /** Its last piece, and the batch in which that was written. */
  tail: u32
  tailBatch: u32
}

if (offsetof<Entry>('last') != ENTRY_LAST) ERROR('layout.ts')
if (offsetof<Entry>() != ENTRY_LENGTH) ERROR('layout.ts')
if (offsetof<Flow>('opener') != FLOW_OPENER) ERROR('layout.ts')
if (offsetof<Flow>('firstPacket') != FLOW_FIRST_PACKET) ERROR('layout.ts')
if (offsetof<Flow>('firstTime') != FLOW_FIRST_TIME) ERROR('layout.ts')
if (offsetof<Direction>('hasNext') != DIRECTION_HAS_NEXT) ERROR('layout.ts')
if (offsetof<Direction>('tcpFlags') != DIRECTION_TCP_FLAGS) ERROR('layout.ts')
if (offsetof<Direction>('offset') != DIRECTION_OFFSET) ERROR('layout.ts')
if (offsetof<Direction>('packets') != DIRECTION_PACKETS) ERROR('layout.ts')
if (offsetof<Direction>('bytes') != DIRECTION_BYTES) ERROR('layout.ts')

@inline
export function entryAt(id: u32): Entry {
  return changetype<Entry>(load<u32>(CONFIG_ENTRIES_AT) + id * ENTRY_LENGTH)
}

/** Records are numbered from 1; 0 is none. */
@inline
export function flowAt(id: u32): Flow {
  return changetype<Flow>(load<u32>(CONFIG_FLOWS_AT) + id * FLOW_LENGTH)
}

@inline
export function direction(flow: Flow, side: u32): Direction {
  return changetype<Direction>(
    changetype<usize>(flow) + FLOW_DIRECTIONS + side * DIRECTION_LENGTH,
  )
}

@inline
export function isTcp(flow: Flow): bool {
  return <u8>flow.kind == TRANSPORT_TCP
}

/** The direction's offset has moved. */
@inline
export function noteSent(flow: Flow, side: u32, here: Direction): void {
  if (here.offset > 0) flow.sent |= <u8>((1 as u32) << side)
}

/** When the flow has been silent for too long. */
export function deadline(id: u32): i64 {
  const flow = flowAt(id)
  const patience: i64 = isTcp(flow)
    ? (flow.life & (ESTABLISHED | ENDED)) == ESTABLISHED
      ? load<i64>(CONFIG_TCP_ESTABLISHED)
      : load<i64>(CONFIG_TCP_OPENING)
    : flow.life & ESTABLISHED
      ? load<i64>(CONFIG_UDP_TWO_WAY)
      : load<i64>(CONFIG_UDP_ONE_WAY)
  return entryAt(id).last + patience
}

/** Signed distance on the circle of sequence numbers, RFC 1982. */
@inline
export function distance(from: u32, to: u32): i32 {
  return <i32>(to - from)
}
