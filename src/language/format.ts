// The canonical layout: arrows in one column, metadata in two, a clause a line where one line is not enough.
//
// Tokens are neither added, dropped nor moved, so that a layout cannot change a meaning. What can be laid out in
// more than one good way (a clause, an atom, an element of a list on a line of its own) stays as its author did it.

import type { Item, Source } from './ast.js'
import { lex, type Token } from './lexer.js'
import { Line, write } from './format/lines.js'
import { brokenBefore, EMPTY_CELL, Marks, type Table } from './format/marks.js'
import { parse } from './parse.js'

/** @returns the text in its canonical layout; as it is, if it has a syntax error */
export function format(source: Source): string {
  const { items, diagnostics } = parse(source)
  return diagnostics.length > 0 ? source.text : layout(source, items)
}

/** @param items all that `source` holds, read without a complaint */
export function layout(source: Source, items: readonly Item[]): string {
  const { tokens, comments } = lex(source)
  const marks: Marks = new Marks(tokens, (before, token) => blanks(before, token, marks))
  markItems(items, marks, source)
  return write(new Layout(marks, comments).lines(tokens))
}

function markItems(items: readonly Item[], marks: Marks, { text }: Source): void {
  let previous: Item | null = null
  let table: Table = { gap: 1 }
  for (const item of items) {
    // Constants without anything between them share the column of their `=`.
    const between = previous ? text.slice(previous.span.end, item.span.start) : ''
    if (!/^[^\S\n]*\n?[^\S\n]*$/.test(between)) table = { gap: 1 }
    marks.item(item, previous, table)
    previous = item
  }
}

/** What stands between two tokens of a line. */
function blanks(before: Token, token: Token, { demands }: Marks): '' | ' ' {
  const a = before.value
  const b = token.value
  if (token.type === 'selector') return before.type === 'selector' || a === ']' ? '' : ' '
  if (a === '(' || a === '[' || a === '/' || a === '..' || a === ':') return ''
  if (a === '=') return demands.has(before.span.start) ? '' : ' '
  return /^(?:[)\],?:(/]|\.\.)$/.test(b) || (b === '[' && before.type === 'selector') ? '' : ' '
}

class Layout {
  readonly #lines: Line[] = []
  #line = new Line(0, false)
  #hang = 0
  /** Brackets that are open in the statement. */
  #depth = 0
  #nextComment = 0

  constructor(
    private readonly marks: Marks,
    private readonly comments: readonly Token[],
  ) {}

  lines(tokens: readonly Token[]): Line[] {
    tokens.forEach((token, index) => this.#place(token, tokens[index - 1]))
    const last = tokens[tokens.length - 1]
    this.#placeComments(last, undefined, 0, false)
    return this.#lines
  }

  #place(token: Token, before: Token | undefined): void {
    const mark = this.marks.of(token)
    const begins = mark.line !== undefined
    const closes = /^[)}\]]$/.test(token.value)
    if (begins) this.#depth = 0
    else if (closes) this.#depth--
    const indent = mark.line ?? this.#hang + 2 * this.#depth
    // What stands before a closing brace belongs inside.
    const inside = closes && begins ? indent + 2 : indent
    const placed = this.#placeComments(before, token, inside, mark.blank === true)
    const kept = before && brokenBefore(before, token) && (mark.soft || before.value === ',')
    if (begins || mark.force || placed.last || kept) {
      const spaced = placed.blank || this.#blankBefore(token, placed.last ?? before)
      this.#begin(indent, begins && !closes && spaced)
      if (mark.row) this.#line.row = mark.row
    } else if (mark.row) {
      // A second clause in the line: it is no row any more.
      this.#line.row = null
    }
    this.#append(token, before)
    if (begins) this.#hang = mark.hang ?? indent
    if (/^[({[]$/.test(token.value)) this.#depth++
  }

  #append(token: Token, before: Token | undefined): void {
    const { cell, tail, column = 0 } = this.marks.of(token)
    const line = this.#line
    const text = token.type === 'hex' ? spaced(token.value) : token.value
    if (tail) {
      line.tail = tail
      line.tails.push(text)
    } else if (cell && line.row === cell && !line.empty) {
      if (column === EMPTY_CELL) line.cells.push('')
      line.cells.push(text)
    } else {
      if (!line.empty && before) {
        line.append(blanks(before, token, this.marks))
        if (column > 0) line.pad(column)
      }
      line.append(text)
    }
  }

  #begin(indent: number, blank: boolean): void {
    this.#line = new Line(indent, blank && this.#lines.length > 0)
    this.#lines.push(this.#line)
  }

  /**
   * Places what stands between two tokens: a comment behind the first stays there, others have lines of their own.
   * @param blank a blank line is due
   * @returns the last comment, behind which a line must begin, and whether the blank line is still due
   */
  #placeComments(
    before: Token | undefined,
    token: Token | undefined,
    indent: number,
    blank: boolean,
  ): { last: Token | undefined; blank: boolean } {
    let last: Token | undefined
    for (; ; this.#nextComment++) {
      const comment = this.comments[this.#nextComment]
      if (!comment || (token && comment.span.start > token.span.start)) break
      const text = comment.value.trimEnd()
      const previous: Token | undefined = last ?? before
      if (previous && !brokenBefore(previous, comment)) {
        this.#line.comment = text
      } else {
        this.#begin(indent, blank || this.#blankBefore(comment, previous))
        this.#line.append(text)
        blank = false
      }
      last = comment
    }
    return { last, blank }
  }

  /** Whether the author left a blank line there, where one may be: not at the top of a block. */
  #blankBefore(token: Token, before: Token | undefined): boolean {
    if (!before || before.value === '{') return false
    return /\n[^\S\n]*\n/.test(token.span.source.text.slice(before.span.end, token.span.start))
  }
}

/** `|2A01|` as `|2a 01|`. */
function spaced(hex: string): string {
  return `|${hex.slice(1, -1).replace(/\s+/g, '').toLowerCase().match(/../g)?.join(' ')}|`
}
