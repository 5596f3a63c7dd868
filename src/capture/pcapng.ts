// pcapng: draft-ietf-opsawg-pcapng. A row of blocks, all framed alike; a section header block begins a section and settles
// the byte order of everything in it, its own length included.
//
//    OFFSET  SIZE  FIELD OF EVERY BLOCK
//      0      4    block type
//      4      4    total length L, a multiple of 4
//      8    L-12   body
//     L-4     4    total length again
//
//    BLOCK                          TYPE      BODY, OFFSETS FROM THE START OF THE BLOCK
//    section header                 0a0d0d0a  8 byte-order magic 1a2b3c4d, 12 major, 14 minor version, 16 section length (8), 24 options
//    interface description                 1  8 link type (2), 12 snapshot length, 16 options
//    packet (obsolete)                     2  8 interface (2), 12 time (8), 20 captured, 24 on the wire, 28 packet, options
//    simple packet                         3  8 on the wire, 12 packet
//    enhanced packet                       6  8 interface, 12 time (8), 20 captured, 24 on the wire, 28 packet, options
//    decryption secrets                    a  counted
//    names, statistics, custom, others        stepped over
//
//    OFFSET  SIZE  FIELD OF AN OPTION
//      0      2    code; 0 ends the list
//      2      2    length
//      4           value, padded to 4
//
// The section length is not used: sections end where the next begins, which is true of those with a length, too.

import type { CaptureRecord, Interface, Section, Step } from './capture.js'
import { MAXIMUM_PACKET_LENGTH, MAXIMUM_RECORD_LENGTH } from './capture.js'
import { timestampUs, ticksPerSecond } from './timestamp.js'

export const PCAPNG_HEADER_LENGTH = 12
const SECTION_HEADER = 0x0a0d0d0a // reads the same in both byte orders
const BYTE_ORDER_MAGIC = 0x1a2b3c4d

const INTERFACE_DESCRIPTION = 1
const PACKET = 2
const SIMPLE_PACKET = 3
const ENHANCED_PACKET = 6
const DECRYPTION_SECRETS = 10

const BLOCK_OVERHEAD = 12
const SECTION_HEADER_LENGTH = 28
const INTERFACE_DESCRIPTION_LENGTH = 20
const SIMPLE_PACKET_LENGTH = 16
const PACKET_LENGTH = 32

const OPTION_END = 0
const IF_TSRESOL = 9
const IF_TSOFFSET = 14

/** Descriptions that one section may have: what keeps a file of nothing else from filling the memory. */
const MAXIMUM_INTERFACES = 65_536

/** Whether the first twelve bytes of a file are those of a section header. */
export function isPcapng(view: DataView): boolean {
  return view.getUint32(0) === SECTION_HEADER && sectionByteOrder(view, 0) !== null
}

/** The section before any block was interpreted: the first one, its header, settles it. */
export function unreadPcapngSection(): Section {
  return {
    format: 'pcapng',
    littleEndian: true,
    recordHeaderLength: 0,
    interfaces: [],
    secrets: 0,
    revision: 0,
  }
}

/** True for little-endian, null when the byte-order magic is neither. `view` holds twelve bytes from `at` on. */
function sectionByteOrder(view: DataView, at: number): boolean | null {
  if (view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC) return true
  if (view.getUint32(at + 8, false) === BYTE_ORDER_MAGIC) return false
  return null
}

/** `nextRecord` for a pcapng section. Blocks without a packet need not lie in the window whole, unless they change the section. */
export function nextPcapngRecord(
  view: DataView,
  at: number,
  end: number,
  section: Section,
  out: CaptureRecord,
): Step {
  if (end - at < BLOCK_OVERHEAD) return incomplete(out, BLOCK_OVERHEAD)
  const type = view.getUint32(at, section.littleEndian)
  let { littleEndian } = section
  if (type === SECTION_HEADER) {
    const order = sectionByteOrder(view, at)
    if (order === null) return malformed(out, 'section header without its byte-order magic')
    littleEndian = order
  }

  const length = view.getUint32(at + 4, littleEndian)
  const least = leastLength(type)
  if (length < least)
    return malformed(out, `block of type ${type} says ${length} bytes, the least is ${least}`)
  out.next = at + length
  if (!isNeededWhole(type)) return 'block'
  if (length > MAXIMUM_RECORD_LENGTH)
    return malformed(
      out,
      `block of type ${type} says ${length} bytes, the limit is ${MAXIMUM_RECORD_LENGTH}`,
    )
  if (end - at < length) return incomplete(out, length)
  const again = view.getUint32(at + length - 4, littleEndian)
  if (again !== length)
    return malformed(out, `block says ${length} bytes at its start and ${again} at its end`)

  switch (type) {
    case ENHANCED_PACKET:
      return packet(view, at, length, section, view.getUint32(at + 8, littleEndian), out)
    case PACKET:
      return packet(view, at, length, section, view.getUint16(at + 8, littleEndian), out)
    case SIMPLE_PACKET:
      return simplePacket(view, at, length, section, out)
    default:
      return 'block'
  }
}

function incomplete(out: CaptureRecord, needs: number): Step {
  out.needs = needs
  return 'incomplete'
}

function malformed(out: CaptureRecord, why: string): Step {
  out.why = why
  return 'malformed'
}

function leastLength(type: number): number {
  switch (type) {
    case SECTION_HEADER:
      return SECTION_HEADER_LENGTH
    case INTERFACE_DESCRIPTION:
      return INTERFACE_DESCRIPTION_LENGTH
    case PACKET:
    case ENHANCED_PACKET:
      return PACKET_LENGTH
    case SIMPLE_PACKET:
      return SIMPLE_PACKET_LENGTH
    default:
      return BLOCK_OVERHEAD
  }
}

function isNeededWhole(type: number): boolean {
  return leastLength(type) > BLOCK_OVERHEAD
}

/** An enhanced packet, or the packet block it replaced, which differs in the width of the interface index alone. */
function packet(
  view: DataView,
  at: number,
  length: number,
  section: Section,
  index: number,
  out: CaptureRecord,
): Step {
  const { littleEndian } = section
  const origin = section.interfaces[index]
  if (origin === undefined) return undescribed(out, section, index)
  const capturedLength = view.getUint32(at + 20, littleEndian)
  const limit = Math.min(length - PACKET_LENGTH, MAXIMUM_PACKET_LENGTH)
  if (capturedLength > limit)
    return malformed(out, `packet block says ${capturedLength} bytes, the limit is ${limit}`)
  out.from = at + 28
  out.to = out.from + capturedLength
  out.interface = index
  out.linkType = origin.linkType
  out.timeUs = timestampUs(
    view.getUint32(at + 12, littleEndian),
    view.getUint32(at + 16, littleEndian),
    origin,
  )
  out.wireLength = view.getUint32(at + 24, littleEndian)
  return 'packet'
}

/** A simple packet: of the first interface, without a time, its captured length implied by the limits around it. */
function simplePacket(
  view: DataView,
  at: number,
  length: number,
  section: Section,
  out: CaptureRecord,
): Step {
  const origin = section.interfaces[0]
  if (origin === undefined) return undescribed(out, section, 0)
  const wireLength = view.getUint32(at + 8, section.littleEndian)
  const snapLength = origin.snapLength === 0 ? MAXIMUM_PACKET_LENGTH : origin.snapLength
  out.from = at + 12
  out.to = out.from + Math.min(wireLength, snapLength, length - SIMPLE_PACKET_LENGTH)
  out.interface = 0
  out.linkType = origin.linkType
  out.wireLength = wireLength
  return 'packet'
}

function undescribed(out: CaptureRecord, section: Section, index: number): Step {
  return malformed(
    out,
    `packet of interface ${index}, where ${section.interfaces.length} are described`,
  )
}

/**
 * Takes in the block at `at`, which `nextPcapngRecord` called a `block`: a new section or interface changes `section`,
 * secrets are counted, anything else leaves it as it is.
 *
 * @returns null, or why no record behind the block can be read
 */
export function interpretPcapngBlock(view: DataView, at: number, section: Section): string | null {
  switch (view.getUint32(at, section.littleEndian)) {
    case SECTION_HEADER: {
      section.littleEndian = sectionByteOrder(view, at) === true
      section.interfaces.length = 0
      section.revision++
      const major = view.getUint16(at + 12, section.littleEndian)
      const minor = view.getUint16(at + 14, section.littleEndian)
      return major === 1
        ? null
        : `section of version ${major}.${minor}, where 1.0 is the one in use`
    }
    case INTERFACE_DESCRIPTION:
      if (section.interfaces.length === MAXIMUM_INTERFACES)
        return `more than ${MAXIMUM_INTERFACES} interfaces in one section`
      section.interfaces.push(readInterface(view, at, section.littleEndian))
      section.revision++
      return null
    case DECRYPTION_SECRETS:
      section.secrets++
      return null
    default:
      return null
  }
}

function readInterface(view: DataView, at: number, littleEndian: boolean): Interface {
  const end = at + view.getUint32(at + 4, littleEndian) - 4
  let resolution = 6
  let offsetSeconds = 0
  // Options that run over the block's end, or have the wrong length, leave the rest at its defaults: a wrong comment is no
  // reason to lose the packets.
  for (let option = at + 16; option + 4 <= end;) {
    const code = view.getUint16(option, littleEndian)
    const length = view.getUint16(option + 2, littleEndian)
    if (code === OPTION_END || option + 4 + length > end) break
    if (code === IF_TSRESOL && length === 1) resolution = view.getUint8(option + 4)
    if (code === IF_TSOFFSET && length === 8)
      offsetSeconds = Number(view.getBigInt64(option + 4, littleEndian))
    option += 4 + length + (-length & 3)
  }
  return {
    linkType: view.getUint16(at + 8, littleEndian),
    snapLength: view.getUint32(at + 12, littleEndian),
    ticksPerSecond: ticksPerSecond(resolution),
    offsetSeconds,
  }
}
