// Real captures and reference data that are too large, or not ours, to lie in the repository. Their folder is named by
// IMIDS_SHARED, by default `../shared` beside the checkout. What needs it skips, with a message, where it is absent.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export const sharedFolder = resolve(root, process.env['IMIDS_SHARED'] ?? '../shared')

/**
 * Absolute path of a file or folder of the shared data, or null where it is absent.
 *
 * @throws where it is absent although IMIDS_SHARED_DEMANDED says that it must be there
 */
export function shared(path: string): string | null {
  const full = join(sharedFolder, path)
  if (existsSync(full)) return full
  if (process.env['IMIDS_SHARED_DEMANDED']) throw new Error(`${full} is not there`)
  return null
}
