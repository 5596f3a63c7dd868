// A memory furnished for a program: its tables, its probes, and room for flows and hits, laid out as `layout.ts` draws it.
// That takes longer than a small capture does, so a room that its front has left serves the next one.

import { randomBytes } from 'node:crypto'
import type { FrontOptions, FrontProgram, Micros } from '../front.js'
import { FEED_LIMIT } from '../front.js'
import { buildProbeTable } from '../plain/probes.js'
import * as at from './layout.js'
import { literalTables } from './literal-tables.js'
import type { LiteralTables } from './literal-tables.js'

export interface Room {
  readonly options: FrontOptions
  readonly memory: WebAssembly.Memory
  readonly bytes: Uint8Array
  readonly words: Uint32Array
  readonly view: DataView
  readonly flowsAt: number
  readonly hitsAt: number
  /** Heads of the chains of flows, in bytes: all that outlives a flow. */
  readonly bucketsAt: number
  readonly bucketsEnd: number
}

const PAGE = 0x10000
const WORD = 4
const TWO_32 = 0x1_0000_0000
/** Records of flows that fit beside everything else. */
const FLOW_LIMIT = 0x400000

/** One for each program, left by the front that had it last. */
const idle = new WeakMap<FrontProgram, Room>()

/**
 * A room in which nothing happened yet.
 *
 * @throws where the platform has no WebAssembly, or not enough memory
 */
export function takeRoom(program: FrontProgram, options: FrontOptions): Room {
  const left = idle.get(program)
  if (left === undefined || left.options !== options) return furnish(program, options)
  idle.delete(program)
  clear(left)
  return left
}

/** The front is not used any more. */
export function leaveRoom(program: FrontProgram, room: Room): void {
  idle.set(program, room)
}

/**
 * Forgets whatever a front has written and another would read. The module's own variables are those of its instance; records
 * of flows, pieces and hits are written before they are read.
 */
function clear({ bytes, bucketsAt, bucketsEnd }: Room): void {
  bytes.fill(0, at.CONFIG_FORMAT, at.CONFIG_INTERFACES + WORD)
  bytes.fill(0, at.STATE_AT, at.PACKET_AT)
  bytes.fill(0, at.AGENDA_AT, at.BORN_AT)
  bytes.fill(0, bucketsAt, bucketsEnd)
}

function furnish(program: FrontProgram, options: FrontOptions): Room {
  if (options.flows > FLOW_LIMIT) throw new RangeError(`more than ${FLOW_LIMIT} flows`)
  const literals = tablesOf(program)
  const tables = literals.place(at.TABLES_AT)
  const bucketsAt = aligned(at.TABLES_AT + tables.bytes.length)
  const buckets = 2 ** Math.ceil(Math.log2(options.flows * 2))
  const bucketsEnd = bucketsAt + buckets * WORD
  const flows = options.flows + at.PIECE_LIMIT + 1
  const entriesAt = aligned(bucketsEnd)
  const flowsAt = aligned(entriesAt + flows * at.ENTRY_LENGTH)
  const hitsAt = aligned(flowsAt + flows * at.FLOW_LENGTH)
  const hitRoom = literals.depth * at.PLACE_LENGTH + at.PIECE_LIMIT
  const end = hitsAt + (hitRoom + literals.depth * FEED_LIMIT) * at.HIT_LENGTH
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / PAGE) })
  const bytes = new Uint8Array(memory.buffer)
  const words = new Uint32Array(memory.buffer)
  const view = new DataView(memory.buffer)

  bytes.set(literals.filter, at.FILTER_AT)
  bytes.set(tables.bytes, at.TABLES_AT)
  bytes.set(randomBytes(8), at.CONFIG_SEED)
  for (const [beginning, place] of [
    ['stream', at.STREAM_PROBES_AT],
    ['midway', at.MIDWAY_PROBES_AT],
    ['datagram', at.DATAGRAM_PROBES_AT],
  ] as const) {
    const table = buildProbeTable(program.probes, beginning)
    words.set(table.words, place / WORD)
    words.set(table.enough, (place + at.PROBE_ENOUGH) / WORD)
    words.set(table.bits, (place + at.PROBE_BITS) / WORD)
  }
  for (const [place, value] of [
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
    [at.CONFIG_SCANS_DATAGRAMS, literals.scansDatagrams],
    [at.CONFIG_SEARCHED, program.searched],
    [at.CONFIG_HITS_AT, hitsAt],
    [at.CONFIG_HIT_ROOM, hitRoom],
    [at.CONFIG_ENTRIES_AT, entriesAt],
    [at.CONFIG_FLOWS_AT, flowsAt],
    [at.CONFIG_FLOW_LIMIT, options.flows],
    [at.CONFIG_BUCKETS_AT, bucketsAt],
    [at.CONFIG_BUCKET_MASK, buckets - 1],
  ] as const)
    view.setUint32(place, value, true)
  const { timeouts } = options
  writeWide(view, at.CONFIG_TCP_OPENING, timeouts.tcpOpening)
  writeWide(view, at.CONFIG_TCP_ESTABLISHED, timeouts.tcpEstablished)
  writeWide(view, at.CONFIG_UDP_ONE_WAY, timeouts.udpOneWay)
  writeWide(view, at.CONFIG_UDP_TWO_WAY, timeouts.udpTwoWay)
  return { options, memory, bytes, words, view, flowsAt, hitsAt, bucketsAt, bucketsEnd }
}

const tables = new WeakMap<FrontProgram, LiteralTables>()

/** Rooms for the same program share its tables. */
function tablesOf(program: FrontProgram): LiteralTables {
  let made = tables.get(program)
  if (made === undefined) tables.set(program, (made = literalTables(program.literals)))
  return made
}

/** @returns 64 bits that hold a whole number below 2^53 */
export function readMicros(view: DataView, place: number): Micros {
  return view.getUint32(place, true) + view.getUint32(place + WORD, true) * TWO_32
}

export function writeWide(view: DataView, place: number, value: number): void {
  view.setUint32(place, value % TWO_32, true)
  view.setUint32(place + WORD, Math.floor(value / TWO_32), true)
}

function aligned(address: number): number {
  return Math.ceil(address / 64) * 64
}
