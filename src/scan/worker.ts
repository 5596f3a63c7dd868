// What a worker thread runs: it loads the program once, and scans the captures of which it is given the paths, one after
// the other. What it finds it posts, packed, as it goes.

import { parentPort, workerData } from 'node:worker_threads'
import type { CaptureProblem } from '../capture/capture.js'
import { openCapture } from '../capture/open.js'
import type { Program } from '../compile/program.js'
import { Packer } from '../output/wire.js'
import { stagesOf } from './choices.js'
import type { ScanChoices } from './choices.js'
import { Leash } from './leash.js'
import { loadProgram } from './pipeline.js'
import { openTimelineOf } from './scan.js'

/** What a worker is given when it starts. */
export interface Equipment {
  readonly program: Program
  /** `app_proto` of each product that has one. */
  readonly products: ReadonlyMap<string, string>
  readonly choices: ScanChoices
  readonly leash: SharedArrayBuffer
}

/**
 * What it posts of a capture, whose path it was given. Most captures are small, and a message takes a tenth of the time that
 * such a one does: of those there is one only.
 */
export interface Post {
  /** Those since the last post, packed; empty for none. */
  readonly findings: string
  /** Bytes of the capture that were read until now. */
  readonly read: number
  /** What is wrong with the capture, to be told behind the findings. */
  readonly problem: CaptureProblem | null
  /** Nothing comes after `done`, nor after `unopened`, which is alone. */
  readonly state: 'reading' | 'done' | 'unopened'
}

/** Bytes of a capture after which it is time to say how far it is. */
const STRETCH = 0x10_0000

const { program, products, choices, leash: memory } = workerData as Equipment
const loaded = loadProgram(program, products)
const options = stagesOf(choices)
const leash = new Leash(memory)
const indices = new Map(program.signatures.map((signature, index) => [signature, index]))

parentPort?.on('message', (path: string) => void scan(path))

async function scan(path: string): Promise<void> {
  const opened = await openCapture(path)
  if (!opened.ok) return post({ findings: '', read: 0, problem: opened.problem, state: 'unopened' })
  const { capture } = opened
  const packer = new Packer(indices, () => tell('reading'))
  let told = 0
  const tell = (state: Post['state'], problem: CaptureProblem | null = null) => {
    told = capture.position
    post({ findings: packer.take(), read: told, problem, state })
  }
  const timeline = openTimelineOf(loaded, packer, options)
  await timeline.read(capture, () => {
    if (capture.position - told >= STRETCH) tell('reading')
    return leash.stopped
  })
  capture.close()
  if (capture.problem !== null) tell('reading', capture.problem)
  packer.end(timeline.end(), timeline.clock)
  tell('done')
}

function post(message: Post): void {
  parentPort?.postMessage(message)
  leash.posted(message.findings.length)
}
