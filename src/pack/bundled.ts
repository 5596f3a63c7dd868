// The bundled pack as a program. The build compiles it once; a checkout whose signatures have changed since compiles it anew.

import { renderAll } from '../language/render.js'
import { applicationsOf, compilePack, hasErrors, openPack } from './pack.js'
import { BUNDLED, storedPack } from './stored.js'
import type { BundledPack } from './stored.js'

export function bundledPack(): BundledPack {
  return storedPack() ?? compileBundled()
}

/** @throws if the pack has mistakes, which its own tests must not let pass */
export function compileBundled(): BundledPack {
  const pack = openPack([BUNDLED], BUNDLED)
  if (hasErrors(pack))
    throw new Error(`the bundled pack has mistakes:\n${renderAll(pack.diagnostics)}`)
  return {
    program: compilePack(pack),
    applications: [...applicationsOf(pack.taxonomy)],
  }
}
