// One instruction of a pattern as a line of text.

import type {
  HoleOperands,
  LiteralBytes,
  Needle,
  PatternInstruction,
  SameOperands,
  TailEnd,
  TakeOperands,
} from './instruction.js'
import type { CompiledTransform } from './program.js'

type NameOf = (slot: number) => string

/** @param start number of the pattern's first instruction, from which jumps are counted */
export function printInstruction(step: PatternInstruction, start: number, name: NameOf): string {
  switch (step.op) {
    case 'literal':
      return `literal ${step.oneOf.map(printLiteral).join(' | ')}`
    case 'number':
      return `number ${step.values.join(' | ')}`
    case 'take':
      return `take ${printType(step)}${printHole(step, name)}`
    case 'same':
      return `same ${printSame(step, name)}`
    case 'until': {
      const needles = step.needles.map((needle) => printNeedle(needle, name))
      return `${step.type} until ${needles.join(' | ')}${printHole(step, name)}`
    }
    case 'tail':
      return `${step.type} until ${step.ends.map(printEnd).join(' | ')}${printHole(step, name)}`
    case 'rest':
      return `${step.type}, the rest${printHole(step, name)}`
    case 'try':
      return `try, else ${step.otherwise - start}`
    case 'commit':
      return `go to ${step.to - start}`
    case 'end':
    case 'done':
      return step.op
  }
}

export function printTransforms(transforms: readonly CompiledTransform[]): string {
  return transforms
    .map(({ name, key }) => ` |> ${name}${key === undefined ? '' : `(${quote(key)})`}`)
    .join('')
}

/** Bytes as a string of the language, or, where most of them are not printable, in hex. */
export function quote(bytes: string): string {
  const printable = bytes.match(/[\r\n\t -~]/g)?.length ?? 0
  if (printable * 2 < bytes.length) return printHex(bytes, '')
  const escaped = bytes.replace(/[^ !#-[\]-~]/g, (character) => {
    const known = escapes.get(character)
    return known ?? `\\x${hex(character)}`
  })
  return `"${escaped}"`
}

const escapes = new Map([
  ['\r', '\\r'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
])

function printHex(bytes: string, mask: string): string {
  return `|${[...bytes].map((byte, at) => (mask[at] === '\0' ? '??' : hex(byte))).join(' ')}|`
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(2, '0')
}

function printLiteral({ bytes, ignoreCase, mask }: LiteralBytes): string {
  if (mask !== undefined) return printHex(bytes, mask)
  return quote(bytes) + (ignoreCase ? 'i' : '')
}

function printType({ type, length, automaton, equals }: TakeOperands): string {
  const argument = length ?? equals ?? (automaton === undefined ? null : `automaton ${automaton}`)
  return argument === null ? type : `${type}(${argument})`
}

function printHole({ slot, secret, pipes }: HoleOperands, name: NameOf): string {
  const kept = slot === undefined ? '' : ` -> ${secret ? 'secret ' : ''}${name(slot)}`
  return printTransforms(pipes ?? []) + kept
}

function printSame({ slot, type }: SameOperands, name: NameOf): string {
  return name(slot) + (type === undefined ? '' : `, as ${type}`)
}

function printNeedle(needle: Needle, name: NameOf): string {
  switch (needle.find) {
    case 'literal':
      return printLiteral(needle)
    case 'same':
      return `=${printSame(needle, name)}`
    case 'end':
      return 'end'
  }
}

function printEnd({ length, literal }: TailEnd): string {
  const stands = literal === undefined ? '' : ` if it is ${printLiteral(literal)}`
  return `${length} before the end${stands}`
}
