// What a file is, by its first bytes: a capture that is read, a capture or wrapping that is not but has a name, or neither.

import type { ProblemCode, Section } from './capture.js'
import { COMPRESSIONS } from './compression.js'
import { isPcap, PCAP_HEADER_LENGTH, readPcapHeader } from './pcap.js'
import { isPcapng, PCAPNG_HEADER_LENGTH, unreadPcapngSection } from './pcapng.js'

/** Bytes that tell the format of a capture. */
export const FORMAT_HEADER_LENGTH = Math.max(PCAP_HEADER_LENGTH, PCAPNG_HEADER_LENGTH)

/** Bytes that tell an archive of `tar`, which has its magic behind the name of the first file: POSIX.1-1988. */
export const ARCHIVE_HEADER_LENGTH = 262
const TAR_MAGIC = { at: 257, hex: '7573746172' } as const

/** A section to begin with, and where its first record or block stands; or why there is none. */
export type Recognised =
  | { readonly ok: true; readonly section: Section; readonly firstRecord: number }
  | {
      readonly ok: false
      readonly code: ProblemCode
      /** Offset of what is wrong. */
      readonly at: number
      readonly message: string
    }

/** Captures in formats that are not read, all of which Wireshark's editcap converts: first bytes in hex, and a name. */
const OTHER_CAPTURES: readonly (readonly [magic: string, name: string])[] = [
  ['736e6f6f70000000', 'Solaris snoop'],
  ['52545353', 'Microsoft Network Monitor 1'],
  ['474d4255', 'Microsoft Network Monitor 2'],
  ['5452534e49464620', 'Sniffer'],
  ['58435000', 'NetXRay'],
  ['6970747261636520', 'AIX iptrace'],
  ['1c0001ac', 'pcap in the variant of IXIA hardware'],
  ['ac01001c', 'pcap in the variant of IXIA hardware'],
]

/** Wrappings that captures are kept in and that are not opened. */
const WRAPPINGS: readonly (readonly [magic: string, name: string])[] = [
  ['425a68', 'bzip2 data'],
  ['1f9d', 'compress (.Z) data'],
  ['504b0304', 'a zip archive'],
  ['377abcaf271c', 'a 7z archive'],
  ['02214c18', 'lz4 data in the legacy format'],
  ...COMPRESSIONS.map(
    ({ name, magic }) => [hexOf(magic), `twice compressed data, ${name}`] as const,
  ),
]

const PACKINGS = COMPRESSIONS.map(({ name }) => name).join(', ')

/**
 * @param head the file's first `FORMAT_HEADER_LENGTH` bytes, fewer where it ends before; of what is `unknown` by them, the
 *   first `ARCHIVE_HEADER_LENGTH` tell more
 */
export function recogniseFormat(head: Uint8Array): Recognised {
  if (head.length === 0) return failed('empty', 'empty file, a capture was expected')
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const hex = hexOf(head)

  if (head.length >= 4 && isPcap(view)) {
    if (head.length < PCAP_HEADER_LENGTH) return cutHeader('pcap', PCAP_HEADER_LENGTH, head)
    const section = readPcapHeader(view)
    return typeof section === 'string'
      ? failed('unsupported', section)
      : { ok: true, section, firstRecord: PCAP_HEADER_LENGTH }
  }

  if (head.length >= PCAPNG_HEADER_LENGTH && isPcapng(view))
    return { ok: true, section: unreadPcapngSection(), firstRecord: 0 }
  if (head.length < PCAPNG_HEADER_LENGTH && hex.startsWith('0a0d0d0a'))
    return cutHeader('pcapng', PCAPNG_HEADER_LENGTH, head)

  const capture = OTHER_CAPTURES.find(([magic]) => hex.startsWith(magic))
  if (capture !== undefined)
    return failed('unsupported', `${capture[1]}, which is not read; editcap converts it`)
  const wrapping = WRAPPINGS.find(([magic]) => hex.startsWith(magic))
  if (wrapping !== undefined) return failed('packed', wrapping[1])
  if (hex.startsWith(TAR_MAGIC.hex, 2 * TAR_MAGIC.at)) return failed('packed', 'a tar archive')
  return failed(
    'unknown',
    `not a capture: begins with ${hex.slice(0, 16)}, pcap or pcapng was expected, as it is or packed (${PACKINGS})`,
  )
}

function cutHeader(format: string, needed: number, head: Uint8Array): Recognised {
  const message = `file ends within its ${format} header of ${needed} bytes`
  return failed('truncated', message, head.length)
}

function failed(code: ProblemCode, message: string, at = 0): Recognised {
  return { ok: false, code, at, message }
}

function hexOf(bytes: ArrayLike<number>): string {
  return Buffer.from(bytes).toString('hex')
}
