import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { inflated, Inflater } from '../../src/frame/inflate.js'

/** All that comes out, taken in pieces, until the stream is over or ends. */
function inflate(stream: Uint8Array): { plain: Buffer; isOver: boolean } {
  const inflater = new Inflater()
  const plain: Buffer[] = []
  let isOver = false
  for (const byte of stream) {
    isOver = inflater.feed(byte) === 'over'
    plain.push(Buffer.from(inflater.bytes.subarray(inflater.start, inflater.end)))
    inflater.start = inflater.end
    if (isOver) break
  }
  return { plain: Buffer.concat(plain), isOver }
}

/** Bytes that compress a little, as much further back as a distance reaches. */
function text(length: number): Buffer {
  let state = 1
  const random = () => (state = (state * 48_271) % 0x7fffffff)
  return Buffer.from(Array.from({ length }, () => 97 + ((random() >> 8) % 12)))
}

describe('what node:zlib deflates', () => {
  const far = Buffer.concat([text(300), Buffer.alloc(32_000, 7), text(300), text(40_000)])
  test.each([
    { name: 'nothing', plain: Buffer.alloc(0) },
    { name: 'one byte', plain: Buffer.from('a') },
    { name: 'a run', plain: Buffer.alloc(3000, 'a') },
    { name: 'text', plain: text(20_000) },
    { name: 'copies from far back', plain: far },
  ])('$name', ({ plain }) => {
    const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_RLE } = constants
    const ways = [
      { level: 0 },
      { level: 1 },
      { level: 9, strategy: Z_DEFAULT_STRATEGY },
      { strategy: Z_FIXED },
      { strategy: Z_RLE },
    ]
    for (const way of ways) expect(inflate(deflateSync(plain, way)).plain.equals(plain)).toBe(true)
  })

  it('random bytes, at random', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2000 }),
        fc.integer({ min: 0, max: 9 }),
        (bytes, level) => {
          expect(inflate(deflateSync(bytes, { level })).plain.equals(bytes)).toBe(true)
        },
      ),
      { seed: 1951 },
    )
  })
})

it('gives what a flush has completed as soon as its last byte is there', () => {
  const stream = deflateSync(text(500), { finishFlush: constants.Z_SYNC_FLUSH })
  expect(inflate(stream)).toEqual({ plain: text(500), isOver: false })
  expect(inflate(stream.subarray(0, 100)).plain.length).toBeGreaterThan(100)
})

describe('is over', () => {
  const stream = deflateSync(text(500))
  test.each([
    { name: 'behind the last block', stream: Buffer.concat([stream, stream]) },
    { name: 'at another method', stream: Buffer.from('7909', 'hex') },
    { name: 'at a header whose check fails', stream: Buffer.from('789d', 'hex') },
    { name: 'at a dictionary nobody has', stream: Buffer.from('78bb', 'hex') },
    { name: 'without the wrapping', stream: deflateRawSync(text(500)) },
    { name: 'at a block of no kind', stream: Buffer.from('789c07', 'hex') },
    {
      name: 'at a stored length whose complement differs',
      stream: Buffer.from('789c00050000ff', 'hex'),
    },
    { name: 'at a distance to before the start', stream: Buffer.from('789c0302', 'hex') },
  ])('$name', ({ stream }) => {
    expect(inflate(stream).isOver).toBe(true)
  })

  it('where output grows beyond all that Gnutella compresses to', () => {
    const bomb = deflateSync(Buffer.alloc(10_000_000))
    const { plain, isOver } = inflate(bomb)
    expect(isOver).toBe(true)
    expect(plain.length).toBeLessThan(0x20000)
  })
})

it('never throws, and keeps within its bounds, whatever it is fed', () => {
  const start = deflateSync(text(2000))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(start.length), (bytes, at) => {
      const inflater = new Inflater()
      for (const byte of [...start.subarray(0, at), ...bytes])
        if (inflater.feed(byte) === 'over') break
      return inflater.end <= inflater.bytes.length && inflater.bytes.length <= 0x40000
    }),
    { seed: 1950, numRuns: 300 },
  )
})

it('inflates the beginning of what is there at once', () => {
  const stream = deflateSync(text(50_000))
  expect(Buffer.from(inflated(stream, 0, stream.length, 12).subarray(0, 12))).toEqual(
    text(50_000).subarray(0, 12),
  )
  expect(inflated(Buffer.from('no stream'), 0, 9, 12)).toHaveLength(0)
})
