// Expression trees to byte automata, in two steps of the textbook: Thompson's construction gives a machine that may be
// in several states at once, and the subset construction turns each set of states that occurs into one (Aho, Lam,
// Sethi, Ullman, Compilers, 2nd ed., 3.7). The result costs one table look-up a byte, whatever the expression is.

import type { Automaton } from './program.js'
import type { RegexpNode } from './regexp.js'

/** Of either machine: the price of an expression is bounded where it is written. */
export const STATES_LIMIT = 4096

/** @returns null if it takes more than STATES_LIMIT states */
export function buildAutomaton(tree: RegexpNode): Automaton | null {
  const machine = new Machine()
  const start = machine.add()
  const end = machine.build(tree, start)
  return end === null ? null : subsets(machine, start, end)
}

/** Thompson's machine. A state has one edge over a set of bytes, or any number of free ones. */
class Machine {
  readonly sets: (Uint8Array | null)[] = []
  readonly targets: number[] = []
  readonly free: number[][] = []

  add(): number {
    this.sets.push(null)
    this.targets.push(-1)
    return this.free.push([]) - 1
  }

  /** Adds what leads from `from` through `node`. @returns the state behind it, or null beyond the limit */
  build(node: RegexpNode, from: number): number | null {
    if (this.free.length > STATES_LIMIT) return null
    switch (node.kind) {
      case 'byte': {
        const [edge, end] = [this.add(), this.add()]
        this.#link(from, edge)
        this.sets[edge] = node.set
        this.targets[edge] = end
        return end
      }
      case 'sequence': {
        let at: number | null = from
        for (const part of node.nodes) {
          if (at === null) return null
          at = this.build(part, at)
        }
        return at
      }
      case 'choice': {
        const end = this.add()
        for (const part of node.nodes) {
          const partEnd = this.build(part, from)
          if (partEnd === null) return null
          this.#link(partEnd, end)
        }
        return end
      }
      case 'repeat':
        return this.#repeat(node.node, node.min, node.max, from)
    }
  }

  #repeat(node: RegexpNode, min: number, max: number, from: number): number | null {
    let at = from
    for (let times = 0; times < min; times++) {
      const next = this.build(node, at)
      if (next === null) return null
      at = next
    }
    const end = this.add()
    this.#link(at, end)
    if (max === Infinity) {
      const loop = this.add()
      this.#link(at, loop)
      const back = this.build(node, loop)
      if (back === null) return null
      this.#link(back, loop)
      this.#link(back, end)
      return end
    }
    for (let times = min; times < max; times++) {
      const next = this.build(node, at)
      if (next === null) return null
      at = next
      this.#link(at, end)
    }
    return end
  }

  #link(from: number, to: number): void {
    this.free[from]?.push(to)
  }

  /** The states that are reached from some without a byte, themselves included, in ascending order. */
  closure(states: readonly number[]): number[] {
    const seen = new Set(states)
    for (const state of seen) for (const next of this.free[state] ?? []) seen.add(next)
    return [...seen].sort((a, b) => a - b)
  }
}

function subsets(machine: Machine, start: number, end: number): Automaton | null {
  const { classOf, samples } = byteClasses(machine.sets)
  const indexOf = new Map<string, number>()
  const found: number[][] = []
  const enter = (states: readonly number[]): number => {
    if (states.length === 0) return -1
    const closed = machine.closure(states)
    const key = closed.join()
    const known = indexOf.get(key)
    if (known !== undefined) return known
    indexOf.set(key, found.length)
    return found.push(closed) - 1
  }
  enter([start])
  const next: number[] = []
  for (let state = 0; state < found.length; state++) {
    if (found.length > STATES_LIMIT) return null
    const edges = (found[state] ?? []).filter((member) => machine.sets[member] !== null)
    for (const sample of samples) {
      const taken = edges.filter((member) => machine.sets[member]?.[sample] === 1)
      next.push(enter(taken.map((member) => machine.targets[member] ?? -1)))
    }
  }
  const accepting = [...found.keys()].filter((state) => found[state]?.includes(end))
  return { classes: samples.length, classOf, next, accepting }
}

/** Bytes that no set tells apart share a column of the table. */
function byteClasses(sets: readonly (Uint8Array | null)[]): {
  classOf: number[]
  samples: number[]
} {
  const distinct = new Map<string, Uint8Array>()
  for (const set of sets) if (set !== null) distinct.set(set.join(''), set)
  const indexOf = new Map<string, number>()
  const samples: number[] = []
  const classOf = Array.from({ length: 256 }, (_, byte) => {
    const membership = [...distinct.values()].map((set) => set[byte]).join('')
    const known = indexOf.get(membership)
    if (known !== undefined) return known
    indexOf.set(membership, samples.length)
    return samples.push(byte) - 1
  })
  return { classOf, samples }
}
