// Test vectors of the protocols, from the shared data: bytes on the wire, and what is in them.

import { readFileSync } from 'node:fs'
import { describe, it } from 'vitest'
import { shared } from '../support/shared.js'

export interface Vector {
  readonly id: string
  readonly direction: 'c2s' | 's2c' | 'peer'
  readonly hex: string
  readonly expect: Readonly<Record<string, unknown>>
  readonly bytes_at: readonly { readonly off: number; readonly hex: string }[]
  readonly session?: string
}

const path = shared('protocols/vectors.json')

/** Empty where the shared data is absent. */
const vectors: ReadonlyMap<string, Vector> = new Map(
  path === null ? [] : readVectors(path).map((vector) => [vector.id, vector]),
)

function readVectors(file: string): readonly Vector[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }).vectors
}

/** Ids that begin with one of `prefixes`, for a test that none was forgotten. */
export function vectorIds(...prefixes: readonly string[]): readonly string[] {
  return [...vectors.keys()].filter((id) => prefixes.some((prefix) => id.startsWith(prefix)))
}

export function vector(id: string): Vector {
  const found = vectors.get(id)
  if (found === undefined) throw new Error(`no vector ${id}`)
  return found
}

export function bytesOf(id: string): Uint8Array {
  return Buffer.from(vector(id).hex, 'hex')
}

/** A `describe` of what needs the vectors; skipped, and says so, where they are absent. */
export function describeVectors(title: string, body: () => void): void {
  if (path === null) describe(title, () => it.skip('needs the shared data (IMIDS_SHARED)'))
  else describe(title, body)
}
