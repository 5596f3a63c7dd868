// The fixed headers by which a message is found in the middle of a stream stand at the start of real messages, and what
// they find stands for itself.

import { describe, expect, test } from 'vitest'
import { flap } from '../../src/frame/flap.js'
import { icqpeer } from '../../src/frame/icqpeer.js'
import { odc } from '../../src/frame/odc.js'
import { oft } from '../../src/frame/oft.js'
import { admits } from '../../src/frame/probe.js'
import { toc } from '../../src/frame/toc.js'
import { runOf } from './cuts.js'
import { bytesOf, describeVectors, vectorIds } from './vectors.js'

/** `unseen`: syncs of which there is no vector. */
const rows = [
  { framer: flap, prefix: 'oscar.', unseen: ['2a02????????00150003'] },
  { framer: toc, prefix: 'toc', unseen: [] },
  { framer: oft, prefix: 'oscar.oft', unseen: [] },
  { framer: odc, prefix: 'oscar.odc', unseen: [] },
  {
    framer: icqpeer,
    prefix: 'icq.tcp',
    unseen: ['3000ff??002b00', '????????????0200ee070000', '????????????0200da070000'],
  },
].map((row) => ({ name: row.framer.info.name, ...row }))

const printed = (pattern: readonly (number | null)[]) =>
  pattern.map((byte) => (byte === null ? '??' : byte.toString(16).padStart(2, '0'))).join('')

describe.each(rows)('$name', ({ framer, prefix, unseen }) => {
  test('each has a run of three fixed bytes', () => {
    for (const { bytes } of framer.syncs)
      expect(printed(bytes)).toMatch(/^(?:..)*?(?:[0-9a-f]{2}){3}/)
  })

  describeVectors('the vectors', () => {
    const vectors = vectorIds(prefix).map(bytesOf)
    const whole = (pattern: readonly (number | null)[], bytes: Uint8Array) =>
      bytes.length >= pattern.length && admits(pattern, bytes, 0, bytes.length)

    test('each stands at the start of one', () => {
      const seen = framer.syncs.filter(({ bytes }) => vectors.some((one) => whole(bytes, one)))
      const rest = framer.syncs.filter((sync) => !seen.includes(sync))
      expect(rest.map(({ bytes }) => printed(bytes))).toEqual(unseen)
    })

    test('what it stands before is certain', () => {
      for (const bytes of vectors) {
        if (!framer.syncs.some((sync) => whole(sync.bytes, bytes))) continue
        const { messages } = runOf(framer, [{ side: 0, bytes }], 'whole', { midstream: true })
        expect(messages[0]?.certain).toBe(true)
      }
    })
  })
})
