// The signatures that a command works with, compiled; or complaints about them.

import { storedPack } from '../pack/stored.js'
import { loadProgram } from '../scan/pipeline.js'
import type { LoadedProgram } from '../scan/pipeline.js'

export interface Program {
  readonly loaded: LoadedProgram
  /** Names of the signatures whose findings are wanted; null: all. The others run for what these need of them. */
  readonly reported: ReadonlySet<string> | null
}

/**
 * What reads and compiles signatures is loaded only where it is needed: it would be half of the time that a scan takes to start.
 *
 * @param paths of the user's signatures; without any, the bundled pack. @returns null if they have mistakes, which are said
 */
export async function programFor(paths: readonly string[]): Promise<Program | null> {
  if (paths.length === 0) {
    const { program, applications } = storedPack() ?? (await compiledNow())
    return { loaded: loadProgram(program, new Map(applications)), reported: null }
  }
  const { applicationsOf, BUNDLED, compilePack, openPack, signaturesOf } =
    await import('../pack/pack.js')
  const { tellErrors } = await import('./complaints.js')
  const pack = openPack(paths, BUNDLED)
  if (!tellErrors(pack)) return null
  return {
    loaded: loadProgram(compilePack(pack), applicationsOf(pack.taxonomy)),
    reported: new Set(signaturesOf(pack.own).map(({ name }) => name.text)),
  }
}

async function compiledNow() {
  const { compileBundled } = await import('../pack/bundled.js')
  return compileBundled()
}
