// imids test: play the tests of signatures.

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Command } from 'commander'
import { openCapture } from '../capture/open.js'
import { describeProblem } from '../capture/problem.js'
import type { Signature } from '../language/ast.js'
import { positionOf } from '../language/position.js'
import { applicationsOf, BUNDLED, compilePack, openPack, signaturesOf } from '../pack/pack.js'
import { rehearse } from '../rehearsal/rehearse.js'
import type { Rehearsal } from '../rehearsal/rehearse.js'
import { loadProgram } from '../scan/pipeline.js'
import type { Pipeline } from '../scan/pipeline.js'
import { Timeline } from '../scan/timeline.js'
import { EXIT } from './exit.js'
import { tellErrors } from './complaints.js'
import { complain } from './terminal.js'

export function testCommand(): Command {
  return new Command('test')
    .summary('play the tests of signatures')
    .description(
      'Plays each test whole, byte by byte, cut at every boundary, reordered, repeated and overlapped.',
    )
    .argument('<path...>', 'signature files and directories')
    .option('--pack <directory>', 'the pack that the files belong to', BUNDLED)
    .action(runTests)
}

async function runTests(
  paths: readonly string[],
  { pack: around }: { pack: string },
): Promise<void> {
  const pack = openPack(paths, around)
  if (!tellErrors(pack)) {
    process.exitCode = EXIT.input
    return
  }
  const loaded = loadProgram(compilePack(pack), applicationsOf(pack.taxonomy))
  let passed = 0
  let failed = 0
  let plays = 0
  for (const signature of signaturesOf(pack.own)) {
    for (const test of signature.tests) {
      const rehearsal = await rehearse(loaded, signature, test, (capture, pipeline) =>
        playCapture(capture, signature, pipeline),
      )
      plays += rehearsal.plays
      if (rehearsal.failure === null) passed++
      else {
        failed++
        process.stdout.write(describeFailure(rehearsal))
      }
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed (${plays} plays)\n`)
  process.exitCode = failed === 0 ? EXIT.done : EXIT.input
}

async function playCapture(name: string, signature: Signature, pipeline: Pipeline): Promise<void> {
  const path = findCapture(name, signature.span.source.path)
  if (path === null) {
    complain(`${signature.span.source.path}: no capture ${name} beside it, nor in a folder above`)
    return
  }
  const opened = await openCapture(path)
  if (!opened.ok) {
    complain(describeProblem(opened.problem))
    return
  }
  const timeline = new Timeline(pipeline)
  await timeline.read(opened.capture, () => false)
  opened.capture.close()
  timeline.end()
  if (opened.capture.problem !== null) complain(describeProblem(opened.capture.problem))
}

/** Looks beside the signature file, then in each folder above it. */
function findCapture(name: string, beside: string): string | null {
  for (let folder = dirname(beside); ; folder = dirname(folder)) {
    const path = join(folder, name)
    if (existsSync(path)) return path
    if (folder === dirname(folder)) return null
  }
}

function describeFailure({ signature, test, failure }: Rehearsal): string {
  if (failure === null) return ''
  const { source, start } = test.span
  const { line, column } = positionOf(source, start)
  const title = Buffer.from(test.title.bytes).toString()
  const lines = [
    `${source.path}:${line}:${column} ${signature} "${title}" failed, played ${failure.delivery}`,
    ...failure.verdict.rows.flatMap(({ ok, wanted, came }) => [
      `  ${ok ? ' ' : '!'} wanted  ${wanted ?? 'nothing'}`,
      `  ${ok ? ' ' : '!'} came    ${came ?? 'nothing'}`,
    ]),
  ]
  return `${lines.join('\n')}\n\n`
}
