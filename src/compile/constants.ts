// The pack's constants, and literals as the program holds them.

import type { Const, HexLiteral, Literal, StringLiteral } from '../language/ast.js'
import type { LiteralBytes } from './instruction.js'

export class Constants {
  readonly #byName: ReadonlyMap<string, Const>

  constructor(constants: readonly Const[]) {
    this.#byName = new Map(constants.map((constant) => [constant.name.text, constant]))
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  /** Its byte strings, longest first, as they are tried; empty for a constant of numbers. */
  literals(name: string): LiteralBytes[] {
    return this.#values(name)
      .filter((value) => value.kind !== 'number')
      .map(literalBytes)
      .sort((a, b) => b.bytes.length - a.bytes.length)
  }

  numbers(name: string): number[] {
    return this.#values(name).flatMap((value) => (value.kind === 'number' ? [value.value] : []))
  }

  #values(name: string): readonly Literal[] {
    const constant = this.#byName.get(name)
    if (constant === undefined) throw new Error(`no constant ${name}`)
    return constant.values
  }
}

export function literalBytes(literal: StringLiteral | HexLiteral): LiteralBytes {
  if (literal.kind === 'string')
    return { bytes: latin1(literal.bytes), ignoreCase: literal.ignoreCase }
  const bytes = latin1(literal.bytes.map((byte) => byte ?? 0))
  if (!literal.bytes.includes(null)) return { bytes, ignoreCase: false }
  return {
    bytes,
    ignoreCase: false,
    mask: latin1(literal.bytes.map((byte) => (byte === null ? 0 : 0xff))),
  }
}

/** One character a byte. */
export function latin1(bytes: Uint8Array | readonly number[]): string {
  return Buffer.from(bytes).toString('latin1')
}

/** One literal behind the other. Where only one of them ignores case, so does the whole: it still stands wherever both do. */
export function concatenate(a: LiteralBytes, b: LiteralBytes): LiteralBytes {
  const joined = { bytes: a.bytes + b.bytes, ignoreCase: a.ignoreCase || b.ignoreCase }
  if (a.mask === undefined && b.mask === undefined) return joined
  return { ...joined, mask: maskOf(a) + maskOf(b) }
}

function maskOf(literal: LiteralBytes): string {
  return literal.mask ?? '\xff'.repeat(literal.bytes.length)
}
