// The bundled pack as the build stored it: a scan needs nothing of what reads and compiles signatures.
//
//     pack.json       the program
//     pack.sources    all that it was compiled from; it is used only where the same texts lie in the pack's folder now
//
// Texts are compared, which takes less than to load what would make hashes of them.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Program } from '../compile/program.js'
import { PROGRAM_VERSION } from '../compile/version.js'

export const BUNDLED = fileURLToPath(new URL('../../signatures', import.meta.url))

// Beside the compiled code. One byte a character, which is read without being decoded.
const STORED = new URL('../pack.json', import.meta.url)
const SOURCES = new URL('../pack.sources', import.meta.url)

export interface BundledPack {
  readonly program: Program
  /** `app_proto` of every product. */
  readonly applications: readonly (readonly [string, string])[]
}

/** @returns null where none was stored, or another than the signatures that are there now make */
export function storedPack(): BundledPack | null {
  try {
    if (readFileSync(SOURCES, 'latin1') !== sourcesOf(BUNDLED)) return null
    const stored = JSON.parse(readFileSync(STORED, 'latin1')) as BundledPack
    return stored.program.version === PROGRAM_VERSION ? stored : null
  } catch {
    return null
  }
}

/** @param pack compiled from what lies in the pack's folder now */
export function storePack(pack: BundledPack): void {
  writeFileSync(SOURCES, '')
  writeFileSync(STORED, ascii(JSON.stringify(pack)))
  writeFileSync(SOURCES, sourcesOf(BUNDLED), 'latin1')
}

/** The names and bytes of all files in the folder of a pack. */
export function sourcesOf(folder: string): string {
  const entries = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name)
    const content = entry.isDirectory() ? sourcesOf(path) : readFileSync(path, 'latin1')
    return `${entry.name} ${content.length}\n${content}`
  })
  return entries.join('')
}

function ascii(json: string): string {
  const escape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  return json.replace(/[\u0080-\uffff]/g, escape)
}
