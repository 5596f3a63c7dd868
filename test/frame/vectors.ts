// Test vectors of the protocol references: single messages, published or worked by hand.

import { readFileSync } from 'node:fs'
import { shared } from '../support/shared.js'

export interface Vector {
  readonly id: string
  readonly direction: string
  /** Bytes, a character each. */
  readonly text: string
}

const path = shared('protocols/vectors.json')

/** All vectors by their id; null where the shared data are absent. */
export const vectors: ReadonlyMap<string, Vector> | null = path === null ? null : readVectors(path)

function readVectors(file: string): Map<string, Vector> {
  const { vectors: list } = JSON.parse(readFileSync(file, 'utf8')) as {
    vectors: { id: string; direction: string; hex: string }[]
  }
  return new Map(
    list.map(({ id, direction, hex }) => [
      id,
      { id, direction, text: Buffer.from(hex, 'hex').toString('latin1') },
    ]),
  )
}
