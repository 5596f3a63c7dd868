// Counters that say what a scan did not see, or had to let go: why a report may be missing. The others are only in
// `--summary`.

/** Name of the counter, and what it means to a reader; the count is written behind it. */
export const NOTICES: readonly (readonly [counter: string, words: string])[] = [
  ['skipped files', 'files in directories that are no captures, skipped'],
  ['packed files', 'archives and packed files in directories, not opened until they are unpacked'],

  ['unknown link type', 'packets of an unknown link type, not looked into'],
  ['encrypted', 'encrypted packets, not looked into'],
  ['aggregated 802.11 frame', 'aggregated 802.11 frames, not looked into'],
  ['cut short', 'packets that the snapshot length cut off within a header'],
  ['wrong checksum: IPv4', 'packets with a wrong IPv4 checksum, dropped'],
  ['wrong checksum: TCP', 'packets with a wrong TCP checksum, dropped'],
  ['wrong checksum: UDP', 'packets with a wrong UDP checksum, dropped'],
  ['fragments timed out', 'fragmented packets of which a part is missing'],
  [
    'fragments evicted',
    'fragmented packets that had to make room (--limit fragmented-packets, fragment-bytes)',
  ],

  ['evicted flows', 'flows that had to make room (--limit flows)'],
  ['gaps', 'holes in streams, of bytes that were not captured'],
  ['differing overlaps', 'segments that overlap others and differ from them (--policy decides)'],
  ['limit.kept', 'unfinished messages and holes given up for want of memory (--limit kept-bytes)'],
  ['limit.segments', 'holes given up: too much behind them (--limit hole-bytes, hole-segments)'],
  ['limit.message', 'messages too long for their protocol, not looked into'],
  ['limit.proposals', 'places where a message might begin, not looked into: too many'],
  ['limit.tunnels', 'tunnels inside too many others, not looked into (--limit tunnels)'],

  [
    'limit.instances',
    'dialogues given up: too many of a signature on one flow (--limit instances)',
  ],
  ['limit.waiting', 'dialogues given up: too many in all (--limit waiting)'],
  ['limit.captured', 'dialogues given up: too many bytes captured (--limit captured-bytes)'],
  ['limit.facts', 'facts not kept: too many of one flow (--limit facts)'],
  ['limit.factBytes', 'facts not kept: too long (--limit fact-bytes)'],
  ['limit.rows', 'things remembered that had to make room (--limit rows)'],
  ['limit.rowBytes', 'things remembered that had to make room (--limit row-bytes)'],
  ['limit.tuples', 'counts that began anew, having had to make room (--limit tuples)'],
  ['limit.firings', 'counts that began anew, having had to make room (--limit firings)'],
  ['limit.expectations', 'announced flows that had to make room (--limit expectations)'],
]
