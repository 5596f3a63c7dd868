// What an atom can be, where that is known beforehand.

import type { Atom, Literal, Pattern } from '../ast.js'
import type { Pack } from './pack.js'

/** Bytes as they are compared; null is any byte. */
export interface Bytes {
  readonly bytes: readonly (number | null)[]
  readonly ignoreCase: boolean
}

/** The byte strings that an atom can be, or null where it can be something else. */
export function bytesOf(atom: Atom, pack: Pack): Bytes[] | null {
  switch (atom.kind) {
    case 'string':
    case 'hex':
      return [ofLiteral(atom)]
    case 'hole': {
      const constant = pack.constants.get(atom.type.name.text)
      const literals = constant?.values.filter((value) => value.kind !== 'number')
      if (literals && literals.length > 0) return literals.map(ofLiteral)
      const [arg] = atom.type.args
      // `guid("…")` has two spellings, with braces and without.
      const guid = atom.type.name.text === 'guid' && arg?.kind === 'string' && !atom.name
      return guid ? [{ bytes: [...arg.bytes], ignoreCase: true }] : null
    }
    case 'any': {
      const all = atom.alternatives.map((pattern) => bytesOfAll(pattern, pack))
      return all.every((list) => list !== null) ? all.flat() : null
    }
    default:
      return null
  }
}

/** The same of a sequence. */
function bytesOfAll(pattern: Pattern, pack: Pack): Bytes[] | null {
  let all: Bytes[] = [{ bytes: [], ignoreCase: false }]
  for (const atom of pattern) {
    const next = bytesOf(atom, pack)
    if (next === null) return null
    all = all.flatMap((left) =>
      next.map((right) => ({
        bytes: [...left.bytes, ...right.bytes],
        ignoreCase: left.ignoreCase || right.ignoreCase,
      })),
    )
    if (all.length > MANY) return null
  }
  return all
}

/** More combinations are not looked at. */
const MANY = 256

function ofLiteral(literal: Exclude<Literal, { kind: 'number' }>): Bytes {
  const ignoreCase = literal.kind === 'string' && literal.ignoreCase
  return { bytes: [...literal.bytes], ignoreCase }
}

/** The numbers that an atom can be, or null where it is anything else. */
export function numbersOf(atom: Atom, pack: Pack): number[] | null {
  switch (atom.kind) {
    case 'number':
      return [atom.value]
    case 'hole': {
      const values = pack.constants.get(atom.type.name.text)?.values
      const numbers = values?.flatMap((value) => (value.kind === 'number' ? [value.value] : []))
      return numbers && numbers.length > 0 ? numbers : null
    }
    case 'any': {
      const all = atom.alternatives.map(([only, ...others]) =>
        only && others.length === 0 ? numbersOf(only, pack) : null,
      )
      return all.every((list) => list !== null) ? all.flat() : null
    }
    default:
      return null
  }
}

/** Longest run of bytes that are known. */
export function longestRun({ bytes }: Bytes): number {
  let longest = 0
  let run = 0
  for (const byte of bytes) {
    run = byte === null ? 0 : run + 1
    longest = Math.max(longest, run)
  }
  return longest
}

/** Whether all that begins with `longer` begins with `shorter` as well. */
export function isPrefix(shorter: Bytes, longer: Bytes): boolean {
  if (shorter.bytes.length > longer.bytes.length) return false
  if (longer.ignoreCase && !shorter.ignoreCase) {
    // Some spelling of the longer one would not do.
    const letters = longer.bytes.slice(0, shorter.bytes.length).some(isLetter)
    if (letters) return false
  }
  return shorter.bytes.every((byte, index) => {
    const other = longer.bytes[index] ?? null
    if (byte === null || byte === other) return true
    return shorter.ignoreCase && other !== null && fold(byte) === fold(other)
  })
}

const fold = (byte: number) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)
const isLetter = (byte: number | null) => byte !== null && /[a-z]/i.test(String.fromCharCode(byte))
