// One line per field in a framer's catalogue: the type is the function's name, `repeated` and `keyed` say the rest.

import type { FieldInfo } from './framer.js'

type Shape = Partial<Omit<FieldInfo, 'path' | 'type' | 'summary'>>

const field =
  (type: FieldInfo['type']) =>
  (path: string, summary: string, shape: Shape = {}): FieldInfo => ({
    path,
    type,
    repeated: false,
    key: 'none',
    summary,
    ...shape,
  })

export const text = field('text')
export const bytes = field('bytes')
export const number = field('number')

/** One of a group that occurs several times; `fields` are those of each. */
export function record(path: string, summary: string, fields: readonly FieldInfo[]): FieldInfo {
  return { path, type: 'record', repeated: true, key: 'none', summary, fields }
}

export const repeated: Shape = { repeated: true }

/** Numbered values, of which one number may occur more than once: TLVs. */
export const keyed: Shape = { repeated: true, key: 'number' }

/** It stands on the wire byte for byte. */
export const verbatim: Shape = { verbatim: true }

/** It stands on the wire byte for byte, and always at `offset` of the message. */
export function at(offset: number): Shape {
  return { verbatim: true, at: offset }
}
