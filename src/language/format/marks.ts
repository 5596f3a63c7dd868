// Where lines and columns begin: the layout, as the syntax tree decides it. A mark belongs to the token at an
// offset; tokens without one follow their neighbour.

import type * as ast from '../ast.js'
import type { Token } from '../lexer.js'

export interface Mark {
  /** Begins a line, indented by so many blanks; lines that continue it are indented by `hang`. */
  readonly line?: number
  readonly hang?: number
  /** A blank line stands before it. */
  readonly blank?: boolean
  /** Begins a line if it did so before, or if the event is too long for one. */
  readonly soft?: boolean
  readonly force?: boolean
  /** Stands this many columns behind the indent of its line. */
  readonly column?: number
  /** Begins the next cell of a line of this table. */
  readonly cell?: Table
  /** Begins a line of this table, if it begins a line at all. */
  readonly row?: Table
  /** `where`, `set` and `goto`, in columns of their own. */
  readonly tail?: Table
}

/** Rows that share their columns. Compared by identity. */
export interface Table {
  /** Blanks in front of a column, at least. */
  readonly gap: number
}

const INDENT = 2
/** Metadata values stand in one column in all signatures: behind `confidence`. */
const VALUE_COLUMN = 11
const WIDTH = 100
/** Blanks in front of the first `set` of an event, in the line that leaves least of them. */
const TAIL_GAP = 3

export class Marks {
  readonly #marks = new Map<number, Mark>()
  readonly #indexAt = new Map<number, number>()
  /** Signs of a demand for the same value again, `=name`, which keep no blank. */
  readonly demands = new Set<number>()

  constructor(
    private readonly tokens: readonly Token[],
    private readonly blanks: (before: Token, token: Token) => string,
  ) {
    tokens.forEach(({ span }, index) => this.#indexAt.set(span.start, index))
  }

  of(token: Token): Mark {
    return this.#marks.get(token.span.start) ?? {}
  }

  /** @param previous what stands before it in the file, if anything */
  item(item: ast.Item, previous: ast.Item | null, table: Table): void {
    const blank = previous !== null && !(previous.kind === 'const' && item.kind === 'const')
    this.#mark(item.span.start, { line: 0, hang: INDENT, blank, row: table })
    if (item.kind === 'signature') return this.#signature(item)
    this.#mark(this.#behind(item.name.span.start, 1), { cell: table })
  }

  #mark(offset: number, mark: Mark): void {
    this.#marks.set(offset, { ...this.#marks.get(offset), ...mark })
  }

  /** Offset of the token `count` tokens behind (or, negative, before) the one at `offset`. */
  #behind(offset: number, count: number): number {
    const index = this.#indexAt.get(offset)
    const token = index === undefined ? undefined : this.tokens[index + count]
    if (token === undefined) throw new Error(`no token near offset ${offset}`)
    return token.span.start
  }

  #closing({ span }: { span: ast.Span }, indent: number): void {
    this.#mark(span.end - 1, { line: indent, hang: indent })
  }

  #signature(signature: ast.Signature): void {
    for (const { key, span } of signature.fields) {
      this.#mark(span.start, { line: INDENT, hang: INDENT + VALUE_COLUMN })
      this.#mark(this.#behind(key.span.start, 1), { column: VALUE_COLUMN })
    }
    const first = signature.tally ?? signature.dialogues[0]
    for (const dialogue of signature.dialogues) this.#dialogue(dialogue)
    if (signature.tally) {
      this.#mark(signature.tally.span.start, { line: INDENT, hang: 2 * INDENT })
      this.#report(signature.tally.report, INDENT)
    }
    if (first) this.#mark(first.span.start, { blank: signature.fields.length > 0 })
    signature.tests.forEach((test, index) => this.#test(test, index === 0))
    this.#closing(signature, 0)
  }

  // ---- dialogue

  #dialogue(dialogue: ast.Dialogue): void {
    this.#mark(dialogue.span.start, { line: INDENT, hang: 2 * INDENT })
    const labels = dialogue.stages.map(({ label }) => (label ? label.text.length + 2 : 0))
    const choice = dialogue.stages.some(
      (stage) => stage.kind === 'state' && stage.events.length > 1,
    )
    const arrow = 2 * INDENT + Math.max(choice ? 3 : 0, ...labels)
    const tails: Table = { gap: TAIL_GAP }
    for (const stage of dialogue.stages) this.#stage(stage, arrow, tails)
    this.#closing(dialogue, INDENT)
  }

  #stage(stage: ast.Stage, arrow: number, tails: Table): void {
    const indent = 2 * INDENT
    if (stage.label) {
      this.#mark(stage.span.start, { line: indent, hang: arrow + INDENT })
      this.#mark(this.#behind(stage.label.span.start, 2), { column: arrow - indent })
    }
    if (stage.kind === 'state') {
      stage.events.forEach((event, index) => this.#event(event, index, stage, arrow, tails))
    } else if (!stage.label) {
      this.#mark(stage.span.start, { line: indent, hang: indent + INDENT })
    }
    if (stage.kind === 'alert' || stage.kind === 'record') this.#once(stage)
    if (stage.kind === 'recall') this.#tail(stage.where[0], tails)
  }

  #event(event: ast.Event, index: number, state: ast.State, arrow: number, tails: Table): void {
    const hang = arrow + INDENT
    const { start } = event.span
    if (index > 0) this.#mark(this.#behind(start, -1), { line: arrow - 3, hang })
    else if (!state.label) this.#mark(start, { line: arrow, hang })
    if (event.trigger.kind === 'message') this.#message(event.trigger, arrow)
    this.#tail(event.where[0], tails)
    for (const { span } of event.sets) this.#mark(span.start, { soft: true, tail: tails })
    if (event.goto) this.#mark(this.#behind(event.goto.span.start, -1), { soft: true, tail: tails })
  }

  #tail(first: ast.Comparison | undefined, tail: Table): void {
    if (first) this.#mark(this.#behind(first.span.start, -1), { soft: true, tail })
  }

  #message(message: ast.MessageTrigger, arrow: number): void {
    this.#pattern(message.pattern)
    message.pattern.forEach(({ span }) => this.#mark(span.start, { soft: true }))
    this.#clauses(message.clauses)
    if (this.#widest(message.span, arrow) <= WIDTH) return
    message.clauses.forEach(({ span }, index) => {
      if (index > 0 || message.pattern.length > 0) this.#mark(span.start, { force: true })
    })
  }

  /** Width of the longest line of a message, in its present lines but with canonical blanks. */
  #widest(span: ast.Span, arrow: number): number {
    let widest = 0
    let width = arrow
    const first = this.#indexAt.get(span.start) ?? 0
    for (let index = first; (this.tokens[index]?.span.start ?? span.end) < span.end; index++) {
      const token = this.tokens[index]
      const before = this.tokens[index - 1]
      if (!token || !before) continue
      const broken = this.of(token).soft && brokenBefore(before, token)
      if (broken && index > first) width = arrow + INDENT
      width += this.blanks(before, token).length + token.value.length
      widest = Math.max(widest, width)
    }
    return widest
  }

  #clauses(clauses: readonly ast.Clause[]): void {
    const row: Table = { gap: 2 }
    for (const clause of clauses) {
      this.#mark(clause.span.start, { soft: true, row })
      if (clause.kind === 'absent') {
        this.#mark(this.#behind(clause.span.end - 'absent'.length, 0), { cell: row })
      } else if (clause.kind === 'field') {
        this.#pattern(clause.pattern)
        const [pipe] = clause.pipes
        const [atom] = clause.pattern
        // The pattern is the third cell; where nothing is decoded, the second is empty.
        if (pipe) this.#mark(this.#behind(pipe.span.start, -1), { cell: row })
        if (atom) this.#mark(atom.span.start, { cell: row, column: pipe ? 0 : EMPTY_CELL })
      } else {
        this.#clauses(clause.clauses)
        this.#mark(clause.span.end - 1, { soft: true })
      }
    }
  }

  #pattern(pattern: ast.Pattern): void {
    for (const atom of pattern) {
      if (atom.kind === 'same') this.demands.add(atom.span.start)
      if (atom.kind === 'any') atom.alternatives.forEach((one) => this.#pattern(one))
      if (atom.kind === 'maybe') this.#pattern(atom.pattern)
    }
  }

  #report(report: ast.Report, indent: number): void {
    this.#mark(report.span.start, { line: indent, hang: indent + INDENT })
    this.#once(report)
  }

  #once({ text, once }: ast.Report): void {
    if (once) this.#mark(this.#behind(text.span.start, 1), { soft: true })
  }

  // ---- tests

  #test(test: ast.Test, blank: boolean): void {
    const indent = 2 * INDENT
    this.#mark(test.span.start, { line: INDENT, hang: 2 * indent, blank })
    this.#plays(test.plays, indent)
    const words = test.wanted.map(({ kind }) => kind.length)
    const widest = Math.max(...words)
    const gap = words.every((width) => width === widest) ? 1 : 2
    for (const wanted of test.wanted) {
      this.#mark(wanted.span.start, { line: indent, hang: indent })
      this.#mark(this.#behind(wanted.span.start, 1), { column: widest + gap })
    }
    if (test.wanted.length === 0) {
      this.#mark(this.#behind(test.span.end - 1, -1), { line: indent, hang: indent })
    }
    this.#closing(test, INDENT)
  }

  #plays(plays: readonly ast.Play[], indent: number): void {
    for (const play of plays) {
      this.#mark(play.span.start, { line: indent, hang: indent + 3 })
      if (play.kind === 'send') this.#bytes(play.bytes)
      if (play.kind !== 'flow') continue
      this.#plays(play.plays, indent + INDENT)
      this.#closing(play, indent)
    }
  }

  #bytes(bytes: readonly ast.Bytes[]): void {
    for (const part of bytes) {
      this.#mark(part.span.start, { soft: true })
      if (part.kind === 'length') this.#bytes(part.bytes)
    }
  }
}

/** Column of a mark that leaves a cell of its table empty. */
export const EMPTY_CELL = -1

export function brokenBefore(before: Token, token: Token): boolean {
  return token.span.source.text.slice(before.span.end, token.span.start).includes('\n')
}
