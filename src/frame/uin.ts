// ICQ numbers ("UIN"): four bytes, little-endian, on the wire; text of digits to signatures, as over OSCAR's sign-on.

import { Buffer } from 'node:buffer'
import { derived } from './fields.js'
import type { Numeric, Text } from './framer.js'

export function uinText(uin: Numeric | null): Text | null {
  return uin && derived(Buffer.from(String(uin.value)), uin.wireStart, uin.wireEnd)
}
