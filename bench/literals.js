// All literals of the bundled pack in 4 MiB of bytes, as TCP segments: the fast front's matcher, the plain front's
// Aho-Corasick, and one search for each literal.

import { CoreFront } from '../dist/front/core/core-front.js'
import { LiteralMatcher } from '../dist/front/plain/literals/matcher.js'
import { bundledPack } from '../dist/pack/bundled.js'
import { measure } from './measure.js'
import { texts } from './texts.js'

const SEGMENT = 1400
const HOUR = 3600e6

const literals = bundledPack().program.literals.map(({ bytes, ignoreCase }) => ({
  bytes: Buffer.from(bytes, 'latin1'),
  ignoreCase,
}))

function core(text) {
  const timeouts = { tcpOpening: HOUR, tcpEstablished: HOUR, udpOneWay: HOUR, udpTwoWay: HOUR }
  const front = new CoreFront({ literals, probes: [], searched: 0 }, { flows: 2, timeouts })
  const { memory, at } = front.lend()
  front.section({
    format: 'pcap',
    littleEndian: true,
    recordHeaderLength: 16,
    interfaces: [{ linkType: 228, snapLength: 0, ticksPerSecond: 1e6, offsetSeconds: 0 }],
    secrets: 0,
    revision: 0,
  })
  const chunks = []
  for (let from = 0; from < text.length; from += 256 * SEGMENT)
    chunks.push(records(text, from, Math.min(from + 256 * SEGMENT, text.length)))
  let sequence = 0
  return () => {
    let hits = 0
    for (const chunk of chunks) {
      memory.set(chunk, at)
      const view = new DataView(memory.buffer, at)
      // The stream goes on from round to round.
      for (let record = 0; record < chunk.length;) {
        view.setUint32(record + 16 + 24, sequence)
        const length = view.getUint32(record + 8, true)
        sequence = (sequence + length - 40) >>> 0
        record += 16 + length
      }
      for (let from = at; from < at + chunk.length;) {
        from = front.run(from, at + chunk.length, 0)
        hits += front.ledger.hits
      }
    }
    return hits
  }
}

/** Records of IPv4 packets with a TCP segment each. */
function records(text, from, to) {
  const parts = []
  for (let at = from; at < to; at += SEGMENT) {
    const payload = text.subarray(at, Math.min(at + SEGMENT, to))
    const headers = Buffer.alloc(56)
    headers.writeUInt32LE(40 + payload.length, 8)
    headers.writeUInt32LE(40 + payload.length, 12)
    headers.set([0x45, 0], 16)
    headers.writeUInt16BE(40 + payload.length, 18)
    headers.set([64, 6], 24)
    headers.set([10, 0, 0, 1, 10, 0, 0, 2, 4, 0, 7, 71], 28)
    headers.set([0x50, 0x10], 48)
    parts.push(headers, payload)
  }
  return Buffer.concat(parts)
}

function ahoCorasick(text) {
  const matcher = new LiteralMatcher(literals)
  const state = matcher.begin()
  return () => {
    let hits = 0
    for (let at = 0; at < text.length; at += SEGMENT)
      matcher.scan(state, text, at, Math.min(at + SEGMENT, text.length), () => hits++)
    return hits
  }
}

function naive(text) {
  return () => {
    const folded = text.toString('latin1').toLowerCase()
    let hits = 0
    for (const { bytes, ignoreCase } of literals) {
      const [haystack, needle] = ignoreCase
        ? [folded, bytes.toString('latin1').toLowerCase()]
        : [text, bytes]
      for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) hits++
    }
    return hits
  }
}

/** @returns GB/s by bytes and matcher, and the hits that all of them find */
export function literalFigures() {
  const figures = {}
  for (const [name, text] of Object.entries(texts(literals.map(({ bytes }) => bytes)))) {
    const matchers = { core: core(text), 'aho-corasick': ahoCorasick(text), naive: naive(text) }
    const hits = Object.values(matchers).map((matcher) => matcher())
    if (new Set(hits).size !== 1) throw new Error(`${name}: hits differ: ${hits.join(', ')}`)
    const row = { hits: hits[0] }
    for (const [which, matcher] of Object.entries(matchers)) {
      row[which] = Number((text.length / 1e9 / measure(matcher)).toFixed(3))
    }
    console.log(
      `${name.padEnd(12)} core ${row.core}  aho-corasick ${row['aho-corasick']}  naive ${row.naive} GB/s  (${row.hits} hits)`,
    )
    figures[name] = row
  }
  return figures
}
