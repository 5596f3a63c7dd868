// The signatures that a command works with, compiled; or complaints about them.

import { renderAll } from '../language/render.js'
import { bundledPack } from '../pack/bundled.js'
import {
  applicationsOf,
  BUNDLED,
  compilePack,
  hasErrors,
  openPack,
  signaturesOf,
} from '../pack/pack.js'
import type { Pack } from '../pack/pack.js'
import { loadProgram } from '../scan/pipeline.js'
import type { LoadedProgram } from '../scan/pipeline.js'
import { complain, terminalWidth } from './terminal.js'

export interface Program {
  readonly loaded: LoadedProgram
  /** Names of the signatures whose findings are wanted; null: all. The others run for what these need of them. */
  readonly reported: ReadonlySet<string> | null
}

/** @param paths of the user's signatures; without any, the bundled pack. @returns null if they have mistakes, which are said */
export function programFor(paths: readonly string[]): Program | null {
  if (paths.length === 0) {
    const { program, applications } = bundledPack()
    return { loaded: loadProgram(program, new Map(applications)), reported: null }
  }
  const pack = openPack(paths, BUNDLED)
  if (!tellErrors(pack)) return null
  return {
    loaded: loadProgram(compilePack(pack), applicationsOf(pack.taxonomy)),
    reported: new Set(signaturesOf(pack.own).map(({ name }) => name.text)),
  }
}

/** Complains about what keeps a pack from being used. @returns whether it can be */
export function tellErrors(pack: Pack): boolean {
  for (const { path, message } of pack.problems) complain(`${path}: ${message}`)
  const errors = pack.diagnostics.filter(({ level }) => level === 'error')
  if (errors.length > 0) process.stderr.write(`${renderAll(errors, terminalWidth())}\n`)
  return !hasErrors(pack)
}
