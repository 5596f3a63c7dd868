// The expressions of `re("…")`, read into a tree. Bytes, not characters: `.` is any byte, and no byte is special.
//
//     choice    = sequence { "|" sequence }
//     sequence  = { atom [ "?" | "*" | "+" | "{m}" | "{m,}" | "{m,n}" ] }
//     atom      = "(" choice ")" | "[" [ "^" ] { byte | byte "-" byte } "]" | "." | byte
//     byte      = \d \w \s (sets), \r \n \t \xHH, \ before a sign, any other byte
//
// No anchors, back-references, look-around, lazy repeats: `( [ ] ) { } | ? * + . ^ $ \` need a `\` to stand for themselves.

import type { HexLiteral, StringLiteral } from '../language/ast.js'
import { buildAutomaton } from './automaton.js'
import { literalBytes } from './constants.js'
import type { Automaton } from './program.js'

export type RegexpNode =
  /** One byte out of a set: 256 flags. */
  | { readonly kind: 'byte'; readonly set: Uint8Array }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexpNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly RegexpNode[] }
  | {
      readonly kind: 'repeat'
      readonly node: RegexpNode
      readonly min: number
      readonly max: number
    }

/** What is wrong with an expression, and at which of its bytes. */
export interface RegexpProblem {
  readonly code: 're-syntax' | 're-too-large'
  readonly message: string
  readonly at: number
}

/** @param source one character a byte */
export function compileRegexp(source: string, ignoreCase: boolean): Automaton | RegexpProblem {
  try {
    return (
      buildAutomaton(new Reader(source, ignoreCase).read()) ?? {
        code: 're-too-large',
        message: 'needs more than 4,096 states',
        at: 0,
      }
    )
  } catch (error) {
    if (error instanceof Mistake) return { code: 're-syntax', message: error.message, at: error.at }
    throw error
  }
}

/** What the checker asks of an expression. @returns what is wrong with it, or null */
export function readExpression(source: string, ignoreCase: boolean): RegexpProblem | null {
  const compiled = compileRegexp(source, ignoreCase)
  return 'code' in compiled ? compiled : null
}

/** The automata of a program: one for each expression that occurs. */
export class Automata {
  readonly all: Automaton[] = []
  readonly #indexOf = new Map<string, number>()

  /** Index of the automaton of an expression that the checker has passed. */
  of(expression: StringLiteral | HexLiteral): number {
    const { bytes, ignoreCase } = literalBytes(expression)
    const key = (ignoreCase ? 'i' : '-') + bytes
    const known = this.#indexOf.get(key)
    if (known !== undefined) return known
    const compiled = compileRegexp(bytes, ignoreCase)
    if ('code' in compiled) throw new Error(`${compiled.code}: ${compiled.message}`)
    const index = this.all.push(compiled) - 1
    this.#indexOf.set(key, index)
    return index
  }
}

class Mistake extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message)
  }
}

/** The most that `{m,n}` may say. */
const REPEAT_LIMIT = 1000

class Reader {
  #at = 0

  constructor(
    readonly source: string,
    readonly ignoreCase: boolean,
  ) {}

  read(): RegexpNode {
    const node = this.#choice()
    if (this.#at < this.source.length) throw this.#mistake('a `)` that closes nothing')
    return node
  }

  #choice(): RegexpNode {
    const nodes = [this.#sequence()]
    while (this.#skip('|')) nodes.push(this.#sequence())
    return { kind: 'choice', nodes }
  }

  #sequence(): RegexpNode {
    const nodes: RegexpNode[] = []
    while (this.#at < this.source.length && !this.#sees('|') && !this.#sees(')'))
      nodes.push(this.#repeated(this.#atom()))
    return { kind: 'sequence', nodes }
  }

  #repeated(node: RegexpNode): RegexpNode {
    const at = this.#at
    const times = this.#times()
    if (times === null) return node
    if (times.max < times.min) throw new Mistake('a repeat whose end is before its start', at)
    return { kind: 'repeat', node, ...times }
  }

  #times(): { min: number; max: number } | null {
    if (this.#skip('?')) return { min: 0, max: 1 }
    if (this.#skip('*')) return { min: 0, max: Infinity }
    if (this.#skip('+')) return { min: 1, max: Infinity }
    if (!this.#skip('{')) return null
    const min = this.#count()
    let max = min
    if (this.#skip(',')) max = this.#sees('}') ? Infinity : this.#count()
    if (!this.#skip('}')) throw this.#mistake('a repeat is `{m}`, `{m,}` or `{m,n}`')
    return { min, max }
  }

  #count(): number {
    const digits = /^[0-9]{1,4}/.exec(this.source.slice(this.#at, this.#at + 4))?.[0]
    if (digits === undefined) throw this.#mistake('a repeat is `{m}`, `{m,}` or `{m,n}`')
    if (Number(digits) > REPEAT_LIMIT)
      throw this.#mistake(`a repeat may be up to ${REPEAT_LIMIT} times`)
    this.#at += digits.length
    return Number(digits)
  }

  #atom(): RegexpNode {
    const at = this.#at
    if (this.#skip('(')) {
      if (this.#sees('?')) throw this.#mistake('`(?` has no meaning here: `( )` only group')
      const node = this.#choice()
      if (!this.#skip(')')) throw new Mistake('a `(` that is never closed', at)
      return node
    }
    if (this.#skip('[')) return this.#class(at)
    if (this.#skip('.')) return { kind: 'byte', set: new Uint8Array(256).fill(1) }
    const found = this.source[at] ?? ''
    if ('^$'.includes(found))
      throw this.#mistake(`there are no anchors; write \`\\${found}\` for the sign itself`)
    if ('?*+{'.includes(found)) throw this.#mistake(`nothing to repeat before \`${found}\``)
    if (']}'.includes(found))
      throw this.#mistake(`\`${found}\` closes nothing; write \`\\${found}\``)
    return { kind: 'byte', set: this.#folded(this.#bytes()) }
  }

  #class(opened: number): RegexpNode {
    const negated = this.#skip('^')
    const set = new Uint8Array(256)
    while (!this.#skip(']')) {
      const at = this.#at
      if (at >= this.source.length) throw new Mistake('a `[` that is never closed', opened)
      const low = this.#bytes()
      if (this.#sees('-') && this.source[this.#at + 1] !== ']') {
        this.#at++
        const high = this.#bytes()
        const [from, to] = [only(low), only(high)]
        if (from === null || to === null || to < from)
          throw new Mistake('a range goes from a lower byte to a higher one', at)
        set.fill(1, from, to + 1)
      } else low.forEach((byte) => (set[byte] = 1))
    }
    const folded = this.#folded([...set.keys()].filter((byte) => set[byte] === 1))
    return { kind: 'byte', set: negated ? folded.map((flag) => 1 - flag) : folded }
  }

  /** The bytes that the next character or escape stands for: several for `\d` and its like. */
  #bytes(): number[] {
    if (this.#at >= this.source.length) throw this.#mistake('ends too early')
    if (!this.#skip('\\')) return [this.source.charCodeAt(this.#at++)]
    const at = this.#at - 1
    const letter = this.source[this.#at++]
    if (letter === undefined) throw new Mistake('a `\\` with nothing behind it', at)
    if (letter === 'x') {
      const digits = this.source.slice(this.#at, this.#at + 2)
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw new Mistake('`\\x` takes two hex digits', at)
      this.#at += 2
      return [parseInt(digits, 16)]
    }
    const named = escapes[letter]
    if (named !== undefined) return [...named].map((character) => character.charCodeAt(0))
    if (/[A-Za-z0-9]/.test(letter)) throw new Mistake(`\`\\${letter}\` has no meaning here`, at)
    return [letter.charCodeAt(0)]
  }

  #folded(bytes: readonly number[]): Uint8Array {
    const set = new Uint8Array(256)
    for (const byte of bytes) {
      set[byte] = 1
      const letter = byte | 0x20
      if (this.ignoreCase && letter >= 0x61 && letter <= 0x7a) set[byte ^ 0x20] = 1
    }
    return set
  }

  #sees(character: string): boolean {
    return this.source[this.#at] === character
  }

  #skip(character: string): boolean {
    if (!this.#sees(character)) return false
    this.#at++
    return true
  }

  #mistake(message: string): Mistake {
    return new Mistake(message, this.#at)
  }
}

const digits = '0123456789'
const letters = 'abcdefghijklmnopqrstuvwxyz'

const escapes: Readonly<Record<string, string | undefined>> = {
  r: '\r',
  n: '\n',
  t: '\t',
  d: digits,
  w: letters + letters.toUpperCase() + digits + '_',
  s: ' \t\r\n\v\f',
}

function only(bytes: readonly number[]): number | null {
  const [byte, ...others] = bytes
  return byte === undefined || others.length > 0 ? null : byte
}
