// The bundled pack as the build stored it: a scan needs nothing of what reads and compiles signatures.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Program } from '../compile/program.js'
import { PROGRAM_VERSION } from '../compile/version.js'
import { readSources } from './sources.js'

export const BUNDLED = fileURLToPath(new URL('../../signatures', import.meta.url))

/** Written beside the compiled code by the build. */
export const STORED = new URL('../pack.json', import.meta.url)

export interface BundledPack {
  /** Of the signature files that it was compiled from, and the words that they may use. */
  readonly fingerprint: string
  readonly program: Program
  /** `app_proto` of every product. */
  readonly applications: readonly (readonly [string, string])[]
}

/** @returns null where none was stored, or another than the signatures that are there now make */
export function storedPack(): BundledPack | null {
  const stored = readStored()
  return stored?.fingerprint === fingerprintOf(BUNDLED) &&
    stored.program.version === PROGRAM_VERSION
    ? stored
    : null
}

function readStored(): BundledPack | null {
  try {
    return JSON.parse(readFileSync(STORED, 'utf8')) as BundledPack
  } catch {
    return null
  }
}

/** Of all that a program is compiled from, in the folder of a pack. */
export function fingerprintOf(folder: string): string {
  const texts = readSources([folder]).files.map(({ text }) => text)
  const hash = createHash('sha256')
  for (const text of [...texts, readFileSync(join(folder, 'taxonomy.json'), 'utf8')])
    hash.update(`${text.length}\n`).update(text)
  return hash.digest('hex')
}
