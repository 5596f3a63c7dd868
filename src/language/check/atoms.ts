// Patterns, atom by atom.

import type { Atom, Pattern } from '../ast.js'
import { error, lint } from '../complaint.js'
import type { Context } from './context.js'
import { checkHole } from './holes.js'
import { bytesOf, isPrefix, numbersOf } from './literals.js'
import { checkRuns } from './runs.js'

/** What a pattern is matched against. */
export interface Against {
  /** A field, which has to be used up. */
  readonly whole: boolean
  /** null: of an unknown field. */
  readonly numeric: boolean | null
}

export function checkPattern(pattern: Pattern, against: Against, context: Context): void {
  if (against.numeric) return checkNumeric(pattern, context)
  if (against.numeric === false) for (const atom of pattern) checkBare(atom, context)
  for (const atom of pattern) checkAtom(atom, context)
  checkRuns(pattern, against.whole, context)
  const end = pattern.findIndex(({ kind }) => kind === 'end')
  const behind = end >= 0 ? pattern[end + 1] : undefined
  if (behind) {
    context.say(
      error('type-mismatch', behind.span, 'nothing can stand behind `end`', {
        label: 'the bytes are used up',
      }),
    )
  }
}

/** On a numeric field: numbers, `int`, the same number again, or `...`. */
function checkNumeric(pattern: Pattern, context: Context): void {
  for (const atom of pattern) checkAtom(atom, context)
  const [only, ...others] = pattern
  if (only && others.length === 0 && isNumeric(only, context)) return
  const stranger = pattern.find((atom) => !isNumeric(atom, context)) ?? others[0] ?? only
  if (stranger === undefined) return
  context.say(
    error('numeric-field', stranger.span, 'this field is a number', {
      label: stranger.kind === 'hole' ? 'reads bytes' : 'not a number',
      help: 'write a number, `any(1, 2)`, a constant of numbers, `n:int`, `=name` or `...`',
    }),
  )
}

function isNumeric(atom: Atom, { pack, scope }: Context): boolean {
  if (numbersOf(atom, pack) !== null || atom.kind === 'skip') return true
  if (atom.kind === 'same') return /^(number|unknown)$/.test(scope.kindOf(atom.name.text))
  if (atom.kind !== 'hole' || atom.pipes.length > 0) return false
  return atom.type.name.text === 'int' || atom.type.name.text === 'port'
}

function checkBare(atom: Atom, context: Context): void {
  if (atom.kind === 'any') atom.alternatives.flat().forEach((one) => checkBare(one, context))
  if (atom.kind === 'maybe') atom.pattern.forEach((one) => checkBare(one, context))
  const numbers =
    atom.kind === 'number' || atom.kind === 'hole' ? numbersOf(atom, context.pack) : null
  const [first] = numbers ?? []
  if (first === undefined) return
  const byte = (first % 256).toString(16).padStart(2, '0')
  context.say(
    error('bare-number', atom.span, 'a number stands for no bytes', {
      label: 'only a numeric field is compared with numbers',
      help: `write \`"${first}"\` for digits, |${byte}| for a byte, or read it: \`n:int\``,
    }),
  )
}

function checkAtom(atom: Atom, context: Context): void {
  switch (atom.kind) {
    case 'hole':
      return checkHole(atom, context)
    case 'maybe':
      return atom.pattern.forEach((one) => checkAtom(one, context))
    case 'any':
      atom.alternatives.flat().forEach((one) => checkAtom(one, context))
      return checkAlternatives(atom.alternatives, context)
    case 'same':
      return
    default:
      return
  }
}

/** An alternative is for good: behind `"a"`, `"ab"` is never tried where it could stand. */
function checkAlternatives(alternatives: readonly Pattern[], { pack, say }: Context): void {
  alternatives.forEach((pattern, index) => {
    const [first] = pattern
    if (first === undefined) return
    const begins = bytesOf(first, pack)
    const numbers = pattern.length === 1 ? numbersOf(first, pack) : null
    const earlier = alternatives.slice(0, index).find(([only, ...others]) => {
      if (only === undefined || others.length > 0) return false
      const taken = bytesOf(only, pack)
      if (begins && taken) return begins.every((one) => taken.some((other) => isPrefix(other, one)))
      const known = numbersOf(only, pack)
      return numbers !== null && known !== null && numbers.every((one) => known.includes(one))
    })?.[0]
    if (earlier === undefined) return
    say(
      lint('unreachable-alternative', first.span, 'this alternative is never tried', {
        label: 'begins with an earlier one',
        notes: [{ span: earlier.span, label: 'matches first, for good' }],
        help: 'write the longer one first',
      }),
    )
  })
}
