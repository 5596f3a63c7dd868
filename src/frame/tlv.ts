// TLVs, of which OSCAR's bodies are made.
//
//    OFFSET  SIZE  FIELD
//      0      2    type
//      2      2    length of the value
//      4           value

import type { Cursor } from './cursor.js'
import type { Fields } from './message.js'

export interface Tlv {
  readonly type: number
  readonly value: Cursor
}

const HEADER_LENGTH = 4

/** The TLVs from here on, `most` at most. One that is longer than what is left holds what there is, is cut, and is the last. */
export function* tlvs(chain: Cursor, most = Infinity): Generator<Tlv, void, undefined> {
  for (let count = 0; count < most && chain.left >= HEADER_LENGTH; count++) {
    const type = chain.u16()?.value ?? 0
    yield { type, value: chain.counted(chain.u16()) }
  }
}

/** Adds the TLVs from here on under `path`, keyed by their types. */
export function addTlvs(chain: Cursor, fields: Fields, path: string, most = Infinity): void {
  for (const { type, value } of tlvs(chain, most)) fields.add(path, value.text(), type)
}
