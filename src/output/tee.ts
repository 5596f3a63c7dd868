// Several sinks as one.

import type { Anomaly, FlowEvent, Report, Sink } from './sink.js'

/** @param only names of the signatures whose reports pass; null: all of them */
export function tee(sinks: readonly Sink[], only: ReadonlySet<string> | null): Sink {
  return {
    report(report: Report) {
      if (only !== null && !only.has(report.signature.name)) return
      for (const sink of sinks) sink.report(report)
    },
    flow(event: FlowEvent) {
      for (const sink of sinks) sink.flow(event)
    },
    anomaly(anomaly: Anomaly) {
      for (const sink of sinks) sink.anomaly(anomaly)
    },
    end(counts) {
      for (const sink of sinks) sink.end(counts)
    },
  }
}
