// Lines of cells, and how cells are brought into columns.

import type { Table } from './marks.js'

/** Cells that end behind this column do not push the tails of other lines further. */
const FARTHEST = 92
/** Nor does a tail longer than this push the next. */
const LONGEST_TAIL = 40

export class Line {
  /** What stands in front of the tails; in a row of a table one string for each cell. */
  readonly cells: string[] = ['']
  /** `where`, `set`, `goto`. */
  readonly tails: string[] = []
  row: Table | null = null
  tail: Table | null = null
  comment: string | null = null

  constructor(
    readonly indent: number,
    readonly blank: boolean,
  ) {}

  get empty(): boolean {
    return this.cells.length === 1 && this.cells[0] === '' && this.tails.length === 0
  }

  append(text: string): void {
    const list = this.tails.length > 0 ? this.tails : this.cells
    list[list.length - 1] += text
  }

  /** Fills the line up to `column`, counted behind its indent. */
  pad(column: number): void {
    const [text = ''] = this.cells
    if (this.cells.length === 1) this.cells[0] = text.padEnd(column)
  }
}

export function write(lines: readonly Line[]): string {
  alignRows(lines)
  alignTails(lines)
  const texts = lines.map((line) => ' '.repeat(line.indent) + (line.cells[0] ?? ''))
  alignComments(lines, texts)
  return texts
    .map((text, index) => (lines[index]?.blank ? '\n' : '') + text.trimEnd() + '\n')
    .join('')
}

/** The lines of each table, in order. */
function byTable(lines: readonly Line[], of: (line: Line) => Table | null): Map<Table, Line[]> {
  const tables = new Map<Table, Line[]>()
  for (const line of lines) {
    const table = of(line)
    const known = table && tables.get(table)
    if (known) known.push(line)
    else if (table) tables.set(table, [line])
  }
  return tables
}

/** Width that a cell needs for the cells behind it: the last of a line needs none. */
function widths(rows: readonly (readonly string[])[], limit = Infinity): number[] {
  const result: number[] = []
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, index) => {
      if (cell.length <= limit) result[index] = Math.max(result[index] ?? 0, cell.length)
    })
  }
  return result
}

function join(row: readonly string[], columns: readonly number[], gap: number): string {
  return row
    .map((cell, index) => {
      if (index === row.length - 1) return cell
      const width = columns[index] ?? 0
      // A column that is empty in all rows takes no room.
      return width === 0 && cell === '' ? '' : cell.padEnd(width) + ' '.repeat(gap)
    })
    .join('')
}

function alignRows(lines: readonly Line[]): void {
  for (const [table, rows] of byTable(lines, ({ row }) => row)) {
    const columns = widths(rows.map(({ cells }) => cells))
    for (const { cells } of rows) cells.splice(0, cells.length, join(cells, columns, table.gap))
  }
  for (const { cells } of lines) cells.splice(0, cells.length, cells.filter(Boolean).join(' '))
}

function alignTails(lines: readonly Line[]): void {
  const headOf = ({ indent, cells: [head = ''] }: Line) => (head === '' ? 0 : indent + head.length)
  for (const [table, rows] of byTable(lines, ({ tail }) => tail)) {
    const heads = rows.map(headOf).filter((width) => width <= FARTHEST)
    const column = Math.max(...heads, ...rows.map(({ indent }) => indent - table.gap)) + table.gap
    const columns = widths(
      rows.map(({ tails }) => tails),
      LONGEST_TAIL,
    )
    for (const line of rows) {
      const [head = ''] = line.cells
      const room = Math.max(column - line.indent, head.length + (head === '' ? 0 : table.gap))
      line.cells[0] = head.padEnd(room) + join(line.tails, columns, 2)
    }
  }
}

/** Comments behind the lines of a run of such lines stand in one column. */
function alignComments(lines: readonly Line[], texts: string[]): void {
  let run: number[] = []
  lines.forEach((line, index) => {
    if (line.comment === null) run = []
    else run.push(index)
    if (line.comment === null || lines[index + 1]?.comment) return
    const column = Math.max(...run.map((at) => texts[at]?.length ?? 0)) + 2
    for (const at of run) texts[at] = (texts[at] ?? '').padEnd(column) + lines[at]?.comment
  })
}
