// With `everyFlow`, the sink hears of each TCP and UDP flow once, and of nothing else that it would not have heard of.

import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openSource } from '../../src/capture/open.js'
import { EveSink } from '../../src/output/eve.js'
import type { FlowEvent } from '../../src/output/sink.js'
import { tee } from '../../src/output/tee.js'
import { compileBundled } from '../../src/pack/bundled.js'
import { frontMaker, FRONTS } from '../../src/scan/front-choice.js'
import type { FrontChoice } from '../../src/scan/front-choice.js'
import { defaultLimits, loadProgram } from '../../src/scan/pipeline.js'
import { scanOpened } from '../../src/scan/scan.js'
import { bytes as packet, ethernet, ipv4, tcp, udp } from '../front/plain/decode/build.js'
import { capturesBelow } from '../robustness/captures.js'
import { bytesSource } from '../support/bytes-source.js'
import { pcapFile } from '../support/pcap.js'
import { shared } from '../support/shared.js'

const { program, applications } = compileBundled()
const loaded = loadProgram(program, new Map(applications))

async function scan(bytes: Uint8Array, front: FrontChoice, everyFlow: boolean, flows = 100) {
  const lines: string[] = []
  const ends: FlowEvent[] = []
  const sink = tee([
    new EveSink((line) => lines.push(line), 'alerted'),
    {
      report: () => undefined,
      anomaly: () => undefined,
      flow: (event) => void (event.flow.via === null && ends.push(event)),
      end: () => undefined,
    },
  ])
  const { counts } = await scanOpened(
    [await openSource('capture', bytesSource(bytes))],
    loaded,
    sink,
    {
      makeFront: frontMaker(front, false),
      limits: { ...defaultLimits, flows },
      reveal: false,
      everyFlow,
      continued: false,
      decoder: {},
      onProblem: () => undefined,
      interrupted: () => false,
    },
    { captures: 1, skipped: 0, packed: 0 },
  )
  return { lines, ends, counts }
}

describe.each(FRONTS)('%s front', (front) => {
  const SYN = 0x02
  const ACK = 0x10
  const packets = [
    { name: 'an acknowledgement alone', ip: ipv4(6, tcp(1, 4000, '', { flags: ACK })) },
    { name: 'a SYN alone', ip: ipv4(6, tcp(2, 4000, '', { flags: SYN })) },
    { name: 'a datagram that nobody reads', ip: ipv4(17, udp(3, 4000, "'nothing known'")) },
    { name: 'an empty datagram', ip: ipv4(17, udp(4, 4000, '')) },
    { name: 'bytes that nobody reads, met midway', ip: ipv4(6, tcp(5, 4000, "'nothing'")) },
  ].map(({ name, ip }) => ({ name, bytes: packet(ethernet('0800', ip)) }))

  test.each(packets)('$name is a flow', async ({ bytes }) => {
    const { ends } = await scan(pcapFile([{ bytes }, { bytes }]), front, true)
    expect(ends.map(({ end, counters }) => [end, ...counters.packets])).toEqual([
      ['shutdown', 2, 0],
    ])
  })

  test('those that are put out, that fall silent, and that are left at the end', async () => {
    const capture = pcapFile(packets.map(({ bytes }, nth) => ({ bytes, seconds: nth * 40 })))
    const { ends } = await scan(capture, front, true, 2)
    expect(ends.map(({ end, flow }) => [end, Math.min(...flow.ports)])).toEqual([
      ['evicted', 1],
      ['timeout', 2],
      ['timeout', 3],
      ['timeout', 4],
      ['shutdown', 5],
    ])
  })
})

const folders = [
  fileURLToPath(new URL('../../samples', import.meta.url)),
  ...['captures/im-p2p', 'captures/adjacent'].flatMap((name) => shared(name) ?? []),
]

test.each(capturesBelow(folders, 100_000))('$path', async ({ bytes }) => {
  const without = await scan(bytes, 'core', false)
  const { lines, ends, counts } = await scan(bytes, 'core', true)
  const ids = new Set(ends.map(({ flow }) => flow.id))
  const packets = ends.reduce((sum, { counters: { packets } }) => sum + packets[0] + packets[1], 0)
  expect(lines).toEqual(without.lines)
  expect([ends.length, ids.size]).toEqual([counts.get('flows'), counts.get('flows')])
  expect(packets + (counts.get('late packets') ?? 0)).toBeLessThanOrEqual(
    counts.get('packets') ?? 0,
  )
})
