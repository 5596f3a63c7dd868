// Real captures, whole, cut and damaged, against a count of their records that shares no code with the reader.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openCaptures } from '../../src/capture/captures.js'
import { concat, pcapngBlocks } from '../support/pcap.js'
import { random } from '../support/random.js'
import { shared } from '../support/shared.js'
import { readBytes, readOpened } from './read.js'

const recorded = shared('captures/recorded')
const captures = shared('captures')

function recordings(): { name: string; bytes: Uint8Array }[] {
  if (recorded === null) return []
  return readdirSync(recorded)
    .filter((name) => name.endsWith('.pcap'))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(recorded, name))) }))
}

/** Where the records of a little-endian pcap file end. */
function recordEnds(bytes: Uint8Array): number[] {
  const file = Buffer.from(bytes)
  const ends: number[] = []
  for (let at = 24; at < file.length; ends.push(at)) at += 16 + file.readUInt32LE(at + 8)
  return ends
}

/** Packet blocks of a pcapng file, of either byte order, by their types alone. */
function packetBlocks(bytes: Uint8Array): number {
  const file = Buffer.from(bytes)
  let little = true
  let packets = 0
  for (let at = 0; at < file.length;) {
    const type = little ? file.readUInt32LE(at) : file.readUInt32BE(at)
    if (type === 0x0a0d0d0a) little = file.readUInt32LE(at + 8) === 0x1a2b3c4d
    if (type === 2 || type === 3 || type === 6) packets++
    at += little ? file.readUInt32LE(at + 4) : file.readUInt32BE(at + 4)
  }
  return packets
}

describe.skipIf(recorded === null)('recordings (needs the shared captures)', () => {
  test.each(recordings())(
    '$name, cut anywhere, gives the records before the cut',
    async ({ bytes }) => {
      const ends = recordEnds(bytes)
      const whole = await readBytes(bytes)
      expect(whole.problem).toBeNull()
      expect(whole.packets).toHaveLength(ends.length)

      const boundaries = new Set([24, ...ends])
      const texts = [0, ...ends].map((_, count) => JSON.stringify(whole.packets.slice(0, count)))
      // Every place of the small ones; of the large one, those around boundaries and a sample of the rest.
      const step = bytes.length > 20_000 ? 211 : 1
      const wrong: unknown[] = []
      for (let cut = 0; cut < bytes.length; cut++) {
        const near = boundaries.has(cut - 1) || boundaries.has(cut) || boundaries.has(cut + 1)
        if (!near && cut % step !== 0) continue
        const { packets, problem } = await readBytes(bytes.subarray(0, cut))
        const complete = ends.filter((end) => end <= cut).length
        const start = cut < 4 ? 0 : cut < 24 ? cut : (ends[complete - 1] ?? 24)
        const code = cut === 0 ? 'empty' : cut < 4 ? 'unknown' : 'truncated'
        const asExpected = boundaries.has(cut)
          ? problem === null
          : problem?.code === code && problem.at === start
        if (!asExpected || JSON.stringify(packets) !== texts[complete])
          wrong.push({ cut, problem, packets: packets.length, complete })
      }
      expect(wrong).toEqual([])
    },
  )

  const pcap = recordings().find(({ name }) => name === 'toc_login.pcap')?.bytes ?? new Uint8Array()
  const ng = pcapngBlocks()
  const blocks = recordEnds(pcap).map((end, index, ends) =>
    ng.enhanced(0, BigInt(index), pcap.subarray((ends[index - 1] ?? 24) + 16, end)),
  )
  const head = [ng.section(), ng.interface(1)]
  const blockEnds = blocks.map(
    (_, index) => concat([...head, ...blocks.slice(0, index + 1)]).length,
  )

  test.each([
    { format: 'pcap', bytes: pcap, ends: recordEnds(pcap) },
    { format: 'pcapng', bytes: concat([...head, ...blocks]), ends: blockEnds },
  ])('2,000 changed bytes of a $format never make it throw or loop', async ({ bytes, ends }) => {
    const whole = await readBytes(bytes)
    expect(whole.packets).toHaveLength(ends.length)
    const below = random(1)
    for (let round = 0; round < 2000; round++) {
      const changed = new Uint8Array(bytes)
      const at = below(bytes.length)
      changed[at] = (changed[at] ?? 0) ^ (1 + below(255))
      const { packets } = await readBytes(changed)
      expect(packets.length).toBeLessThan(bytes.length / 12)
      const before = ends.filter((end) => end <= at).length
      expect(packets.slice(0, before)).toEqual(whole.packets.slice(0, before))
    }
  })
})

test.skipIf(captures === null)('every shared capture has the packets that it has', async () => {
  let count = 0
  for await (const opened of openCaptures([captures ?? ''])) {
    if (!opened.ok) continue // archives and notes
    const { name } = opened.capture
    const bytes = new Uint8Array(readFileSync(name))
    const { packets, problem } = await readOpened(opened)
    const expected =
      opened.capture.section.format === 'pcap' ? recordEnds(bytes).length : packetBlocks(bytes)
    expect({ name, packets: packets.length, problem }).toEqual({
      name,
      packets: expected,
      problem: null,
    })
    count++
  }
  expect(count).toBeGreaterThan(40)
})
