// Recorded conversations, cut, repeated and reordered: the framers must find the same messages in them.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shared } from '../support/shared.js'
import { cutTo, messagesOf, packetsOf, repeated, swapped } from './recorded-packets.js'

const folder = shared('captures/recorded')
const captures = folder === null ? [] : readdirSync(folder).filter((name) => name.endsWith('.pcap'))

describe.skipIf(folder === null)('recorded conversations', () => {
  test.each(captures)('%s', async (name) => {
    const packets = await packetsOf(join(folder ?? '', name))
    const messages = messagesOf(packets)
    expect(messages.length).toBeGreaterThan(0)
    const size = packets.reduce((sum, { bytes }) => sum + bytes.length, 0)
    for (const length of size > 100_000 ? [64] : [1, 2, 3, 5, 64])
      expect(messagesOf(cutTo(length, packets)), `segments of ${length} bytes`).toEqual(messages)
    expect(messagesOf(repeated(1, packets)), 'repeated').toEqual(messages)
    expect(messagesOf(swapped(cutTo(77, packets))), 'cut and swapped').toEqual(messages)
    expect(messagesOf(repeated(2, swapped(cutTo(31, packets)))), 'all of it').toEqual(messages)
  })
})
