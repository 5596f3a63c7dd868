// Offsets to lines and columns.

import type { Source } from './ast.js'

export interface Position {
  /** From 1. */
  readonly line: number
  /** In characters, from 1; a tab is one. */
  readonly column: number
}

const known = new WeakMap<Source, readonly number[]>()

/** Offsets at which the lines of `source` begin. */
export function lineStarts(source: Source): readonly number[] {
  let starts = known.get(source)
  if (starts === undefined) {
    starts = [0, ...[...source.text.matchAll(/\n/g)].map(({ index }) => index + 1)]
    known.set(source, starts)
  }
  return starts
}

export function positionOf(source: Source, offset: number): Position {
  const starts = lineStarts(source)
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return { line: low + 1, column: [...source.text.slice(starts[low], offset)].length + 1 }
}

/** Line `line` (from 1) without its end. */
export function lineText(source: Source, line: number): string {
  const starts = lineStarts(source)
  return source.text.slice(starts[line - 1], starts[line]).replace(/\r?\n$/, '')
}
