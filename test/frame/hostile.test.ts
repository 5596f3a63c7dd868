// Whatever the bytes are: nothing throws, every promise of a framer is kept (`cuts.ts` checks them for each message), no
// division shows, and the work is linear.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Framer, Side } from '../../src/frame/framer.js'
import { flap } from '../../src/frame/flap.js'
import { icq } from '../../src/frame/icq.js'
import { icqfile } from '../../src/frame/icqfile.js'
import { icqpeer } from '../../src/frame/icqpeer.js'
import { odc } from '../../src/frame/odc.js'
import { oft } from '../../src/frame/oft.js'
import { toc } from '../../src/frame/toc.js'
import { type Options, type Step, runOf } from './cuts.js'
import { bytesOf, vectorIds } from './vectors.js'

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')

interface Row {
  readonly framer: Framer
  readonly options: Options
  /** Prefixes of vectors to mutate; the catalogue's example stands in where there are none. */
  readonly vectors: readonly string[]
  /** Heads that let random bytes get further than the first. */
  readonly heads: readonly Uint8Array[]
}

const tcp: Options = { transport: 'tcp' }

const rows: readonly Row[] = [
  {
    framer: flap,
    options: tcp,
    vectors: ['oscar.xor', 'oscar.bucp', 'oscar.im', 'oscar.rv.', 'oscar.locate', 'oscar.icq'],
    heads: [
      hex('2a01 0001 0040 00000001'),
      hex('2a04 0001 0040'),
      hex('2a02 0001 0040 0017 0007 0000 00000001'),
      hex('2a02 0001 0060 0004 0006 8000 00000001 0002 ffff 4142434445464748 0001 02 6d65 0002'),
      hex(
        '2a02 0001 0060 0004 0007 0000 00000001 4142434445464748 0002 02 6d65 0000 0001 0001 0000 0005 0040',
      ),
      hex(
        '2a02 0001 0060 0004 0007 0000 00000001 4142434445464748 0004 02 6d65 0000 0000 0005 0040',
      ),
      hex('2a02 0001 0060 0002 0004 0000 00000001 0005 0040'),
      hex('2a02 0001 0060 0003 000b 0000 00000001'),
    ],
  },
  {
    framer: toc,
    options: tcp,
    vectors: ['toc'],
    heads: [
      Buffer.from('FLAPON\r\n\r\n'),
      Buffer.concat([hex('2a02 0001 0050'), Buffer.from('RVOUS_PROPOSE:me:')]),
      Buffer.concat([hex('2a02 0001 0050'), Buffer.from('toc_rvous_cancel ')]),
    ],
  },
  {
    framer: oft,
    options: tcp,
    vectors: ['oscar.oft'],
    heads: [hex('4f46543201000101'), hex('000a 044a 0005 0000')],
  },
  { framer: odc, options: tcp, vectors: ['oscar.odc'], heads: [hex('4f444332004c')] },
  {
    framer: icq,
    options: { transport: 'udp' },
    vectors: ['icq.v'],
    heads: [
      hex('0200 0e01'),
      hex('0200 e803 0100 15cd5b07'),
      hex('0500 00 00000000 0401'),
      hex('0500 00000000'),
    ],
  },
  {
    framer: icqpeer,
    options: tcp,
    vectors: ['icq.tcp'],
    heads: [
      hex('1a00ff0300000005040000 15cd5b07 0a010203 0a010203 04 05040000'),
      hex(
        '2c00ff060027006ceff80500000504000015cd5b070a0102030a01020304050400005d4c3b2a5000000003000000',
      ),
      hex('4000 15cd5b07 0300 ee070000 15cd5b07 0300'),
    ],
  },
  {
    framer: icqfile,
    options: tcp,
    vectors: ['icq.file'],
    heads: [hex('1800 00 00000000 01000000 e8ed0000 64000000 0500 6c65616b00')],
  },
]

const side = fc.constantFrom<Side>(0, 1)
const runs = { seed: 20020401, numRuns: 100 }

/** Bytes with some of them changed, taken out or put in. */
function mutated(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({
    at: fc.nat(bytes.length),
    out: fc.nat(6),
    in: fc.uint8Array({ maxLength: 6 }),
  })
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) => {
    let result = Buffer.from(bytes)
    for (const { at, out, in: put } of edits)
      result = Buffer.concat([result.subarray(0, at), put, result.subarray(at + out)])
    return result
  })
}

/** The same, however the bytes arrive. */
function keepsItsPromises({ framer, options }: Row, steps: readonly Step[], at: number): void {
  const { messages, lost } = runOf(framer, steps, 'whole', options)
  if (options.transport === 'udp') return
  for (const division of ['bytes', { at }] as const) {
    const other = runOf(framer, steps, division, options)
    expect({ messages: other.messages, lost: other.lost }).toEqual({ messages, lost })
  }
}

describe.each(rows.map((row) => ({ name: row.framer.info.name, row })))('$name', ({ row }) => {
  const { framer, vectors, heads } = row
  const ids = vectorIds(...vectors)
  const examples = ids.length > 0 ? ids.map(bytesOf) : [framer.info.example ?? new Uint8Array(0)]

  test('random bytes behind a head that is right', () => {
    const step = fc.record({
      side,
      bytes: fc
        .tuple(fc.constantFrom(...heads, new Uint8Array(0)), fc.uint8Array({ maxLength: 120 }))
        .map((parts) => Buffer.concat(parts)),
    })
    const steps = fc.array(step, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 60 }), (said, at) =>
        keepsItsPromises(row, said, at),
      ),
      runs,
    )
  })

  test('real messages with mistakes in them', () => {
    const step = fc
      .constantFrom(...examples.filter((example) => example.length < 400))
      .chain(mutated)
      .chain((bytes) => fc.record({ side, bytes: fc.constant(bytes) }))
    const steps = fc.array(step, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 200 }), (said, at) =>
        keepsItsPromises(row, said, at),
      ),
      runs,
    )
  })

  test.skipIf(row.options.transport === 'udp')('byte by byte, the work is linear', () => {
    const bytes = Buffer.concat(Array<Uint8Array>(20).fill(Buffer.concat(examples)))
    const stretch = bytes.subarray(0, 12_000)
    const { looked } = runOf(framer, [{ side: 0, bytes: stretch }], 'bytes', row.options)
    expect(looked).toBeLessThan(12 * stretch.length)
  })
})

describe('the longest frame, of the smallest pieces', () => {
  const body = (length: number, fill: string) => Buffer.alloc(length, hex(fill))
  test.each([
    { name: 'TLVs', head: '2a01 0001 ffff 00000001', fill: '0001 0000' },
    { name: 'TLVs that count too much', head: '2a01 0001 ffff 00000001', fill: 'ffff ffff' },
    { name: 'users', head: '2a02 0001 ffff 0003 000b 0000 00000001', fill: '00' },
    { name: 'capabilities', head: '2a02 0001 ffff 0002 0004 0000 00000001 0005 ffff', fill: '01' },
    {
      name: 'fragments of a text',
      head: '2a02 0001 ffff 0004 0006 0000 00000001 0000000000000000 0001 00 0002 ffff',
      fill: '0101 0004 00020000',
    },
    {
      name: 'TLVs of a rendezvous',
      head: '2a02 0001 ffff 0004 0006 0000 00000001 0000000000000000 0002 00 0005 ffff',
      fill: '0000',
    },
  ])('$name are read in a moment', ({ head, fill }) => {
    const start = hex(head)
    const bytes = Buffer.concat([start, body(6 + 0xffff - start.length, fill)])
    const before = performance.now()
    expect(runOf(flap, [{ side: 0, bytes }]).messages).toHaveLength(1)
    // Quadratic work over 16,000 pieces takes minutes.
    expect(performance.now() - before).toBeLessThan(2000)
  })

  test('words of a rendezvous are read in a moment', () => {
    const line = `RVOUS_PROPOSE:${':'.repeat(60_000)}`
    const head = hex('2a02 0001 0000')
    head.writeUInt16BE(line.length, 4)
    const before = performance.now()
    const bytes = Buffer.concat([head, Buffer.from(line)])
    expect(runOf(toc, [{ side: 0, bytes }]).messages).toHaveLength(1)
    expect(performance.now() - before).toBeLessThan(2000)
  })
})
