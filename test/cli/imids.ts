// The command line as a user runs it: the built program in a process of its own.

import { spawn, spawnSync } from 'node:child_process'
import type { SpawnSyncOptions } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const program = join(root, 'dist/cli.js')

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `imids` in the project's folder. */
export function imids(args: readonly string[], input: Uint8Array = new Uint8Array(0)): Ran {
  return run(args, { input })
}

/** As somebody who may not do everything, also where the tests run as root. */
export function imidsUnprivileged(args: readonly string[]): Ran {
  const NOBODY = 65_534
  if (process.getuid?.() !== 0) return run(args, {})
  const copy = readableCopy()
  const options = { cwd: copy, uid: NOBODY, gid: NOBODY }
  return run(args, options, join(copy, 'dist/bin/imids.js'))
}

/** The program, and what it reads, where everybody may: the project's folder may be its owner's alone. */
function readableCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'imids-copy-'))
  chmodSync(folder, 0o755)
  for (const name of ['dist', 'signatures', 'samples', 'package.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  return folder
}

function run(args: readonly string[], options: SpawnSyncOptions, started = program): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [started, ...args], {
    cwd: root,
    ...options,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  return { status, stdout, stderr }
}

/** Runs `imids` until it has written something, and interrupts it then, as Ctrl-C does. */
export async function interrupted(args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], { cwd: root })
  let [stdout, stderr] = ['', '']
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()))
  child.stdout.on('data', (bytes: Buffer) => {
    if (stdout === '') child.kill('SIGINT')
    stdout += bytes.toString()
  })
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, stdout, stderr }
}

/** Runs a line of shell in the project's folder, in which `$IMIDS` is the program. */
export function shell(line: string): Ran {
  const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', line], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, IMIDS: `${process.execPath} ${program}` },
  })
  return { status, stdout, stderr }
}

/** A folder for one test file, with what it is to hold by name. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'imids-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}
