import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { COMPRESSIONS, decompress } from '../../src/capture/compression.js'
import type { ByteSource } from '../../src/capture/source.js'
import { bytesSource } from '../support/bytes-source.js'
import { concat, pcapFile } from '../support/pcap.js'
import { readBytes } from './read.js'

const NAME = 'gnutella_http_download_clear_51234.pcap'
const LENGTH = 196_579
const SHA256 = 'ab85422a1c0da6c91dbc61aaf8f20b1d0a162ff2d24a7a5fa832779c9ec4a782'
const PACKETS = 38

const fixture = (ending: string) =>
  new Uint8Array(readFileSync(new URL(`compressed/${NAME}.${ending}`, import.meta.url)))

function unpacked(name: string, bytes: Uint8Array, portion?: number): ByteSource {
  const compression = COMPRESSIONS.find((compression) => compression.name === name)
  if (compression === undefined) throw new Error(name)
  return decompress(bytesSource(bytes, portion), compression)
}

/** All that comes out, read in pieces of a length that nothing is a multiple of. */
async function drain(source: ByteSource): Promise<{ bytes: Uint8Array; error: string | null }> {
  const pieces: Uint8Array[] = []
  try {
    for (;;) {
      const piece = new Uint8Array(997)
      const count = await source.fill(piece, 0, piece.length)
      if (count === 0) return { bytes: concat(pieces), error: null }
      pieces.push(piece.subarray(0, count))
    }
  } catch (error) {
    return { bytes: concat(pieces), error: (error as Error).message }
  }
}

const original = (await drain(unpacked('xz', fixture('xz')))).bytes
const compressed = [
  { name: 'gzip', bytes: new Uint8Array(gzipSync(original)) },
  { name: 'zstd', bytes: fixture('zst') },
  { name: 'lz4', bytes: fixture('lz4') },
  { name: 'xz', bytes: fixture('xz') },
]

describe.each(compressed)('$name', ({ name, bytes }) => {
  test.each([{ portion: 1 }, { portion: 7 }, { portion: 65_536 }])(
    'unpacks from portions of $portion',
    async ({ portion }) => {
      const out = await drain(unpacked(name, bytes, portion))
      expect(out.error).toBeNull()
      expect(out.bytes.length).toBe(LENGTH)
      expect(createHash('sha256').update(out.bytes).digest('hex')).toBe(SHA256)
    },
  )

  test('is told by its first bytes', async () => {
    const read = await readBytes(bytes)
    expect(read.problem).toBeNull()
    expect(read.packets).toHaveLength(PACKETS)
  })

  test('two, one behind the other, unpack to both', async () => {
    for (const portion of [bytes.length, 65_536]) {
      const out = await drain(unpacked(name, concat([bytes, bytes]), portion))
      expect(out.error).toBeNull()
      expect(Buffer.compare(out.bytes, concat([original, original]))).toBe(0)
    }
  })

  test('cut anywhere, it unpacks to a beginning, and says so', async () => {
    for (let cut = 6; cut < bytes.length; cut += 11) {
      const out = await drain(unpacked(name, bytes.subarray(0, cut), 512))
      expect(out.error).toMatch(new RegExp(`^${name}: `))
      expect(Buffer.compare(out.bytes, original.subarray(0, out.bytes.length))).toBe(0)
    }
  })

  test('what unpacked before a cut is not lost', async () => {
    const out = await drain(unpacked(name, bytes.subarray(0, -1), 512))
    expect(out.bytes.length).toBe(LENGTH)
  })

  test('a capture in it that ends early has one problem', async () => {
    const read = await readBytes(bytes.subarray(0, bytes.length >> 1))
    expect(read.problem).toMatchObject({ code: 'compression', file: 'test' })
    expect(read.packets.length).toBeLessThan(PACKETS)
  })

  test('a changed byte never makes it throw or hang', async () => {
    for (let at = 0; at < bytes.length; at += 13) {
      const changed = new Uint8Array(bytes)
      changed[at] = (changed[at] ?? 0) ^ 0x55
      const read = await readBytes(changed)
      expect(read.packets.length).toBeLessThan(LENGTH / 16)
    }
  })
})

test('compressed data in compressed data is not unpacked twice', async () => {
  const twice = new Uint8Array(gzipSync(gzipSync(pcapFile([]))))
  expect((await readBytes(twice)).problem?.message).toBe('twice compressed data, gzip')
})

test('a frame of zstd may not ask for any amount of memory', async () => {
  const window = 0xa0 // 2^30 bytes
  const frame = new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0x00, window, 0x01, 0, 0])
  expect((await readBytes(frame)).problem?.message).toBe(
    'zstd: window of 1073741824 bytes, the limit is 8388608',
  )
})

test('what unpacks to far more than itself is unpacked a chunk at a time', async () => {
  const zeros = gzipSync(
    pcapFile(Array.from({ length: 400 }, () => ({ bytes: new Uint8Array(250_000) }))),
  )
  expect(zeros.length).toBeLessThan(150_000)
  const source = unpacked('gzip', new Uint8Array(zeros))
  const buffer = new Uint8Array(1 << 20)
  let most = 0
  for (let count = 1; count > 0; most = Math.max(most, count))
    count = await source.fill(buffer, 0, buffer.length)
  expect(most).toBeLessThanOrEqual(65_536)
})
