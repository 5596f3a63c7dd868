// The project's own recordings: flows, packets, and every byte of every stream, as tshark has them.

import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { EXPLAINED } from './explained.js'
import { capturesBelow } from '../robustness/captures.js'
import { shared } from '../support/shared.js'
import { differences } from './differences.js'
import { ours } from './ours.js'
import { hasTshark, tsharks } from './theirs.js'

const samples = fileURLToPath(new URL('../../samples', import.meta.url))
const imP2p = shared('captures/im-p2p')
const folders = imP2p === null ? [samples] : [samples, imP2p]
const captures = capturesBelow(folders, 300_000)

describe.skipIf(!hasTshark)('as tshark has it (needs tshark)', () => {
  test.each(captures)('$path', async ({ path }) => {
    const there = tsharks(path)
    const here = await ours(path)
    expect(here.flows).toBeGreaterThan(0)
    const found = there === null ? ['tshark cannot read it'] : differences(here, there)
    if (EXPLAINED.has(basename(path))) expect(found).not.toEqual([])
    else expect(found).toEqual([])
  })
})

test('a difference in any figure is told', () => {
  const figures = { flows: 1, packets: 2, reassembled: 3, streams: ['a > b', 'b > a'] }
  expect(differences(figures, figures)).toEqual([])
  const other = { flows: 2, packets: 3, reassembled: 4, streams: ['a > b', 'a > b'] }
  expect(differences(figures, other)).toEqual([
    'flows 1, tshark 2',
    'packets 2, tshark 3',
    'reassembled 3, tshark 4',
    'here: b > a',
    'tshark: a > b',
  ])
})
