// The files that a user means by naming a directory: all below it, in the order of their paths.

import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Something below a directory: a regular file, or what is none and better left alone, since opening a pipe may wait for
 * ever. A directory that cannot be listed counts as a file, for its reader to report.
 */
export interface FoundFile {
  readonly path: string
  readonly regular: boolean
}

/**
 * What lies below a directory, sorted by path. Links are followed; a directory that is reached a second time is left out,
 * so that a link to a parent ends there.
 */
export function filesBelow(directory: string): Generator<FoundFile> {
  return walk(directory, new Set())
}

function* walk(directory: string, visited: Set<string>): Generator<FoundFile> {
  let names: string[]
  try {
    const real = realpathSync(directory)
    if (visited.has(real)) return
    visited.add(real)
    names = readdirSync(directory)
  } catch {
    yield { path: directory, regular: true }
    return
  }
  for (const { path, kind } of sorted(directory, names)) {
    if (kind === 'directory') yield* walk(path, visited)
    else yield { path, regular: kind === 'file' }
  }
}

type Kind = 'file' | 'directory' | 'other'

function sorted(directory: string, names: string[]): { path: string; kind: Kind }[] {
  return names
    .map((name) => {
      const path = join(directory, name)
      const kind = kindOf(path)
      // A directory sorts by the paths of its files: `a.pcap` stands before `a/b.pcap`.
      return { path, kind, key: kind === 'directory' ? `${name}/` : name }
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

function kindOf(path: string): Kind {
  try {
    const stat = statSync(path)
    return stat.isDirectory() ? 'directory' : stat.isFile() ? 'file' : 'other'
  } catch {
    return 'other' // a link to nowhere or to itself
  }
}
