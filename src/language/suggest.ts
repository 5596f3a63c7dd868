// `did you mean`.

/** The candidate that was most likely meant, or null where none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  // In a short word two letters are most of it, and anything would be near.
  let least = Math.min(2, Math.floor((word.length + 1) / 3)) + 1
  let best: string | null = null
  for (const candidate of candidates) {
    const apart = distance(word, candidate, least)
    if (apart >= least) continue
    least = apart
    best = candidate
  }
  return best
}

/** @returns `write …`-style help for a word out of a closed list, or null */
export function didYouMean(word: string, candidates: Iterable<string>): string | null {
  const best = nearest(word, candidates)
  return best === null ? null : `did you mean \`${best}\`?`
}

/**
 * Letters to insert, drop, replace or swap with their neighbour to make `a` of `b` (optimal string alignment).
 * Any answer from `limit` up means only: too far.
 */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let last: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + cost)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, at(last, j - 2) + 1)
      next.push(least)
    }
    if (Math.min(...next) >= limit && Math.min(...row) >= limit) return limit
    last = row
    row = next
  }
  return at(row, b.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity
