// For every signature of the bundled pack, the first EVE line that it writes: on the sample captures, else in its own tests.

import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PlainFront } from '../front/plain/plain-front.js'
import type { Signature } from '../language/ast.js'
import { EveSink } from '../output/eve.js'
import type { Sink } from '../output/sink.js'
import { showTest } from '../rehearsal/rehearse.js'
import { defaultLimits } from '../scan/pipeline.js'
import type { LoadedProgram } from '../scan/pipeline.js'
import { scanCaptures } from '../scan/scan.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Example {
  /** The capture, or the title of the test. */
  readonly from: { readonly capture: string } | { readonly test: string }
  /** Without its line feed; secrets are masked. */
  readonly line: string
}

/** By the signature's name. Those of which nothing fires are left out. */
export async function collectExamples(
  loaded: LoadedProgram,
  signatures: readonly Signature[],
): Promise<ReadonlyMap<string, Example>> {
  const examples = new Map<string, Example>()
  await scanCaptures([`${root}samples`], loaded, keeper(examples, sampleExample), {
    makeFront: (program, options) => new PlainFront(program, options),
    limits: defaultLimits,
    reveal: false,
    continued: false,
    decoder: {},
    onProblem: () => undefined,
    interrupted: () => false,
  })
  for (const signature of signatures)
    for (const test of signature.tests) {
      if (examples.has(signature.name.text)) break
      if (test.from !== null) continue
      const title = Buffer.from(test.title.bytes).toString()
      const example = (line: string) => ({ from: { test: title }, line })
      showTest(loaded, signature, test, keeper(examples, example, signature.name.text))
    }
  return examples
}

/** The capture's name does not tell where the project lies. */
function sampleExample(line: string): Example {
  const event = JSON.parse(line) as { pcap_filename: string }
  const capture = relative(root, event.pcap_filename)
  return { from: { capture }, line: JSON.stringify({ ...event, pcap_filename: capture }) }
}

/** A sink that keeps the first report of each signature, or of only one. */
function keeper(
  examples: Map<string, Example>,
  exampleOf: (line: string) => Example,
  only?: string,
): Sink {
  let written = ''
  const eve = new EveSink((line) => (written = line.trimEnd()), 'none')
  return {
    report: (report) => {
      const { name } = report.signature
      if (examples.has(name) || (only !== undefined && name !== only)) return
      eve.report(report)
      examples.set(name, exampleOf(written))
    },
    flow: () => undefined,
    anomaly: () => undefined,
    end: () => undefined,
  }
}
