import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OverlapPolicy } from '../../../../src/front/plain/decode/fragments.js'
import { FRAGMENT_OPTIONS } from '../../../../src/front/plain/decode/fragments.js'
import {
  bytes,
  DATAGRAM,
  decodeAll,
  DECODED_IPV4,
  DECODED_IPV6,
  hex,
  ipv4,
  ipv6,
  udp,
} from './build.js'

const RAW = 101
const MORE = 0x2000

interface Piece {
  offset: number
  /** Hex. */
  payload: string
  more: boolean
  id?: number
  time?: number
  source?: string
}

const fragment4 = ({ offset, payload, more, id = 7, source = '0a000001' }: Piece): string =>
  ipv4(17, payload, { id, source, fragment: (more ? MORE : 0) | (offset / 8) })
const fragment6 = ({ offset, payload, more, id = 7 }: Piece): string =>
  ipv6(
    44,
    `1100 ${(offset | Number(more)).toString(16).padStart(4, '0')} ${id.toString(16).padStart(8, '0')} ${payload}`,
  )

function reassemble(
  pieces: readonly Piece[],
  fragment = fragment4,
  policy: OverlapPolicy = 'first',
  limits = {},
) {
  return decodeAll(
    pieces.map((piece) => ({ record: fragment(piece), linkType: RAW, time: piece.time ?? 0 })),
    { fragments: { ...FRAGMENT_OPTIONS, policy, ...limits } },
  )
}

/** Cuts a payload at these offsets. */
function cut(payload: string, ...cuts: number[]): Piece[] {
  const whole = bytes(payload)
  return [0, ...cuts].map((offset, index) => {
    const end = cuts[index] ?? whole.length
    return { offset, payload: hex(whole.subarray(offset, end)), more: end < whole.length }
  })
}

const last = <T>(list: readonly T[]): T | undefined => list.at(-1)

describe.each([
  { version: 'IPv4', fragment: fragment4, what: DECODED_IPV4 },
  { version: 'IPv6', fragment: fragment6, what: DECODED_IPV6 },
])('$version', ({ fragment, what }) => {
  const [first, second] = cut(DATAGRAM, 8) as [Piece, Piece]

  test.each([
    { name: 'in order', pieces: [first, second] },
    { name: 'in the other order', pieces: [second, first] },
    { name: 'with a repetition', pieces: [first, first, second] },
    { name: 'others in between', pieces: [first, { ...first, id: 8 }, second] },
  ])('whole $name', ({ pieces }) => {
    const decoded = reassemble(pieces, fragment)
    expect(decoded.slice(0, -1).map((one) => one.what)).toEqual(
      decoded.slice(0, -1).map(() => 'fragment'),
    )
    expect(last(decoded)).toEqual({ what, vlans: [], events: [] })
  })

  test('two packets of the same identification, one after the other', () => {
    const decoded = reassemble([first, second, first, second], fragment)
    expect(decoded.map((one) => one.what)).toEqual(['fragment', what, 'fragment', what])
  })
})

// The test case of Novak, "Target-Based Fragmentation Reassembly", 2005: letters are fragments in the order of
// arrival, each letter one unit of 8 bytes.
describe.each([
  { policy: 'first', kept: 'AAAJBBCCCLDLMEEFFFGGHHIQ' },
  { policy: 'last', kept: 'AJJJJBKKKLLLMMMFNFGOPHQQ' },
  { policy: 'bsd', kept: 'AAAJJBCCCLLLMMMFFFGGHHIQ' },
  { policy: 'linux', kept: 'AAAJJBKKKLLLMMMFFFGGPHQQ' },
  { policy: 'windows', kept: 'AAAJBBCCCLLLMEEFFFGGHHIQ' },
  { policy: 'solaris', kept: 'AAAJBBCCCLLLMMMFFFGGHHIQ' },
] as const)('overlaps, as $policy resolves them', ({ policy, kept }) => {
  const units: [letter: string, offset: number, length: number][] = [
    ['A', 0, 3],
    ['B', 4, 2],
    ['C', 6, 3],
    ['D', 10, 1],
    ['E', 13, 2],
    ['F', 15, 3],
    ['G', 18, 2],
    ['H', 20, 2],
    ['I', 22, 1],
    ['J', 1, 4],
    ['K', 6, 3],
    ['L', 9, 3],
    ['M', 12, 3],
    ['N', 16, 1],
    ['O', 19, 1],
    ['P', 20, 1],
    ['Q', 22, 2],
  ]

  test.each([
    { version: 'IPv4', fragment: fragment4, family: 'ipv4' },
    { version: 'IPv6', fragment: fragment6, family: 'ipv6' },
  ])('$version', ({ fragment, family }) => {
    // The figures have no transport: a datagram's header in front of them shifts all by one unit.
    const header: Piece = { offset: 0, payload: '03e8 07d0 00c8 0000', more: true }
    const pieces = units.map(([letter, offset, length]) => ({
      offset: (offset + 1) * 8,
      payload: `'${letter.repeat(length * 8)}'`,
      more: letter !== 'Q',
    }))
    const decoded = reassemble([header, ...pieces], fragment, policy)
    const payload = last(decoded)?.what.split("'")[1] ?? ''
    expect(payload.replace(/(.)\1{7}/g, '$1')).toBe(kept)
    expect(
      decoded
        .slice(10, 17)
        .every(({ events }) => events.join() === `decoder.${family}.frag_overlap`),
    ).toBe(true)
    expect(decoded.slice(0, 10).every(({ events }) => events.length === 0)).toBe(true)
  })
})

test('fragments of 8 bytes in any order, overlapping as they may, are as a model of bytes has them', () => {
  const fragmentOf = fc.record({
    start: fc.integer({ min: 1, max: 12 }),
    length: fc.integer({ min: 1, max: 5 }),
    byte: fc.integer({ min: 0x61, max: 0x7a }),
  })
  fc.assert(
    fc.property(fc.array(fragmentOf, { maxLength: 12 }), (extra) => {
      const end = 14
      const header: Piece = { offset: 0, payload: '03e8 07d0 0070 0000', more: true }
      const filler = Array.from({ length: end - 2 }, (_, index) => ({
        start: index + 1,
        length: 1,
        byte: 0x2e,
      }))
      const closing: Piece = { offset: (end - 1) * 8, payload: '2e'.repeat(8), more: false }
      // Policy first: a unit keeps the byte that came first.
      const model = new Array<number | null>(end - 1).fill(null)
      const pieces: Piece[] = [...extra, ...filler].map(({ start, length, byte }) => {
        const stop = Math.min(start + length, end - 1)
        for (let unit = start; unit < stop; unit++) model[unit - 1] ??= byte
        return {
          offset: start * 8,
          payload: byte.toString(16).repeat((stop - start) * 8),
          more: true,
        }
      })
      model[end - 2] = 0x2e
      const decoded = reassemble([header, ...pieces, closing])
      const expected = model.map((byte) => String.fromCharCode(byte ?? 0).repeat(8)).join('')
      expect(last(decoded)?.what).toBe(`udp 10.0.0.1:1000 10.0.0.2:2000 '${expected}'`)
    }),
    { seed: 1, numRuns: 300 },
  )
})

describe('what does not fit', () => {
  const [first, second] = cut(DATAGRAM, 8) as [Piece, Piece]

  test.each([
    {
      name: 'an empty fragment',
      pieces: [{ ...first, payload: '' }],
      event: 'decoder.ipv4.frag_ignored',
    },
    {
      name: 'less than a unit, with more to come',
      pieces: [{ ...first, payload: '01020304050607' }],
      event: 'decoder.ipv4.frag_ignored',
    },
    {
      name: 'a packet longer than IP has them',
      pieces: [{ offset: 65_528, payload: '00'.repeat(8), more: false }],
      event: 'decoder.ipv4.frag_pkt_too_large',
    },
    {
      name: 'a second end',
      pieces: [second, { ...second, offset: 16, payload: '00' }],
      event: 'decoder.ipv4.frag_ignored',
    },
    {
      name: 'an end before what was seen',
      pieces: [{ ...second, offset: 64, payload: '00'.repeat(8), more: true }, second],
      event: 'decoder.ipv4.frag_ignored',
    },
    {
      name: 'bytes behind the end',
      pieces: [second, { ...second, offset: 64, payload: '00'.repeat(8), more: true }],
      event: 'decoder.ipv4.frag_ignored',
    },
  ])('$name is left out', ({ pieces, event }) => {
    expect(last(reassemble(pieces))).toMatchObject({ what: event, events: [event] })
  })

  test('what a fragment has over its last unit is cut off', () => {
    const odd = { ...first, payload: `${first.payload} ffffff` }
    expect(last(reassemble([odd, second]))?.what).toBe(DECODED_IPV4)
  })

  test('a transport header in several fragments', () => {
    const long = udp(1000, 2000, "'0123456789abcdef'")
    const pieces = cut(long, 8, 16).map(({ offset, payload, more }) => ({ offset, payload, more }))
    expect(last(reassemble(pieces))?.what).toContain("'0123456789abcdef'")
  })

  test('a fragment cut by the snapshot length ends the payload, not the packet', () => {
    const [head, tail] = cut(udp(1000, 2000, "'0123456789abcdefXYZ'"), 16) as [Piece, Piece]
    const whole = fragment4(head)
    const decoded = decodeAll([
      { record: hex(bytes(whole).subarray(0, -3)), linkType: RAW, wireLength: bytes(whole).length },
      { record: fragment4(tail), linkType: RAW },
    ])
    expect(last(decoded)?.what).toBe("udp 10.0.0.1:1000 10.0.0.2:2000 '01234'")
  })
})

describe('bounds', () => {
  const [first, second] = cut(DATAGRAM, 8) as [Piece, Piece]
  const of = (piece: Piece, id: number, time = 0): Piece => ({ ...piece, id, time })

  test('the oldest unfinished packet goes first', () => {
    const pieces = [1, 2, 3].map((id) => of(first, id))
    const decoded = reassemble([...pieces, of(second, 1), of(second, 3)], fragment4, 'first', {
      packets: 2,
    })
    expect(decoded.slice(2).map(({ what }) => what)).toEqual([
      'fragment,fragments evicted',
      'fragment,fragments evicted',
      DECODED_IPV4,
    ])
  })

  test('what is held in bytes is bounded as well', () => {
    const large = { offset: 8, payload: '00'.repeat(1200), more: true }
    const limits = { bytes: 4096 } // buffers of 2048 bytes
    const decoded = reassemble(
      [of(large, 1), of(large, 2), of(large, 3)],
      fragment4,
      'first',
      limits,
    )
    expect(decoded.map(({ what }) => what)).toEqual([
      'fragment',
      'fragment',
      'fragment,fragments evicted',
    ])
  })

  test('a packet is waited for until its time is over, by the clock of the packets', () => {
    const wait = (us: number) => reassemble([of(first, 1, 0), of(second, 1, us)]).at(-1)?.what
    expect(wait(59_999_999)).toBe(DECODED_IPV4)
    expect(wait(60_000_000)).toBe('fragment,fragments timed out')
  })

  test('a clock that goes back does not wait longer', () => {
    const pieces = [of(first, 1, 0), of(first, 2, 60_000_000), of(second, 1, 0)]
    expect(reassemble(pieces).at(-1)?.what).toBe('fragment')
  })

  test('repetitions of a fragment without end are not kept', () => {
    const repeated = Array.from({ length: 8200 }, () => first)
    const decoded = reassemble(repeated)
    expect(decoded[100]).toEqual({ what: 'fragment', vlans: [], events: [] })
    expect(last(decoded)?.what).toBe('decoder.ipv4.frag_ignored')
  })
})
