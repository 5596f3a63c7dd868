import { expect, test } from 'vitest'
import { MAXIMUM_RECORD_LENGTH } from '../../src/capture/capture.js'
import { openSource } from '../../src/capture/open.js'
import { CaptureWindow } from '../../src/capture/window.js'
import { concat, pcapFile, pcapngBlocks } from '../support/pcap.js'
import { bytesSource } from '../support/bytes-source.js'
import { readBytes } from './read.js'

const ng = pcapngBlocks()
const lengths = [60, 1514, 0, 1, 262_144, 9000, 262_144, 60]
const packets = lengths.map((length, index) => ({
  bytes: new Uint8Array(length).fill(index),
  seconds: index,
}))
const captures = [
  { format: 'pcap', bytes: pcapFile(packets) },
  {
    format: 'pcapng',
    bytes: concat([
      ng.section(),
      ng.interface(1),
      ...packets.flatMap(({ bytes, seconds }) => [
        ng.enhanced(0, BigInt(seconds) * 1_000_000n, bytes),
        ng.block(5, new Uint8Array(400_000)),
      ]),
    ]),
  },
]

test.each(captures)('how the bytes of a $format come in cannot be observed', async ({ bytes }) => {
  const whole = await readBytes(bytes)
  expect(whole.problem).toBeNull()
  expect(whole.packets.map((packet) => packet.bytes.length)).toEqual(lengths)
  expect(whole.packets.map((packet) => packet.timeUs / 1e6)).toEqual([...lengths.keys()])
  for (const portion of [13, 4096, 65_536, 262_144])
    expect(await readBytes(bytes, portion)).toEqual(whole)
})

test.each(captures)(
  'a $format is read through the smallest window, anywhere in a buffer',
  async ({ bytes }) => {
    const buffer = new Uint8Array(MAXIMUM_RECORD_LENGTH + 300).fill(0xee)
    const opened = await openSource('test', bytesSource(bytes))
    if (!opened.ok) throw new Error(opened.problem.message)
    const window = new CaptureWindow(opened.capture, buffer, 100, MAXIMUM_RECORD_LENGTH)
    const seen: number[] = []
    do while (window.next()) seen.push(window.record.to - window.record.from)
    while (await window.refill())
    expect(seen).toEqual(lengths)
    expect(window.packets).toBe(lengths.length)
    expect(opened.capture.problem).toBeNull()
    expect(buffer.subarray(0, 100).every((byte) => byte === 0xee)).toBe(true)
    expect(buffer.subarray(-200).every((byte) => byte === 0xee)).toBe(true)
  },
)

test('a window that cannot hold every record is a mistake of its maker', async () => {
  const opened = await openSource('test', bytesSource(pcapFile([])))
  if (!opened.ok) throw new Error(opened.problem.message)
  const { capture } = opened
  expect(() => new CaptureWindow(capture, new Uint8Array(65_536))).toThrow(RangeError)
})
