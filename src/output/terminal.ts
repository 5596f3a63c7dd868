// What a person reads while a capture is scanned: two lines a report, the fact first, then who, where and which packet.
//
//     2003-04-01 09:26:53.589  medium  MSN sign-on by buddy@hotmail.com …: accepted
//                              10.0.0.5:1044 -> 207.46.104.20:1863  msn.login.md5  packet 31

import { styleText } from 'node:util'
import type { Flow } from '../desk/consumer.js'
import type { Side } from '../frame/framer.js'
import { printable } from './printable.js'
import type { Report, Sink } from './sink.js'
import { printedTime } from './timestamp.js'

type Style = Parameters<typeof styleText>[0]

const SEVERITY_WIDTH = 'critical'.length
const INDENT = ' '.repeat('2003-04-01 09:26:53.589'.length + 2 + SEVERITY_WIDTH + 2)
const STYLE: Record<string, Style> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  record: 'gray',
}

export class TerminalSink implements Sink {
  private file: string | null = null

  /** @param colour whether the terminal shows colours. @param files whether each file's reports get a heading. */
  constructor(
    private readonly write: (text: string) => void,
    private readonly colour: boolean,
    private readonly files: boolean,
  ) {}

  report(report: Report): void {
    const { packet, flow } = report
    if (this.files && packet.file !== this.file) {
      this.file = packet.file
      this.write(`${this.style('bold', printable(packet.file))}\n`)
    }
    const level = report.kind === 'record' ? 'record' : report.signature.severity
    const words = [
      printedTime(report.time),
      this.style(STYLE[level] ?? 'reset', level.padEnd(SEVERITY_WIDTH)),
      printable(report.message),
    ]
    const details = [
      endpoints(flow, report.sender),
      report.signature.name,
      `packet ${packet.number}`,
      ...(flow.via ?? []).map(({ kind, host, port }) =>
        printable(`via ${kind} to ${host}:${port}`),
      ),
      ...secretsOf(report),
      ...marksOf(report),
    ]
    this.write(`${words.join('  ')}\n${INDENT}${this.style('dim', details.join('  '))}\n`)
  }

  flow(): void {}

  anomaly(): void {}

  end(): void {}

  private style(style: Style, text: string): string {
    return this.colour ? styleText(style, text) : text
  }
}

/** Of a report, what the message never has: the values that were secret on the wire. */
function secretsOf({ signature, values }: Report): string[] {
  return signature.slots.flatMap(({ name, secret }) => {
    const value = values.get(name)
    return secret && value !== undefined ? [printable(`${name} ${String(value)}`)] : []
  })
}

/** What limits a report: it rests on less than the whole conversation. */
function marksOf(report: Report): string[] {
  return [
    ...(report.flow.midstream ? ['midstream'] : []),
    ...(report.gap ? ['gap'] : []),
    ...(report.truncated ? ['capture ended'] : []),
    ...(report.repeats > 0 ? [`${report.repeats} more like it before`] : []),
  ]
}

/** From the client to the server; where nobody knows who is which, from the sender. */
function endpoints(flow: Flow, sender: Side): string {
  const from = flow.opener ?? sender
  return `${endpoint(flow, from)} -> ${endpoint(flow, from === 0 ? 1 : 0)}`
}

function endpoint(flow: Flow, side: Side): string {
  const address = flow.addresses[side]
  return `${address.includes(':') ? `[${address}]` : address}:${flow.ports[side]}`
}
