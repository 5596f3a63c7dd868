// What follows a run. `...`, `text` and `bytes` without a size take everything up to what comes next, so that has to
// be something to look for; or all the rest has a fixed length, and is found from the end.

import type { Atom, Hole, Pattern } from '../ast.js'
import { error } from '../complaint.js'
import { types } from '../types.js'
import type { Context } from './context.js'
import { bytesOf, longestRun } from './literals.js'
import type { Pack } from './pack.js'

/** @param whole the pattern has to use up its span */
export function checkRuns(pattern: Pattern, whole: boolean, context: Context): void {
  const last = pattern[pattern.length - 1]
  const end: Atom[] = whole && last ? [{ kind: 'end', span: last.span }] : []
  walk([...pattern, ...end], [], context)
}

/** @param after what comes behind the `any` or `maybe` that the atoms stand in */
function walk(atoms: Pattern, after: Pattern, context: Context): void {
  const { pack, say } = context
  atoms.forEach((atom, index) => {
    const rest = [...atoms.slice(index + 1), ...after]
    if (atom.kind === 'any') atom.alternatives.forEach((one) => walk(one, rest, context))
    if (atom.kind === 'maybe') walk(atom.pattern, rest, context)
    if (!isRun(atom)) return
    const [next] = rest
    if (next === undefined || endsAfterFixed(rest, pack) || canBeFound(rest, pack)) return
    const what = atom.kind === 'hole' ? `\`${atom.type.name.text}\`` : '`...`'
    say(
      error('nothing-to-run-to', next.span, `${what} does not know where to end`, {
        label: 'this cannot be looked for',
        notes: [{ span: atom.span, label: 'takes everything up to what follows' }],
        help: 'put a literal, a constant, `=name` or `end` behind it, or give it a size: `bytes(4)`',
      }),
    )
  })
}

export function isRun(atom: Atom | undefined): boolean {
  if (atom?.kind === 'skip') return true
  if (atom?.kind !== 'hole' || atom.type.args.length > 0) return false
  return atom.type.name.text === 'text' || atom.type.name.text === 'bytes'
}

function canBeFound([next, ...others]: Pattern, pack: Pack): boolean {
  if (next === undefined || next.kind === 'end' || next.kind === 'same') return true
  if (next.kind === 'any') {
    return next.alternatives.every((one) => canBeFound([...one, ...others], pack))
  }
  if (next.kind === 'maybe') {
    return canBeFound([...next.pattern, ...others], pack) && canBeFound(others, pack)
  }
  return bytesOf(next, pack)?.every((bytes) => longestRun(bytes) > 0) ?? false
}

function endsAfterFixed(rest: Pattern, pack: Pack): boolean {
  const end = rest.findIndex(({ kind }) => kind === 'end')
  return end >= 0 && rest.slice(0, end).every((atom) => isFixed(atom, pack))
}

function isFixed(atom: Atom, pack: Pack): boolean {
  const bytes = bytesOf(atom, pack)
  if (bytes !== null) return new Set(bytes.map((one) => one.bytes.length)).size === 1
  return atom.kind === 'hole' && fixedLength(atom) !== null
}

function fixedLength({ type }: Hole): number | null {
  const [arg] = type.args
  const sized = type.name.text === 'bytes' || type.name.text === 'hex'
  if (sized && arg?.kind === 'number') return arg.value
  return types.get(type.name.text)?.length ?? null
}
