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
    for (const length of [1, 2, 3, 5, 64])
      expect(messagesOf(cutTo(length, packets)), `segments of ${length} bytes`).toEqual(messages)
    expect(messagesOf(repeated(1, packets)), 'repeated').toEqual(messages)
    expect(messagesOf(swapped(cutTo(7, packets))), 'cut and swapped').toEqual(messages)
    expect(messagesOf(repeated(2, swapped(cutTo(11, packets)))), 'all of it').toEqual(messages)
  })
})
