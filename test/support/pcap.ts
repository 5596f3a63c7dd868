// Capture files, built by hand: what tests read instead of files that nobody can see into.

export interface BuiltPacket {
  bytes: Uint8Array
  seconds?: number
  /** Microseconds or nanoseconds, as the file has them. */
  fraction?: number
  wireLength?: number
}

export interface PcapOptions {
  littleEndian?: boolean
  magic?: number
  version?: [number, number]
  snapLength?: number
  /** The whole word: link type and what stands above it. */
  linkWord?: number
}

/** A pcap file: little-endian, µs, Ethernet unless told otherwise. */
export function pcapFile(packets: readonly BuiltPacket[], options: PcapOptions = {}): Uint8Array {
  const { littleEndian = true, magic = 0xa1b2c3d4, version = [2, 4] } = options
  const { snapLength = 65_535, linkWord = 1 } = options
  const header = words(littleEndian, [magic, 0, 0, 0, snapLength, linkWord])
  const view = new DataView(header.buffer)
  view.setUint16(4, version[0], littleEndian)
  view.setUint16(6, version[1], littleEndian)
  const records = packets.flatMap(({ bytes, seconds = 0, fraction = 0, wireLength }) => [
    words(littleEndian, [seconds, fraction, bytes.length, wireLength ?? bytes.length]),
    ...(magic === 0xa1b2cd34 ? [words(littleEndian, [7, 0x0800_0004])] : []),
    bytes,
  ])
  return concat([header, ...records])
}

/** Blocks of pcapng in one byte order; join them with `concat`. */
export function pcapngBlocks(littleEndian = true) {
  const block = (type: number, body: Uint8Array): Uint8Array => {
    const padded = concat([body, new Uint8Array(-body.length & 3)])
    const length = padded.length + 12
    return concat([words(littleEndian, [type, length]), padded, words(littleEndian, [length])])
  }
  const option = (code: number, value: Uint8Array): Uint8Array =>
    concat([halves(littleEndian, [code, value.length]), value, new Uint8Array(-value.length & 3)])
  return {
    block,
    option,
    section: (
      { version = [1, 0], length = -1n }: { version?: [number, number]; length?: bigint } = {},
      ...options: Uint8Array[]
    ) => {
      const sectionLength = new Uint8Array(8)
      new DataView(sectionLength.buffer).setBigInt64(0, length, littleEndian)
      return block(
        0x0a0d0d0a,
        concat([
          words(littleEndian, [0x1a2b3c4d]),
          halves(littleEndian, version),
          sectionLength,
          ...options,
        ]),
      )
    },
    interface: (linkType: number, snapLength = 0, ...options: Uint8Array[]) =>
      block(
        1,
        concat([
          halves(littleEndian, [linkType, 0]),
          words(littleEndian, [snapLength]),
          ...options,
        ]),
      ),
    enhanced: (index: number, ticks: bigint, bytes: Uint8Array, wireLength = bytes.length) =>
      block(
        6,
        concat([
          words(littleEndian, [index, Number(ticks >> 32n), Number(ticks & 0xffff_ffffn)]),
          words(littleEndian, [bytes.length, wireLength]),
          bytes,
        ]),
      ),
    obsolete: (index: number, ticks: bigint, bytes: Uint8Array) =>
      block(
        2,
        concat([
          halves(littleEndian, [index, 0]),
          words(littleEndian, [Number(ticks >> 32n), Number(ticks & 0xffff_ffffn)]),
          words(littleEndian, [bytes.length, bytes.length]),
          bytes,
        ]),
      ),
    simple: (wireLength: number, bytes: Uint8Array) =>
      block(3, concat([words(littleEndian, [wireLength]), bytes])),
  }
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

function words(littleEndian: boolean, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  values.forEach((value, index) => view.setUint32(index * 4, value, littleEndian))
  return bytes
}

function halves(littleEndian: boolean, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 2)
  const view = new DataView(bytes.buffer)
  values.forEach((value, index) => view.setUint16(index * 2, value, littleEndian))
  return bytes
}
