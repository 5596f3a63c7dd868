// What is known of an atom beforehand: the byte strings or numbers that it may be, and how many bytes it takes.

import type { Atom, Hole, Pattern } from '../language/ast.js'
import { concatenate, latin1, literalBytes, type Constants } from './constants.js'
import { fixedLength, isRun } from './hole.js'
import type { LiteralBytes } from './instruction.js'

/** The byte strings that an atom may be, in the order in which they are tried; null if it is anything else. */
export function literalsOf(atom: Atom, constants: Constants): LiteralBytes[] | null {
  switch (atom.kind) {
    case 'string':
    case 'hex':
      return [literalBytes(atom)]
    case 'hole':
      if (constants.has(atom.type.name.text)) {
        const literals = constants.literals(atom.type.name.text)
        return literals.length > 0 ? literals : null
      }
      return guidLiterals(atom)
    case 'any': {
      const alternatives = atom.alternatives.map((pattern) => stringsOf(pattern, constants))
      return alternatives.every((literals) => literals !== null) ? alternatives.flat() : null
    }
    default:
      return null
  }
}

/**
 * The same of a sequence, where it comes to the same: only its last atom is a list, since a list that has taken one of its
 * strings does not try another, and all or none of it ignores case.
 */
function stringsOf(pattern: Pattern, constants: Constants): LiteralBytes[] | null {
  const parts = pattern.map((atom) => literalsOf(atom, constants))
  const last = parts.pop() ?? null
  let before: LiteralBytes = { bytes: '', ignoreCase: last?.[0]?.ignoreCase ?? false }
  for (const part of parts) {
    const [only, ...others] = part ?? []
    if (only === undefined || others.length > 0 || only.ignoreCase !== before.ignoreCase)
      return null
    before = concatenate(before, only)
  }
  if (last?.some(({ ignoreCase }) => ignoreCase !== before.ignoreCase)) return null
  return last?.map((literal) => concatenate(before, literal)) ?? null
}

/** `guid("…")` is two spellings in any case, `uuid("…")` is 16 bytes. */
function guidLiterals({ name, type, pipes }: Hole): LiteralBytes[] | null {
  const [arg] = type.args
  if (arg?.kind !== 'string' || name !== null || pipes.length > 0) return null
  const written = literalBytes(arg).bytes.replace(/^\{|\}$/g, '')
  switch (type.name.text) {
    case 'guid':
      return [`{${written}}`, written].map((bytes) => ({ bytes, ignoreCase: true }))
    case 'uuid':
      return [{ bytes: latin1(Buffer.from(written.replaceAll('-', ''), 'hex')), ignoreCase: false }]
    default:
      return null
  }
}

/** The numbers that an atom may be; null if it is anything else. */
export function numbersOf(atom: Atom, constants: Constants): number[] | null {
  switch (atom.kind) {
    case 'number':
      return [atom.value]
    case 'hole':
      return constants.has(atom.type.name.text) ? constants.numbers(atom.type.name.text) : null
    case 'any': {
      const alternatives = atom.alternatives.map(([only, ...others]) =>
        only === undefined || others.length > 0 ? null : numbersOf(only, constants),
      )
      return alternatives.every((numbers) => numbers !== null) ? alternatives.flat() : null
    }
    default:
      return null
  }
}

/** Bytes that an atom takes, or null where that is not always the same. */
export function lengthOf(atom: Atom, constants: Constants): number | null {
  const literals = literalsOf(atom, constants)
  if (literals !== null) {
    const [length, ...others] = new Set(literals.map(({ bytes }) => bytes.length))
    return length !== undefined && others.length === 0 ? length : null
  }
  if (atom.kind === 'end') return 0
  return atom.kind === 'hole' && !isRun(atom) ? fixedLength(atom.type) : null
}
