// Finds a fixed set of byte strings in many streams at once.

import type { FrontLiteral } from '../../front.js'
import { buildAhoCorasick } from './aho-corasick.js'

/** All that a stream has to remember between two chunks. */
export type ScanState = number

/** `end` is the index in `bytes` behind the literal's last byte. */
export type OnHit = (literal: number, end: number) => void

/**
 * Immutable; shared by all streams.
 *
 * Invariant: chunk boundaries cannot be observed. Scanning `a`, then `b` from the state that `a` led to, reports exactly the
 * hits of scanning `a ++ b`, overlapping ones included, by ascending end.
 */
export interface Matcher {
  /** Before the first byte. */
  readonly start: ScanState
  scan(state: ScanState, bytes: Uint8Array, start: number, end: number, onHit: OnHit): ScanState
}

/** A state for each of the two automata. */
export interface LiteralState {
  exact: ScanState
  folded: ScanState
}

/**
 * Literals of which some ignore the case of ASCII letters. Those have an automaton of their own, which reads every stream
 * in lower case; one automaton for both would have to confirm the others against bytes that are no longer there.
 */
export class LiteralMatcher {
  private readonly exact: Part
  private readonly folded: Part

  constructor(literals: readonly FrontLiteral[]) {
    this.exact = buildPart(literals, false)
    this.folded = buildPart(literals, true)
  }

  begin(): LiteralState {
    return { exact: this.exact.matcher.start, folded: this.folded.matcher.start }
  }

  /** Advances `state` over `bytes[start, end)`. Hits come from one automaton after the other: their ends are not in order. */
  scan(state: LiteralState, bytes: Uint8Array, start: number, end: number, onHit: OnHit): void {
    const { exact, folded } = this
    if (exact.ids.length > 0)
      state.exact = exact.matcher.scan(state.exact, bytes, start, end, (found, at) =>
        onHit(exact.ids[found]!, at),
      )
    if (folded.ids.length > 0)
      state.folded = folded.matcher.scan(state.folded, bytes, start, end, (found, at) =>
        onHit(folded.ids[found]!, at),
      )
  }
}

interface Part {
  readonly matcher: Matcher
  /** Of each literal of the automaton, its index among all. */
  readonly ids: readonly number[]
}

function buildPart(literals: readonly FrontLiteral[], ignoreCase: boolean): Part {
  const ids = literals.flatMap((literal, id) => (literal.ignoreCase === ignoreCase ? [id] : []))
  const own = ids.map((id) => literals[id]!.bytes)
  return { ids, matcher: buildAhoCorasick(ignoreCase ? own.map(lowerCase) : own, ignoreCase) }
}

function lowerCase(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte))
}
