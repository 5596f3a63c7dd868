import type { Figures } from './figures.js'

/** In words, ours first; none: the same. */
export function differences(here: Figures, there: Figures): string[] {
  const numbers = (['flows', 'packets', 'reassembled'] as const)
    .filter((figure) => here[figure] !== there[figure])
    .map((figure) => `${figure} ${here[figure]}, tshark ${there[figure]}`)
  const only = (of: readonly string[], than: readonly string[], whose: string) => {
    const left = [...than]
    return of.flatMap((line) => {
      const at = left.indexOf(line)
      if (at < 0) return [`${whose}: ${line}`]
      left.splice(at, 1)
      return []
    })
  }
  return [
    ...numbers,
    ...only(here.streams, there.streams, 'here'),
    ...only(there.streams, here.streams, 'tshark'),
  ]
}
