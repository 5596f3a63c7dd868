// What a scan amounts to, counted while it runs.

import type { Report, Sink } from './sink.js'

export class Summary implements Sink {
  alerts = 0
  records = 0
  private readonly bySignature = new Map<string, number>()
  private counts: ReadonlyMap<string, number> = new Map()

  report(report: Report): void {
    if (report.kind === 'record') this.records++
    else this.alerts++
    const { name } = report.signature
    this.bySignature.set(name, (this.bySignature.get(name) ?? 0) + 1)
  }

  flow(): void {}

  anomaly(): void {}

  end(counts: ReadonlyMap<string, number>): void {
    this.counts = counts
  }

  /** Lines for a person. */
  lines(): string[] {
    const count = (name: string) => this.counts.get(name) ?? 0
    const scanned = [
      plural(count('captures'), 'capture'),
      plural(count('packets'), 'packet'),
      plural(count('flows'), 'flow'),
    ].join(', ')
    const widest = Math.max(0, ...[...this.bySignature.keys()].map((name) => name.length))
    return [
      `${scanned}: ${plural(this.alerts, 'alert')}, ${plural(this.records, 'record')}`,
      ...[...this.bySignature].sort().map(([name, times]) => `  ${name.padEnd(widest)}  ${times}`),
    ]
  }
}

function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** 1234567 as 1,234,567. Not by `Intl`, which takes a third of a small scan's time to start. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
