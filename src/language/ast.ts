// The syntax tree of the signature language: what the parser builds, and the checker, the compiler and the
// formatter read. Plain data, no behaviour. Every node knows its place in the source, because everything
// that can be wrong with it is reported there.

/** One signature file. `path` is as the user wrote it, since diagnostics print it. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** A stretch of a source, in UTF-16 code units from its beginning; `end` is exclusive. */
export interface Span {
  readonly source: Source
  readonly start: number
  readonly end: number
}

export interface Name {
  readonly kind: 'name'
  readonly text: string
  readonly span: Span
}

/** `"text"`, `"text"i`. `bytes` is the value with its escapes undone, as UTF-8, but `\xHH` is one byte. */
export interface StringLiteral {
  readonly kind: 'string'
  readonly bytes: Uint8Array
  readonly ignoreCase: boolean
  readonly span: Span
}

/** `|2a ?? 01|`. A wildcard byte is null. */
export interface HexLiteral {
  readonly kind: 'hex'
  readonly bytes: readonly (number | null)[]
  readonly span: Span
}

export interface NumberLiteral {
  readonly kind: 'number'
  readonly value: number
  readonly span: Span
}

export type Literal = StringLiteral | HexLiteral | NumberLiteral

export interface AddressLiteral {
  readonly kind: 'ip'
  /** As written, without the brackets of an IPv6 address. */
  readonly text: string
  readonly span: Span
}

export interface Duration {
  readonly ms: number
  readonly span: Span
}

// ---- file

export type Item = Const | Signature

export interface Const {
  readonly kind: 'const'
  readonly name: Name
  readonly values: readonly Literal[]
  readonly span: Span
}

export interface Signature {
  readonly kind: 'signature'
  readonly name: Name
  /** null: no parentheses. An empty list: armed only, by an `expect`, without arguments. */
  readonly params: readonly Param[] | null
  readonly fields: readonly Field[]
  /** Empty exactly when there is a tally. */
  readonly dialogues: readonly Dialogue[]
  readonly tally: Tally | null
  readonly tests: readonly Test[]
  readonly span: Span
}

export interface Param {
  readonly name: Name
  readonly secret: boolean
}

/** One line of metadata: `risk unencrypted, worm`. Values are all of the kind that the key takes. */
export interface Field {
  readonly key: Name
  readonly values: readonly (Name | StringLiteral | NumberLiteral | PortHint)[]
  readonly span: Span
}

export interface PortHint {
  readonly kind: 'port'
  readonly transport: Name
  readonly from: number
  readonly to: number
  readonly span: Span
}

// ---- dialogue

export interface Dialogue {
  readonly transports: readonly Name[]
  readonly peer: boolean
  readonly within: Duration | null
  readonly stages: readonly Stage[]
  readonly span: Span
}

export type Stage = State | Report | Expect | Remember | Recall

interface StageBase {
  readonly label: Name | null
  readonly span: Span
}

export interface State extends StageBase {
  readonly kind: 'state'
  readonly events: readonly Event[]
}

export interface Event {
  readonly trigger: Trigger
  readonly where: readonly Comparison[]
  readonly sets: readonly SetClause[]
  readonly goto: Name | null
  readonly span: Span
}

export type Arrow = '->' | '<-' | '<>'

export type Trigger =
  | {
      readonly kind: 'message'
      readonly arrow: Arrow
      readonly framer: Name
      /** What is matched against the message's main text; empty if there is none. */
      readonly pattern: Pattern
      readonly clauses: readonly Clause[]
      readonly span: Span
    }
  | { readonly kind: 'after'; readonly duration: Duration; readonly span: Span }
  | { readonly kind: 'close'; readonly span: Span }
  | { readonly kind: 'met'; readonly span: Span }

export type MessageTrigger = Extract<Trigger, { kind: 'message' }>

export type Clause =
  | {
      readonly kind: 'field'
      readonly path: Path
      readonly optional: boolean
      readonly pipes: readonly Pipe[]
      readonly pattern: Pattern
      readonly span: Span
    }
  | { readonly kind: 'absent'; readonly path: Path; readonly span: Span }
  | {
      readonly kind: 'some' | 'each'
      readonly path: Path
      readonly clauses: readonly Clause[]
      readonly span: Span
    }

/** `.rv.tlv[0x2711]`: selectors without their dots, each with the key behind it, if any. */
export interface Path {
  readonly selectors: readonly Selector[]
  readonly span: Span
}

export interface Selector {
  readonly name: string
  /** Strings are case-insensitive where the framer's catalogue says so. */
  readonly key: string | number | null
  readonly span: Span
}

export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>='

export interface Comparison {
  readonly left: Operand
  readonly operator: Operator
  readonly right: Operand
  readonly span: Span
}

/** A name may be a capture, a builtin or fact (`flow.x`), an accessor (`x.size`), or, in `set`, a bare word. */
export type Operand = Name | StringLiteral | NumberLiteral

export interface SetClause {
  /** `outcome`, or `flow.account` for a fact of the flow. */
  readonly name: Name
  readonly value: Operand
  readonly span: Span
}

export interface Report extends StageBase {
  readonly kind: 'alert' | 'record'
  readonly text: StringLiteral
  readonly once: { readonly keys: readonly Name[]; readonly within: Duration | null } | null
}

export interface Expect extends StageBase {
  readonly kind: 'expect'
  readonly transport: Name
  readonly host: Wish | AddressLiteral | 'any'
  readonly port: Wish | NumberLiteral | 'any'
  readonly within: Duration | null
  readonly signature: Name
  readonly args: readonly Wish[]
}

/** A name that may be without a value: `account?`. */
export interface Wish {
  readonly kind: 'wish'
  readonly name: Name
  readonly optional: boolean
}

export interface Remember extends StageBase {
  readonly kind: 'remember'
  readonly keys: readonly Name[]
  readonly table: Name
  readonly columns: readonly Wish[]
  readonly lifetime: Duration
}

export interface Recall extends StageBase {
  readonly kind: 'recall'
  readonly keys: readonly Name[]
  readonly table: Name
  readonly columns: readonly Wish[]
  readonly where: readonly Comparison[]
}

export interface Tally {
  readonly threshold: NumberLiteral
  /** The capture whose distinct values are counted; null: firings are. */
  readonly distinct: Name | null
  readonly signature: Name
  readonly within: Duration
  readonly per: readonly Name[]
  readonly report: Report
  readonly span: Span
}

// ---- pattern

export type Pattern = readonly Atom[]

export type Atom =
  | Literal
  | { readonly kind: 'skip'; readonly span: Span }
  | { readonly kind: 'end'; readonly span: Span }
  | { readonly kind: 'same'; readonly name: Name; readonly span: Span }
  | Hole
  | { readonly kind: 'any'; readonly alternatives: readonly Pattern[]; readonly span: Span }
  | { readonly kind: 'maybe'; readonly pattern: Pattern; readonly span: Span }

/** `secret password:bytes |> xor(oscar.roast) |> text`, or only a type, or only the name of a constant. */
export interface Hole {
  readonly kind: 'hole'
  readonly name: Name | null
  readonly secret: boolean
  /** Also a constant's name: only the checker can tell. */
  readonly type: Call
  readonly pipes: readonly Pipe[]
  readonly span: Span
}

/** `bytes(8)`, `xor(oscar.roast)`, `re("[0-9]+")`, `word`. */
export interface Call {
  readonly name: Name
  readonly args: readonly (Literal | Name)[]
  readonly span: Span
}

export type Pipe = Call

// ---- tests

export interface Test {
  readonly title: StringLiteral
  readonly transport: Name | null
  /** A capture, instead of plays. */
  readonly from: StringLiteral | null
  readonly plays: readonly Play[]
  /** Empty: silent. */
  readonly wanted: readonly Wanted[]
  readonly span: Span
}

export type Play =
  | {
      readonly kind: 'send'
      readonly arrow: Arrow
      readonly bytes: readonly Bytes[]
      readonly span: Span
    }
  | { readonly kind: 'gap'; readonly arrow: Arrow; readonly length: number; readonly span: Span }
  | { readonly kind: 'wait'; readonly duration: Duration; readonly span: Span }
  | { readonly kind: 'close'; readonly span: Span }
  | { readonly kind: 'midstream'; readonly span: Span }
  | {
      readonly kind: 'flow'
      readonly transport: Name
      readonly endpoint: Endpoint
      readonly plays: readonly Play[]
      readonly span: Span
    }

export type Bytes =
  | StringLiteral
  | HexLiteral
  | {
      readonly kind: 'length'
      readonly name: Name
      readonly bytes: readonly Bytes[]
      readonly span: Span
    }

export interface Endpoint {
  readonly address: AddressLiteral
  readonly port: number
}

export type Wanted =
  | {
      readonly kind: 'alert' | 'record'
      readonly signature: Name | null
      readonly pairs: readonly Pair[]
      readonly span: Span
    }
  | {
      readonly kind: 'expect'
      readonly transport: Name
      readonly endpoint: Endpoint
      readonly span: Span
    }

export interface Pair {
  readonly name: Name
  readonly value: TestValue | readonly TestValue[]
  readonly span: Span
}

export type TestValue = StringLiteral | NumberLiteral | Name | AddressLiteral
