// One token of lookahead for nearley. An Earley parser follows every rule that might go on where it stands, and after
// each atom of a pattern that is most of the grammar: the pattern may end here, and the event, the state, the stage. The
// token that comes next refutes nearly all of it. So, before the parser is told of a token,
//
//     prediction   leaves out the rules that cannot begin with the next one,
//     completion   is refused to the rules that nothing of the kind can follow (by nearley's own `reject`).
//
// FIRST and FOLLOW are the sets of Aho, Sethi, Ullman: Compilers, 4.4. Nothing that parses is lost, for what is left out
// would die at the next token; but the chart of such a parse does not hold all that was wanted where it stopped.

import nearley from 'nearley'
import { TokenFeed, type Token } from './lexer.js'

type Terminal = { readonly literal?: string; readonly type?: string }
type Symbols = readonly (string | Terminal)[]
/** Kinds of tokens: the text of a word or sign that the grammar names, else the type. */
type Kind = string

const END: Kind = 'end of input'

/** What the parser may do before a token of some kind. */
interface Permission {
  /** The rules that may begin, by name: nearley's `byName`. */
  readonly begin: Record<string, nearley.Rule[]>
  /** Names of the rules that may end. */
  readonly end: ReadonlySet<string>
}

/** A grammar for one parser at a time, which has to be told what comes. */
export class LookaheadGrammar {
  readonly grammar: nearley.Grammar
  readonly #sets: Sets
  readonly #permissions = new Map<Kind, Permission>()
  #end: ReadonlySet<string> = new Set()

  constructor(compiled: nearley.CompiledRules) {
    const rules = compiled.ParserRules.map((rule) => ({
      ...rule,
      postprocess: (data: unknown[], _reference?: number, reject?: object): unknown => {
        if (!this.#end.has(rule.name)) return reject
        return rule.postprocess === undefined ? data : rule.postprocess(data)
      },
    }))
    this.grammar = nearley.Grammar.fromCompiled({ ...compiled, ParserRules: rules })
    this.#sets = new Sets(this.grammar)
  }

  /** @param next the token behind the one that the parser is about to be given; undefined at the end */
  expect(next: Token | undefined): void {
    const kind = next === undefined ? END : this.#sets.kindOf(next)
    let permission = this.#permissions.get(kind)
    if (permission === undefined)
      this.#permissions.set(kind, (permission = this.#sets.permission(kind)))
    this.grammar.byName = permission.begin
    this.#end = permission.end
  }
}

/** Gives tokens to nearley, and says which comes next. */
export class LookaheadFeed extends TokenFeed {
  constructor(
    tokens: readonly Token[],
    private readonly ahead: LookaheadGrammar,
  ) {
    super(tokens)
    ahead.expect(tokens[0])
  }

  override next(): Token | undefined {
    const token = super.next()
    if (token !== undefined) this.ahead.expect(this.peek())
    return token
  }
}

class Sets {
  readonly #rules: readonly nearley.Rule[]
  readonly #words = new Set<string>()
  readonly #nullable = new Set<string>()
  /** By the name of a rule. */
  readonly #first = new Map<string, Set<Kind>>()
  readonly #follow = new Map<string, Set<Kind>>()
  /** Kinds of tokens that are also of a type which the grammar names: `id` is a name, too. */
  readonly #typeOf = new Map<Kind, string>()

  constructor(grammar: nearley.Grammar) {
    this.#rules = grammar.rules
    for (const { name, symbols } of grammar.rules) {
      this.#first.set(name, new Set())
      this.#follow.set(name, new Set())
      for (const { literal } of terminalsOf(symbols as Symbols)) {
        if (literal !== undefined) this.#words.add(literal)
      }
    }
    this.#follow.get(grammar.start)?.add(END)
    untilNothingChanges(() => this.#growFirst())
    untilNothingChanges(() => this.#growFollow())
  }

  kindOf({ type, value }: Token): Kind {
    if (!this.#words.has(value)) return type
    this.#typeOf.set(value, type)
    return value
  }

  permission(kind: Kind): Permission {
    const type = this.#typeOf.get(kind)
    const holds = (set: ReadonlySet<Kind> | undefined) =>
      set?.has(kind) === true || (type !== undefined && set?.has(type) === true)
    const end = new Set([...this.#follow].flatMap(([name, set]) => (holds(set) ? [name] : [])))
    const begin: Permission['begin'] = {}
    for (const rule of this.#rules) {
      const { kinds, nullable } = this.#firstOf(rule.symbols as Symbols)
      if (holds(kinds) || (nullable && end.has(rule.name))) (begin[rule.name] ??= []).push(rule)
    }
    return { begin, end }
  }

  /** What a row of symbols can begin with, and whether it can be nothing. */
  #firstOf(symbols: Symbols): { kinds: Set<Kind>; nullable: boolean } {
    const kinds = new Set<Kind>()
    for (const symbol of symbols) {
      if (typeof symbol !== 'string') kinds.add(kindOfTerminal(symbol))
      else addAll(kinds, this.#first.get(symbol))
      if (typeof symbol !== 'string' || !this.#nullable.has(symbol))
        return { kinds, nullable: false }
    }
    return { kinds, nullable: true }
  }

  #growFirst(): boolean {
    let grown = false
    for (const { name, symbols } of this.#rules) {
      const { kinds, nullable } = this.#firstOf(symbols as Symbols)
      if (addAll(this.#first.get(name), kinds)) grown = true
      if (!nullable || this.#nullable.has(name)) continue
      this.#nullable.add(name)
      grown = true
    }
    return grown
  }

  #growFollow(): boolean {
    let grown = false
    for (const { name, symbols } of this.#rules) {
      ;(symbols as Symbols).forEach((symbol, at) => {
        if (typeof symbol !== 'string') return
        const { kinds, nullable } = this.#firstOf((symbols as Symbols).slice(at + 1))
        if (nullable) addAll(kinds, this.#follow.get(name))
        if (addAll(this.#follow.get(symbol), kinds)) grown = true
      })
    }
    return grown
  }
}

function terminalsOf(symbols: Symbols): Terminal[] {
  return symbols.filter((symbol) => typeof symbol !== 'string')
}

function kindOfTerminal({ literal, type }: Terminal): Kind {
  const kind = literal ?? type
  if (kind === undefined) throw new Error('a terminal is a literal or a type')
  return kind
}

function addAll(set: Set<Kind> | undefined, kinds: ReadonlySet<Kind> = new Set()): boolean {
  const before = set?.size
  for (const kind of kinds) set?.add(kind)
  return set?.size !== before
}

function untilNothingChanges(step: () => boolean): void {
  while (step());
}
