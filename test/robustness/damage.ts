// Ways to damage a capture.

import type { Random } from '../support/random.js'
import type { SmallCapture } from './captures.js'

export interface Damaged {
  /** Which capture, and what was done to it. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** `count` times one changed byte, each capture in its turn. */
export function* flips(
  captures: readonly SmallCapture[],
  count: number,
  below: Random,
): Generator<Damaged> {
  for (let nth = 0; nth < count; nth++) {
    const capture = captures[nth % captures.length]
    if (capture === undefined) return
    const bytes = capture.bytes.slice()
    const at = below(bytes.length)
    const mask = 1 + below(255)
    bytes[at] = (bytes[at] ?? 0) ^ mask
    yield { name: `${capture.path}: byte ${at} ^ ${mask}`, bytes }
  }
}

/** Every beginning, the empty one included; or every `step`th. */
export function* truncations(name: string, bytes: Uint8Array, step = 1): Generator<Damaged> {
  for (let length = 0; length < bytes.length; length += step)
    yield { name: `${name}: first ${length} bytes`, bytes: bytes.subarray(0, length) }
}
