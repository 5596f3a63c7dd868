// Numbers that signatures know as texts of digits: what names something (an ICQ number), and what is a word elsewhere (a
// version), since one name has one type in all reports.

import { Buffer } from 'node:buffer'
import { derived } from './fields.js'
import type { Numeric, Text } from './framer.js'

export function digits(number: Numeric | null): Text | null {
  return number && derived(Buffer.from(String(number.value)), number.wireStart, number.wireEnd)
}
