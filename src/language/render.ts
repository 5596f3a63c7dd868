// Diagnostics as people read them:
//
//     error[unbound-capture]: `account` may have no value here
//       --> signatures/kazaa/peer.sig:24:45
//        |
//     22 |            or -> line "GIVE " transfer:digits end
//        |               -- no `account` on this path
//     24 |     alert "KaZaA peer transfer requested by {account}"
//        |                                             ^^^^^^^^^
//        = help: write `{account?}` to print `-` when it is missing

import type { Source, Span } from './ast.js'
import type { Diagnostic } from './diagnostic.js'
import { lineStarts, lineText, positionOf } from './position.js'

/** Columns of a source line that are shown where nothing is known of the terminal. */
const DEFAULT_WIDTH = 120

/** All of them, in the order of the text, a blank line between each. */
export function renderAll(diagnostics: readonly Diagnostic[], width = DEFAULT_WIDTH): string {
  return inOrder(diagnostics)
    .map((diagnostic) => render(diagnostic, width))
    .join('\n')
}

/** By file, place and code. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return [...diagnostics].sort(
    (a, b) =>
      order(a.span.source.path, b.span.source.path) ||
      a.span.start - b.span.start ||
      order(a.code, b.code),
  )
}

/** @param width columns of the terminal: longer source lines are cut on both sides of what is marked */
export function render(diagnostic: Diagnostic, width = DEFAULT_WIDTH): string {
  const { level, code, message, span, label, notes, expected, help } = diagnostic
  const marks: Mark[] = [
    ...notes.map((note) => markOf(note.span, '-', note.label)),
    markOf(span, '^', label),
  ]
  const gutter = ' '.repeat(Math.max(...marks.map(({ line }) => String(line).length)))
  const out = [`${level}[${code}]: ${message}`]
  const sources = [...new Set([span.source, ...notes.map((note) => note.span.source)])]
  for (const source of sources) {
    const here = marks.filter((mark) => mark.source === source)
    const place = source === span.source ? positionOf(source, span.start) : here[0]
    const arrow = source === span.source ? '-->' : ':::'
    out.push(`${gutter}${arrow} ${source.path}:${place?.line}:${place?.column}`)
    out.push(...excerpt(source, here, gutter, width))
  }
  for (const line of expected) out.push(`${gutter} = ${line}`)
  if (help !== null) out.push(`${gutter} = help: ${help}`)
  return out.map((line) => legible(line) + '\n').join('')
}

/** What a terminal would obey or hide. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}]/gu

/** Sentences quote the text that they are about. */
function legible(line: string): string {
  return line.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  })
}

/** One underlined stretch of one line. */
interface Mark {
  readonly source: Source
  readonly line: number
  readonly column: number
  /** UTF-16 units from the start of the line. */
  readonly from: number
  readonly to: number
  readonly stroke: '^' | '-'
  readonly label: string
}

/** A span of several lines is marked on its first. */
function markOf({ source, start, end }: Span, stroke: '^' | '-', label: string): Mark {
  const { line, column } = positionOf(source, start)
  const lineStart = lineStarts(source)[line - 1] ?? 0
  const text = lineText(source, line)
  const from = Math.min(start - lineStart, text.length)
  return { source, line, column, from, to: Math.min(end - lineStart, text.length), stroke, label }
}

function excerpt(source: Source, marks: Mark[], gutter: string, width: number): string[] {
  const out = [`${gutter} |`]
  const lines = [...new Set(marks.map(({ line }) => line))].sort((a, b) => a - b)
  for (const line of lines) {
    const here = marks.filter((mark) => mark.line === line)
    const shown = cut(lineText(source, line), here, width - gutter.length - 3)
    out.push(`${String(line).padStart(gutter.length)} | ${shown.text}`.trimEnd())
    for (const { from, to, stroke, label } of here) {
      const left = shown.columnAt(from)
      const strokes = stroke.repeat(Math.max(1, shown.columnAt(to) - left))
      out.push(`${gutter} | ${' '.repeat(left)}${strokes} ${label}`.trimEnd())
    }
  }
  return out
}

interface Shown {
  readonly text: string
  /** Column of the terminal, from 0, for an offset into the line. */
  columnAt(offset: number): number
}

/** Cuts a line that is too long to the part around its first mark. */
function cut(line: string, marks: readonly Mark[], room: number): Shown {
  const whole = expand(line)
  const total = whole.columnAt(line.length)
  if (total <= room) return whole
  const mark = marks.find(({ stroke }) => stroke === '^') ?? marks[0]
  const first = mark ? whole.columnAt(mark.from) : 0
  const last = mark ? Math.min(whole.columnAt(mark.to), first + room) : 0
  const spare = Math.max(0, room - (last - first))
  const from = Math.max(0, Math.min(first - (spare >> 1), total - room))
  const ends = { left: from > 0 ? '…' : '', right: from + room < total ? '…' : '' }
  let text = ''
  let column = 0
  for (const character of whole.text) {
    const inside = column >= from + ends.left.length && column < from + room - ends.right.length
    if (inside) text += character
    column += columnsOf(character)
  }
  const clamp = (at: number) => Math.max(0, Math.min(at - from, room))
  return {
    text: ends.left + text + ends.right,
    columnAt: (offset) => clamp(whole.columnAt(offset)),
  }
}

const TAB = 4

/** Tabs become blanks; what is unprintable becomes a mark, as wide as it is long. */
function expand(line: string): Shown {
  let text = ''
  let column = 0
  const columns: number[] = []
  for (const character of line) {
    for (let unit = 0; unit < character.length; unit++) columns.push(column)
    const seen = character === '\t' ? ' '.repeat(TAB) : character.replace(UNPRINTABLE, '\uFFFD')
    text += seen
    for (const one of seen) column += columnsOf(one)
  }
  return { text, columnAt: (offset) => columns[offset] ?? column }
}

const WIDE =
  /\p{Emoji_Presentation}|\p{sc=Han}|\p{sc=Hiragana}|\p{sc=Katakana}|\p{sc=Hangul}|[\u3000-\u303E\uFF01-\uFF60]/u

function columnsOf(character: string): number {
  if (character < '\u0300') return 1
  if (/\p{M}/u.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
