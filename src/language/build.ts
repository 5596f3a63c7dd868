// The constructors of the syntax tree: what the grammar (grammar/imids.ne) calls when a rule is complete. They
// also run for readings that die later, so they are pure and complain of nothing.

import type * as ast from './ast.js'
import type { Token } from './lexer.js'

type Spanned = { readonly span: ast.Span }
/** What `("," x):*` becomes. */
type Rest<T> = readonly (readonly [Token, T])[]
/** What `(a | b)` becomes. */
type Either<T> = readonly [T]

/**
 * A constructor as nearley calls it, with the list of what the symbols of the rule became. That this list has
 * the shape that `make` declares is what the grammar says; it is believed here and nowhere else.
 */
function rule<Parts extends readonly unknown[], Node>(make: (...parts: Parts) => Node) {
  return (parts: readonly unknown[]): Node => make(...(parts as Parts))
}

function between(first: Spanned, last: Spanned): ast.Span {
  return { source: first.span.source, start: first.span.start, end: last.span.end }
}

function all<T>(first: T, rest: Rest<T>): T[] {
  return [first, ...rest.map(([, next]) => next)]
}

function lastOf<T>(list: readonly T[]): T | undefined {
  return list[list.length - 1]
}

function nameOf({ value, span }: Token): ast.Name {
  return { kind: 'name', text: value, span }
}

export const first = rule(<T>(node: T) => node)
export const second = rule(<T>(_: Token, node: T) => node)
export const list = rule(all)

// ---- file

export const constant = rule(
  (
    word: Token,
    name: ast.Name,
    _: Token,
    value: ast.Literal,
    rest: Rest<ast.Literal>,
  ): ast.Const => {
    const values = all(value, rest)
    return { kind: 'const', name, values, span: between(word, lastOf(values) ?? value) }
  },
)

type Body = Pick<ast.Signature, 'dialogues' | 'tally'>

export const signature = rule(
  (
    word: Token,
    name: ast.Name,
    params: readonly ast.Param[] | null,
    _: Token,
    fields: readonly ast.Field[],
    body: Body,
    tests: readonly ast.Test[],
    brace: Token,
  ): ast.Signature => ({
    kind: 'signature',
    name,
    params,
    fields,
    ...body,
    tests,
    span: between(word, brace),
  }),
)

export const noParams = rule((): ast.Param[] => [])
export const params = rule((_: Token, param: ast.Param, rest: Rest<ast.Param>) => all(param, rest))
export const param = rule((secret: Token | null, name: ast.Name): ast.Param => ({
  name,
  secret: secret !== null,
}))

export const dialogues = rule((dialogues: readonly ast.Dialogue[]): Body => ({
  dialogues,
  tally: null,
}))
export const counted = rule((tally: ast.Tally): Body => ({ dialogues: [], tally }))

type FieldValue = ast.Field['values'][number]

export const fields = rule((key: Token, values: readonly FieldValue[]): ast.Field => {
  return { key: nameOf(key), values, span: between(key, lastOf(values) ?? key) }
})
export const field = rule((key: Token, value: FieldValue) => fields([key, [value]]))

export const portRange = rule(
  (
    transport: ast.Name,
    _slash: Token,
    from: ast.NumberLiteral,
    _range: Token,
    to: ast.NumberLiteral,
  ): ast.PortHint => ({
    kind: 'port',
    transport,
    from: from.value,
    to: to.value,
    span: between(transport, to),
  }),
)
export const port = rule((transport: ast.Name, slash: Token, port: ast.NumberLiteral) =>
  portRange([transport, slash, port, slash, port]),
)

// ---- dialogue

export const dialogue = rule(
  (
    word: Token,
    transports: readonly ast.Name[],
    peer: Token | null,
    within: ast.Duration | null,
    _: Token,
    stages: readonly ast.Stage[],
    brace: Token,
  ): ast.Dialogue => ({
    transports,
    peer: peer !== null,
    within,
    stages,
    span: between(word, brace),
  }),
)

export const stage = rule((label: ast.Name | null, [body]: Either<ast.Stage>): ast.Stage => {
  return { ...body, label, span: between(label ?? body, body) }
})

export const state = rule((event: ast.Event, rest: Rest<ast.Event>): ast.State => {
  const events = all(event, rest)
  return { kind: 'state', label: null, events, span: between(event, lastOf(events) ?? event) }
})

export const event = rule(
  (
    trigger: ast.Trigger,
    where: readonly ast.Comparison[] | null,
    sets: readonly ast.SetClause[],
    goto: ast.Name | null,
  ): ast.Event => {
    const end = goto ?? lastOf(sets) ?? lastOf(where ?? []) ?? trigger
    return { trigger, where: where ?? [], sets, goto, span: between(trigger, end) }
  },
)

export const message = rule(
  (
    arrow: Token,
    framer: ast.Name,
    pattern: ast.Pattern | null,
    clauses: readonly ast.Clause[],
  ): ast.Trigger => ({
    kind: 'message',
    arrow: arrow.value as ast.Arrow,
    framer,
    pattern: pattern ?? [],
    clauses,
    span: between(arrow, lastOf(clauses) ?? lastOf(pattern ?? []) ?? framer),
  }),
)
export const after = rule((word: Token, duration: ast.Duration): ast.Trigger => ({
  kind: 'after',
  duration,
  span: between(word, duration),
}))
export const close = rule(({ span }: Token): ast.Trigger => ({ kind: 'close', span }))
export const met = rule(({ span }: Token): ast.Trigger => ({ kind: 'met', span }))

export const fieldClause = rule(
  (
    path: ast.Path,
    optional: Token | null,
    pipes: readonly ast.Pipe[],
    pattern: ast.Pattern,
  ): ast.Clause => ({
    kind: 'field',
    path,
    optional: optional !== null,
    pipes,
    pattern,
    span: between(path, lastOf(pattern) ?? path),
  }),
)
export const absent = rule((path: ast.Path, word: Token): ast.Clause => ({
  kind: 'absent',
  path,
  span: between(path, word),
}))
export const records = rule(
  (
    [word]: Either<Token>,
    path: ast.Path,
    _: Token,
    clauses: readonly ast.Clause[],
    brace: Token,
  ): ast.Clause => ({
    kind: word.value as 'some' | 'each',
    path,
    clauses,
    span: between(word, brace),
  }),
)

export const path = rule((selectors: readonly [ast.Selector, ...ast.Selector[]]): ast.Path => {
  return { selectors, span: between(selectors[0], lastOf(selectors) ?? selectors[0]) }
})

type Key = { readonly key: string | number } & Spanned

export const selector = rule((word: Token, key: Key | null): ast.Selector => {
  return { name: word.value.slice(1), key: key?.key ?? null, span: between(word, key ?? word) }
})
export const key = rule(
  (open: Token, [key]: Either<ast.StringLiteral | ast.NumberLiteral>, close: Token): Key => ({
    key: key.kind === 'number' ? key.value : new TextDecoder().decode(key.bytes),
    span: between(open, close),
  }),
)

export const where = rule((_: Token, comparison: ast.Comparison, rest: Rest<ast.Comparison>) =>
  all(comparison, rest),
)
export const comparison = rule(
  (left: ast.Operand, operator: Token, right: ast.Operand): ast.Comparison => ({
    left,
    operator: operator.value as ast.Operator,
    right,
    span: between(left, right),
  }),
)
export const set = rule(
  (word: Token, name: ast.Name, _: Token, value: ast.Operand): ast.SetClause => ({
    name,
    value,
    span: between(word, value),
  }),
)

// ---- what runs at once between the states

type Once = NonNullable<ast.Report['once']> & Spanned

export const report = rule(
  ([word]: Either<Token>, text: ast.StringLiteral, limit: Once | null): ast.Report => ({
    kind: word.value as 'alert' | 'record',
    label: null,
    text,
    once: limit === null ? null : { keys: limit.keys, within: limit.within },
    span: between(word, limit ?? text),
  }),
)
export const once = rule(
  (word: Token, _: Token, keys: readonly ast.Name[], within: ast.Duration | null): Once => ({
    keys,
    within,
    span: between(word, within ?? lastOf(keys) ?? word),
  }),
)

export const anywhere = rule(() => 'any' as const)

export const expect = rule(
  (
    word: Token,
    transport: ast.Name,
    host: ast.Expect['host'],
    _colon: Token,
    port: ast.Expect['port'],
    within: ast.Duration | null,
    _as: Token,
    signature: ast.Name,
    _open: Token,
    args: readonly ast.Wish[] | null,
    close: Token,
  ): ast.Expect => ({
    kind: 'expect',
    label: null,
    transport,
    host,
    port,
    within,
    signature,
    args: args ?? [],
    span: between(word, close),
  }),
)

export const remember = rule(
  (
    word: Token,
    keys: readonly ast.Name[],
    _as: Token,
    table: ast.Name,
    _open: Token,
    columns: readonly ast.Wish[],
    _close: Token,
    _for: Token,
    lifetime: ast.Duration,
  ): ast.Remember => ({
    kind: 'remember',
    label: null,
    keys,
    table,
    columns,
    lifetime,
    span: between(word, lifetime),
  }),
)

export const recall = rule(
  (
    word: Token,
    keys: readonly ast.Name[],
    _from: Token,
    table: ast.Name,
    _open: Token,
    columns: readonly ast.Wish[],
    close: Token,
    where: readonly ast.Comparison[] | null,
  ): ast.Recall => ({
    kind: 'recall',
    label: null,
    keys,
    table,
    columns,
    where: where ?? [],
    span: between(word, lastOf(where ?? []) ?? close),
  }),
)

export const wish = rule((name: ast.Name, optional: Token | null): ast.Wish => ({
  kind: 'wish',
  name,
  optional: optional !== null,
}))

export const tally = rule(
  (
    word: Token,
    threshold: ast.NumberLiteral,
    distinct: ast.Name | null,
    signature: ast.Name,
    within: ast.Duration,
    _per: Token,
    per: readonly ast.Name[],
    report: ast.Report,
  ): ast.Tally => ({
    threshold,
    distinct,
    signature,
    within,
    per,
    report,
    span: between(word, report),
  }),
)

// ---- pattern

export const skip = rule(({ span }: Token): ast.Atom => ({ kind: 'skip', span }))
export const end = rule(({ span }: Token): ast.Atom => ({ kind: 'end', span }))
export const same = rule((sign: Token, name: ast.Name): ast.Atom => ({
  kind: 'same',
  name,
  span: between(sign, name),
}))
export const any = rule(
  (
    word: Token,
    _: Token,
    pattern: ast.Pattern,
    rest: Rest<ast.Pattern>,
    close: Token,
  ): ast.Atom => ({ kind: 'any', alternatives: all(pattern, rest), span: between(word, close) }),
)
export const maybe = rule(
  (word: Token, _: Token, pattern: ast.Pattern, close: Token): ast.Atom => ({
    kind: 'maybe',
    pattern,
    span: between(word, close),
  }),
)

type Capture = Pick<ast.Hole, 'name' | 'secret'> & Spanned

export const hole = rule(
  (capture: Capture | null, type: ast.Call, pipes: readonly ast.Pipe[]): ast.Hole => ({
    kind: 'hole',
    name: capture?.name ?? null,
    secret: capture?.secret ?? false,
    type,
    pipes,
    span: between(capture ?? type, lastOf(pipes) ?? type),
  }),
)
export const capture = rule((secret: Token | null, name: ast.Name, colon: Token): Capture => {
  return { name, secret: secret !== null, span: between(secret ?? name, colon) }
})

export const bareCall = rule((name: ast.Name): ast.Call => ({ name, args: [], span: name.span }))
export const call = rule(
  (
    name: ast.Name,
    _: Token,
    arg: ast.Literal | ast.Name,
    rest: Rest<ast.Literal | ast.Name>,
    close: Token,
  ): ast.Call => ({ name, args: all(arg, rest), span: between(name, close) }),
)

// ---- tests

export const test = rule(
  (
    word: Token,
    title: ast.StringLiteral,
    transport: ast.Name | null,
    _: Token,
    plays: readonly ast.Play[],
    wanted: readonly ast.Wanted[],
    brace: Token,
  ): ast.Test => ({ title, transport, from: null, plays, wanted, span: between(word, brace) }),
)
export const captureTest = rule(
  (
    word: Token,
    title: ast.StringLiteral,
    _from: Token,
    from: ast.StringLiteral,
    _open: Token,
    wanted: readonly ast.Wanted[],
    brace: Token,
  ): ast.Test => ({ title, transport: null, from, plays: [], wanted, span: between(word, brace) }),
)

export const send = rule((arrow: Token, bytes: readonly ast.Bytes[]): ast.Play => ({
  kind: 'send',
  arrow: arrow.value as ast.Arrow,
  bytes,
  span: between(arrow, lastOf(bytes) ?? arrow),
}))
export const gap = rule((arrow: Token, _: Token, length: ast.NumberLiteral): ast.Play => ({
  kind: 'gap',
  arrow: arrow.value as ast.Arrow,
  length: length.value,
  span: between(arrow, length),
}))
export const wait = rule((word: Token, duration: ast.Duration): ast.Play => ({
  kind: 'wait',
  duration,
  span: between(word, duration),
}))
export const closing = rule(({ span }: Token): ast.Play => ({ kind: 'close', span }))
export const midstream = rule(({ span }: Token): ast.Play => ({ kind: 'midstream', span }))
export const flow = rule(
  (
    word: Token,
    transport: ast.Name,
    endpoint: ast.Endpoint,
    _: Token,
    plays: readonly ast.Play[],
    brace: Token,
  ): ast.Play => ({ kind: 'flow', transport, endpoint, plays, span: between(word, brace) }),
)
export const length = rule(
  (name: ast.Name, _: Token, bytes: readonly ast.Bytes[], close: Token): ast.Bytes => ({
    kind: 'length',
    name,
    bytes,
    span: between(name, close),
  }),
)
export const endpoint = rule(
  (address: ast.AddressLiteral, _: Token, port: ast.NumberLiteral): ast.Endpoint & Spanned => ({
    address,
    port: port.value,
    span: between(address, port),
  }),
)

export const silent = rule((): ast.Wanted[] => [])
export const wantedReport = rule(
  (
    [word]: Either<Token>,
    signature: ast.Name | null,
    _open: Token,
    pair: ast.Pair,
    rest: Rest<ast.Pair>,
    _comma: Token | null,
    brace: Token,
  ): ast.Wanted => ({
    kind: word.value as 'alert' | 'record',
    signature,
    pairs: all(pair, rest),
    span: between(word, brace),
  }),
)
export const wantedExpect = rule(
  (word: Token, transport: ast.Name, endpoint: ast.Endpoint & Spanned): ast.Wanted => ({
    kind: 'expect',
    transport,
    endpoint,
    span: between(word, endpoint),
  }),
)
export const pair = rule((name: ast.Name, _: Token, value: ast.TestValue): ast.Pair => ({
  name,
  value,
  span: between(name, value),
}))
export const listPair = rule(
  (
    name: ast.Name,
    _equals: Token,
    _open: Token,
    value: ast.TestValue,
    rest: Rest<ast.TestValue>,
    close: Token,
  ): ast.Pair => ({ name, value: all(value, rest), span: between(name, close) }),
)

// ---- words

export const name = rule(nameOf)

const ESCAPED: Readonly<Record<string, number>> = { r: 13, n: 10, t: 9, '"': 34, '\\': 92 }

export const string = rule(({ value, span }: Token): ast.StringLiteral => {
  const ignoreCase = value.endsWith('i')
  const written = value.slice(1, ignoreCase ? -2 : -1)
  const bytes: number[] = []
  for (const [piece] of written.matchAll(/\\x..|\\.|[^\\]+/g)) {
    if (piece.startsWith('\\x')) bytes.push(parseInt(piece.slice(2), 16))
    else if (piece.startsWith('\\')) bytes.push(ESCAPED[piece.charAt(1)] ?? 0)
    else for (const byte of new TextEncoder().encode(piece)) bytes.push(byte)
  }
  return { kind: 'string', bytes: Uint8Array.from(bytes), ignoreCase, span }
})

export const hex = rule(({ value, span }: Token): ast.HexLiteral => ({
  kind: 'hex',
  bytes: [...value.matchAll(/[0-9a-f?]{2}/gi)].map(([pair]) =>
    pair === '??' ? null : parseInt(pair, 16),
  ),
  span,
}))

export const number = rule(({ value, span }: Token): ast.NumberLiteral => ({
  kind: 'number',
  value: Number(value),
  span,
}))

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

export const duration = rule(({ value, span }: Token): ast.Duration => {
  const [count = '', unit = ''] = value.split(/(?=[a-z])(?<=\d)/)
  return { ms: Number(count) * (MS[unit] ?? 0), span }
})

export const ip = rule(({ value, span }: Token): ast.AddressLiteral => ({
  kind: 'ip',
  text: value.replace(/[[\]]/g, ''),
  span,
}))
