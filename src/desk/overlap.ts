// Who wins where two segments bring the same bytes of a stream. Systems differ, and an attacker may know which system he
// talks to: Novak and Sturges, Target-Based TCP Stream Reassembly (2007); as Suricata applies their findings.

export type OverlapPolicy = 'first' | 'last' | 'bsd' | 'linux' | 'windows' | 'solaris'

/** `[from, to)` in the stream, as the segment was sent. */
export interface Extent {
  readonly from: number
  readonly to: number
}

/** Does the segment that came later win the bytes that both have? */
export function laterWins(policy: OverlapPolicy, later: Extent, earlier: Extent): boolean {
  const before = later.from < earlier.from
  const behind = later.to > earlier.to
  switch (policy) {
    case 'first':
      return false
    case 'last':
      return true
    case 'bsd':
    case 'windows':
      return before
    case 'linux':
      return before || (later.from === earlier.from && behind)
    case 'solaris':
      return behind || (later.from <= earlier.from && later.to === earlier.to)
  }
}
