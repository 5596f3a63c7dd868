// One record at a time, of either format, without allocation: what stands at this place of the window?

import type { CaptureRecord, Section, Step } from './capture.js'
import { nextPcapRecord } from './pcap.js'
import { interpretPcapngBlock, nextPcapngRecord } from './pcapng.js'

/** A record to lend to `nextRecord`, the same one for a whole capture. */
export function emptyRecord(): CaptureRecord {
  return {
    next: 0,
    from: 0,
    to: 0,
    interface: 0,
    linkType: 0,
    timeUs: 0,
    wireLength: 0,
    needs: 0,
    why: '',
  }
}

/**
 * Says what stands at `at` in the window that ends at `end`, both places in `view`, and fills in `out` accordingly. Keeps
 * nothing between calls, so a walk may pause anywhere, and a front may walk part of the records by itself.
 */
export function nextRecord(
  view: DataView,
  at: number,
  end: number,
  section: Section,
  out: CaptureRecord,
): Step {
  return section.format === 'pcap'
    ? nextPcapRecord(view, at, end, section, out)
    : nextPcapngRecord(view, at, end, section, out)
}

/**
 * Takes in what `nextRecord` called a `block`, and updates the section.
 *
 * @returns null, or why no record behind it can be read
 */
export function interpretBlock(view: DataView, at: number, section: Section): string | null {
  return section.format === 'pcapng' ? interpretPcapngBlock(view, at, section) : null
}
