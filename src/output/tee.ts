// Several sinks as one.

import type { Anomaly, FlowEvent, Report, Sink } from './sink.js'

/**
 * @param only names of the signatures whose reports pass; null: all of them
 * @param records whether records pass, or only alerts
 */
export function tee(
  sinks: readonly Sink[],
  only: ReadonlySet<string> | null = null,
  records = true,
): Sink {
  return {
    report(report: Report) {
      if (only !== null && !only.has(report.signature.name)) return
      if (!records && report.kind === 'record') return
      for (const sink of sinks) sink.report(report)
    },
    flow(event: FlowEvent) {
      for (const sink of sinks) sink.flow(event)
    },
    anomaly(anomaly: Anomaly) {
      for (const sink of sinks) sink.anomaly(anomaly)
    },
    end(counts, time) {
      for (const sink of sinks) sink.end(counts, time)
    },
  }
}
