import { describe, expect, test } from 'vitest'
import type { OverlapPolicy } from '../../src/desk/overlap.js'
import { Reassembly } from '../../src/desk/reassembly.js'

const NOBODY = { differs: () => undefined, limit: () => undefined }

/** Behind a hole, with holes between them: what is sent over them later meets one, or all. */
const SENT: readonly (readonly [from: number, to: number])[] = [
  [2, 5],
  [6, 8],
  [9, 11],
  [12, 15],
]

function assembled(policy: OverlapPolicy, later: readonly [number, number]): string {
  const lines = new Reassembly(
    { next: [0, 0], offsets: [0, 0] },
    { policy, bytes: 1000, segments: 100 },
  )
  const send = (from: number, to: number, letter: string) =>
    lines.take(
      {
        side: 0,
        sequence: from,
        acknowledgement: null,
        fin: false,
        bytes: Buffer.from(letter.repeat(to - from)),
        start: 0,
        end: to - from,
        packet: { number: 1, time: 1, file: '' },
      },
      NOBODY,
    )
  for (const [from, to] of SENT) send(from, to, 'o')
  send(...later, 'n')
  let text = ''
  for (const { bytes, offset } of lines.flush())
    text = text.padEnd(offset, '.') + Buffer.from(bytes).toString('latin1')
  return text
}

describe('who wins where a later segment (n) meets an earlier one (o)', () => {
  test.each<{
    name: string
    later: [number, number]
    wins: Record<OverlapPolicy, string>
  }>([
    {
      name: 'the same bytes',
      later: [2, 5],
      wins: { first: 'ooo', last: 'nnn', bsd: 'ooo', windows: 'ooo', linux: 'ooo', solaris: 'nnn' },
    },
    {
      name: 'it begins before and ends within',
      later: [1, 4],
      wins: { first: 'ooo', last: 'nno', bsd: 'nno', windows: 'nno', linux: 'nno', solaris: 'ooo' },
    },
    {
      name: 'it begins before and ends with it',
      later: [1, 5],
      wins: { first: 'ooo', last: 'nnn', bsd: 'nnn', windows: 'nnn', linux: 'nnn', solaris: 'nnn' },
    },
    {
      name: 'it begins with it and ends behind',
      later: [2, 6],
      wins: { first: 'ooo', last: 'nnn', bsd: 'ooo', windows: 'ooo', linux: 'nnn', solaris: 'nnn' },
    },
    {
      name: 'it begins with it and ends within',
      later: [2, 4],
      wins: { first: 'ooo', last: 'nno', bsd: 'ooo', windows: 'ooo', linux: 'ooo', solaris: 'ooo' },
    },
    {
      name: 'it begins within and ends behind',
      later: [3, 6],
      wins: { first: 'ooo', last: 'onn', bsd: 'ooo', windows: 'ooo', linux: 'ooo', solaris: 'onn' },
    },
    {
      name: 'it begins within and ends with it',
      later: [3, 5],
      wins: { first: 'ooo', last: 'onn', bsd: 'ooo', windows: 'ooo', linux: 'ooo', solaris: 'ooo' },
    },
    {
      name: 'it covers all of it',
      later: [1, 6],
      wins: { first: 'ooo', last: 'nnn', bsd: 'nnn', windows: 'nnn', linux: 'nnn', solaris: 'nnn' },
    },
  ])('$name', ({ later, wins }) => {
    for (const policy of Object.keys(wins) as OverlapPolicy[])
      expect(assembled(policy, later).slice(2, 5), policy).toBe(wins[policy])
  })

  test('a later segment fills the holes between several earlier ones', () => {
    expect(assembled('first', [1, 16])).toBe('.nooonoonoonooon')
    expect(assembled('last', [1, 16])).toBe('.' + 'n'.repeat(15))
  })
})
