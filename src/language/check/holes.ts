// Holes: their types, what stands in parentheses, and the transforms behind them.

import type { Hole, Literal, Name, Pipe } from '../ast.js'
import { error } from '../complaint.js'
import { reserved } from '../lexer.js'
import { didYouMean } from '../suggest.js'
import { transforms, types, type TypeInfo } from '../types.js'
import type { Context } from './context.js'
import { checkExpression } from './expression.js'

export function checkHole(hole: Hole, context: Context): void {
  const { pack, say } = context
  const { type, name, pipes } = hole
  const info = types.get(type.name.text)
  if (info === undefined) {
    if (!pack.constants.has(type.name.text)) return unknownType(hole, context)
    const extra = name ?? type.args[0] ?? pipes[0]
    if (extra === undefined) return
    say(
      error('type-mismatch', extra.span, `\`${type.name.text}\` is a constant, not a type`, {
        label: name ? 'it cannot be captured' : 'it takes nothing more',
        help: name
          ? 'capture the field in a clause of its own, or write the values as an expression: `name:re("yes|no")`'
          : null,
      }),
    )
    return
  }
  checkArguments(hole, info, context)
  checkPipes(pipes, info.kind === 'number', context)
}

function unknownType({ type, name }: Hole, { pack, framers, say }: Context): void {
  const { text, span } = type.name
  const isField = [...framers.values()].some(({ info }) =>
    info.fields.some(({ path }) => path === text),
  )
  const candidates = [...types.keys(), ...pack.constants.keys(), ...(name ? [] : reserved)]
  const known = MODIFIERS[text] ?? (isField ? `a field begins with a dot: \`.${text}\`` : null)
  const kept = name ? '' : `to keep a value as \`${text}\`, write for example \`${text}:word\`; `
  say(
    error('unknown-type', span, `there is no type \`${text}\``, {
      label: 'neither a type nor a constant',
      help:
        known ?? didYouMean(text, candidates) ?? `${kept}types are ${[...types.keys()].join(' ')}`,
    }),
  )
}

/** What people write behind a literal, and what they mean. */
const MODIFIERS: Readonly<Record<string, string>> = {
  nocase: 'write `"text"i`',
  not: 'there is no negation: write `.path absent`, or `where name != "text"`',
  string: 'write `text`, or `word` up to a blank',
  number: 'write `int` for digits, `u16` and its like for bytes',
  ip: 'write `ipv4` for a written-out address, `ip4` for four bytes',
  regex: 'write `re("…")`',
  pcre: 'write `re("…")`',
}

function checkArguments({ type }: Hole, { argument, kind }: TypeInfo, context: Context): void {
  const { text } = type.name
  const [arg, second] = type.args
  const wrong = (
    span: typeof type.span,
    message: string,
    label: string,
    help: string | null = null,
  ) => context.say(error('type-mismatch', span, message, { label, help }))
  if (second) return wrong(second.span, `\`${text}\` takes one argument`, 'one too many')
  if (arg === undefined) {
    if (argument === 'size')
      wrong(type.span, `\`${text}\` needs a size`, 'how many?', `for example \`${text}(32)\``)
    if (argument === 'expression')
      wrong(type.span, '`re` needs an expression', 'which?', 'for example `re("[0-9]+")`')
    return
  }
  if (argument === 'none') return wrong(arg.span, `\`${text}\` takes no argument`, 'leave it out')
  const sized = argument === 'size' || argument === 'size?'
  const wanted = sized || (argument === 'value?' && kind === 'number') ? 'number' : 'string'
  if (arg.kind !== wanted) {
    const help =
      sized && arg.kind === 'name'
        ? 'a length that the message holds cannot be used: take a run up to what follows, as in `name:text |00|`'
        : null
    return wrong(arg.span, `\`${text}\` takes a ${wanted}`, `not a ${wanted}`, help)
  }
  if (argument === 'expression' && arg.kind === 'string') checkExpression(arg, context)
  if (sized && arg.kind === 'number' && (arg.value === 0 || arg.value > LARGEST)) {
    wrong(arg.span, 'no message has so many bytes', `expected 1 to ${LARGEST}`)
  }
}

/** No framer gives longer messages. */
const LARGEST = 65_536

export function checkPipes(pipes: readonly Pipe[], numeric: boolean, context: Context): void {
  const { pack, say } = context
  const [first] = pipes
  if (first && numeric) {
    say(
      error('type-mismatch', first.span, 'a number cannot be decoded', {
        label: 'transforms read bytes',
      }),
    )
  }
  for (const { name, args, span } of pipes) {
    if (!transforms.has(name.text)) {
      say(
        error('unknown-transform', name.span, `there is no transform \`${name.text}\``, {
          label: 'not a transform',
          help:
            didYouMean(name.text, transforms.keys()) ??
            `transforms are ${[...transforms.keys()].join(' ')}`,
        }),
      )
      continue
    }
    const [arg, second] = args
    const extra = name.text === 'xor' ? second : arg
    if (extra) {
      const message = `\`${name.text}\` takes ${name.text === 'xor' ? 'one key' : 'no argument'}`
      say(error('type-mismatch', extra.span, message, { label: 'leave it out' }))
    }
    if (name.text !== 'xor') continue
    const problem = arg
      ? keyProblem(arg, pack.constants.get(arg.kind === 'name' ? arg.text : ''))
      : 'needs a key'
    if (problem === null) continue
    say(
      error('type-mismatch', arg?.span ?? span, `\`xor\` ${problem}`, {
        label: 'expected bytes',
        help: 'for example `xor(|f3 26|)`, `xor("Tic/Toc")`, or a constant of one value',
      }),
    )
  }
}

function keyProblem(
  arg: Literal | Name,
  constant: { readonly values: readonly Literal[] } | undefined,
): string | null {
  if (arg.kind === 'name') {
    if (constant === undefined) return `does not know \`${arg.text}\``
    const [only, ...others] = constant.values
    return only === undefined || others.length > 0
      ? 'takes a single key'
      : keyProblem(only, undefined)
  }
  if (arg.kind === 'number') return 'takes bytes, not a number'
  if (arg.bytes.length === 0) return 'takes a key of at least one byte'
  return arg.kind === 'hex' && arg.bytes.includes(null) ? 'takes a key without `??`' : null
}
