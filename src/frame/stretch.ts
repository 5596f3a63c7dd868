// Bytes that values are read from, and what they are on the wire.

import type { Numeric, Text } from './framer.js'
import { derived, numeric, verbatim } from './fields.js'

/** Bytes of a message that are on the wire as they are, or that some of its bytes were inflated to. */
export class Stretch {
  private constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
    private readonly origin:
      { readonly base: number } | { readonly from: number; readonly to: number },
  ) {}

  /** `[start, end)` of a message that begins at `base`. */
  static onWire(bytes: Uint8Array, start: number, end: number, base: number): Stretch {
    return new Stretch(bytes, start, end, { base })
  }

  /** `[start, end)`, which the bytes `[from, to)` of the message were inflated to. */
  static inflated(
    bytes: Uint8Array,
    start: number,
    end: number,
    from: number,
    to: number,
  ): Stretch {
    return new Stretch(bytes, start, end, { from, to })
  }

  part(start: number, end: number): Stretch {
    return new Stretch(this.bytes, start, end, this.origin)
  }

  text(start: number, end: number, isCut = false): Text {
    if ('base' in this.origin) return verbatim(this.bytes, this.origin.base, start, end, isCut)
    const { from, to } = this.origin
    return { ...derived(this.bytes, from, to), start, end, cut: isCut }
  }

  /** What `[start, end)` says, as a number. */
  number(value: number, start: number, end: number): Numeric {
    const { wireStart, wireEnd } = this.text(start, end)
    return numeric(value, wireStart, wireEnd)
  }

  /** What `[start, end)` says, as another text. */
  printed(text: Uint8Array, start: number, end: number): Text {
    const { wireStart, wireEnd } = this.text(start, end)
    return derived(text, wireStart, wireEnd)
  }
}
