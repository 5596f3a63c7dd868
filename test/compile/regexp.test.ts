// `re("…")`: what it knows, what it refuses, and that its automata agree with a matcher that tries everything.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRegexp } from '../../src/compile/regexp.js'
import type { Automaton } from '../../src/compile/program.js'

/** Length of the longest match at the start of `text`, or null. */
function longest(source: string, text: string, ignoreCase = false): number | null {
  const compiled = compileRegexp(source, ignoreCase)
  if ('code' in compiled) throw new Error(compiled.message)
  return run(compiled, text)
}

function run({ classes, classOf, next, accepting }: Automaton, text: string): number | null {
  let state = 0
  let found = accepting.includes(0) ? 0 : null
  for (let at = 0; at < text.length; at++) {
    state = next[state * classes + (classOf[text.charCodeAt(at)] ?? 0)] ?? -1
    if (state < 0) break
    if (accepting.includes(state)) found = at + 1
  }
  return found
}

test.each([
  ['abc', 'abcd', 3],
  ['abc', 'ab', null],
  ['', 'x', 0],
  ['a|b|', 'c', 0],
  ['a|ab', 'abc', 2],
  ['(ab)*', 'ababa', 4],
  ['(a|b)+c', 'abac', 4],
  ['a?b', 'b', 1],
  ['a{2}', 'aaa', 2],
  ['a{2,}', 'aaaa', 4],
  ['a{1,2}', 'aaa', 2],
  ['a{0}', 'a', 0],
  ['(a{2}){2}', 'aaaaa', 4],
  ['.', '\n', 1],
  ['.*', '\xff\0', 2],
  ['[a-c]+', 'abcd', 3],
  ['[^a-c]+', 'xyza', 3],
  ['[-a]+', 'a-b', 2],
  ['[a-]+', 'a-b', 2],
  ['[.*\\]\\\\]+', '.*]\\x', 4],
  ['[\\d_]+', '12_a', 3],
  ['\\d\\w\\s', '1_\t', 3],
  ['\\s*', ' \t\r\n\v\f.', 6],
  ['\\x41\\.\\-\\r\\n\\t', 'A.-\r\n\t', 6],
  ['[\\x00-\\x1f]+', '\0\x1f ', 2],
  ['/[0-9]+/.*\\.(mp3|zip)[ .]*\\.exe', '/7/a.mp3 .exe', 13],
])('%s on %j takes %j', (source, text, taken) => {
  expect(longest(source, text)).toBe(taken)
})

test.each([
  ['aBc', 'AbC', 3],
  ['[a-c]+', 'ABCD', 3],
  ['[^a]+', 'bA', 1],
  ['[@-\\[]+', '`a', null],
  ['\\x41', 'a', 1],
])('%s in any case on %j takes %j', (source, text, taken) => {
  expect(longest(source, text, true)).toBe(taken)
})

describe('what it refuses, and where', () => {
  test.each([
    ['(a', 0],
    ['a)', 1],
    ['[a', 0],
    ['a]', 1],
    ['*a', 0],
    ['a**', 2],
    ['a+?b', 2],
    ['(?:a)', 1],
    ['^a', 0],
    ['a$', 1],
    ['\\b', 0],
    ['a\\', 1],
    ['\\1', 0],
    ['\\xg0', 0],
    ['a{', 2],
    ['a{2,1}', 1],
    ['a{x}', 2],
    ['a{1001}', 2],
    ['[z-a]', 1],
    ['[\\d-z]', 1],
    ['{', 0],
  ])('%s', (source, at) => {
    expect(compileRegexp(source, false)).toMatchObject({ code: 're-syntax', at })
  })

  test.each(['(a{1000}){1000}', '.*a.{12}', '[ab]*a[ab]{14}'])('%s is too large', (source) => {
    expect(compileRegexp(source, false)).toMatchObject({ code: 're-too-large' })
  })
})

test('agrees with a matcher that tries everything', () => {
  const { expression } = fc.letrec<{ expression: Tree }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<Tree>(...[...'ab', '.', '[^a]', '[ab]'].map((set) => ({ set }))),
      fc.record({ left: tie('expression'), right: tie('expression') }),
      fc.record({ either: tie('expression'), or: tie('expression') }),
      fc.record({ node: tie('expression'), min: fc.nat(2), more: fc.constantFrom(0, 1, Infinity) }),
    ),
  }))
  fc.assert(
    fc.property(
      expression,
      fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 8 }),
      (tree, text) => {
        const ends = [...endsOf(tree, text, new Set([0]))]
        expect(longest(print(tree), text)).toBe(ends.length === 0 ? null : Math.max(...ends))
      },
    ),
    { seed: 11, numRuns: 1500 },
  )
})

type Tree =
  | { readonly set: string }
  | { readonly left: Tree; readonly right: Tree }
  | { readonly either: Tree; readonly or: Tree }
  | { readonly node: Tree; readonly min: number; readonly more: number }

function print(tree: Tree): string {
  if ('set' in tree) return tree.set
  if ('left' in tree) return print(tree.left) + print(tree.right)
  if ('either' in tree) return `(${print(tree.either)}|${print(tree.or)})`
  const max = tree.more === Infinity ? '' : tree.min + tree.more
  return `(${print(tree.node)}){${tree.min},${max}}`
}

/** All places at which a match can end that begins at one of `starts`. */
function endsOf(tree: Tree, text: string, starts: ReadonlySet<number>): Set<number> {
  if ('set' in tree) {
    const admitted = { a: 'a', b: 'b', '.': 'abc', '[^a]': 'bc', '[ab]': 'ab' }[tree.set] ?? ''
    return new Set(
      [...starts]
        .filter((at) => at < text.length && admitted.includes(text.charAt(at)))
        .map((at) => at + 1),
    )
  }
  if ('left' in tree) return endsOf(tree.right, text, endsOf(tree.left, text, starts))
  if ('either' in tree)
    return new Set([...endsOf(tree.either, text, starts), ...endsOf(tree.or, text, starts)])
  let at: ReadonlySet<number> = starts
  for (let times = 0; times < tree.min; times++) at = endsOf(tree.node, text, at)
  const ends = new Set(at)
  for (let times = 0; times < Math.min(tree.more, text.length + 1); times++) {
    at = endsOf(tree.node, text, at)
    for (const end of at) ends.add(end)
  }
  return ends
}
