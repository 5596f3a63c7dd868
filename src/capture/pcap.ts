// The classic capture file of libpcap: draft-ietf-opsawg-pcap, pcap-savefile(5). A file header, then records. All words
// have the byte order that the magic number shows.
//
//    OFFSET  SIZE  FIELD OF THE FILE HEADER
//      0      4    magic number: a1b2c3d4 timestamps in µs, a1b23c4d in ns, a1b2cd34 Kuznetzov's variant, in µs
//      4      2    major version, 2
//      6      2    minor version, 4
//      8      4    correction to UTC, never used
//     12      4    accuracy of timestamps, never used
//     16      4    snapshot length; 0 and huge values mean that there was no limit
//     20      4    link type in the lower 16 bits; above them the length of the frame check sequence
//
//    OFFSET  SIZE  FIELD OF A RECORD
//      0      4    seconds since 1970
//      4      4    microseconds or nanoseconds in that second
//      8      4    bytes captured
//     12      4    bytes on the wire
//     16      8    Kuznetzov's variant only: interface index, protocol, packet type
//     16 (24)      the packet

import type { CaptureRecord, Section, Step } from './capture.js'
import { MAXIMUM_PACKET_LENGTH } from './capture.js'

export const PCAP_HEADER_LENGTH = 24
const RECORD_HEADER_LENGTH = 16
const KUZNETZOV_RECORD_HEADER_LENGTH = 24

const MICROSECONDS = 0xa1b2c3d4
const NANOSECONDS = 0xa1b23c4d
const KUZNETZOV = 0xa1b2cd34

/** Whether four bytes are the magic number of a pcap file, in either byte order. */
export function isPcap(view: DataView): boolean {
  return pcapByteOrder(view) !== null
}

function pcapByteOrder(view: DataView): { littleEndian: boolean; magic: number } | null {
  for (const littleEndian of [true, false]) {
    const magic = view.getUint32(0, littleEndian)
    if (magic === MICROSECONDS || magic === NANOSECONDS || magic === KUZNETZOV)
      return { littleEndian, magic }
  }
  return null
}

/** Reads the file header at the start of `view`, which holds it whole; a string says why it cannot be read. */
export function readPcapHeader(view: DataView): Section | string {
  const order = pcapByteOrder(view)
  if (order === null) return 'pcap magic number expected'
  const { littleEndian, magic } = order
  const major = view.getUint16(4, littleEndian)
  const minor = view.getUint16(6, littleEndian)
  if (major !== 2) return `pcap version ${major}.${minor}, where 2.4 is the one in use`
  return {
    format: 'pcap',
    littleEndian,
    recordHeaderLength: magic === KUZNETZOV ? KUZNETZOV_RECORD_HEADER_LENGTH : RECORD_HEADER_LENGTH,
    interfaces: [
      {
        linkType: view.getUint32(20, littleEndian) & 0xffff,
        snapLength: view.getUint32(16, littleEndian),
        ticksPerSecond: magic === NANOSECONDS ? 1e9 : 1e6,
        offsetSeconds: 0,
      },
    ],
    secrets: 0,
    revision: 0,
  }
}

/** `nextRecord` for a pcap section. Every record is a packet. */
export function nextPcapRecord(
  view: DataView,
  at: number,
  end: number,
  section: Section,
  out: CaptureRecord,
): Step {
  const { recordHeaderLength, littleEndian } = section
  const [first] = section.interfaces
  if (first === undefined) throw new TypeError('a pcap section has one interface')
  if (end - at < recordHeaderLength) {
    out.needs = recordHeaderLength
    return 'incomplete'
  }
  const capturedLength = view.getUint32(at + 8, littleEndian)
  // The snapshot length of the header is no limit: merged and edited files exceed their own.
  if (capturedLength > MAXIMUM_PACKET_LENGTH) {
    out.why = `packet header says ${capturedLength} bytes, the limit is ${MAXIMUM_PACKET_LENGTH}`
    return 'malformed'
  }
  if (end - at < recordHeaderLength + capturedLength) {
    out.needs = recordHeaderLength + capturedLength
    return 'incomplete'
  }
  const fraction = view.getUint32(at + 4, littleEndian)
  out.from = at + recordHeaderLength
  out.to = out.from + capturedLength
  out.next = out.to
  out.interface = 0
  out.linkType = first.linkType
  out.timeUs =
    view.getUint32(at, littleEndian) * 1e6 +
    (first.ticksPerSecond === 1e9 ? Math.floor(fraction / 1000) : fraction)
  out.wireLength = view.getUint32(at + 12, littleEndian)
  return 'packet'
}
