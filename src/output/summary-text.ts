// The summary, for a person.

import { NOTICES } from './notices.js'
import { printable } from './printable.js'
import { MATRIX_PRODUCTS, MATRIX_RISKS } from './summary.js'
import type { AccountActivity, Conversation, HostActivity, SummaryData } from './summary.js'
import { printedTime } from './timestamp.js'

/** Lines of a list that are shown; `--summary` has all of them. */
const SHOWN = 40

/** Lines without line feeds. */
export function summaryLines(data: SummaryData): string[] {
  const count = (name: string) => data.counts[name] ?? 0
  const scanned = [
    plural(count('captures'), 'capture'),
    plural(count('packets'), 'packet'),
    plural(count('flows'), 'flow'),
  ].join(', ')
  const found = [plural(data.alerts, 'alert'), plural(data.records, 'record')].join(', ')
  return [
    ...list('accounts', data.accounts, data.leftOut.accounts, accountLine),
    ...list('conversations', data.conversations, data.leftOut.conversations, conversationLine),
    ...list('hosts', data.hosts, data.leftOut.hosts, hostLine),
    ...matrixLines(data),
    `${scanned}: ${found}`,
    ...noticeLines(data),
  ]
}

function list<T>(
  title: string,
  entries: readonly T[],
  leftOut: number,
  line: (entry: T) => string[],
): string[] {
  if (entries.length === 0) return []
  const rows = entries.slice(0, SHOWN).map(line)
  const more = entries.length - rows.length + leftOut
  return [
    title,
    ...aligned(rows),
    ...(more > 0 ? [`  and ${grouped(more)} more, which --summary writes`] : []),
    '',
  ]
}

function accountLine({ product, account, hosts, did }: AccountActivity): string[] {
  const acts = Object.entries(did).map(([act, times]) => {
    const [kind = '', outcome] = act.split(' ')
    const what = ACTS[kind] ?? kind.replaceAll('-', ' ')
    return `${what}${outcome === undefined ? '' : ` ${outcome}`}${times > 1 ? ` (${times})` : ''}`
  })
  return [product, printable(account), hosts.join(' '), acts.join(', ')]
}

/** What a class of report means an account did. */
const ACTS: Readonly<Record<string, string>> = {
  'cleartext-credentials': 'sign-on with a readable password',
  'weak-authentication': 'sign-on with a guessable response',
  authentication: 'sign-on',
  'instant-messaging': 'session',
  message: 'message',
  'peer-to-peer': 'request',
}

function conversationLine({ product, between, messages, first, last }: Conversation): string[] {
  const [one, other] = between.map(printable)
  return [
    product,
    `${one} and ${other}`,
    plural(messages, 'message'),
    messages === 1 ? printedTime(first) : `${printedTime(first)} to ${printedTime(last)}`,
  ]
}

function hostLine({ address, programs, products }: HostActivity): string[] {
  return [address, products.join(' '), programs.map(printable).join('; ')]
}

function matrixLines({ matrix }: SummaryData): string[] {
  const rows = MATRIX_RISKS.flatMap((risk) => {
    const cells = MATRIX_PRODUCTS.map((product) => matrix[risk]?.[product] ?? 0)
    return cells.some((cell) => cell > 0)
      ? [[risk, ...cells.map((cell) => (cell === 0 ? '·' : grouped(cell)))]]
      : []
  })
  return rows.length === 0 ? [] : [...aligned([['threats', ...MATRIX_PRODUCTS], ...rows], ''), '']
}

/** What was left out, which a reader must not overlook: one line for each counter of `NOTICES`. */
function noticeLines({ counts }: SummaryData): string[] {
  const odd = Object.entries(counts).filter(([name]) => name.startsWith('decoder.'))
  const rows = [
    ...NOTICES.map(([name, words]) => [words, counts[name] ?? 0] as const),
    [
      'oddities of packets, which EVE has as anomalies',
      odd.reduce((sum, [, times]) => sum + times, 0),
    ] as const,
  ]
  return rows.flatMap(([words, times]) => (times > 0 ? [`  ${words}: ${grouped(times)}`] : []))
}

function aligned(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length)
    })
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0))
    return `${indent}${cells.join('  ')}`.trimEnd()
  })
}

function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** 1234567 as 1,234,567. Not by `Intl`, which takes a third of a small scan's time to start. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
