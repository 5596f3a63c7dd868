import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { laterWins } from '../../src/desk/overlap.js'
import type { OverlapPolicy } from '../../src/desk/overlap.js'
import { Reassembly } from '../../src/desk/reassembly.js'
import type { Released } from '../../src/desk/reassembly.js'

const NOBODY = { differs: () => undefined, limit: () => undefined }
const POLICIES: OverlapPolicy[] = ['first', 'last', 'bsd', 'linux', 'windows', 'solaris']
const LENGTH = 60
/** So that sequence numbers wrap. */
const START = 0xffff_ffe0

interface Piece {
  readonly from: number
  readonly to: number
  readonly letter: number
}

const pieces = fc.array(
  fc
    .tuple(fc.nat(LENGTH - 1), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 97, max: 122 }))
    .map(([from, length, letter]): Piece => ({
      from,
      to: Math.min(from + length, LENGTH),
      letter,
    })),
  { maxLength: 30 },
)

function start(policy: OverlapPolicy, limits = { bytes: 10_000, segments: 1000 }): Reassembly {
  return new Reassembly({ next: [START, 77], offsets: [0, 0] }, { policy, ...limits })
}

function send(lines: Reassembly, { from, to, letter }: Piece, number: number): Released[] {
  return lines.take(
    {
      side: 0,
      sequence: (START + from) >>> 0,
      acknowledgement: null,
      syn: false,
      fin: false,
      bytes: new Uint8Array(to - from).fill(letter),
      start: 0,
      end: to - from,
      packet: { number, time: number, file: '' },
    },
    NOBODY,
  )
}

const acknowledge = (lines: Reassembly, upTo: number) =>
  lines.take(
    {
      side: 1,
      sequence: 77,
      acknowledgement: (START + upTo) >>> 0,
      syn: false,
      fin: false,
      bytes: new Uint8Array(0),
      start: 0,
      end: 0,
      packet: { number: 99, time: 99, file: '' },
    },
    NOBODY,
  )

/** Byte by byte: who owns it now, and was it handed out already? */
function model(policy: OverlapPolicy, sent: readonly Piece[]): (Piece | null)[] {
  const owners: (Piece | null)[] = Array.from({ length: LENGTH }, () => null)
  let done = 0
  for (const piece of sent) {
    for (let at = Math.max(piece.from, done); at < piece.to; at++) {
      const owner = owners[at] ?? null
      if (owner === null || laterWins(policy, piece, owner)) owners[at] = piece
    }
    while (done < LENGTH && owners[done] !== null) done++
  }
  return owners
}

describe('segments in any order', () => {
  test.each(POLICIES)('%s: what comes out is what a byte array says', (policy) => {
    fc.assert(
      fc.property(pieces, (sent) => {
        const lines = start(policy)
        const out = sent.flatMap((piece, at) => send(lines, piece, at))
        out.push(...lines.flush())
        const bytes = Array.from({ length: LENGTH }, (): number | null => null)
        const packets = [...bytes]
        const gaps: number[] = []
        let behind = 0
        for (const { offset, gapBefore, bytes: part, packet } of out) {
          gaps.push(offset - gapBefore - behind)
          behind = offset + part.length
          part.forEach((byte, at) => {
            bytes[offset + at] = byte
            packets[offset + at] = packet.number
          })
        }
        const owners = model(policy, sent)
        expect(bytes).toEqual(owners.map((owner) => owner?.letter ?? null))
        expect(packets).toEqual(
          owners.map((owner) => (owner === null ? null : sent.indexOf(owner))),
        )
        expect(gaps.every((gap) => gap === 0)).toBe(true)
        expect(lines.whole).toBe(true)
        expect(lines.expected.offsets[0]).toBe(behind)
        expect(lines.expected.next[0]).toBe((START + behind) >>> 0)
      }),
      { seed: 2007, numRuns: 300 },
    )
  })

  test('without loss everything comes out, in order and once', () => {
    const whole = Array.from({ length: LENGTH }, (_, from) => ({
      from,
      to: from + 1,
      letter: 97 + (from % 26),
    }))
    fc.assert(
      fc.property(fc.shuffledSubarray(whole, { minLength: LENGTH }), (sent) => {
        const lines = start('first')
        const out = sent.flatMap((piece, at) => send(lines, piece, at))
        expect(out.map(({ offset }) => offset)).toEqual(whole.map(({ from }) => from))
        expect(out.every(({ gapBefore }) => gapBefore === 0)).toBe(true)
      }),
      { seed: 2007, numRuns: 50 },
    )
  })
})

describe('holes', () => {
  const letters = (released: readonly Released[]) =>
    released.map(({ gapBefore, bytes }) => `${gapBefore || ''}${Buffer.from(bytes).toString()}`)

  test('an acknowledgement of the hole gives it up, one within it does not', () => {
    const lines = start('first')
    send(lines, { from: 10, to: 12, letter: 97 }, 1)
    send(lines, { from: 20, to: 22, letter: 98 }, 2)
    expect(letters(acknowledge(lines, 9))).toEqual([])
    expect(letters(acknowledge(lines, 10))).toEqual(['10aa'])
    expect(letters(acknowledge(lines, 22))).toEqual(['8bb'])
    expect(lines.whole).toBe(true)
  })

  test('an acknowledgement that came before the hole counts for nothing', () => {
    const lines = start('first')
    expect(acknowledge(lines, 30)).toEqual([])
    expect(send(lines, { from: 10, to: 12, letter: 97 }, 1)).toEqual([])
  })

  test('too many bytes behind a hole give it up', () => {
    const lines = start('first', { bytes: 10, segments: 100 })
    expect(send(lines, { from: 5, to: 10, letter: 97 }, 1)).toEqual([])
    expect(send(lines, { from: 20, to: 25, letter: 98 }, 2)).toEqual([])
    expect(letters(send(lines, { from: 30, to: 31, letter: 99 }, 3))).toEqual(['5aaaaa'])
  })

  test('too many segments behind a hole give it up', () => {
    const lines = start('first', { bytes: 1000, segments: 2 })
    send(lines, { from: 5, to: 6, letter: 97 }, 1)
    send(lines, { from: 7, to: 8, letter: 98 }, 2)
    expect(letters(send(lines, { from: 9, to: 10, letter: 99 }, 3))).toEqual(['5a'])
  })

  test('bytes behind a FIN do not count', () => {
    const lines = start('first')
    const fin = (from: number, to: number, letter: number) =>
      lines.take(
        {
          side: 0,
          sequence: (START + from) >>> 0,
          acknowledgement: null,
          syn: false,
          fin: letter === 97,
          bytes: new Uint8Array(to - from).fill(letter),
          start: 0,
          end: to - from,
          packet: { number: 1, time: 1, file: '' },
        },
        NOBODY,
      )
    expect(letters([...fin(0, 5, 97), ...fin(3, 9, 98)])).toEqual(['aaaaa'])
  })

  test('bytes that are missing before a FIN alone are given up when the other side has acknowledged it', () => {
    const lines = start('first')
    const packet = { number: 1, time: 1, file: '' }
    const nothing = { syn: false, bytes: new Uint8Array(0), start: 0, end: 0, packet }
    const fin = { side: 0, sequence: (START + 5) >>> 0, acknowledgement: null, fin: true } as const
    expect(letters(lines.take({ ...nothing, ...fin }, NOBODY))).toEqual([])
    expect(lines.whole).toBe(false)
    const ack = { side: 1, sequence: 0, acknowledgement: (START + 6) >>> 0, fin: false } as const
    expect(letters(lines.take({ ...nothing, ...ack }, NOBODY))).toEqual(['5'])
    expect(lines.whole).toBe(true)
  })

  test('what differs is told, and what is the same is not', () => {
    const lines = start('first')
    const told: string[] = []
    const twice = (letter: string) =>
      lines.take(
        {
          side: 0,
          sequence: START + 4,
          acknowledgement: null,
          syn: false,
          fin: false,
          bytes: Buffer.from(letter),
          start: 0,
          end: 1,
          packet: { number: 1, time: 1, file: '' },
        },
        { ...NOBODY, differs: () => told.push(letter) },
      )
    for (const letter of 'aab') twice(letter)
    expect(told).toEqual(['b'])
  })
})
