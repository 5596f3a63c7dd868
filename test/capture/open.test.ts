import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openCapture } from '../../src/capture/open.js'
import { describeProblem } from '../../src/capture/problem.js'
import { concat, pcapFile, pcapngBlocks } from '../support/pcap.js'
import { readBytes, readOpened } from './read.js'

const folder = mkdtempSync(join(tmpdir(), 'imids-open-'))
afterAll(() => rmSync(folder, { recursive: true }))

const text = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'))
const hex = (value: string) => new Uint8Array(Buffer.from(value, 'hex'))
const capture = pcapFile([{ bytes: text('first') }, { bytes: text('second') }])
const pcapng = concat([pcapngBlocks().section(), pcapngBlocks().interface(1)])

test.each([
  { name: 'nothing', bytes: hex(''), code: 'empty', message: 'empty file, a capture was expected' },
  {
    name: 'too little to tell',
    bytes: hex('d4c3'),
    code: 'unknown',
    message:
      'not a capture: begins with d4c3, pcap or pcapng was expected, as it is or packed (gzip, zstd, lz4, xz)',
  },
  {
    name: 'text',
    bytes: text('#!/bin/sh\n'),
    code: 'unknown',
    message:
      'not a capture: begins with 23212f62696e2f73, pcap or pcapng was expected, as it is or packed (gzip, zstd, lz4, xz)',
  },
  {
    name: 'pcap header, cut',
    bytes: capture.subarray(0, 23),
    code: 'truncated',
    at: 23,
    message: 'file ends within its pcap header of 24 bytes',
  },
  {
    name: 'pcapng header, cut',
    bytes: pcapng.subarray(0, 11),
    code: 'truncated',
    at: 11,
    message: 'file ends within its pcapng header of 12 bytes',
  },
  {
    name: 'pcapng section header, cut',
    bytes: pcapng.subarray(0, 20),
    code: 'truncated',
    at: 0,
    message: 'file ends 8 bytes before the end of a record',
  },
  {
    name: 'record header, cut',
    bytes: capture.subarray(0, 24 + 21 + 10),
    code: 'truncated',
    at: 45,
    message: 'file ends 6 bytes before the end of a record',
  },
  {
    name: 'packet, cut',
    bytes: capture.subarray(0, -1),
    code: 'truncated',
    at: 45,
    message: 'file ends 1 bytes before the end of a record',
  },
  {
    name: 'skipped block, cut',
    bytes: concat([pcapng, pcapngBlocks().block(4, new Uint8Array(500_000)).subarray(0, 100)]),
    code: 'truncated',
    at: pcapng.length + 100,
    message: 'file ends 499912 bytes before the end of a block',
  },
  {
    name: 'Solaris snoop',
    bytes: hex('736e6f6f7000000000000002'),
    code: 'unsupported',
    message: 'Solaris snoop, which is not read; editcap converts it',
  },
  {
    name: 'bzip2',
    bytes: hex('425a683931415926'),
    code: 'packed',
    message: 'bzip2 data',
  },
])('$name', async ({ bytes, code, at = 0, message }) => {
  const { problem } = await readBytes(bytes)
  expect(problem).toEqual({ code, file: 'test', at, message })
})

test.each([
  {
    name: 'with its file, place, and what to do',
    problem: { code: 'malformed', file: 'msn.pcap', at: 20_480 } as const,
    text: 'msn.pcap: byte 20480: no; all before it was scanned, the rest cannot be found',
  },
  {
    name: 'with its directory, which has no places',
    problem: { code: 'no-captures', file: 'msn', at: null } as const,
    text: 'msn: no; name one that has pcap or pcapng files',
  },
  {
    name: 'by the name of standard input',
    problem: { code: 'unsupported', file: '-', at: 0 } as const,
    text: 'standard input: byte 0: no',
  },
])('a problem is printed $name', ({ problem, text }) => {
  expect(describeProblem({ ...problem, message: 'no' })).toBe(text)
})

test('a file that is not there', async () => {
  const path = join(folder, 'absent.pcap')
  expect(await openCapture(path)).toEqual({
    ok: false,
    problem: {
      code: 'missing',
      file: path,
      at: 0,
      message: 'no such file, a capture was expected',
    },
  })
})

test('a directory where a file was expected', async () => {
  const path = join(folder, 'directory')
  mkdirSync(path)
  expect(await openCapture(path)).toMatchObject({ ok: false, problem: { code: 'unreadable' } })
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
  const path = join(folder, 'secret.pcap')
  writeFileSync(path, capture)
  chmodSync(path, 0)
  expect(await openCapture(path)).toMatchObject({
    ok: false,
    problem: { code: 'unreadable', message: 'permission denied, a file to read was expected' },
  })
})

test('a capture that grows while it is read ends where it ended when it was opened', async () => {
  const path = join(folder, 'growing.pcap')
  writeFileSync(path, capture.subarray(0, -1))
  const opened = await openCapture(path)
  appendFileSync(path, capture.subarray(-1))
  const read = await readOpened(opened)
  expect(read.packets.map(({ bytes }) => bytes)).toEqual(['first'])
  expect(read.problem).toMatchObject({ code: 'truncated', at: 45 })
})

test.skipIf(process.platform === 'win32')('a pipe is read to its end', async () => {
  const pipe = join(folder, 'pipe')
  const file = join(folder, 'piped.pcap')
  execFileSync('mkfifo', [pipe])
  writeFileSync(file, capture)
  const writer = spawn('sh', ['-c', 'cat "$0" > "$1"', file, pipe])
  const read = await readOpened(await openCapture(pipe))
  writer.kill()
  expect(read.packets.map(({ bytes }) => bytes)).toEqual(['first', 'second'])
  expect(read.problem).toBeNull()
})
