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
  /** Files in directories that may hold some, and are not opened: archives, and what other tools have packed. */
  packed: number
}

/**
 * A file that was `named`, or `found` in a directory that was; there also what is no regular file, and is not opened:
 * `other`. Behind all that lies in a directory stands the directory itself, with `end`.
 */
export interface Place {
  readonly kind: 'named' | 'found' | 'other' | 'end'
  readonly path: string
}

/** Where captures may be: files as they are named, those of a directory recursively and sorted by path. */
export function* placesOf(names: Iterable<string>): Generator<Place> {
  for (const name of names) {
    if (!isDirectory(name)) {
      yield { kind: 'named', path: name }
      continue
    }
    for (const { path, regular } of filesBelow(name))
      yield { kind: regular ? 'found' : 'other', path }
    yield { kind: 'end', path: name }
  }
}

/** One name, of no directory, is one capture at most. */
export function maybeSeveral(names: readonly string[]): boolean {
  return names.length > 1 || names.some(isDirectory)
}

export function isFile({ kind }: Place): boolean {
  return kind === 'named' || kind === 'found'
}

/** Hears of every place, in order, what came of it: counts it, and decides what is worth telling the user. */
export class Roll {
  /** Of the directory at hand: files of other kinds, archives and the like, and the rest. */
  private others = 0
  private packed = 0
  private captures = 0

  constructor(private readonly census: Census) {}

  /**
   * @param problem why a file was not opened; null if it was, and of what is no file
   * @returns what there is to tell
   */
  note({ kind, path }: Place, problem: CaptureProblem | null): CaptureProblem | null {
    if (kind === 'end') return this.leave(path)
    if (kind === 'found' && problem?.code === 'packed') {
      this.packed++
      this.census.packed++
      return null
    }
    if (kind === 'other' || (kind === 'found' && problem !== null && isNoCapture(problem))) {
      this.others++
      this.census.skipped++
      return null
    }
    if (kind === 'found') this.captures++
    if (problem === null) this.census.captures++
    return problem
  }

  private leave(file: string): CaptureProblem | null {
    const { others, packed, captures } = this
    this.others = 0
    this.packed = 0
    this.captures = 0
    if (captures > 0) return null
    const archives = packed > 0 ? `, ${packed} archives or packed files to unpack first` : ''
    const message = `directory without captures, where one was expected: ${others} files of other kinds${archives}`
    return { code: 'no-captures', file, at: null, message }
  }
}

/**
 * Opens one capture after the other. In directories, files of other kinds are skipped and counted in `census`; whatever
 * else cannot be read is yielded as a problem. Whoever consumes a capture closes it before asking for the next.
 */
export async function* openCaptures(
  names: Iterable<string>,
  census: Census = { captures: 0, skipped: 0, packed: 0 },
): AsyncGenerator<Opened> {
  const roll = new Roll(census)
  for (const place of placesOf(names)) {
    const opened = isFile(place) ? await openCapture(place.path) : null
    const problem = roll.note(place, opened === null || opened.ok ? null : opened.problem)
    if (opened?.ok) yield opened
    else if (problem !== null) yield { ok: false, problem }
  }
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
