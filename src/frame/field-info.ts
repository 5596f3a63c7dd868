// One line per field in a framer's catalogue: the type is the function's name, the last argument says what is special.

import type { FieldInfo } from './framer.js'

type Special = Partial<Omit<FieldInfo, 'path' | 'type' | 'summary'>>

const field =
  (type: FieldInfo['type']) =>
  (path: string, summary: string, special: Special = {}): FieldInfo => ({
    path,
    type,
    repeated: false,
    key: 'none',
    summary,
    ...special,
  })

export const text = field('text')
export const bytes = field('bytes')
export const number = field('number')

/** One of a group that occurs several times; `fields` are those of each. */
export function record(path: string, summary: string, fields: readonly FieldInfo[]): FieldInfo {
  return field('record')(path, summary, { repeated: true, fields })
}

export const repeated: Special = { repeated: true }

/** Numbered values, of which one number may occur more than once: TLVs. */
export const keyed: Special = { repeated: true, key: 'number' }

/** It stands on the wire byte for byte. */
export const verbatim: Special = { verbatim: true }

/** It stands on the wire byte for byte, and always at `offset` of the message. */
export function at(offset: number): Special {
  return { verbatim: true, at: offset }
}
