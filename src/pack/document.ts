// The page about the bundled signatures, `docs/signatures.md`: made from the signatures, so that it cannot say otherwise.

import type { CompiledSignature } from '../compile/program.js'
import type { Signature } from '../language/ast.js'
import { describeSignature } from '../language/describe.js'
import { loadProgram } from '../scan/pipeline.js'
import { collectExamples } from './examples.js'
import type { Example } from './examples.js'
import { applicationsOf, BUNDLED, compilePack, openPack, signaturesOf } from './pack.js'

const HEAD = `# Signatures

What the bundled signatures see and say, made from them by \`npm run docs\`. \`imids explain NAME\` says the same of one.
Records are facts for the log, such as a message that was sent; alerts are findings. Each example is the first EVE line that
the signature writes, on a capture of \`samples/\` or in a test of its own.
`

/** Of a pack without mistakes. */
export async function documentPack(): Promise<string> {
  const pack = openPack([BUNDLED], BUNDLED)
  const signatures = signaturesOf(pack.own)
  const loaded = loadProgram(compilePack(pack), applicationsOf(pack.taxonomy))
  const examples = await collectExamples(loaded, signatures)
  const compiled = new Map(loaded.program.signatures.map((one) => [one.name, one]))
  const families = new Map<string, Signature[]>()
  for (const signature of signatures) {
    const family = signature.name.text.split('.')[0] ?? ''
    families.set(family, [...(families.get(family) ?? []), signature])
  }
  const contents = [...families].map(
    ([family, members]) => `- [${family}](#${family}): ${members.length}`,
  )
  const sections = [...families].flatMap(([family, members]) => [
    `## ${family}\n`,
    ...members.flatMap((signature) => {
      const facts = compiled.get(signature.name.text)
      return facts === undefined
        ? []
        : [section(signature, facts, examples.get(signature.name.text))]
    }),
  ])
  return `${[HEAD, `${contents.join('\n')}\n`, ...sections].join('\n')}`
}

function section(
  signature: Signature,
  facts: CompiledSignature,
  example: Example | undefined,
): string {
  const { name, id, rev, category, severity, confidence, risks, attack, caveat, references } = facts
  const [, ...seen] = describeSignature(signature).trimEnd().split('\n\n')
  return [
    `### ${facts.title}\n`,
    '| | |',
    '|---|---|',
    `| name | \`${name}\` |`,
    `| id | ${id}, revision ${rev} |`,
    `| class | ${facts.class}: ${category} |`,
    `| severity | ${severity} |`,
    `| confidence | ${confidence} |`,
    ...(risks.length === 0 ? [] : [`| risks | ${risks.join(', ')} |`]),
    ...(attack.length === 0 ? [] : [`| ATT&CK | ${attack.join(', ')} |`]),
    ...(caveat === null ? [] : [`| caveat | ${caveat.replaceAll('|', '\\|')} |`]),
    ...references.map((reference) => `| reference | ${reference} |`),
    '',
    fenced('text', seen.join('\n\n')),
    example === undefined
      ? withoutExample(signature)
      : `${originOf(example)}\n\n${fenced('json', example.line)}`,
  ].join('\n')
}

function withoutExample({ dialogues, tally }: Signature): string {
  const reports = dialogues.some(({ stages }) =>
    stages.some(({ kind }) => kind === 'alert' || kind === 'record'),
  )
  return reports || tally !== null
    ? 'Neither a sample nor a test of its own shows it firing.\n'
    : 'It reports nothing itself: others wait for it.\n'
}

function originOf({ from }: Example): string {
  return 'capture' in from ? `In \`${from.capture}\`:` : `In its test ${JSON.stringify(from.test)}:`
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\`\n`
}
