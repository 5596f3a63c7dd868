// Random patterns, each with a text that it is likely to match.

import fc from 'fast-check'

export interface PatternAndText {
  /** In the language. */
  readonly pattern: string
  /** One character a byte. */
  readonly text: string
}

const FEW = 'abC:0'
const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...FEW), minLength, maxLength })

const literal = fc
  .tuple(letters(1, 5), fc.boolean())
  .map(([text, fold]) =>
    fold ? { pattern: `"${text}"i`, text: text.toUpperCase() } : { pattern: `"${text}"`, text },
  )

const wildcards = letters(1, 5).chain((text) =>
  fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map((known) => ({
    pattern: `|${[...text].map((one, at) => (known[at] ? one.charCodeAt(0).toString(16) : '??')).join(' ')}|`,
    text,
  })),
)

const hole = fc.constantFrom(
  { pattern: 'digits', text: '00' },
  { pattern: 'int', text: '7' },
  { pattern: 'token', text: 'ab' },
  { pattern: 'word', text: 'a:' },
  { pattern: 'u16', text: 'aa' },
  { pattern: 'bytes(2)', text: '\0\xff' },
  { pattern: 'quoted', text: '"a\\"b"' },
  { pattern: 're("(a|b)*C?")', text: 'abC' },
  { pattern: 'text |> lower', text: '' },
)

const run = fc
  .tuple(fc.constantFrom('...', 'text', 'bytes'), letters(0, 4), literal)
  .map(([kind, before, to]) => ({ pattern: `${kind} ${to.pattern}`, text: before + to.text }))

function sequence(atoms: readonly PatternAndText[]): PatternAndText {
  return {
    pattern: atoms.map(({ pattern }) => pattern).join(' '),
    text: atoms.map(({ text }) => text).join(''),
  }
}

const { tree } = fc.letrec<{ tree: PatternAndText; atom: PatternAndText }>((tie) => ({
  tree: fc.array(tie('atom'), { minLength: 1, maxLength: 4 }).map(sequence),
  atom: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal,
    wildcards,
    hole,
    run,
    fc
      .tuple(fc.array(tie('tree'), { minLength: 1, maxLength: 3 }), fc.nat())
      .map(([alternatives, chosen]) => ({
        pattern: `any(${alternatives.map(({ pattern }) => pattern).join(', ')})`,
        text: alternatives[chosen % alternatives.length]?.text ?? '',
      })),
    fc.tuple(tie('tree'), fc.boolean()).map(([{ pattern, text }, there]) => ({
      pattern: `maybe(${pattern})`,
      text: there ? text : '',
    })),
  ),
}))

/** Two in three texts are as the pattern has it, perhaps with something behind; the others are anything. */
export function patternAndText(): fc.Arbitrary<PatternAndText> {
  const junk = fc.string({ unit: fc.constantFrom(...FEW, '\0', '"', '\xff'), maxLength: 12 })
  return fc.tuple(tree.filter(hasEnds), junk, fc.nat(2)).map(([{ pattern, text }, more, kind]) => ({
    pattern,
    text: [text, text + more, more][kind] ?? text,
  }))
}

/** A run needs something to look for: one before a hole is left out. */
function hasEnds({ pattern }: PatternAndText): boolean {
  return !/text \|> lower (?!["|])(?!$)|text \|> lower[,)]/.test(pattern)
}
