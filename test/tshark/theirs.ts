// What tshark makes of a capture.

import { spawnSync } from 'node:child_process'
import { line } from './figures.js'
import type { Figures } from './figures.js'

const FIELDS = [
  'tcp.stream',
  'udp.stream',
  'ip.fragment.count',
  'ipv6.fragment.count',
  'icmp.type',
  'icmpv6.type',
]

export const hasTshark = spawnSync('tshark', ['--version']).status === 0

/** @returns null where it cannot read the capture */
export function tsharks(path: string): Figures | null {
  const fields = FIELDS.flatMap((field) => ['-e', field])
  const lines = tshark(path, ['-T', 'fields', '-E', 'occurrence=l', ...fields])
  if (lines === null) return null
  const flows = new Set<string>()
  let packets = 0
  let reassembled = 0
  for (const line of lines) {
    const [tcp = '', udp = '', fragments = '', fragments6 = '', ...icmp] = line.split('\t')
    const quoted = icmp.some((type) => type !== '') // an error message holds the packet that it is about
    const flow = tcp !== '' ? `tcp ${tcp}` : udp !== '' ? `udp ${udp}` : null
    if (flow !== null && !quoted) {
      flows.add(flow)
      packets++
    }
    if (fragments !== '' || fragments6 !== '') reassembled++
  }
  const tcp = [...flows].flatMap((flow) => (flow.startsWith('tcp ') ? [flow.slice(4)] : []))
  return { flows: flows.size, packets, reassembled, streams: follow(path, tcp).sort() }
}

/** So many at a time: tshark asks every packet for each. */
const FOLLOWED = 100

function follow(path: string, streams: readonly string[]): string[] {
  const followed: string[] = []
  for (let at = 0; at < streams.length; at += FOLLOWED) {
    const taps = streams
      .slice(at, at + FOLLOWED)
      .flatMap((stream) => ['-z', `follow,tcp,raw,${stream}`])
    followed.push(...readFollowed(tshark(path, ['-q', ...taps]) ?? []))
  }
  return followed
}

/**
 * A stream is printed so, one line a segment, those of node 1 behind a tab:
 *
 *     Node 0: 10.77.0.1:41426
 *     Node 1: 10.77.0.2:5050
 *     594d5347…
 *     	594d5347…
 */
function readFollowed(lines: readonly string[]): string[] {
  const followed: string[] = []
  let nodes: string[] = []
  let parts: [Buffer[], Buffer[]] = [[], []]
  for (const text of lines) {
    const node = /^Node ([01]): (.*)$/.exec(text)?.[2]
    if (node !== undefined) nodes.push(node.replace(/^\[(.*)\]:/, '$1:'))
    else if (/^\t?[0-9a-f]+$/.test(text))
      parts[text.startsWith('\t') ? 1 : 0].push(Buffer.from(text.trim(), 'hex'))
    else if (text.startsWith('===') && nodes.length === 2) {
      const [first = '', second = ''] = nodes
      followed.push(line(first, second, parts[0]), line(second, first, parts[1]))
      nodes = []
      parts = [[], []]
    }
  }
  return followed
}

function tshark(path: string, args: readonly string[]): string[] | null {
  const { status, stdout } = spawnSync('tshark', ['-n', '-r', path, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
  })
  return status === 0 ? stdout.split('\n') : null
}
