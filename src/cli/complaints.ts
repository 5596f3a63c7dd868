// Complaints about signatures.

import { renderAll } from '../language/render.js'
import { hasErrors } from '../pack/pack.js'
import type { Pack } from '../pack/pack.js'
import { complain, terminalWidth } from './terminal.js'

/** Complains about what keeps a pack from being used. @returns whether it can be */
export function tellErrors(pack: Pack): boolean {
  for (const { path, message } of pack.problems) complain(`${path}: ${message}`)
  const errors = pack.diagnostics.filter(({ level }) => level === 'error')
  if (errors.length > 0) process.stderr.write(`${renderAll(errors, terminalWidth())}\n`)
  return !hasErrors(pack)
}
