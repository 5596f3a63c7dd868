// Plays a signature's tests, each whole and re-cut, and says what came where something else was wanted.

import type { CompiledSignature } from '../compile/program.js'
import type { Signature, Test } from '../language/ast.js'
import { PlainFront } from '../front/plain/plain-front.js'
import type { Report, Sink } from '../output/sink.js'
import { assemble, defaultLimits } from '../scan/pipeline.js'
import type { LoadedProgram, Pipeline } from '../scan/pipeline.js'
import { AS_SENT, deliveries, play } from './delivery.js'
import type { Delivery, Played } from './delivery.js'
import { writeScript } from './script.js'
import type { Script } from './script.js'
import { judge } from './verdict.js'
import type { Armed, Outcome, Verdict } from './verdict.js'

export interface Rehearsal {
  readonly signature: string
  readonly test: Test
  /** The first delivery that failed; null: all passed. */
  readonly failure: { readonly delivery: string; readonly verdict: Verdict } | null
  /** How many times it was played. */
  readonly plays: number
}

/**
 * Plays one test in every delivery, until one fails.
 *
 * @param recorded plays the capture of a test that names one: packets into the pipeline, to the end
 */
export async function rehearse(
  loaded: LoadedProgram,
  signature: Signature,
  test: Test,
  recorded: (capture: string, pipeline: Pipeline) => Promise<void>,
): Promise<Rehearsal> {
  const name = signature.name.text
  const verdictOn = (outcome: Outcome) => judge(test, name, outcome)
  if (test.from !== null) {
    const capture = Buffer.from(test.from.bytes).toString()
    const verdict = verdictOn(await perform(loaded, (pipeline) => recorded(capture, pipeline)))
    return {
      signature: name,
      test,
      plays: 1,
      failure: verdict.ok ? null : { delivery: capture, verdict },
    }
  }
  const script = scriptOf(loaded, signature, test)
  let plays = 0
  for (const delivery of deliveriesOf(script, signature)) {
    plays++
    const verdict = verdictOn(
      await perform(loaded, (pipeline) => playInto(pipeline, play(script, delivery))),
    )
    if (!verdict.ok)
      return { signature: name, test, plays, failure: { delivery: delivery.name, verdict } }
  }
  return { signature: name, test, plays, failure: null }
}

/** Plays a test that names no capture once, as written, for whoever wants to see what comes of it. */
export function showTest(
  loaded: LoadedProgram,
  signature: Signature,
  test: Test,
  sink: Sink,
): void {
  const script = scriptOf(loaded, signature, test)
  const pipeline = assemble(loaded, sink, {
    makeFront: (program, options) => new PlainFront(program, options),
    limits: defaultLimits,
    reveal: false,
  })
  playInto(pipeline, play(script, AS_SENT))
}

function scriptOf(loaded: LoadedProgram, signature: Signature, test: Test): Script {
  return writeScript(test, transportOf(signature, test), portOf(loaded, signature.name.text))
}

/** Datagrams are not cut, nor is what a signature says about the segments themselves. */
function deliveriesOf(script: Script, signature: Signature): Delivery[] {
  if (script.steps.every(({ flow }) => flow.transport === 'udp') || speaksOfSegments(signature))
    return [AS_SENT]
  const sends = script.steps.flatMap((step) => (step.kind === 'send' ? [step.bytes.length] : []))
  const midstream = script.steps.some(({ flow }) => flow.midstream)
  return [
    AS_SENT,
    ...deliveries(Math.max(0, ...sends)).filter(({ reorders }) => !(midstream && reorders)),
  ]
}

const OF_SEGMENTS = new Set(['turn', 'segments'])

function speaksOfSegments(signature: Signature): boolean {
  return signature.dialogues.some(({ stages }) =>
    stages.some(
      (stage) =>
        stage.kind === 'state' &&
        stage.events.some(
          ({ trigger }) => trigger.kind === 'message' && OF_SEGMENTS.has(trigger.framer.text),
        ),
    ),
  )
}

function transportOf(signature: Signature, test: Test): 'tcp' | 'udp' {
  const named = test.transport ?? signature.dialogues[0]?.transports[0]
  return named?.text === 'udp' ? 'udp' : 'tcp'
}

function portOf(loaded: LoadedProgram, name: string): number | null {
  return signatureNamed(loaded, name)?.ports[0]?.from ?? null
}

function signatureNamed(loaded: LoadedProgram, name: string): CompiledSignature | undefined {
  return loaded.program.signatures.find((signature) => signature.name === name)
}

async function perform(
  loaded: LoadedProgram,
  run: (pipeline: Pipeline) => void | Promise<void>,
): Promise<Outcome> {
  const reports: Report[] = []
  const armed: Armed[] = []
  const sink: Sink = {
    report: (report) => reports.push(report),
    flow: () => undefined,
    anomaly: () => undefined,
    end: () => undefined,
  }
  const pipeline = assemble(loaded, sink, {
    makeFront: (program, options) => new PlainFront(program, options),
    limits: defaultLimits,
    reveal: false,
    trace: {
      waits: () => undefined,
      refused: () => undefined,
      ended: () => undefined,
      armed: (transport, host, port) =>
        armed.push({ transport, host, port, after: reports.length }),
    },
  })
  await run(pipeline)
  return { reports, armed }
}

function playInto({ front, desk }: Pipeline, { packets, end }: Played): void {
  desk.file('test')
  for (const packet of packets) {
    front.inject(packet)
    desk.consume()
  }
  front.pass(end)
  desk.consume()
  desk.finish()
}
