// The bundled pack, loaded once, and what it reports on packets.

import type { Packet } from '../../src/front/front.js'
import { PlainFront } from '../../src/front/plain/plain-front.js'
import type { Report, Sink } from '../../src/output/sink.js'
import { compileBundled } from '../../src/pack/bundled.js'
import { assemble, defaultLimits, loadProgram } from '../../src/scan/pipeline.js'
import type { Pipeline } from '../../src/scan/pipeline.js'

const { program, applications } = compileBundled()

export const loaded = loadProgram(program, new Map(applications))

/** A pipeline of its own for each play. @param reveal writes secrets, so that they can be compared */
export function pipelineInto(reports: Report[], reveal = true): Pipeline {
  const sink: Sink = {
    report: (report) => reports.push(report),
    flow: () => undefined,
    anomaly: () => undefined,
    end: () => undefined,
  }
  return assemble(loaded, sink, {
    makeFront: (front, options) => new PlainFront(front, options),
    limits: defaultLimits,
    reveal,
  })
}

/** All that is reported on a capture of these packets, up to its end. */
export function reportsOn(packets: Iterable<Packet>): Report[] {
  const reports: Report[] = []
  const { front, desk } = pipelineInto(reports)
  desk.file('packets')
  for (const packet of packets) {
    front.inject(packet)
    desk.consume()
  }
  desk.finish()
  return reports
}

const ATTACKS = new Set(['worm', 'exploit', 'denial-of-service'])

/** An alert that says worm, exploit or denial of service. */
export function isAttack({ kind, signature }: Report): boolean {
  return kind === 'alert' && ATTACKS.has(signature.class)
}
