// Captures to damage.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface SmallCapture {
  readonly path: string
  readonly bytes: Uint8Array
}

/** What the files of the folders hold, as far as it is no more than `most` bytes: the small ones first. */
export function capturesBelow(folders: readonly string[], most: number): SmallCapture[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .map((path) => ({ path, stat: statSync(path) }))
    .filter(
      ({ path, stat }) => stat.isFile() && stat.size > 0 && stat.size <= most && !isNote(path),
    )
    .sort((a, b) => a.stat.size - b.stat.size || (a.path < b.path ? -1 : 1))
    .map(({ path }) => ({ path, bytes: new Uint8Array(readFileSync(path)) }))
}

function isNote(path: string): boolean {
  return /\.(md|txt|json|yaml)$/.test(path)
}
