// Paths of clauses, looked up in what the catalogue says of the framer.

import type { FieldInfo, FramerInfo } from '../../frame/framer.js'
import type { Path } from '../ast.js'
import { error } from '../complaint.js'
import { messageFields } from '../types.js'
import { didYouMean } from '../suggest.js'
import type { Context } from './context.js'

/** Where paths are looked up: a message of a framer, or a record of it. */
export interface Place {
  /** As it is called in a complaint: `flap`, `.hit of gnutella`. */
  readonly name: string
  readonly fields: readonly FieldInfo[]
}

export function messagePlace(info: FramerInfo): Place {
  const known = new Set(info.fields.map(({ path }) => path))
  const common = messageFields.filter((path) => !known.has(path)).map(numeric)
  return { name: `\`${info.name}\``, fields: [...info.fields, ...common] }
}

function numeric(path: string): FieldInfo {
  return { path, type: 'number', repeated: false, key: 'none', summary: 'of every message' }
}

/** @returns what the catalogue says of the field, or null after a complaint */
export function fieldAt(path: Path, place: Place, { say }: Context): FieldInfo | null {
  const { selectors, span } = path
  const name = selectors.map((selector) => selector.name).join('.')
  const field = place.fields.find((one) => one.path === name)
  if (field === undefined) {
    const paths = place.fields.map((one) => one.path)
    const begun = paths.filter((one) => one.startsWith(`${name}.`))
    const outer = selectors
      .slice(0, -1)
      .map((selector) => selector.name)
      .join('.')
    const keyed = place.fields.find((one) => one.path === outer && one.key !== 'none')
    const key = selectors[selectors.length - 1]?.name
    const near = keyed
      ? `the key stands in brackets: \`.${outer}["${key}"]\``
      : begun[0] === undefined
        ? didYouMean(name, paths)
        : `did you mean \`.${begun[0]}\`?`
    say(
      error('unknown-field', span, `${place.name} has no field \`.${name}\``, {
        label: 'not a field of it',
        expected: [`expected ${listOf(paths.map((one) => `\`.${one}\``))}`],
        help: near?.replace(/`\.?/, '`.') ?? null,
      }),
    )
    return null
  }
  const keyed = selectors.findIndex(({ key }) => key !== null)
  const last = selectors[selectors.length - 1]
  const early = keyed >= 0 && keyed < selectors.length - 1
  const given = early ? 'misplaced' : last?.key === null ? 'none' : typeof last?.key
  const wanted = field.key === 'header' ? 'string' : field.key
  if (given === wanted) return field
  const example = wanted === 'number' ? `.${name}[1]` : `.${name}["Key"]`
  const message =
    wanted === 'none'
      ? `\`.${name}\` has no key`
      : given === 'none'
        ? `\`.${name}\` needs a key`
        : `the key of \`.${name}\` is a ${wanted}`
  say(
    error('unknown-field', span, message, {
      label: wanted === 'none' ? 'there is only one' : 'which of them?',
      help: wanted === 'none' ? `write \`.${name}\`` : `for example \`${example}\``,
    }),
  )
  return null
}

function listOf(words: readonly string[]): string {
  if (words.length === 0) return 'no field at all'
  return words.slice(0, 6).join(', ') + (words.length > 6 ? ', …' : '')
}
