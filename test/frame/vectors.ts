// Test vectors of the protocols, from the shared data: bytes on the wire, and what is in them.

import { readFileSync } from 'node:fs'
import { describe, it } from 'vitest'
import { shared } from '../support/shared.js'

export interface Vector {
  readonly id: string
  readonly protocol: string
  readonly transport: 'tcp' | 'udp'
  /** The server's. */
  readonly port: number
  readonly direction: 'c2s' | 's2c' | 'peer'
  readonly hex: string
  /** The bytes, a character each. */
  readonly text: string
  readonly expect: Readonly<Record<string, unknown>>
  readonly bytes_at: readonly {
    readonly off: number
    readonly hex: string
    readonly what: string
  }[]
  readonly session?: string
}

const path = shared('protocols/vectors.json')

/** All vectors by their id; null where the shared data is absent. */
export const vectors: ReadonlyMap<string, Vector> | null = path === null ? null : readVectors(path)

function readVectors(file: string): ReadonlyMap<string, Vector> {
  const { vectors: list } = JSON.parse(readFileSync(file, 'utf8')) as {
    vectors: Omit<Vector, 'text'>[]
  }
  return new Map(
    list.map((vector) => [
      vector.id,
      { ...vector, text: Buffer.from(vector.hex, 'hex').toString('latin1') },
    ]),
  )
}

/** Ids that begin with one of `prefixes`, for a test that none was forgotten. */
export function vectorIds(...prefixes: readonly string[]): readonly string[] {
  return [...(vectors?.keys() ?? [])].filter((id) =>
    prefixes.some((prefix) => id.startsWith(prefix)),
  )
}

export function vector(id: string): Vector {
  const found = vectors?.get(id)
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
