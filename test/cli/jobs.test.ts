// imids scan --jobs: with any number of threads, it writes what it writes with one.

import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { pcapFile } from '../support/pcap.js'
import { folderOf, imids, interrupted, program, root } from './imids.js'
import type { Ran } from './imids.js'
import { OWN_SIGNATURE } from '../support/own-signature.js'

const MSN = join(root, 'samples/msn-login.pcap')
const capture = readFileSync(MSN)
const bundle = join(root, 'dist/bin/imids.js')

const folder = folderOf({
  'own.sig': OWN_SIGNATURE,
})
const at = (name: string) => join(folder, name)

/** What an archive may hold: the first capture is by far the longest. */
beforeAll(() => {
  const archive = at('archive')
  for (const name of ['archive/packed', 'archive/hollow', 'archive/notes'])
    mkdirSync(at(name), { recursive: true })
  const write = (name: string, content: string | Uint8Array) =>
    writeFileSync(join(archive, name), content)
  const filler = Array.from({ length: 20_000 }, () => ({ bytes: new Uint8Array(200) }))
  write(
    '0-long.pcap',
    Buffer.concat([capture, pcapFile(filler).subarray(24), capture.subarray(24)]),
  )
  write('1-truncated.pcap', capture.subarray(0, capture.length - 7))
  write('2-no-packets.pcap', pcapFile([]))
  write('3-empty.pcap', '')
  write('4-headless.pcap', capture.subarray(0, 10))
  write('packed/5-icq.pcap.gz', gzipSync(readFileSync(join(root, 'samples/icq-login.pcap'))))
  write('packed/6-half.pcap.gz', gzipSync(capture).subarray(0, 900))
  write('notes/7-notes.txt', 'no capture')
  for (const name of ['toc_login', 'yahoo_ymsg_cram_5050', 'msn_md5_twisted_via_socks4'])
    copyFileSync(join(root, `samples/${name}.pcap`), join(archive, `8-${name}.pcap`))
})

/** Three captures of the archive, which is scanned twice, a missing file and a directory without captures. */
const COMPLAINTS = 8

/** All that a scan of the archive, and of what is named beside it, writes. */
function scan(jobs: number, flags: readonly string[], file = program): Ran & { files: unknown } {
  const [eve, summary] = [at(`${jobs}.eve`), at(`${jobs}.json`)]
  const names = [at('archive'), at('missing.pcap'), at('archive/hollow'), MSN, at('archive')]
  const args = ['scan', ...names, '--jobs', `${jobs}`, '--eve', eve, '--summary', summary, ...flags]
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const files = [eve, summary].map((path) => existsSync(path) && readFileSync(path, 'utf8'))
  return { status, stdout, stderr, files }
}

describe('the same as one job', () => {
  test.each([
    { flags: [], jobs: [2, 3] },
    { flags: ['--flows', 'all'], jobs: [3] },
    { flags: ['--flows', 'none', '--no-records'], jobs: [3] },
    { flags: ['--reveal', '--checksums'], jobs: [2] },
    { flags: ['--front', 'plain', '--policy', 'last'], jobs: [2] },
    { flags: ['--signatures', at('own.sig')], jobs: [2] },
    { flags: ['--limit', 'flows=1', '--timeout', 'tcp=1', '--flows', 'all'], jobs: [2] },
    { flags: ['--continue'], jobs: [2] },
  ])('$flags with $jobs', ({ flags, jobs }) => {
    const one = scan(1, flags)
    expect(one.stdout).toMatch(/captures, [\d,]+ packets/)
    expect(one.stderr.trimEnd().split('\n')).toHaveLength(COMPLAINTS)
    for (const several of jobs) expect(scan(several, flags)).toEqual(one)
  })

  test('the bundle', () => {
    expect(scan(2, ['--flows', 'all'], bundle)).toEqual(scan(1, ['--flows', 'all']))
  })

  test.each([
    { name: 'one capture', args: [MSN] },
    { name: 'standard input', args: ['-', MSN] },
  ])('$name', ({ args }) => {
    const one = imids(['scan', ...args, '--eve', '-'], capture)
    expect(one.stdout).toContain('MSN sign-on')
    expect(imids(['scan', ...args, '--eve', '-', '--jobs', '4'], capture)).toEqual(one)
  })
})

test.each(['0', '-1', '2.5', 'many', ''])('--jobs "%s" is wrong usage', (jobs) => {
  const { status, stderr } = imids(['scan', MSN, '--jobs', jobs])
  expect(stderr).toContain('It is a number, 1 or more.')
  expect(status).toBe(2)
})

/** In workers alone, something happens when the file named `dies.pcap` is opened. */
function preload(what: string): string {
  const path = at(`preload-${what.length}.cjs`)
  writeFileSync(
    path,
    `const fs = require('node:fs')
     const { isMainThread } = require('node:worker_threads')
     const open = fs.openSync
     if (!isMainThread)
       fs.openSync = (path, ...rest) => {
         if (String(path).endsWith('dies.pcap')) { ${what} }
         return open(path, ...rest)
       }
     require('node:module').syncBuiltinESMExports()`,
  )
  return path
}

test.each([
  { what: 'process.exit(3)', why: 'exit code 3' },
  { what: "setImmediate(() => { throw new Error('lightning') })", why: 'lightning' },
])('a thread that dies ($why) is a problem of its capture, and of no other', ({ what, why }) => {
  mkdirSync(at('deadly'), { recursive: true })
  for (const name of ['a.pcap', 'dies.pcap', 'z.pcap']) copyFileSync(MSN, join(at('deadly'), name))
  const args = ['--require', preload(what), program, 'scan', at('deadly'), '--jobs', '2']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(stderr).toBe(
    `imids: ${at('deadly/dies.pcap')}: byte 0: the thread that scanned it ended: ${why}; ` +
      'what was found until then was written, for the rest scan it by itself\n',
  )
  expect(stdout).toMatch(/a\.pcap\n[^]*MSN sign-on[^]*z\.pcap\n[^]*MSN sign-on/)
  expect(stdout).toMatch(/^3 captures, 112 packets, 6 flows/m)
  expect(status).toBe(1)
})

test('Ctrl-C ends all threads, keeps what they found, and says so', async () => {
  const again = Array<string>(400).fill('samples')
  const eve = at('interrupted.eve')
  const { status, stdout, stderr } = await interrupted([
    'scan',
    ...again,
    '--eve',
    eve,
    '--jobs',
    '3',
  ])
  expect(stderr).toBe('imids: interrupted: what was found until then was written\n')
  const captures = Number(/^([\d,]+) captures, /m.exec(stdout)?.[1]?.replaceAll(',', ''))
  expect(captures).toBeGreaterThan(0)
  expect(captures).toBeLessThan(400 * 16)
  expect(readFileSync(eve, 'utf8').trimEnd().split('\n').at(-1)).toContain('"event_type":"stats"')
  expect(status).toBe(1)
})
