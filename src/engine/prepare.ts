// A program as it is run: byte strings and automata as typed arrays, fields by identity. Made once, when it is loaded.

import type { CompiledClause, Program } from '../compile/program.js'
import { Captures } from './captures.js'
import { prepareCode } from './code.js'
import { Fields, type Field } from './fields.js'
import { PatternMatcher } from './pattern.js'

/** A program, and beside it what matching reads, and where it keeps what it finds out about the message at hand. */
export interface PreparedProgram extends Program {
  readonly prepared: {
    readonly matches: readonly PreparedMatch[]
    readonly patterns: PatternMatcher
    readonly captures: Captures
    readonly fields: Fields
  }
}

export interface PreparedMatch {
  readonly main: number
  readonly clauses: readonly PreparedClause[]
}

export interface PreparedClause {
  readonly kind: CompiledClause['kind']
  readonly field: Field
  readonly optional: boolean
  readonly pattern: number
  /** Of `some` and `each`. */
  readonly clauses: readonly PreparedClause[]
}

export function prepare(program: Program): PreparedProgram {
  const captures = new Captures()
  const fields = new Fields()
  const matches = program.matches.map(({ main, clauses }) => ({
    main,
    clauses: clauses.map((clause) => prepareClause(clause, fields)),
  }))
  const patterns = new PatternMatcher(prepareCode(program), captures)
  return { ...program, prepared: { matches, patterns, captures, fields } }
}

function prepareClause(clause: CompiledClause, fields: Fields): PreparedClause {
  const { kind, path, key } = clause
  switch (kind) {
    case 'field': {
      const { optional, decode, pattern } = clause
      return { kind, field: fields.field(path, key, decode), optional, pattern, clauses: [] }
    }
    case 'absent':
      return { kind, field: fields.field(path, key, []), optional: false, pattern: -1, clauses: [] }
    case 'some':
    case 'each': {
      const inner = clause.clauses.map((each) => prepareClause(each, fields))
      const field = fields.field(path, key, [])
      return { kind, field, optional: false, pattern: -1, clauses: inner }
    }
  }
}
