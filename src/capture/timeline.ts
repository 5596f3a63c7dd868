// Several captures as one timeline: rotated files, in the order of their first packets.

import type { Capture, Opened } from './capture.js'
import { MAXIMUM_RECORD_LENGTH } from './capture.js'
import type { Census } from './captures.js'
import { openCaptures } from './captures.js'
import { openCapture } from './open.js'
import { CaptureWindow } from './window.js'

/** Time of a capture's first packet in µs, as in `CaptureRecord`; null when it has none. Reads the capture up to there. */
export async function firstPacketUs(capture: Capture, buffer: Uint8Array): Promise<number | null> {
  const window = new CaptureWindow(capture, buffer)
  do if (window.next()) return window.record.timeUs
  while (await window.refill())
  return null
}

/**
 * As `openCaptures`, in the order of the captures' first packets; those with the same time, in the order given. Captures
 * without a packet stand last, and behind them standard input, at which nobody can look without reading it. Problems
 * with opening come first.
 */
export async function* openTimeline(
  names: Iterable<string>,
  census?: Census,
): AsyncGenerator<Opened> {
  const buffer = new Uint8Array(MAXIMUM_RECORD_LENGTH)
  const starts: { path: string; us: number }[] = []
  let standardInput: Opened | null = null
  for await (const opened of openCaptures(names, census)) {
    if (!opened.ok) yield opened
    else if (opened.capture.name === '-') standardInput = opened
    else {
      const us = (await firstPacketUs(opened.capture, buffer)) ?? Infinity
      starts.push({ path: opened.capture.name, us })
      opened.capture.close()
    }
  }
  starts.sort((a, b) => (a.us === b.us ? 0 : a.us - b.us))
  for (const { path } of starts) yield await openCapture(path)
  if (standardInput !== null) yield standardInput
}
