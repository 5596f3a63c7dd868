// What signatures compile to: flat arrays and indices, nothing that can recurse but the clauses of `some` and `each`.
// It is plain JSON, so that a pack is compiled once, printed (`imids explain --program`) and compared in tests.
//
// Bytes stand in it as strings of one character a byte (Latin-1).

export interface Program {
  /** Raised when the shape changes: a stored program of another version is compiled anew. */
  readonly version: number
  /** By ascending id. */
  readonly signatures: readonly CompiledSignature[]
  readonly dialogues: readonly CompiledDialogue[]
  /** Those of one dialogue together, in the order of the text. */
  readonly stages: readonly CompiledStage[]
  readonly matches: readonly MessageMatch[]
  /** Those of one pattern together, each ended by `done`. Described in `instruction.ts`. */
  readonly instructions: readonly Instruction[]
  /** Automata of `re("…")`. */
  readonly automata: readonly Automaton[]
  /** What the front looks for. */
  readonly literals: readonly CompiledLiteral[]
  readonly tables: readonly CompiledTable[]
  /** Names of all framers that occur, for the desk. */
  readonly framers: readonly string[]
}

export interface CompiledSignature {
  readonly id: number
  readonly rev: number
  readonly name: string
  readonly title: string
  readonly caveat: string | null
  readonly class: string
  /** The class's text, EVE's `alert.category`. */
  readonly category: string
  readonly severity: 'info' | 'low' | 'medium' | 'high' | 'critical'
  readonly confidence: 'low' | 'medium' | 'high'
  readonly products: readonly string[]
  readonly risks: readonly string[]
  readonly attack: readonly string[]
  readonly references: readonly string[]
  readonly ports: readonly {
    readonly transport: string
    readonly from: number
    readonly to: number
  }[]
  /** Everything that has a value in an instance: parameters first, then captures, `set` names, columns. */
  readonly slots: readonly Slot[]
  readonly params: number
  /** Has parentheses: only an `expect` starts it. */
  readonly armedOnly: boolean
  /** Indices into `dialogues`. Empty for a tally. */
  readonly dialogues: readonly number[]
  readonly tally: CompiledTally | null
}

export interface Slot {
  readonly name: string
  /** What it is in EVE; `unknown` for a parameter or column, which takes what it is given. */
  readonly kind: 'text' | 'bytes' | 'number' | 'list' | 'unknown'
  readonly secret: boolean
}

export interface CompiledDialogue {
  readonly signature: number
  readonly transports: readonly ('tcp' | 'udp')[]
  readonly peer: boolean
  readonly withinMs: number | null
  /** First of its stages (the entry), and the index behind its last. */
  readonly stageFrom: number
  readonly stageTo: number
  /** How the entry is found: for each of its events, in their order, one gate, or several of which each message passes one. */
  readonly gates: readonly Gate[]
}

/** How one event of an entry is found in traffic. */
export interface Gate {
  readonly framer: string
  /** Index into `literals`: no message without it can match. null: by the framer's probe alone. */
  readonly literal: number | null
  /** `literal` by the prefilter; `probe` on every message of the framer; `stream` makes every byte be looked at. */
  readonly cost: 'literal' | 'probe' | 'stream'
  /** Every message that matches begins with one of these bytes, one character each. Absent: nothing is known of it. */
  readonly firstBytes?: string
}

export interface CompiledLiteral {
  readonly bytes: string
  readonly ignoreCase: boolean
  /** Stands at this offset from the start of a message, so that the message is found from it in mid-stream; null: anywhere. */
  readonly at: number | null
  /** Of the entries it stands for. */
  readonly framers: readonly string[]
}

export interface CompiledTable {
  readonly name: string
  readonly columns: number
}

// ---- stages

export type CompiledStage =
  CompiledState | CompiledReport | CompiledExpect | CompiledRemember | CompiledRecall

export interface CompiledState {
  readonly kind: 'state'
  /** As the text labels it, else `s` and its number within the dialogue from 1: what `evidence` calls it. */
  readonly label: string
  readonly events: readonly CompiledEvent[]
}

export interface CompiledEvent {
  readonly on: 'message' | 'after' | 'close' | 'met'
  /** Of a message: `to` and `from` the side that opened the flow, or, in a `peer` dialogue, that did not send the entry. */
  readonly direction: 'to_server' | 'to_client' | 'either'
  /** Index into `matches`; -1 for the other events. */
  readonly match: number
  readonly afterMs: number
  readonly where: readonly CompiledComparison[]
  readonly sets: readonly CompiledSet[]
  /** Stage that follows; the dialogue's `stageTo` ends it; DROP forgets it in silence. */
  readonly next: number
}

export const DROP = -1

export interface CompiledComparison {
  readonly left: CompiledOperand
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>='
  readonly right: CompiledOperand
}

export type CompiledOperand =
  | { readonly from: 'slot'; readonly slot: number; readonly take: 'value' | 'size' | 'count' }
  /** `flow.id`, `flow.client` and so on: always known (`flow.via` inside a tunnel only). */
  | { readonly from: 'builtin'; readonly name: string }
  /** A fact of the flow, without `flow.`: perhaps unknown. */
  | { readonly from: 'fact'; readonly name: string }
  | { readonly from: 'text'; readonly bytes: string }
  | { readonly from: 'number'; readonly value: number }

export interface CompiledSet {
  readonly to: { readonly slot: number } | { readonly fact: string }
  readonly value: CompiledOperand
}

export interface CompiledReport {
  readonly kind: 'alert' | 'record'
  readonly text: readonly TextPart[]
  readonly once: {
    readonly keys: readonly CompiledOperand[]
    readonly withinMs: number | null
  } | null
}

export type TextPart =
  | { readonly literal: string }
  /** Printed as `-` where it has no value. `{count}` of a tally is the builtin `count`. */
  | { readonly value: CompiledOperand }

export interface CompiledExpect {
  readonly kind: 'expect'
  readonly transport: 'tcp' | 'udp'
  /** null is `any`. An operand without a value arms nothing. */
  readonly host: CompiledOperand | null
  readonly port: CompiledOperand | null
  readonly withinMs: number
  /** Index into `signatures`. */
  readonly signature: number
  readonly args: readonly CompiledOperand[]
}

export interface CompiledRemember {
  readonly kind: 'remember'
  readonly table: number
  readonly keys: readonly CompiledOperand[]
  readonly columns: readonly CompiledOperand[]
  readonly lifetimeMs: number
}

export interface CompiledRecall {
  readonly kind: 'recall'
  readonly table: number
  readonly keys: readonly CompiledOperand[]
  readonly columns: readonly { readonly slot: number; readonly optional: boolean }[]
  readonly where: readonly CompiledComparison[]
}

export interface CompiledTally {
  readonly threshold: number
  /** Index into `signatures` of what is counted. */
  readonly counted: number
  /** What the counted signature's firings must differ in, a capture or a builtin such as `flow.id`; null: firings count. */
  readonly distinct: CompiledOperand | null
  readonly withinMs: number
  /** In terms of the counted signature. The tally's own slots are the keys by name, in this order. */
  readonly per: readonly CompiledOperand[]
  readonly report: CompiledReport
}

// ---- messages

export interface MessageMatch {
  readonly framer: string
  /** Instruction at which the pattern for the main text begins; -1: none. */
  readonly main: number
  readonly clauses: readonly CompiledClause[]
}

export type CompiledClause =
  | {
      readonly kind: 'field'
      readonly path: string
      readonly key: string | number | null
      readonly optional: boolean
      readonly decode: readonly CompiledTransform[]
      readonly pattern: number
    }
  | { readonly kind: 'absent'; readonly path: string; readonly key: string | number | null }
  | {
      readonly kind: 'some' | 'each'
      readonly path: string
      readonly key: string | number | null
      readonly clauses: readonly CompiledClause[]
    }

export interface CompiledTransform {
  readonly name: string
  /** The key of `xor`. */
  readonly key?: string
}

/** One step of a pattern; its operations are the matcher's own affair (`instruction.ts`). */
export interface Instruction {
  readonly op: string
  readonly [operand: string]: unknown
}

/**
 * A byte automaton, as tables: `next[state * classes + classOf[byte]]`, -1 is dead; state 0 is the start. `accepting` lists
 * the states that accept.
 */
export interface Automaton {
  readonly classes: number
  readonly classOf: readonly number[]
  readonly next: readonly number[]
  readonly accepting: readonly number[]
}
