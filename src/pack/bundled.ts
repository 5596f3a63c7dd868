// The bundled pack as a program. The build compiles it once; a checkout whose signatures have changed since compiles it anew.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { PROGRAM_VERSION } from '../compile/compile.js'
import type { Program } from '../compile/program.js'
import { renderAll } from '../language/render.js'
import { applicationsOf, BUNDLED, compilePack, hasErrors, openPack } from './pack.js'
import { readSources } from './sources.js'
import type { SourceFile } from './sources.js'

/** Written beside the compiled code by the build. */
export const STORED = new URL('../pack.json', import.meta.url)

export interface BundledPack {
  /** Of the signature files that it was compiled from. */
  readonly fingerprint: string
  readonly program: Program
  /** `app_proto` of every product. */
  readonly applications: readonly (readonly [string, string])[]
}

export function bundledPack(): BundledPack {
  const fingerprint = fingerprintOf(readSources([BUNDLED]).files)
  const stored = readStored()
  if (stored?.fingerprint === fingerprint && stored.program.version === PROGRAM_VERSION)
    return stored
  return compileBundled()
}

/** @throws if the pack has mistakes, which its own tests must not let pass */
export function compileBundled(): BundledPack {
  const pack = openPack([BUNDLED], BUNDLED)
  if (hasErrors(pack))
    throw new Error(`the bundled pack has mistakes:\n${renderAll(pack.diagnostics)}`)
  return {
    fingerprint: fingerprintOf(pack.files),
    program: compilePack(pack),
    applications: [...applicationsOf(pack.taxonomy)],
  }
}

function readStored(): BundledPack | null {
  try {
    return JSON.parse(readFileSync(STORED, 'utf8')) as BundledPack
  } catch {
    return null
  }
}

function fingerprintOf(files: readonly SourceFile[]): string {
  const hash = createHash('sha256')
  for (const { text } of files) hash.update(`${text.length}\n`).update(text)
  return hash.digest('hex')
}
