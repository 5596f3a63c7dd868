// Keys of tables, of `once per` and of counts: a tuple of values as one string.
//
// Each value stands behind its kind and length, so that no two tuples share a key:
//
//   ("ab", 7)    t2:abn7;        ("a", "b7")    t1:at2:b7        (unbound, "")    ut0:

import { createHash } from 'node:crypto'
import type { Value } from './value.js'

/** Longer keys are replaced by their SHA-256. */
const KEY_LENGTH = 512

/** Text and bytes are one kind, compared byte by byte; a number never equals a text. */
export function keyOf(values: readonly (Value | null)[]): string {
  let key = ''
  for (const value of values) {
    if (value === null || value.kind === 'list') key += 'u'
    else if (value.kind === 'number') key += `n${value.value};`
    else key += `t${value.bytes.length}:${latin1(value.bytes)}`
  }
  // No key that is written out begins with `#`.
  return key.length <= KEY_LENGTH
    ? key
    : `#${createHash('sha256').update(key, 'latin1').digest('base64')}`
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
