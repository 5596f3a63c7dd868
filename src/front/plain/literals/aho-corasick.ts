// Many literals at once: the automaton of Aho and Corasick, "Efficient string matching", CACM 18(6), 1975.
//
// The literals form a trie; a state is a node of it, the longest suffix of what was read that begins a literal. Missing
// transitions are filled in at build time from the failure links, so that a scan is one table look-up a byte:
//
//     next[state + classOf[byte]]          state is premultiplied: node index << shift, with 2^shift classes or fewer
//
// Bytes that occur in no literal share class 0; where case is ignored, so do the two cases of a letter. States that end
// literals are marked in `ends` and listed in `outputs`, own literals first, then those of the failure chain, which are
// proper suffixes and therefore shorter.

import type { Matcher, OnHit, ScanState } from './matcher.js'

const UPPER_A = 0x41
const LOWER_A = 0x61
const LOWER_Z = 0x7a

/** @param ignoreCase ASCII letters match in either case; those of `literals` are lower ones */
export function buildAhoCorasick(literals: readonly Uint8Array[], ignoreCase: boolean): Matcher {
  const { classOf, shift } = byteClasses(literals, ignoreCase)
  const trie = buildTrie(literals, classOf, 1 << shift)
  const next = completeTransitions(trie, 1 << shift)
  const { outputs } = trie
  const ends = Uint8Array.from({ length: trie.nodes }, (_, node) => (outputs[node] ? 1 : 0))

  return {
    start: 0,
    scan(state: ScanState, bytes: Uint8Array, start: number, end: number, onHit: OnHit): ScanState {
      for (let at = start; at < end; at++) {
        state = next[state + classOf[bytes[at]!]!]!
        if (ends[state >>> shift] === 0) continue
        for (const literal of outputs[state >>> shift]!) onHit(literal, at + 1)
      }
      return state
    },
  }
}

function byteClasses(
  literals: readonly Uint8Array[],
  ignoreCase: boolean,
): { classOf: Uint16Array; shift: number } {
  const classOf = new Uint16Array(256)
  let classes = 1
  for (const literal of literals)
    for (const byte of literal) if (classOf[byte] === 0) classOf[byte] = classes++
  if (ignoreCase) classOf.copyWithin(UPPER_A, LOWER_A, LOWER_Z + 1)
  return { classOf, shift: Math.ceil(Math.log2(classes)) }
}

interface Trie {
  /** Children as `node * classes + class`, 0 where there is none: the root is nobody's child. */
  readonly next: Int32Array
  readonly nodes: number
  /** Ids of the literals that end at a node. */
  readonly outputs: (number[] | undefined)[]
}

function buildTrie(literals: readonly Uint8Array[], classOf: Uint16Array, classes: number): Trie {
  const room = literals.reduce((sum, literal) => sum + literal.length, 1)
  const next = new Int32Array(room * classes)
  const outputs: (number[] | undefined)[] = new Array<number[] | undefined>(room)
  let nodes = 1
  literals.forEach((literal, id) => {
    if (literal.length === 0) return
    let node = 0
    for (const byte of literal) {
      const edge = node * classes + classOf[byte]!
      node = next[edge] ||= nodes++
    }
    ;(outputs[node] ??= []).push(id)
  })
  return { next: next.subarray(0, nodes * classes), nodes, outputs }
}

/** Walks the trie breadth first: a node's failure link is always done before the node is. @returns the table, premultiplied. */
function completeTransitions({ next, nodes, outputs }: Trie, classes: number): Int32Array {
  const fail = new Int32Array(nodes)
  const queue = new Int32Array(nodes)
  let queued = 0
  for (let symbol = 0; symbol < classes; symbol++) {
    const child = next[symbol]!
    if (child !== 0) queue[queued++] = child
  }
  for (let at = 0; at < queued; at++) {
    const node = queue[at]!
    const link = fail[node]!
    const inherited = outputs[link]
    if (inherited !== undefined) outputs[node] = [...(outputs[node] ?? []), ...inherited]
    for (let symbol = 0; symbol < classes; symbol++) {
      const edge = node * classes + symbol
      const child = next[edge]!
      const fallback = next[link * classes + symbol]!
      if (child === 0) next[edge] = fallback
      else {
        fail[child] = fallback
        queue[queued++] = child
      }
    }
  }
  for (let edge = 0; edge < next.length; edge++) next[edge]! *= classes
  return next
}
