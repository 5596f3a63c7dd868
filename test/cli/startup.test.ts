// What a process has to load before it scans, and the bundle that it loads it from.

import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { folderOf, program, root } from './imids.js'

const source = join(root, 'src')
const bundle = join(root, 'dist/bin/imids.js')

/** Files below src/ that come with `file`, without what is imported when it is needed. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = readFileSync(join(source, file), 'utf8')
  for (const [, clause, specifier] of text.matchAll(
    /^(?:import|export) (.*?)from '(\.[^']+)\.js'/gms,
  ))
    if (!clause?.startsWith('type '))
      loadedWith(`${relative(source, resolve(source, dirname(file), specifier ?? ''))}.ts`, seen)
  return seen
}

test('a scan loads nothing of what reads and compiles signatures', () => {
  const loaded = [...loadedWith('cli.ts'), ...loadedWith('cli/scan.ts')]
  expect(loaded).toContain('front/core/core-front.ts')
  expect(
    loaded.filter((file) =>
      /^(language\/(lexer|grammar|parse|check|render)|rehearsal\/|compile\/compile)/.test(file),
    ),
  ).toEqual([])
})

test('the program loads no command before its name was seen', () => {
  expect([...loadedWith('cli.ts')].sort()).toEqual(['cli.ts', 'cli/exit.ts', 'cli/version.ts'])
})

const sample = readFileSync(join(root, 'samples/msn-login.pcap'))
const packed = join(folderOf({ 'msn-login.pcap.gz': gzipSync(sample) }), 'msn-login.pcap.gz')

test.each([
  { name: 'scan', args: ['scan', 'samples/msn-login.pcap', '--eve', '-'] },
  { name: 'scan of what is packed', args: ['scan', packed, '--eve', '-'] },
  { name: 'list', args: ['list', '--taxonomy'] },
  { name: 'explain', args: ['explain', 'msn.login.md5'] },
  { name: 'check', args: ['check', 'signatures'] },
  { name: 'help', args: ['--help'] },
])('the bundle does what the modules do: $name', ({ args }) => {
  const run = (file: string) => {
    const { status, stdout } = spawnSync(process.execPath, [file, ...args], { cwd: root })
    return { status, stdout: stdout.toString() }
  }
  const bundled = run(bundle)
  expect(bundled).toEqual(run(program))
  expect(bundled.status).toBe(0)
})

test.each(['scan', 'check', 'test', 'fmt', 'list', 'explain', 'try', '--help'])(
  'V8 takes what the build kept of the program for %s',
  (command) => {
    const line = `console.error(require(${JSON.stringify(bundle)}).cachedDataRejected)`
    const { stderr } = spawnSync(process.execPath, ['-e', line, 'imids', command, '--help'])
    expect(stderr.toString()).toBe('false\n')
  },
)

test('a program of which nothing was kept does the same', () => {
  const bin = mkdtempSync(join(root, 'dist/bare-'))
  for (const file of ['imids.js', 'program.js', 'package.json'])
    copyFileSync(join(root, 'dist/bin', file), join(bin, file))
  const run = (file: string) => spawnSync(process.execPath, [file, 'list']).stdout.toString()
  const bare = run(join(bin, 'imids.js'))
  rmSync(bin, { recursive: true })
  expect(bare).toBe(run(bundle))
})
