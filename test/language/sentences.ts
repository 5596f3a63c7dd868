// Random sentences of the grammar: the compiled rules, expanded.

import nearley from 'nearley'
import compiled from '../../src/language/grammar.js'
import { contextual } from '../../src/language/lexer.js'

type Rule = nearley.Rule
type Symbol = string | { readonly literal?: string; readonly type?: string }

const grammar = nearley.Grammar.fromCompiled(compiled)

const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  name: [
    ...contextual,
    'alpha',
    'beta-2',
    'msn.login',
    'flow.client',
    'line',
    'int',
    'text',
    'tcp',
  ],
  string: ['"x"', '"y"i', '"\\x00 \\" # |"'],
  hex: ['|2a ??|', '|2A01|'],
  number: ['7', '0x1f'],
  arrow: ['->', '<-', '<>'],
  compare: ['==', '<'],
  duration: ['30s', '5m'],
  selector: ['.path', '.tlv'],
  ip: ['10.0.0.1', '[2001:db8::1]'],
}

/** mulberry32 */
export function randomFrom(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

/** Least depth of the tree below each rule, so that an expansion comes to an end. */
const depth = new Map<string, number>()
for (let changed = true; changed;) {
  changed = false
  for (const rule of grammar.rules) {
    const below = depthBelow(rule) + 1
    if (below >= (depth.get(rule.name) ?? Infinity)) continue
    depth.set(rule.name, below)
    changed = true
  }
}

function depthBelow({ symbols }: Rule): number {
  const depths = (symbols as Symbol[]).map((symbol) =>
    typeof symbol === 'string' ? (depth.get(symbol) ?? Infinity) : 0,
  )
  return Math.max(0, ...depths)
}

export class Sentences {
  /** How often each alternative of each rule was used. */
  readonly used = new Map<Rule, number>(grammar.rules.map((rule) => [rule, 0]))
  readonly names = new Set<string>()

  constructor(private readonly random: (below: number) => number) {}

  /** @param budget levels of the tree that are chosen freely; below them it ends as soon as it can */
  next(budget: number): string[] {
    return this.#expand('item', budget)
  }

  #expand(symbol: Symbol, budget: number): string[] {
    if (typeof symbol !== 'string') return [this.#token(symbol)]
    const rule = this.#choose(grammar.byName[symbol] ?? [], budget)
    this.used.set(rule, (this.used.get(rule) ?? 0) + 1)
    return (rule.symbols as Symbol[]).flatMap((part) => this.#expand(part, budget - 1))
  }

  #token({ literal, type = '' }: Exclude<Symbol, string>): string {
    if (literal !== undefined) return literal
    const samples = SAMPLES[type] ?? []
    const sample = samples[this.random(samples.length)]
    if (sample === undefined) throw new Error(`no samples of ${type}`)
    if (type === 'name') this.names.add(sample)
    return sample
  }

  #choose(rules: readonly Rule[], budget: number): Rule {
    const least = Math.min(...rules.map(depthBelow))
    const able = budget > 0 ? rules : rules.filter((rule) => depthBelow(rule) === least)
    const rarest = () =>
      able.reduce((a, b) => ((this.used.get(b) ?? 0) < (this.used.get(a) ?? 0) ? b : a))
    return (this.random(3) > 0 ? able[this.random(able.length)] : undefined) ?? rarest()
  }
}
