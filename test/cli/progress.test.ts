// The line that says how far a scan is.

import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { folderOf, imids, program, root } from './imids.js'
import { Progress, progressLine, totalOf } from '../../src/cli/progress.js'

const MB = 1_000_000

test.each([
  {
    name: 'of a known size',
    at: [300 * MB, 1000 * MB, 3000],
    line: '300 MB of 1.0 GB, 30%, 100 MB/s, 7 s left',
  },
  {
    name: 'before a rate is to be trusted',
    at: [30 * MB, 100 * MB, 300],
    line: '30 MB of 100 MB, 30%, 100 MB/s',
  },
  { name: 'of an unknown size', at: [2_500_000, null, 1000], line: '2.5 MB, 2.5 MB/s' },
  { name: 'unpacked, more than its files', at: [12 * MB, 10 * MB, 6000], line: '12 MB, 2.0 MB/s' },
  {
    name: 'minutes',
    at: [1 * MB, 100 * MB, 1000],
    line: '1.0 MB of 100 MB, 1%, 1.0 MB/s, 1 min 39 s left',
  },
  {
    name: 'hours',
    at: [1 * MB, 10_000 * MB, 1000],
    line: '1.0 MB of 10 GB, 0%, 1.0 MB/s, 2 h 46 min left',
  },
  { name: 'nothing yet', at: [0, 100, 2000], line: '0 bytes of 100 bytes, 0%, 0 bytes/s' },
] as const)('$name', ({ at: [bytes, total, elapsed], line }) => {
  expect(progressLine(bytes, total, elapsed)).toBe(line)
})

test('written five times a second at most, no wider than the terminal, and erased', () => {
  let now = 0
  const written: string[] = []
  const progress = new Progress({
    write: (text) => written.push(text),
    columns: () => 12,
    now: () => now,
    total: 1000 * MB,
  })
  progress.erase()
  for (; now < 1000; now++) progress.reached(now * MB)
  progress.erase()
  progress.erase()
  expect(written).toEqual([
    ...[200, 400, 600, 800].map((mb) => `\r\u001b[K${mb} MB of 1`),
    '\r\u001b[K',
  ])
})

test('files, directories, and what has no size', () => {
  const folder = folderOf({ one: 'abc', two: 'defg' })
  expect(totalOf([folder, `${folder}/one`])).toBe(10)
  expect(totalOf([folder, '-'])).toBeNull()
  expect(totalOf([`${folder}/none`])).toBeNull()
})

test('nothing of it where standard error is no terminal', () => {
  expect(imids(['scan', 'samples/msn-login.pcap']).stderr).toBe('')
})

const hasScript = spawnSync('script', ['--version']).status === 0

test.skipIf(!hasScript)('on a terminal the output is as without it', () => {
  const line = `${process.execPath} ${program} scan samples/msn-login.pcap --eve /dev/null`
  const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], { cwd: root })
  const text = stdout.toString().replaceAll('\r\n', '\n')
  expect(text.endsWith('3 alerts, 8 records\n')).toBe(true)
  // What was shown of the progress was erased again.
  expect(text.split('\r\u001b[K').at(-1)).not.toMatch(/B\/s/)
})
