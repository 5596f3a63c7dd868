// What a user names, as captures: files, compressed or not, directories, and `-` for standard input.

import { statSync } from 'node:fs'
import type { CaptureProblem, Opened } from './capture.js'
import { filesBelow } from './directory.js'
import { openCapture } from './open.js'

/** Counts that the summary shows. */
export interface Census {
  captures: number
  /** Files in directories that are no captures. */
  skipped: number
}

/**
 * Opens one capture after the other: files as they are named, the captures of a directory recursively and sorted by path.
 * In directories, files of other kinds are skipped and counted in `census`; whatever else cannot be read is yielded as a
 * problem. Whoever consumes a capture closes it before asking for the next.
 */
export async function* openCaptures(
  names: Iterable<string>,
  census: Census = { captures: 0, skipped: 0 },
): AsyncGenerator<Opened> {
  for (const name of names) {
    if (isDirectory(name)) {
      yield* openDirectory(name, census)
      continue
    }
    const opened = await openCapture(name)
    if (opened.ok) census.captures++
    yield opened
  }
}

async function* openDirectory(name: string, census: Census): AsyncGenerator<Opened> {
  let skipped = 0
  let others = 0
  for (const { path, regular } of filesBelow(name)) {
    const opened = regular ? await openCapture(path) : null
    if (opened === null || (!opened.ok && isNoCapture(opened.problem))) {
      skipped++
      census.skipped++
      continue
    }
    others++
    if (opened.ok) census.captures++
    yield opened
  }
  if (others > 0) return
  const message = `directory without captures, where one was expected: ${skipped} files of other kinds`
  yield { ok: false, problem: { code: 'no-captures', file: name, at: null, message } }
}

/** Files that nobody would miss in a scan. A capture in a format that is not read, or cut short, would be missed. */
function isNoCapture({ code }: CaptureProblem): boolean {
  return code === 'unknown' || code === 'empty'
}

function isDirectory(name: string): boolean {
  try {
    return name !== '-' && statSync(name).isDirectory()
  } catch {
    return false // whoever opens it finds out why
  }
}
