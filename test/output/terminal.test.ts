import { expect, test } from 'vitest'
import { printable } from '../../src/output/printable.js'
import { TerminalSink } from '../../src/output/terminal.js'
import { report } from './reports.js'

function shown(...reports: ReturnType<typeof report>[]): string {
  let text = ''
  const sink = new TerminalSink((more) => (text += more), false, false)
  for (const report of reports) sink.report(report)
  return text
}

test('a report is the fact, then who, where and which packet', () => {
  expect(shown(report())).toBe(
    [
      '2003-04-01 09:26:53.589  medium    MSN sign-on by buddy@hotmail.com: accepted',
      '                                   10.0.0.5:1044 -> 207.46.104.20:1863  msn.login.md5  packet 31  response [redacted 32 bytes]',
      '',
    ].join('\n'),
  )
})

test.each([
  { name: 'colour', text: '\x1b[31mred', shown: '\\x1b[31mred' },
  { name: 'a line break', text: 'a\r\nb', shown: 'a\\x0d\\x0ab' },
  { name: 'writing turned round', text: 'exe.\u202egpj', shown: 'exe.\\u202egpj' },
  { name: 'letters of all scripts stay', text: 'héllo, мир', shown: 'héllo, мир' },
])('what steers a terminal is escaped: $name', ({ text, shown }) => {
  expect(printable(text)).toBe(shown)
})
